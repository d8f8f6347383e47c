/** Which reports there are, what their columns are, and to which tickets a figure leads: only where the list has exactly these. */
import type { LocationQueryRaw } from 'vue-router'
import type { Schemas } from '@/api/client'

export const COUNTED = ['on-time', 'overdue', 'breached', 'lapsed', 'climbed'] as const
export type Kind = (typeof COUNTED)[number]
export const KINDS = [...COUNTED, 'rates', 'by-unit', 'hand-overs'] as const
export type Group = Schemas['ReportGroup']

export type Figure = number | string | null
/** A group of a report with its figures, whichever report it is. */
export interface ReportRow {
  readonly key: string | null
  readonly name: string | null
  readonly unit_id: string | null
  readonly figures: Readonly<Record<string, Figure>>
}
export interface Column {
  readonly name: string
  readonly form: 'count' | 'share' | 'span' | 'day'
}

const count = (...names: string[]): Column[] => names.map((name) => ({ name, form: 'count' }))
const share = (...names: string[]): Column[] => names.map((name) => ({ name, form: 'share' }))

/** The first one is what the report is about, and has a bar. */
export const COLUMNS: Readonly<Record<Kind, readonly Column[]>> = {
  'on-time': [
    ...share('share_on_time'), ...count('closed_on_time', 'tickets', 'closed_in_all', 'open_late'),
    ...share('share_by_first_date', 'share_of_stages_on_time'), { name: 'median_seconds', form: 'span' },
  ],
  overdue: [...count('overdue', 'stuck'), { name: 'oldest_due_at', form: 'day' }],
  breached: count('tickets', 'open', 'promises', 'stages'),
  lapsed: count('lapses', 'tickets', 'promises', 'stages'),
  climbed: count('steps', 'tickets'),
}

const OF_ALL: readonly Group[] = ['origin', 'unit', 'department', 'level', 'main_category', 'category', 'urgency', 'difficulty', 'source', 'state', 'week', 'month']
/** By what each can be grouped, the usual way first. */
export const GROUPS: Readonly<Record<Kind, readonly Group[]>> = {
  'on-time': OF_ALL,
  overdue: ['unit', ...OF_ALL.filter((each) => each !== 'unit')],
  breached: ['origin', 'lapse', ...OF_ALL.slice(1)],
  lapsed: ['lapse', ...OF_ALL],
  climbed: ['climbed_to', 'lapse', ...OF_ALL],
}
export const OF_UNITS: readonly Group[] = ['unit', 'origin', 'department', 'lapse', 'climbed_to']
export const OF_TIME: readonly Group[] = ['week', 'month']

/** What narrows a list to a group; null where lists cannot be. `row` null: the sum of all. */
function ofGroup(group: Group, row: ReportRow | null): LocationQueryRaw | null {
  if (row === null) return {}
  if (row.key === null) return null
  switch (group) {
    case 'unit': return { holder: row.unit_id }
    case 'origin': return { origin: row.unit_id }
    case 'level': case 'urgency': case 'difficulty': case 'source': case 'state': return { [group]: row.key }
    case 'main_category': return { category: row.key }
    default: return null
  }
}

interface Asked {
  readonly kind: Kind
  readonly group: Group
  readonly basis: string
  readonly unit: string | null
  readonly moments: { readonly since?: string; readonly until?: string }
}

/** The list of tickets behind a figure, or null where there is none that has exactly these. */
export function ticketsBehind({ kind, group, basis, unit, moments }: Asked, column: string, row: ReportRow | null): LocationQueryRaw | null {
  const narrowed = ofGroup(group, row)
  if (narrowed === null) return null
  const of: LocationQueryRaw = { ...(unit !== null && { unit }), ...narrowed }
  const { since, until } = moments
  const within = (name: string): LocationQueryRaw => ({ ...(since && { [`${name}_since`]: since }), ...(until && { [`${name}_until`]: until }) })
  switch (`${kind}.${column}`) {
    case 'overdue.overdue': return { ...of, overdue: 'true' }
    case 'overdue.stuck': return { ...of, overdue: 'true', stuck: 'true' }
    case 'breached.tickets': return { ...of, ever_breached: 'true', ...within('breached') }
    case 'breached.open': return { ...of, ever_breached: 'true', open: 'true', ...within('breached') }
    // Lists know that the clock sent a ticket up, and not when.
    case 'climbed.tickets': return since || until ? null : { ...of, climbed_by_clock: 'true' }
    case 'on-time.closed_in_all': return basis === 'closed' ? { ...of, ...within('closed') } : null
    default: return null
  }
}
