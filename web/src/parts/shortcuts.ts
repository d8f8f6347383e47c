/** Single keys: G and a letter goes to a page, ? explains. Off where somebody types, and for whoever has them off. */
import { onMounted, onUnmounted, ref } from 'vue'
import { useRouter } from 'vue-router'
import { settings } from '@/settings'

export const explaining = ref(false)

const PAGES: Record<string, string> = { d: 'desk', i: 'inbox', t: 'tickets', w: 'wall' }

export const typing = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement && event.target.closest('input:not([type=checkbox], [type=radio]), textarea, select, dialog, [role="listbox"], [role="tree"]') !== null

export const isPlain = (event: KeyboardEvent): boolean =>
  settings.shortcuts && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !typing(event)

export function useKeys(handle: (key: string, event: KeyboardEvent) => void): void {
  const listen = (event: KeyboardEvent): void => {
    if (isPlain(event)) handle(event.key, event)
  }
  onMounted(() => addEventListener('keydown', listen))
  onUnmounted(() => removeEventListener('keydown', listen))
}

export function useShortcuts(): void {
  const router = useRouter()
  let going = false
  useKeys((key) => {
    if (key === '?') explaining.value = true
    const page = going ? PAGES[key] : undefined
    going = key === 'g'
    if (page !== undefined) void router.push({ name: page })
  })
}
