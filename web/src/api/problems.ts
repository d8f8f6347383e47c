/** What the server refused, and why (RFC 9457). */
export interface Wrong {
  /** Where in the body, as a JSON pointer (RFC 6901): `/unit_id`. */
  readonly pointer: string
  readonly detail: string
}

interface Told {
  readonly status: number
  readonly code: string
  readonly title?: string
  readonly detail?: string
  readonly errors?: readonly Wrong[]
  readonly request_id?: string
}

export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly wrong: readonly Wrong[]
  readonly requestId: string | null
  /** Milliseconds after which to come again, if the server said so. */
  readonly retryAfter: number | null

  constructor(told: Told, retryAfter: number | null = null) {
    super(told.detail ?? told.title ?? told.code)
    this.status = told.status
    this.code = told.code
    this.detail = told.detail ?? told.title ?? ''
    this.wrong = told.errors ?? []
    this.requestId = told.request_id ?? null
    this.retryAfter = retryAfter
  }

  /** Whether the same request, sent again, may be answered otherwise. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

export async function readProblem(response: Response): Promise<Problem> {
  const known = { status: response.status, code: `HTTP_${response.status}` }
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
  const retryAfter = Number.isNaN(seconds) ? null : seconds * 1000
  try {
    return new Problem({ ...known, ...((await response.json()) as Partial<Told>) }, retryAfter)
  } catch {
    return new Problem(known, retryAfter)
  }
}
