/** A year of a calendar document: what each day is, and how many are worked. */
import type { Calendar, CalendarPart, SpecialDay } from './documents'

export type DayKind = 'work' | 'rest' | 'holiday' | 'workday'
export interface YearDay { readonly iso: string; readonly day: number; readonly kind: DayKind; readonly special: SpecialDay | null; readonly sure: boolean }
export interface Month { readonly month: number; readonly before: number; readonly days: readonly YearDay[]; readonly worked: number }
export interface Span { readonly first: string; readonly last: string; readonly special: SpecialDay }

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const OFFICE = ['08:30-12:00', '14:00-17:30']
const OFFICE_WEEK: Readonly<Record<string, readonly string[]>> = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE, sat: [], sun: [] }

export interface Rules { readonly hours: Readonly<Record<string, readonly string[]>>; readonly makeUp: readonly string[]; readonly days: Readonly<Record<string, SpecialDay>> }

/** The calendar of a region, or of the places without one: what a region leaves out is as in what it extends. */
export function rulesOf(calendar: Calendar, region: string | null): Rules {
  const chain: CalendarPart[] = [calendar]
  const above: CalendarPart[] = []
  const passed = new Set<string>()
  for (let name = region; name && !passed.has(name);) {
    const part: CalendarPart | undefined = calendar.regions?.[name]
    passed.add(name)
    if (part) above.unshift(part)
    name = part?.extends ?? null
  }
  chain.push(...above)
  const hours = chain.findLast((each) => each.hours)?.hours ?? OFFICE_WEEK
  const makeUp = chain.findLast((each) => each.make_up_hours)?.make_up_hours ?? WEEKDAYS.map((each) => hours[each] ?? []).find((each) => each.length > 0) ?? []
  return { hours, makeUp, days: Object.assign({}, ...chain.map((each) => each.days ?? {})) as Record<string, SpecialDay> }
}

export function monthsOf(rules: Rules, year: number, sureUntil: string): Month[] {
  return Array.from({ length: 12 }, (_, month) => {
    const first = new Date(Date.UTC(year, month, 1))
    const days = Array.from({ length: new Date(Date.UTC(year, month + 1, 0)).getUTCDate() }, (_each, at): YearDay => {
      const when = new Date(Date.UTC(year, month, at + 1))
      const iso = when.toISOString().slice(0, 10)
      const special = rules.days[iso] ?? null
      const weekday = WEEKDAYS[(when.getUTCDay() + 6) % 7] ?? 'mon'
      return { iso, day: at + 1, special, sure: iso <= sureUntil, kind: special?.kind ?? ((rules.hours[weekday] ?? []).length ? 'work' : 'rest') }
    })
    return { month: month + 1, before: (first.getUTCDay() + 6) % 7, days, worked: days.filter((each) => each.kind === 'work' || each.kind === 'workday').length }
  })
}

/** Exceptional days on end that have one name, as one. */
export function spansOf(months: readonly Month[]): Span[] {
  const spans: { first: string; last: string; special: SpecialDay }[] = []
  for (const { iso, special } of months.flatMap((each) => each.days)) {
    if (!special) continue
    const open = spans.at(-1)
    const follows = open && Date.parse(iso) - Date.parse(open.last) === 86_400_000 && open.special.kind === special.kind && open.special.zh === special.zh
    if (open && follows) open.last = iso
    else spans.push({ first: iso, last: iso, special })
  }
  return spans
}
