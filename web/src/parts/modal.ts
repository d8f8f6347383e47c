/** Dialogs: open as soon as they are there; when they are gone, whoever uses the keyboard is where they were before. */
import { onBeforeMount, onMounted, onUnmounted, type ShallowRef } from 'vue'

/** What to go to where the element before is gone, such as the button of a move that has been made. */
export function focusContent(): void {
  const heading = document.querySelector<HTMLElement>('#content h1') ?? document.getElementById('content')
  heading?.setAttribute('tabindex', '-1')
  heading?.focus()
}

export function useModal(dialog: Readonly<ShallowRef<HTMLDialogElement | null>>): void {
  let before: Element | null = null
  onBeforeMount(() => { before = document.activeElement })
  onMounted(() => dialog.value?.showModal())
  onUnmounted(() => {
    // A button in a menu that has been closed is there, and cannot be reached.
    if (before instanceof HTMLElement && before !== document.body && before.isConnected && before.checkVisibility()) before.focus()
    else focusContent()
  })
}
