/** What stands in an address, as text or number; null where nothing sensible does. */
import type { LocationQueryValue } from 'vue-router'

type Asked = LocationQueryValue | LocationQueryValue[] | undefined

export const textIn = (asked: Asked): string | null => [asked].flat()[0] || null

export function numberIn(asked: Asked): number | null {
  const text = textIn(asked)
  return text !== null && /^[0-9]{1,9}$/.test(text) ? Number(text) : null
}
