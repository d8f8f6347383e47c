/** To which tickets the figures of a unit lead: what lies there now, as the report by unit counts it. */
import type { LocationQueryRaw } from 'vue-router'

const QUERIES: Readonly<Record<string, LocationQueryRaw>> = {
  in_hand: { open: 'true' }, overdue: { overdue: 'true' }, due_soon: { warning: ['yellow', 'orange'] }, stuck: { open: 'true', stuck: 'true' },
}

/** What a list is narrowed to beside the unit; null for a figure that no list has. */
export function figureQuery(figure: string): LocationQueryRaw | null {
  return QUERIES[figure] ?? null
}
