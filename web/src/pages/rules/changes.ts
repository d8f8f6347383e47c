/** What is different between two versions of a document, in words. */
import { listed, said } from '@/texts/texts'
import type { WordKind } from '@/vocabulary/vocabulary'
import type { Calendar, CalendarPart, Catalogue, CatalogueCategory, Kind, Named, Policy, Rule, SpecialDay, Workflow } from './documents'
import { texts } from './texts'
import { calendarDay, limitWords } from './words'

/** `before` and `after` are null where there is nothing to say but that it came or went. */
export interface Change { readonly what: string; readonly sort: 'added' | 'removed' | 'changed'; readonly before: string | null; readonly after: string | null }
type Word = (kind: WordKind, code: string) => string
type Told = Readonly<Record<string, string>>

/** Two lists of things, by name: what came, what went, and of the others each line that is different. */
function compared<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>, name: (each: T) => string, lines: (each: T) => Told): Change[] {
  const found: Change[] = []
  for (const [key, old] of before) {
    const now = after.get(key)
    if (now === undefined) found.push({ what: name(old), sort: 'removed', before: Object.values(lines(old))[0] ?? null, after: null })
    else found.push(...differences(name(now), lines(old), lines(now)))
  }
  for (const [key, now] of after) if (!before.has(key)) found.push({ what: name(now), sort: 'added', before: null, after: Object.values(lines(now))[0] ?? null })
  return found
}

function differences(what: string, before: Told, after: Told): Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.filter((key) => before[key] !== after[key]).map((key): Change => ({
    what: `${what} · ${key}`, sort: 'changed', before: before[key] || texts.value.change.nothing, after: after[key] || texts.value.change.nothing,
  }))
}

const by = <T>(items: readonly T[], key: (each: T) => string): Map<string, T> => new Map(items.map((each) => [key(each), each]))
const of = (part: string, each: Named): string => texts.value.change.of(texts.value.change.parts[part] ?? part, said(each))
const named = (each: Named): string => [each.zh, each.en].join(' / ')
/** What has no words of its own is told as it is written, in short. */
const written = (value: unknown): string => { const text = JSON.stringify(value) ?? ''; return text.length > 80 ? `${text.slice(0, 80)}…` : text }

function policyChanges(before: Policy, after: Policy, word: Word): Change[] {
  const { change } = texts.value
  const rules = (policy: Policy): Rule[] => [...policy.overall, ...Object.values(policy.stages).flat()]
  const when = (rule: Pick<Rule, 'when'>): string => Object.entries(rule.when ?? {}).filter(([, values]) => values?.length).map(([axis, values]) => {
    const say = (value: string | number): string => (axis === 'level' ? said([...before.levels, ...after.levels].find((each) => each.rank === value) ?? { zh: String(value), en: String(value) }) : axis === 'urgency' || axis === 'difficulty' ? word(axis, String(value)) : axis === 'stage' ? word('stage', String(value)) : String(value))
    return listed((values ?? []).map(say))
  }).join(' · ')
  const yes = (flag: boolean | undefined): string => (flag ? change.yes : change.no)
  const plain = (policy: Policy): Told => {
    const say = texts.value.limits
    const answers = Object.entries(policy.orders.answer).map(([colour, limit]) => [`${say.orders} ${word('order_colour', colour)}`, limitWords(limit)] as const)
    return {
      [say.warnings]: say.warningsAre(policy.thresholds?.yellow ?? 30, policy.thresholds?.orange ?? 15),
      [say.extensions]: `${say.extensionsAre(policy.extensions.most, limitWords(policy.extensions.longest))} ${listed(policy.extensions.approvers.map((each) => word('standing', each.by)))}`,
      [say.objections]: say.objectionsAre(limitWords(policy.objections.window), limitWords(policy.objections.decision)),
      ...Object.fromEntries(answers),
    }
  }
  return [
    ...compared(by(rules(before), (each) => each.id), by(rules(after), (each) => each.id), (each) => of('rule', each), (each) => ({
      [change.limit]: limitWords(each.limit), [change.applies]: when(each), [change.source]: each.source ?? '', [change.statutory]: yes(each.statutory), [change.name]: named(each),
    })),
    ...compared(by(before.grace, (each) => each.id), by(after.grace, (each) => each.id), (each) => `${change.parts['grace'] ?? ''} ${when(each)}`, (each) => ({ [change.limit]: limitWords(each.after) })),
    ...compared(by(before.levels, (each) => String(each.rank)), by(after.levels, (each) => String(each.rank)), (each) => of('level', each), (each) => ({ [change.name]: named(each) })),
    ...differences(change.parts['other'] ?? '', plain(before), plain(after)),
  ]
}

function calendarChanges(before: Calendar, after: Calendar): Change[] {
  const { change, calendar } = texts.value
  const day = (each: SpecialDay): string => [each.kind === 'holiday' ? calendar.holiday : calendar.makeUp, said({ zh: each.zh ?? '', en: each.en ?? '' }), ...(each.hours ?? [])].filter(Boolean).join(' ')
  const part = (old: CalendarPart, now: CalendarPart, where: string): Change[] => {
    const days = (each: CalendarPart): Map<string, { iso: string; day: SpecialDay }> => new Map(Object.entries(each.days ?? {}).sort(([a], [b]) => a.localeCompare(b)).map(([iso, special]) => [iso, { iso, day: special }]))
    const hours = (each: CalendarPart): Told => Object.fromEntries(Object.entries(each.hours ?? {}).map(([name, spans]) => [calendar.days[name] ?? name, spans.join(' ') || calendar.noHours]))
    return [
      ...compared(days(old), days(now), (each) => `${where}${calendarDay(each.iso)}`, (each) => ({ [change.day]: day(each.day) })),
      ...differences(`${where}${change.hours}`, hours(old), hours(now)),
      ...differences(`${where}${calendar.makeUpHours}`, { [change.hours]: (old.make_up_hours ?? []).join(' ') }, { [change.hours]: (now.make_up_hours ?? []).join(' ') }),
    ]
  }
  const regions = [...new Set([...Object.keys(before.regions ?? {}), ...Object.keys(after.regions ?? {})])]
  return [
    ...differences(calendar.title, { [calendar.year]: texts.value.sureUntil(calendarDay(before.confirmed_until)) }, { [calendar.year]: texts.value.sureUntil(calendarDay(after.confirmed_until)) }),
    ...part(before, after, ''),
    ...regions.flatMap((name) => part(before.regions?.[name] ?? {}, after.regions?.[name] ?? {}, `${change.parts['region'] ?? ''} ${name} · `)),
  ]
}

function workflowChanges(before: Workflow, after: Workflow, word: Word): Change[] {
  const { cycle, change } = texts.value
  const state = (workflow: Workflow, name: string): string => { const found = workflow.states[name]; return found ? said(found) : cycle.stays }
  const moves = (workflow: Workflow) => by(workflow.moves.map((move, at) => ({ move, workflow, key: `${move.name}#${workflow.moves.slice(0, at).filter((each) => each.name === move.name).length}` })), (each) => each.key)
  const fields = (names: readonly string[] | undefined): string => listed((names ?? []).map((each) => word('move_field', each) || each))
  return [
    ...compared(new Map(Object.entries(before.states)), new Map(Object.entries(after.states)), (each) => of('state', each), (each) => ({
      [change.name]: named(each), [cycle.owner]: each.owner ? word('standing', each.owner) : '', [cycle.stage]: each.stage ? word('stage', each.stage) : '', [cycle.final]: each.final ? change.yes : change.no,
    })),
    ...compared(moves(before), moves(after), ({ move }) => of('move', move), ({ move, workflow }) => ({
      [cycle.to]: state(workflow, move.to), [cycle.from]: listed(move.from.map((each) => state(workflow, each))), [cycle.who]: listed(move.who.map((each) => word('standing', each))),
      [cycle.needed]: fields(move.needs), [cycle.optional]: fields(move.takes), [cycle.told]: word('event_type', move.event ?? ''), [change.name]: named(move),
    })),
  ]
}

function catalogueChanges(before: Catalogue, after: Catalogue, word: Word): Change[] {
  const { change, cat } = texts.value
  const flat = (nodes: readonly CatalogueCategory[] | undefined): CatalogueCategory[] => (nodes ?? []).flatMap((each) => [each, ...flat(each.parts)])
  const yes = (flag: boolean | undefined): string => (flag ? change.yes : change.no)
  return [
    ...compared(by(before.departments ?? [], (each) => each.code), by(after.departments ?? [], (each) => each.code), (each) => of('department', each), (each) => ({ [change.name]: named(each) })),
    ...compared(by(flat(before.categories), (each) => each.code), by(flat(after.categories), (each) => each.code), (each) => of('category', each), (each) => ({
      [change.name]: named(each), [cat.department]: listed(each.departments ?? []), [cat.urgency]: each.urgency ? word('urgency', each.urgency) : '', [cat.public]: yes(each.public), [cat.retired]: yes(each.retired), [cat.confidential]: yes(each.confidential), [cat.fields]: each.fields?.length ? change.entries(each.fields.length) : '',
    })),
  ]
}

type Sections = Readonly<Record<string, unknown>>

/** Section by section, what is written at each of its places. */
function programmeChanges(before: Sections, after: Sections): Change[] {
  const leaves = (value: unknown, at: readonly string[]): [string, string][] => (value !== null && typeof value === 'object' ? Object.entries(value).flatMap(([key, below]) => leaves(below, [...at, key])) : [[at.join('.'), written(value)]])
  const places = (section: unknown): Record<string, string> => Object.fromEntries(leaves(section ?? {}, []))
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== 'version').sort()
  return names.flatMap((name) => differences(texts.value.sections[name] ?? name, places(before[name]), places(after[name])))
}

/** Everything that pages can say in words; what else is different is told as it is written, place by place. */
export function changesOf(kind: Kind, before: unknown, after: unknown, word: Word): Change[] {
  const found = wordsOf(kind, before, after, word)
  if (found.length > 0 || sameBut(before, after)) return found
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>]
  return differences(texts.value.change.parts['other'] ?? '', Object.fromEntries(Object.keys(old).map((key) => [key, written(old[key])])), Object.fromEntries(Object.keys(now).map((key) => [key, written(now[key])]))).filter((each) => !each.what.endsWith(' version'))
}

function wordsOf(kind: Kind, before: unknown, after: unknown, word: Word): Change[] {
  switch (kind) {
    case 'policy': return policyChanges(before as Policy, after as Policy, word)
    case 'calendar': return calendarChanges(before as Calendar, after as Calendar)
    case 'workflow': return workflowChanges(before as Workflow, after as Workflow, word)
    case 'catalogue': return catalogueChanges(before as Catalogue, after as Catalogue, word)
    case 'programme': return programmeChanges(before as Sections, after as Sections)
  }
}

/** Whether two versions say the same but for their numbers. */
function sameBut(before: unknown, after: unknown): boolean {
  const plain = (document: unknown): string => JSON.stringify({ ...(document as object), version: 0 }, (_key, value: unknown) => (value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b))) : value))
  return plain(before) === plain(after)
}
