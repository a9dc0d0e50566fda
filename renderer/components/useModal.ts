import type { ShallowRef } from 'vue'
import { onBeforeUnmount, onMounted } from 'vue'

/** Opens a dialog as long as its component is mounted; then the keyboard goes back to what opened it. */
export function useModal(dialog: Readonly<ShallowRef<HTMLDialogElement | null>>): void {
  let opener: Element | null = null

  onMounted(() => {
    opener = document.activeElement
    dialog.value?.showModal()
  })

  // It is taken away without being closed first, and then the browser gives the focus back to nobody.
  onBeforeUnmount(() => {
    dialog.value?.close()
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true })
  })
}
