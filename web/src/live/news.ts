/** What has changed since a page read what it shows: counted, and shown when somebody asks for it. */
import { useQueryClient } from '@tanstack/vue-query'
import { computed, type ComputedRef, onUnmounted, reactive, watch } from 'vue'
import { type LiveEvent, listen } from './live'

/** The newest version that this tab has seen of what has one: its own moves are no news to it. */
const seen = new Map<string, number>()

export function noteSeen(id: string, version: number): void {
  seen.set(id, Math.max(version, seen.get(id) ?? 0))
}

function subjectOf(event: LiveEvent): string | null {
  const version = event.data['ticket_version']
  if (event.ticket_id !== null) return typeof version === 'number' && version <= (seen.get(event.ticket_id) ?? 0) ? null : event.ticket_id
  return event.opinion_id !== null && seen.has(event.opinion_id) ? null : event.opinion_id
}

interface News {
  /** How many tickets or opinions; 0 while nothing is new. */
  readonly count: ComputedRef<number>
}

/** News for a page that shows what `keys` read. `concerns`: whether an event may change it; `reading`: whether it is being read anew. */
export function useNews(keys: readonly string[], concerns: (event: LiveEvent) => boolean, reading: () => boolean): News {
  const queries = useQueryClient()
  const changed = reactive(new Set<string>())
  onUnmounted(listen((event) => {
    if (event !== null && !concerns(event)) return
    const subject = event === null ? '?' : subjectOf(event)
    if (subject === null) return
    changed.add(subject)
    // Whoever comes back to the page reads it anew; nothing moves while it is looked at.
    for (const key of keys) void queries.invalidateQueries({ queryKey: [key], refetchType: 'none' })
  }))
  // What is read from now on has all that was told until now.
  watch(reading, (begins) => { if (begins) changed.clear() })
  return { count: computed(() => changed.size) }
}
