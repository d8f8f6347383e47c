/** How does a unit stand with each mechanism? One read for each: what is done of what is asked for, what is late, what is next. */
import { api, body } from '@/api/client'
import { may } from '@/session/session'

/** `label`: a key of the texts. `of`: a whole that `count` is a part of. `day`: a local day. */
export interface OverviewFigure {
  readonly label: 'withoutFaults' | 'covered' | 'fulfilled' | 'visits' | 'submitted' | 'graded' | 'writtenOff' | 'unitsToSort' | 'nextMeeting' | 'unitsLate' | 'done' | 'inOrder' | 'overdue'
  readonly count?: number
  readonly of?: number
  readonly day?: string
  /** Whether it says what nobody wants: red, unless it is nothing. */
  readonly late?: boolean
}

/** The figures of a unit, by its code; none where there is nothing to count yet. */
export type ReadFigures = (unit: string) => Promise<readonly OverviewFigure[]>

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)
const localDay = (at: Date): string => new Intl.DateTimeFormat('en-CA').format(at)

const teams: ReadFigures = async (within) => {
  const { items } = await body(api.GET('/v1/team-checks', { params: { query: { within, limit: 200 } } }))
  const faultless = items.filter((each) => each.findings.length === 0).length
  return items.length === 0 ? [] : [{ label: 'withoutFaults', count: faultless, of: items.length }]
}

const contactPoints: ReadFigures = async (within) => {
  const { items } = await body(api.GET('/v1/contact-checks/coverage', { params: { query: { within } } }))
  const here = items[0]
  return here === undefined || here.to_cover === 0 ? [] : [{ label: 'covered', count: here.covered, of: here.to_cover }]
}

const visits: ReadFigures = async () => {
  const { total } = await body(api.GET('/v1/visits/compliance', { params: { query: {} } }))
  const { plans, fulfilled, overdue, visits: made } = total.figures
  if (plans + overdue === 0) return []
  return [{ label: 'fulfilled', count: fulfilled, of: plans }, { label: 'visits', count: made.done, of: made.required }, { label: 'overdue', count: overdue, late: true }]
}

const diary: ReadFigures = async () => {
  const now = new Date()
  const since = localDay(new Date(now.getFullYear(), now.getMonth() - 1, 1))
  const until = localDay(new Date(now.getFullYear(), now.getMonth() + 1, 1))
  const { items } = await body(api.GET('/v1/diary-counts', { params: { query: { since, until } } }))
  const submitted = sum(items.map((each) => each.submitted))
  return submitted === 0 ? [] : [{ label: 'submitted', count: submitted }, { label: 'graded', count: sum(items.map((each) => each.reviewed)), of: submitted }]
}

const ledger: ReadFigures = async () => {
  const year = new Date().getFullYear()
  const { items } = await body(api.GET('/v1/ledger-counts', { params: { query: { since: `${year}-01-01`, until: `${year + 1}-01-01` } } }))
  const entered = sum(items.map((each) => each.entered))
  if (entered === 0) return []
  return [{ label: 'writtenOff', count: sum(items.map((each) => each.written_off)), of: entered }, { label: 'overdue', count: sum(items.map((each) => each.overdue)), late: true }]
}

const sorting: ReadFigures = async () => {
  const { items } = await body(api.GET('/v1/sorting-rounds', { params: { query: { limit: 200 } } }))
  return items.length === 0 ? [] : [{ label: 'unitsToSort', count: items.filter((each) => each.overdue).length, late: true }]
}

const meetings: ReadFigures = async (unit) => {
  const { items } = await body(api.GET('/v1/meeting-rounds', { params: { query: { limit: 200 } } }))
  const own = items.find((each) => each.unit.code === unit)
  const late = { label: 'unitsLate', count: items.filter((each) => each.state === 'overdue').length, late: true } as const
  if (items.length === 0) return []
  return own ? [{ label: 'nextMeeting', day: own.due_on, late: own.state === 'overdue' }, late] : [late]
}

const tasks: ReadFigures = async (unit) => {
  const { items } = await body(api.GET('/v1/unit-task-progress', { params: { query: { unit } } }))
  const whole = items[0]?.whole
  return !whole || whole.tasks === 0 ? [] : [{ label: 'done', count: whole.done, of: whole.tasks }, { label: 'overdue', count: whole.late, late: true }]
}

const supervision: ReadFigures = async () => {
  const { items } = await body(api.GET('/v1/supervision-results'))
  const results = items.flatMap((each) => [each.tickets, each.visits])
  const checks = sum(results.map((each) => each.checks))
  return checks === 0 ? [] : [{ label: 'inOrder', count: sum(results.map((each) => each.in_order)), of: checks }]
}

/** By the name of the mechanism's page; who may not read it is shown the way alone. */
export function readerOf(name: string): ReadFigures | null {
  const readers: Readonly<Record<string, readonly [boolean, ReadFigures]>> = {
    'programme-teams': [may('listTeamChecks'), teams],
    'programme-contact-points': [may('readCoverage'), contactPoints],
    visits: [may('readVisitCompliance'), visits],
    diary: [may('countDiaryEntries'), diary],
    ledger: [may('countLedgerRows'), ledger],
    sorting: [may('listSortingRounds'), sorting],
    meetings: [may('listMeetingRounds'), meetings],
    tasks: [may('readUnitTaskProgress'), tasks],
    supervision: [may('readSupervisionResults'), supervision],
  }
  const found = readers[name]
  return found?.[0] ? found[1] : null
}
