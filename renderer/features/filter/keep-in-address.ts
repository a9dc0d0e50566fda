import { watch } from 'vue'
import type { Router } from 'vue-router'
import { useFilterStore } from '../../stores/filter.ts'
import { addressText, filterOf } from '../../stores/filter-address.ts'

/**
 * Keeps the wall's address and the filter in step: a reload, a copied address and Back show the same wall. A choice is
 * a step for Back; what is typed on replaces its own.
 */
export function keepFilterInAddress(router: Router): void {
  const filterStore = useFilterStore()

  router.afterEach((to, _, failure) => {
    if (failure === undefined && to.name === 'wall') filterStore.take(filterOf(to.query))
  })

  watch(
    () => filterStore.filter,
    (filter) => {
      const { currentRoute } = router
      if (currentRoute.value.name !== 'wall') return
      if (addressText(filter) === addressText(filterOf(currentRoute.value.query))) return
      const place = filterStore.place
      void (filterStore.isSameStep ? router.replace(place) : router.push(place))
    },
  )

  // Opened anew on another page: the wall behind it is the one that it came from.
  void router.isReady().then(() => {
    const { back } = router.options.history.state
    if (router.currentRoute.value.name === 'wall' || typeof back !== 'string') return
    const behind = router.resolve(back)
    if (behind.name === 'wall') filterStore.take(filterOf(behind.query))
  })
}
