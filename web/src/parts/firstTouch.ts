/** Loading ahead: what a page does not show at first comes with the first touch, so that it is there without a network. */
import { onBeforeUnmount, onMounted } from 'vue'

const TOUCHES = ['pointermove', 'pointerdown', 'keydown'] as const

/** Call `load` as soon as somebody does anything here. What does not come is asked for again when it is needed. */
export function onFirstTouch(load: () => Promise<unknown>): void {
  const touched = (): void => {
    leave()
    void load().catch(() => undefined)
  }
  const leave = (): void => { for (const kind of TOUCHES) removeEventListener(kind, touched) }
  onMounted(() => { for (const kind of TOUCHES) addEventListener(kind, touched, { passive: true }) })
  onBeforeUnmount(leave)
}
