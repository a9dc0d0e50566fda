import type { Router } from 'vue-router'
import { createRouter, createWebHashHistory } from 'vue-router'
import { keepFilterInAddress } from './features/filter/keep-in-address.ts'
import PosterView from './features/poster/PosterView.vue'
import WallView from './features/wall/WallView.vue'

/**
 * The window's places. In the fragment, because the host serves one page and no path of ours. Making it rewrites the
 * fragment, so the sign-in must have read its token before.
 */
export function createWindowRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', name: 'wall', component: WallView },
      { path: '/poster/:id([1-9][0-9]*)', name: 'poster', component: PosterView },
      {
        path: '/settings/:section(general|folders|genres|keys|models|data|about)?',
        name: 'settings',
        component: () => import('./features/settings/SettingsView.vue'),
      },
      {
        path: '/similar/:id([1-9][0-9]*)',
        name: 'similar',
        component: () => import('./features/similar/SimilarView.vue'),
      },
      {
        path: '/own/:id([1-9][0-9]*)',
        name: 'own',
        component: () => import('./features/own/OwnView.vue'),
      },
      { path: '/review', name: 'review', component: () => import('./features/review/ReviewView.vue') },
      { path: '/teach', name: 'teach', component: () => import('./features/teach/TeachView.vue') },
      {
        path: '/problems/:kind?',
        name: 'problems',
        component: () => import('./features/problems/ProblemsView.vue'),
      },
      {
        path: '/model/:part(posters|training)?',
        name: 'model',
        component: () => import('./features/model/ModelView.vue'),
      },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })
  keepFilterInAddress(router)
  return router
}
