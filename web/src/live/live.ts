/** What happens, as it happens: one stream for all tabs of a browser. One tab reads it and tells the others; when it is
 * closed, another goes on where it stopped. */
import { api, type Schemas } from '@/api/client'
import { Problem } from '@/api/problems'
import { whenOnline } from '@/parts/online'
import { end, session } from '@/session/session'
import { partsOf } from './eventStream'

export type LiveEvent = Schemas['FeedEvent']

/** What tabs tell each other. `place`: where whoever goes on has to begin. */
type Word =
  | { readonly kind: 'place'; readonly place: string; readonly event?: LiveEvent }
  | { readonly kind: 'asks' }
  /** Something may have happened of which nobody was told. */
  | { readonly kind: 'gap' }
  | { readonly kind: 'ended' }

/** The server says every 15 seconds that it is there: so long after that, it is not. */
const SILENCE = 45_000
const LONGEST_PAUSE = 60_000

const listeners = new Set<(event: LiveEvent | null) => void>()
/** What came before the first page was there to hear of it; `null` from then on. */
let early: LiveEvent[] | null = []
let channel: BroadcastChannel | null = null
let place: string | null = null
let retry = 2_000
const over = new AbortController()

/** Be told of every event that this person may see, in order; `null` means that some may have been missed. */
export function listen(listener: (event: LiveEvent | null) => void): () => void {
  listeners.add(listener)
  for (const each of early ?? []) listener(each)
  return () => listeners.delete(listener)
}

/** The first page is there: whoever listens from now on reads what they show after what came before. */
export function endEarly(): void {
  early = null
}

/** Take part. Whoever acts as somebody else sees something else, and has a stream of their own. */
export function beginLive(): void {
  const name = `console.live ${session.me?.principal} ${session.me?.acting_as}`
  channel = new BroadcastChannel(name)
  channel.addEventListener('message', (message: MessageEvent<Word>) => { hear(message.data, false) })
  tell({ kind: 'asks' })
  const signal = over.signal
  // Without a secure origin there are no locks, and each tab reads for itself.
  const leading = (): Promise<void> => lead(signal)
  const led = navigator.locks === undefined ? leading() : navigator.locks.request(name, { signal }, leading)
  led.catch((thrown: unknown) => { if (!signal.aborted) throw thrown })
}

let leads = false

async function lead(signal: AbortSignal): Promise<void> {
  leads = true
  let failures = 0
  while (!signal.aborted) {
    try {
      await readStream(signal, () => { failures = 0 })
    } catch (thrown) {
      if (signal.aborted) return
      failures += 1
      await refused(thrown, failures)
      continue
    }
    await whenOnline(retry, signal)
  }
}

async function readStream(signal: AbortSignal, lives: () => void): Promise<void> {
  const silence = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => { silence.abort() }, SILENCE)
  }
  wait()
  try {
    const { data } = await api.GET('/v1/events/stream', {
      params: { header: place === null ? {} : { 'Last-Event-ID': place } }, parseAs: 'stream', signal: AbortSignal.any([signal, silence.signal]),
    })
    for await (const part of partsOf(data as ReadableStream<Uint8Array>)) {
      wait()
      lives()
      retry = part.retry ?? retry
      if (part.id !== null) tellAll({ kind: 'place', place: part.id, ...(part.data === null ? {} : { event: JSON.parse(part.data) as LiveEvent }) })
    }
  } finally {
    clearTimeout(timer)
  }
}

/** A stream was refused, or broke off. */
async function refused(thrown: unknown, failures: number): Promise<void> {
  const problem = thrown instanceof Problem ? thrown : null
  if (problem?.status === 401) {
    tellAll({ kind: 'ended' })
    return
  }
  if (problem !== null && (problem.status === 410 || problem.status === 400 || problem.status === 422)) {
    // The place is no good any more: begin with what comes now.
    place = null
    tellAll({ kind: 'gap' })
  }
  await whenOnline(problem?.retryAfter ?? Math.min(retry * 2 ** (failures - 1), LONGEST_PAUSE), over.signal)
}

function tell(word: Word): void {
  channel?.postMessage(word)
}

function tellAll(word: Word): void {
  tell(word)
  hear(word, true)
}

function hear(word: Word, own: boolean): void {
  switch (word.kind) {
    case 'place':
      place = word.place
      if (word.event !== undefined) {
        early?.push(word.event)
        for (const each of listeners) each(word.event)
      }
      break
    case 'asks':
      if (leads && place !== null && !own) tell({ kind: 'place', place })
      break
    case 'gap':
      for (const each of listeners) each(null)
      break
    case 'ended':
      over.abort()
      end()
      break
  }
}
