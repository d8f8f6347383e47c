/** The period of a report: days as people give them, moments as the server takes them. */
import type { LocationQuery } from 'vue-router'

export interface Period {
  /** Days, as `<input type="date">` has them; the last one counts too. Null: without an end on that side. */
  readonly first: string | null
  readonly last: string | null
}

export const PRESETS = ['month', 'lastMonth', 'quarter', 'year', 'all'] as const
export type Preset = (typeof PRESETS)[number]

const ZONE = 'Asia/Shanghai'
const DAY = /^\d{4}-\d{2}-\d{2}$/
const text = (day: Date): string => day.toISOString().slice(0, 10)
const date = (year: number, month: number, day: number): string => text(new Date(Date.UTC(year, month, day)))

/** What day it is at the office, wherever the browser is. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date())
}

export function periodOf(preset: Preset, now = today()): Period {
  const [year, month] = [Number(now.slice(0, 4)), Number(now.slice(5, 7)) - 1]
  const quarter = month - (month % 3)
  switch (preset) {
    case 'month': return { first: date(year, month, 1), last: date(year, month + 1, 0) }
    case 'lastMonth': return { first: date(year, month - 1, 1), last: date(year, month, 0) }
    case 'quarter': return { first: date(year, quarter, 1), last: date(year, quarter + 3, 0) }
    case 'year': return { first: date(year, 0, 1), last: date(year, 12, 0) }
    case 'all': return { first: null, last: null }
  }
}

/** Which of the presets this is, if any. */
export function presetOf(period: Period): Preset | null {
  return PRESETS.find((each) => periodOf(each).first === period.first && periodOf(each).last === period.last) ?? null
}

/** What the address asks for: this month if it says nothing. */
export function periodIn(query: LocationQuery): Period {
  if (query['period'] === 'all') return periodOf('all')
  const [first, last] = [query['since'], query['until']].map((each) => (typeof each === 'string' && DAY.test(each) ? each : null))
  return first || last ? { first: first ?? null, last: last ?? null } : periodOf('month')
}

/** The same as the address has it. */
export function queryOf({ first, last }: Period): Record<string, string> {
  if (first === null && last === null) return { period: 'all' }
  return { ...(first !== null && { since: first }), ...(last !== null && { until: last }) }
}

/** The first moment that counts, and the first one that counts no more: offices of China have had one time since 1991. */
export function momentsOf({ first, last }: Period): { since?: string; until?: string } {
  const next = last === null ? null : text(new Date(Date.parse(last) + 86_400_000))
  return { ...(first !== null && { since: `${first}T00:00:00+08:00` }), ...(next !== null && { until: `${next}T00:00:00+08:00` }) }
}
