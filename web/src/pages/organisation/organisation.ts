/** What the pages of the organisation ask for alike: lists by pages, choices by typing, and what is in somebody's scope. */
import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue, watch } from 'vue'
import { api, body, type Schemas } from '@/api/client'
import type { Found } from '@/parts/SearchChoice.vue'
import { session } from '@/session/session'

export type Unit = Schemas['UnitOut']
export type Member = Schemas['MemberOut']
export type Role = Schemas['Role']

/** What can be missing, in the order in which it is told. */
export const GAP_KINDS = ['unit_without_staff', 'team_without_leader', 'assignee_gone'] as const

export const once = (key: string) => ({ 'Idempotency-Key': key })

interface Listed<T> {
  readonly items: readonly T[]
  readonly next_cursor: string | null
}

/** A list that goes on: `read` asks for a page behind a cursor. One on which nothing is, is followed by the next. */
export function usePages<T>(key: readonly unknown[], read: (cursor: { cursor?: string }) => Promise<Listed<T>>, enabled: MaybeRefOrGetter<boolean> = true) {
  const list = useInfiniteQuery({
    queryKey: key,
    enabled: computed(() => toValue(enabled)),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => read(pageParam === null ? {} : { cursor: pageParam }),
    getNextPageParam: (page: Listed<T>) => page.next_cursor,
  })
  const items = computed<readonly T[]>(() => (list.data.value?.pages ?? []).flatMap((page) => page.items))
  watch(() => list.data.value?.pages.at(-1), (page) => { if (page?.items.length === 0 && page.next_cursor !== null) void list.fetchNextPage() }, { immediate: true })
  return { list, items }
}

export async function findUnits(typed: string): Promise<readonly Found[]> {
  const { items } = await body(api.GET('/v1/units', { params: { query: { q: typed, sort: 'match', active: true, limit: 8 } } }))
  return items.map(({ id, name, code, parent }) => ({ id, name, beside: [parent?.name, code].filter(Boolean).join(' · ') }))
}

export async function findMembers(typed: string): Promise<readonly Found[]> {
  const { items } = await body(api.GET('/v1/members', { params: { query: { q: typed, active: true, limit: 8 } } }))
  return items.map(({ id, name, home_unit }) => ({ id, name, beside: home_unit.name }))
}

export const asFound = (unit: { readonly id: string; readonly name: string; readonly code: string }): Found => ({ id: unit.id, name: unit.name, beside: unit.code })

/** Whether a unit lies where whoever works here may act: their own unit, and but for handlers all below it. */
export function reaches(unit: { readonly id: string }, above: readonly { readonly id: string }[]): boolean {
  const own = session.me?.unit?.id
  return own !== undefined && (unit.id === own || (session.me?.role !== 'handler' && above.some((each) => each.id === own)))
}
