/** Which rows of a list are selected: one by one, or all between two. */
import { computed, type ComputedRef, reactive, watch } from 'vue'
import type { TicketRow } from '@/parts/TicketRows.vue'

export interface Selection {
  readonly rows: ComputedRef<readonly TicketRow[]>
  has(key: string): boolean
  /** Select a row, or not any more; with `range`, all between it and the one before it alike. */
  toggle(key: string, range?: boolean): void
  all(): void
  clear(): void
}

export function useSelection(shown: ComputedRef<readonly TicketRow[]>): Selection {
  const keys = reactive(new Set<string>())
  let last: string | null = null
  // What is not shown any more is not selected either: nobody moves what they do not see.
  watch(shown, (rows) => {
    const there = new Set(rows.map((row) => row.key))
    for (const key of keys) if (!there.has(key)) keys.delete(key)
  })
  return {
    rows: computed(() => shown.value.filter((row) => keys.has(row.key))),
    has: (key) => keys.has(key),
    toggle(key, range = false) {
      const order = shown.value.map((row) => row.key)
      const [from, to] = [range && last !== null ? order.indexOf(last) : order.indexOf(key), order.indexOf(key)].toSorted((a, b) => a - b)
      const select = !keys.has(key)
      for (const each of order.slice(from, (to ?? 0) + 1)) {
        if (select) keys.add(each)
        else keys.delete(each)
      }
      last = key
    },
    all: () => { for (const row of shown.value) keys.add(row.key) },
    clear: () => { keys.clear() },
  }
}
