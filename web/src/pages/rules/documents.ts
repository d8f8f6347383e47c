/** The documents that everybody goes by: what stands in them, as far as these pages show it, and how they are read. */
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api, body, type Schemas } from '@/api/client'

export const KINDS = ['workflow', 'policy', 'calendar', 'catalogue', 'programme'] as const
export type Kind = (typeof KINDS)[number]

export interface Named { readonly zh: string; readonly en: string }

export interface State extends Named {
  readonly owner?: string; readonly stage?: string; readonly timeout?: string; readonly open?: boolean; readonly final?: boolean
}
export interface Move extends Named {
  readonly name: string; readonly from: readonly string[]; readonly to: string; readonly who: readonly string[]
  readonly needs?: readonly string[]; readonly takes?: readonly string[]; readonly event?: string | null; readonly help?: Named | null
}
export interface Workflow { readonly initial: string; readonly states: Readonly<Record<string, State>>; readonly moves: readonly Move[] }

export interface Rule extends Named {
  readonly id: string; readonly limit: string; readonly source?: string | null; readonly statutory?: boolean
  readonly when?: Readonly<Record<string, readonly (string | number)[] | null>>
}
interface GraceRule { readonly id: string; readonly after: string; readonly when?: NonNullable<Rule['when']> }
interface Approver { readonly nth?: readonly number[] | null; readonly up_to?: string | null; readonly by: string }
export interface Policy extends Named {
  readonly levels: readonly (Named & { readonly rank: number; readonly code: string })[]
  readonly thresholds?: { readonly yellow?: number; readonly orange?: number }
  readonly reminder_floor: string; readonly call_back_tries?: number
  readonly overall: readonly Rule[]; readonly stages: Readonly<Record<string, readonly Rule[]>>; readonly grace: readonly GraceRule[]
  readonly extensions: { readonly most: number; readonly longest: string; readonly approvers: readonly Approver[]; readonly source?: string | null }
  readonly objections: { readonly window: string; readonly decision: string; readonly source?: string | null }
  readonly requests: { readonly decision: string }
  readonly orders: { readonly answer: Readonly<Record<string, string>>; readonly source?: string | null }
  readonly problem: { readonly redos: number; readonly units: number }
}

export interface SpecialDay { readonly kind: 'holiday' | 'workday'; readonly zh?: string | null; readonly en?: string | null; readonly hours?: readonly string[] | null }
export interface CalendarPart {
  readonly extends?: string | null; readonly units?: readonly string[]; readonly hours?: Readonly<Record<string, readonly string[]>> | null
  readonly make_up_hours?: readonly string[] | null; readonly days?: Readonly<Record<string, SpecialDay>>
}
export interface Calendar extends CalendarPart {
  readonly starts_on?: string; readonly confirmed_until: string; readonly regions?: Readonly<Record<string, CalendarPart>>
}

export interface Catalogue {
  readonly departments?: readonly (Named & { readonly code: string })[]
  readonly categories?: readonly CatalogueCategory[]
}
export interface CatalogueCategory extends Named {
  readonly code: string; readonly departments?: readonly string[]; readonly urgency?: string | null; readonly public?: boolean
  readonly retired?: boolean; readonly confidential?: boolean; readonly keywords?: readonly string[]; readonly fields?: readonly unknown[]
  readonly parts?: readonly CatalogueCategory[]
}

export type Version = Schemas['VersionOut']
export interface Versions { readonly items: readonly Version[]; readonly missing_year?: number | null; readonly confirmed_until?: string }
export type Document = Schemas['DocumentOut']
export type Review = Schemas['ReviewOut']

export function isKind(text: unknown): text is Kind {
  return KINDS.some((each) => each === text)
}

export function listVersions(kind: Kind): Promise<Versions> {
  switch (kind) {
    case 'workflow': return body(api.GET('/v1/workflows'))
    case 'policy': return body(api.GET('/v1/policies'))
    case 'calendar': return body(api.GET('/v1/calendars'))
    case 'catalogue': return body(api.GET('/v1/catalogues'))
    case 'programme': return body(api.GET('/v1/programmes'))
  }
}

export function readDocument(kind: Kind, version: number): Promise<Document> {
  const params = { params: { path: { version } } }
  switch (kind) {
    case 'workflow': return body(api.GET('/v1/workflows/{version}', params))
    case 'policy': return body(api.GET('/v1/policies/{version}', params))
    case 'calendar': return body(api.GET('/v1/calendars/{version}', params))
    case 'catalogue': return body(api.GET('/v1/catalogues/{version}', params))
    case 'programme': return body(api.GET('/v1/programmes/{version}', params))
  }
}

/** Says what publishing would say. */
export function checkDocument(kind: Kind, document: Schemas['DocumentOut']['document']): Promise<Review> {
  switch (kind) {
    case 'workflow': return body(api.POST('/v1/workflows/checks', { body: document }))
    case 'policy': return body(api.POST('/v1/policies/checks', { body: document }))
    case 'calendar': return body(api.POST('/v1/calendars/checks', { body: document }))
    case 'catalogue': return body(api.POST('/v1/catalogues/checks', { body: document }))
    case 'programme': return body(api.POST('/v1/programmes/checks', { body: document }))
  }
}

/** `key`: of the request, so that the same one is published once. `confirm`: what it takes back is meant. */
export function publishDocument(kind: Kind, document: Schemas['DocumentOut']['document'], key: string, confirm: boolean): Promise<Document> {
  const sent = { params: { header: { 'Idempotency-Key': key }, query: { confirm } }, body: document }
  switch (kind) {
    case 'workflow': return body(api.POST('/v1/workflows', sent))
    case 'policy': return body(api.POST('/v1/policies', sent))
    case 'calendar': return body(api.POST('/v1/calendars', sent))
    case 'catalogue': return body(api.POST('/v1/catalogues', sent))
    case 'programme': return body(api.POST('/v1/programmes', sent))
  }
}

export function useVersions(kind: Ref<Kind>) {
  return useQuery({ queryKey: ['rules', kind, 'versions'], queryFn: () => listVersions(kind.value) })
}

/** A version of a kind; null is the one in force. Published versions never change. */
export function useDocument(kind: Ref<Kind>, version: Ref<number | null>) {
  const versions = useVersions(kind)
  const wanted = computed(() => version.value ?? versions.data.value?.items[0]?.version ?? null)
  const document = useQuery({
    queryKey: ['rules', kind, 'document', wanted],
    enabled: computed(() => wanted.value !== null),
    queryFn: () => readDocument(kind.value, wanted.value ?? 1),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return { versions, document, wanted }
}
