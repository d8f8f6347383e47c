/** The types of event by their names in words, in groups, and what the globs of an endpoint mean in words. */
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, body, type Schemas } from '@/api/client'
import { language, listed } from '@/texts/texts'
import { texts } from './texts'

export type EventType = Schemas['EventTypeOut']
export type GroupName = 'ticket' | 'joint_task' | 'opinion' | 'endpoint'
export interface Group {
  readonly name: GroupName
  readonly types: readonly EventType[]
}

/** Signs of life and examples are sent when somebody asks for them, to every endpoint. */
const ON_REQUEST = new Set(['webhook.ping', 'webhook.test'])
/** Sent only to who names it, whatever globs fit. */
export const BY_NAME_ALONE = 'ticket.imported'
const GROUPS: readonly GroupName[] = ['ticket', 'joint_task', 'opinion', 'endpoint']

function groupOf(name: string): GroupName {
  const first = name.split('.')[0] ?? ''
  return first === 'delivery' ? 'endpoint' : (GROUPS.find((each) => each === first) ?? 'endpoint')
}

/** Whether a glob such as `ticket.*` fits a type. */
function fits(glob: string, name: string): boolean {
  const parts = glob.split('*').map((each) => each.replaceAll('.', '\\.'))
  return new RegExp(`^${parts.join('.*')}$`).test(name)
}

/** The types that globs stand for now. */
export function expand(globs: readonly string[], types: readonly EventType[]): string[] {
  return types.map(({ name }) => name).filter((name) => (name === BY_NAME_ALONE ? globs.includes(name) : globs.some((glob) => fits(glob, name))))
}

/** As few globs as say the same: whole groups by one, so that later types of theirs are sent too. */
export function condense(chosen: ReadonlySet<string>, groups: readonly Group[]): string[] {
  return groups.flatMap(({ name, types }) => {
    const usual = types.filter((each) => each.name !== BY_NAME_ALONE).map((each) => each.name)
    const byName = chosen.has(BY_NAME_ALONE) && types.some((each) => each.name === BY_NAME_ALONE) ? [BY_NAME_ALONE] : []
    if (!usual.every((each) => chosen.has(each))) return [...usual.filter((each) => chosen.has(each)), ...byName]
    return [...(name === 'endpoint' ? ['endpoint.*', 'delivery.*'] : [`${name}.*`]), ...byName]
  })
}

export function useEventTypes() {
  const { data } = useQuery({
    queryKey: ['event types', language],
    queryFn: () => body(api.GET('/v1/event-types')),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const types = computed(() => (data.value?.items ?? []).filter(({ name }) => !ON_REQUEST.has(name)))
  const groups = computed<Group[]>(() => GROUPS.map((name) => ({ name, types: types.value.filter((each) => groupOf(each.name) === name) })))
  const titles = computed(() => new Map((data.value?.items ?? []).map((each) => [each.name, each.title])))
  const title = (name: string): string => titles.value.get(name) ?? ''

  /** What globs mean, in a few words. */
  function describe(globs: readonly string[]): string {
    if (globs.includes('*')) return texts.value.everyEvent
    const told = new Set(globs.flatMap((glob) => {
      const group = GROUPS.find((each) => glob === `${each}.*`)
      if (group) return [texts.value.everyOf(texts.value.groups[group])]
      return glob === 'delivery.*' && globs.includes('endpoint.*') ? [] : expand([glob], types.value).map(title)
    }))
    const all = [...told].filter((each) => each !== '')
    const shown = listed(all.slice(0, 3))
    return all.length > 3 ? `${shown} ${texts.value.andMore(all.length)}` : shown
  }
  return { types, groups, title, describe }
}
