/** Visits that wait for the network: kept on this device under the id that they will have, and sent until somebody has answered.
 *
 * The server knows an id again, so that a visit is recorded once however often it is sent. What it refuses stays, with its reason. */
import { computed, reactive } from 'vue'
import { api, body, newKey, type Schemas } from '@/api/client'
import { Problem } from '@/api/problems'
import { session } from '@/session/session'

type Record_ = Schemas['VisitRecordIn']
export interface KeptVisit {
  readonly record: Record_
  /** What the unit is called that was visited. */
  readonly target: string
  readonly by: string
  readonly as: string | null
  readonly refused: string | null
}

const KEPT = 'console.visits'
const MOST = 50
/** Characters of one request: signatures and households make records long, and what is too long is not read at all. */
const LONGEST = 60_000

function kept(): KeptVisit[] {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '[]') as KeptVisit[]
  } catch {
    return []
  }
}

const state = reactive({ visits: kept(), sent: 0 })
addEventListener('storage', (event) => { if (event.key === KEPT) state.visits = kept() })
addEventListener('online', () => void sendVisits())

function change(how: (visits: KeptVisit[]) => KeptVisit[]): void {
  const visits = how(kept())
  localStorage.setItem(KEPT, JSON.stringify(visits))
  state.visits = visits
}

const own = computed(() => state.visits.filter((each) => each.by === session.me?.principal && each.as === (session.me?.acting_as ?? null)))
export const waitingVisits = computed(() => own.value.filter((each) => each.refused === null))
export const refusedVisits = computed(() => own.value.filter((each) => each.refused !== null))
export const sentVisits = computed(() => state.sent)

/** Keep one until it is sent. */
export function keepVisit(record: Record_, target: string): void {
  const written: KeptVisit = { record, target, by: session.me?.principal ?? '', as: session.me?.acting_as ?? null, refused: null }
  change((visits) => [...visits.filter((each) => each.record.id !== record.id), written])
}

export function dropVisit(id: string): void {
  change((visits) => visits.filter((each) => each.record.id !== id))
}

/** A fresh id of a visit: a UUID by chance, as pages on plain HTTP have no `randomUUID`. */
export function newVisitId(): string {
  const digits = newKey().split('')
  digits[12] = '4'
  digits[16] = '89ab'[parseInt(digits[16] ?? '0', 16) % 4] ?? '8'
  const text = digits.join('')
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What the visited confirm with: sixteen signs by chance, none of which is misread. */
export function newCode(): string {
  const signs = Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) => SIGNS[each % 32])
  return [0, 4, 8, 12].map((at) => signs.slice(at, at + 4).join('')).join('-')
}

/** Send records and say what became of each. Throws a `Problem` if nobody answered. */
export async function send(records: Record_[], key = newKey()): Promise<Schemas['VisitRecordOut'][]> {
  const params = { header: { 'Idempotency-Key': key } }
  return (await body(api.POST('/v1/visits/records', { params, body: { items: records } }))).items
}

let sending = false

/** Send all that waits in this post, one tab at a time. What is refused is kept with its reason. */
export async function sendVisits(): Promise<void> {
  if (sending || waitingVisits.value.length === 0 || !navigator.onLine) return
  sending = true
  try {
    await (navigator.locks === undefined ? sendWaiting() : navigator.locks.request(KEPT, sendWaiting))
  } finally {
    sending = false
  }
}

async function sendWaiting(): Promise<void> {
  state.visits = kept()
  const some = together(waitingVisits.value)
  if (some.length === 0) return
  try {
    for (const told of await send(some.map((each) => each.record))) {
      if (told.problem === null) dropVisit(told.id)
      else refuse(told.id, reasonOf(told))
    }
    state.sent += 1
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    if (!thrown.passes && thrown.status !== 401) some.forEach((each) => refuse(each.record.id, thrown.detail))
  }
}

/** As many of the first as go in one request, one at least. */
function together(visits: readonly KeptVisit[]): KeptVisit[] {
  let length = 0
  return visits.slice(0, MOST).filter(({ record }, at) => (length += JSON.stringify(record).length) <= LONGEST || at === 0)
}

/** Why a record was refused, in the words of the server. */
export function reasonOf(told: Schemas['VisitRecordOut']): string {
  const problem = told.problem as { detail?: string; errors?: { detail?: string }[] } | null
  return problem?.errors?.[0]?.detail ?? problem?.detail ?? ''
}

function refuse(id: string, reason: string): void {
  change((visits) => visits.map((each) => (each.record.id === id ? { ...each, refused: reason } : each)))
}
