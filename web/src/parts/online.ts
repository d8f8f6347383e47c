/** Whether there is a network, as far as the browser knows. */
import { onScopeDispose, ref, type Ref } from 'vue'

export function useOnline(): Ref<boolean> {
  const online = ref(navigator.onLine)
  const look = (): void => {
    online.value = navigator.onLine
  }
  addEventListener('online', look)
  addEventListener('offline', look)
  onScopeDispose(() => {
    removeEventListener('online', look)
    removeEventListener('offline', look)
  })
  return online
}
