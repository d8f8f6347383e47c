/** Moves that could not be sent: kept on this device, sent once the network is back, each with the key that it has from
 * the beginning. What the server then refuses stays, until somebody has decided. */
import { computed, reactive, watch } from 'vue'
import { api, body, newKey, type Schemas } from '@/api/client'
import { Problem } from '@/api/problems'
import { noteSeen } from '@/live/news'
import { whenOnline } from '@/parts/online'
import { session } from '@/session/session'

export interface Letter {
  /** With which it is sent, so that it has one effect however often that is. */
  readonly key: string
  readonly ticket: { readonly id: string; readonly number: string; readonly title: string; readonly version: number }
  readonly label: { readonly zh: string; readonly en: string }
  readonly move: Schemas['TransitionIn']
  readonly writtenAt: string
  readonly by: string
  /** In which of their posts it was written, and is sent, whichever they are in by then. */
  readonly as: string | null
  /** Why the server did not take it; `null` while it waits. */
  readonly refused: { readonly status: number; readonly code: string; readonly detail: string } | null
}

const KEPT = 'console.outbox'
const RETRY = 5_000

function kept(): Letter[] {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '[]') as Letter[]
  } catch {
    return []
  }
}

const state = reactive({ letters: kept(), sent: 0 })
// Other tabs of this browser have the same outbox.
addEventListener('storage', (event) => { if (event.key === KEPT) state.letters = kept() })

/** Read before it is written: another tab may have sent something meanwhile. */
function change(how: (letters: Letter[]) => Letter[]): void {
  const letters = how(kept())
  localStorage.setItem(KEPT, JSON.stringify(letters))
  state.letters = letters
}

const own = computed(() => state.letters.filter((each) => each.by === session.me?.principal))
export const waiting = computed(() => own.value.filter((each) => each.refused === null))
export const refused = computed(() => own.value.filter((each) => each.refused !== null))

/** Be told whenever something has been sent. */
export const onSent = (told: () => void): (() => void) => watch(() => state.sent, told)

/** Read and moved in the post in which it was written. */
export const inItsPost = ({ as }: Letter): { headers?: Record<string, string> } => (as === null ? {} : { headers: { 'Acting-As': as } })

export function put(letter: Pick<Letter, 'key' | 'ticket' | 'label' | 'move'>): void {
  const { id, number, title, version } = letter.ticket
  const written: Letter = { ...letter, ticket: { id, number, title, version }, writtenAt: new Date().toISOString(), by: session.me?.principal ?? '', as: session.me?.acting_as ?? null, refused: null }
  change((letters) => [...letters.filter((each) => each.key !== letter.key), written])
  void sendAll()
}

export function drop(key: string): void {
  change((letters) => letters.filter((each) => each.key !== key))
}

/** Send what was refused once more, decided on the ticket as it is now. Nothing came of it before, so it is a new request. */
export async function sendAnew(letter: Letter): Promise<void> {
  const now = await body(api.GET('/v1/tickets/{ticket_id}', { params: { path: { ticket_id: letter.ticket.id } }, ...inItsPost(letter) }))
  const anew: Letter = { ...letter, key: newKey(), ticket: { ...letter.ticket, version: now.version }, writtenAt: new Date().toISOString(), refused: null }
  change((letters) => [...letters.filter((each) => each.key !== letter.key), anew])
  void sendAll()
}

let sending = false

/** Send all that waits, in the order in which it was written; one tab at a time. */
export async function sendAll(): Promise<void> {
  if (sending) return
  sending = true
  try {
    await (navigator.locks === undefined ? sendWaiting() : navigator.locks.request(KEPT, sendWaiting))
  } finally {
    sending = false
  }
}

async function sendWaiting(): Promise<void> {
  for (let next = first(); next !== undefined && !session.ended; next = first()) {
    try {
      await send(next)
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      if (thrown.status === 401) return
      if (thrown.passes) await whenOnline(thrown.retryAfter ?? RETRY)
      else refuse(next.key, thrown)
    }
  }
}

function first(): Letter | undefined {
  state.letters = kept()
  return waiting.value[0]
}

async function send(letter: Letter): Promise<void> {
  const moved = await body(api.POST('/v1/tickets/{ticket_id}/transitions', {
    params: { path: { ticket_id: letter.ticket.id }, header: { 'Idempotency-Key': letter.key, 'If-Match': `"${letter.ticket.version}"` } },
    body: letter.move,
    ...inItsPost(letter),
  }))
  noteSeen(moved.id, moved.version)
  drop(letter.key)
  state.sent += 1
}

function refuse(key: string, problem: Problem): void {
  const { status, code } = problem
  const detail = problem.wrong[0]?.detail ?? problem.detail
  change((letters) => letters.map((each) => (each.key === key ? { ...each, refused: { status, code, detail } } : each)))
}
