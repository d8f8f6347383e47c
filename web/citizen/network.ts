/** How this page asks the server, and what may come of it: an answer, a refusal in words, or no network. */
import type { components } from '@document'
import { given } from './page'

export type Schemas = components['schemas']

const WORDS = given<Record<string, string>>('words')

/** A text of the page, with what stands in braces put in. */
export function say(name: string, values: Record<string, string | number> = {}): string {
  return (WORDS[name] ?? '').replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''))
}

/** The server said no. `wait`: seconds until it may be asked again. `faults`: by field. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly wait: number,
    readonly faults: { name: string; text: string }[],
  ) {
    super(message)
  }
}

/** Nothing came back: whether it arrived nobody knows. */
export class Offline extends Error {}

/** Milliseconds: a network that has gone silent is none. */
const LONGEST_ANSWER = 120_000

export async function ask<Answer>(path: string, request: RequestInit = {}): Promise<Answer> {
  const headers = { 'Accept-Language': document.documentElement.lang, ...(request.headers as Record<string, string> | undefined) }
  let answer: Response
  try {
    const signal = AbortSignal.timeout(LONGEST_ANSWER)
    answer = await fetch(path, { ...request, headers, signal, credentials: 'omit' })
  } catch {
    throw new Offline()
  }
  if (answer.ok) return (await answer.json()) as Answer
  const problem = (await answer.json().catch(() => ({}))) as Partial<Schemas['Problem']>
  const faults = (problem.errors ?? []).map(({ pointer, detail }) => ({ name: pointer.replace('/', ''), text: detail }))
  const message = faults[0]?.text ?? problem.detail ?? say('failed')
  throw new Refused(answer.status, problem.code ?? '', message, Number(answer.headers.get('Retry-After') ?? 0), faults)
}

export function post<Answer>(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } })
}

const LONGEST_WAIT = 120

/** Does it until it is done or refused for good; says meanwhile why it waits. */
export async function persist<Answer>(work: () => Promise<Answer>, told: (text: string) => void): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof Offline) {
        told(say('offline'))
        await network(Math.min(tries * 5, 60))
      } else if (error instanceof Refused && isForNow(error)) {
        const seconds = Math.max(error.wait, 2)
        told(say('waiting', { seconds }))
        await pause(seconds)
      } else throw error
    }
  }
}

function isForNow({ status, code, wait }: Refused): boolean {
  return (status === 429 && wait <= LONGEST_WAIT) || status === 503 || status === 502 || code === 'IDEMPOTENCY_KEY_IN_USE'
}

function pause(seconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, seconds * 1000))
}

/** Until the browser says that there is a network, or for so long: not every browser knows. */
function network(seconds: number): Promise<void> {
  return Promise.race([pause(seconds), new Promise<void>((done) => addEventListener('online', () => done(), { once: true }))])
}
