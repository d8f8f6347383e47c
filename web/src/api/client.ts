/** The API: every page speaks to it through here. Its types come from the document of the server. */
import createClient, { type Middleware } from 'openapi-fetch'
import { languageTag } from '@/texts/texts'
import { Problem, readProblem } from './problems'
import type { components, paths } from '@document'

export type Schemas = components['schemas']

let csrf: string | null = null
let acting: string | null = null

/** With what the requests of this page go: the token of the session, and the post that was chosen in it. */
export function introduce(token: string, actingAs: string | null): void {
  csrf = token
  acting = actingAs
}

let signedOut = (): void => undefined

/** Do this when an answer says that nobody is signed in any more. */
export function whenSignedOut(act: () => void): void {
  signedOut = act
}

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

const introduction: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', languageTag.value)
    if (acting !== null && !request.headers.has('Acting-As')) request.headers.set('Acting-As', acting)
    if (UNSAFE.has(request.method) && csrf !== null) request.headers.set('X-CSRF-Token', csrf)
    return request
  },
  async onResponse({ response }) {
    if (response.ok || response.status === 304) return
    if (response.status === 401) signedOut()
    throw await readProblem(response)
  },
  onError() {
    return new Problem({ status: 0, code: 'NO_ANSWER' })
  },
}

export const api = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' })
api.use(introduction)

/** What an answer holds. A refusal has been thrown as a `Problem` before. */
export async function body<T>(answer: Promise<{ readonly data?: T }>): Promise<T> {
  return (await answer).data as T
}

/** A key that makes a request one and the same, however often it is sent. Pages on plain HTTP have no `randomUUID`. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (each) => each.toString(16).padStart(2, '0')).join('')
}
