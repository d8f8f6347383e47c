/** The units that somebody may mean who types a name, a code or pinyin. */
import { api, body } from '@/api/client'
import type { Found } from '@/parts/SearchChoice.vue'

export async function findUnits(typed: string): Promise<readonly Found[]> {
  const { items } = await body(api.GET('/v1/units', { params: { query: { q: typed, sort: 'match', limit: 20 } } }))
  return items.map(({ id, name, code }) => ({ id, name, beside: code }))
}
