// A refusal of the server, as an error that says what is the matter (RFC 9457).
import type { components } from './generated/document.ts';

/** One place of the request that is wrong: `pointer` into its body (RFC 6901), or `?name` of a parameter. */
export type Fault = components['schemas']['ProblemFault'];
type ProblemDocument = components['schemas']['Problem'];

/** Thrown for every answer that is no success. Whoever does not know a `code` goes by `status`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fields: readonly Fault[];
  /** Finds the line in the log of the server. */
  readonly requestId: string | undefined;
  /** Everything the server said, members of single codes included: `current_state`, `allowed_actions`, `earliest`. */
  readonly document: Readonly<Partial<ProblemDocument>>;
  /** Seconds after which the server wants to be asked again, if it said so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, document: Partial<ProblemDocument>, retryAfter?: number) {
    const fields = document.errors ?? [];
    const places = fields.map((each) => `${each.pointer} ${each.detail}`).join('; ');
    const title = document.title ?? `HTTP ${status}`;
    const detail = document.detail ?? '';
    super([`${title} (${document.code ?? status})`, detail, places].filter(Boolean).join(': '));
    this.status = status;
    this.code = document.code ?? '';
    this.title = title;
    this.detail = detail;
    this.fields = fields;
    this.requestId = document.request_id;
    this.document = document;
    this.retryAfter = retryAfter;
  }

  /** Somebody was faster, or the ticket stands where this cannot be done: read again, and let a person decide. */
  get isConflict(): boolean {
    return this.status === 409 || this.status === 412;
  }

  /** It was decided on an older version. */
  get isStale(): boolean {
    return this.status === 412;
  }

  /** Not there, or not to be seen. */
  get isNotFound(): boolean {
    return this.status === 404;
  }

  /** Whoever asked is not signed in, or may not do this. */
  get isDenied(): boolean {
    return this.status === 401 || this.status === 403;
  }

  /** The request itself is wrong: `fields` says where. */
  get isInvalid(): boolean {
    return this.status === 400 || this.status === 422;
  }

  /** Not now: the same request may succeed later. */
  get isTemporary(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

/** What a response refuses. A proxy between may answer without a document. */
export async function problemOf(response: Response): Promise<Problem> {
  const document: unknown = await response.json().catch(() => undefined);
  const isDocument = typeof document === 'object' && document !== null && !Array.isArray(document);
  return new Problem(response.status, isDocument ? document : {}, secondsToWait(response));
}

/** `Retry-After` in seconds, whether it is given in seconds or as a date (RFC 9110 §10.2.3). */
export function secondsToWait(response: Response, now = Date.now()): number | undefined {
  const value = response.headers.get('Retry-After');
  if (value === null) return undefined;
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
