// The way to a server: every route of the document by its path, typed, with refusals thrown.
import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { paths } from './generated/document.ts';
import { TAKES_KEY } from './generated/repeatable.ts';
import { problemOf } from './problem.ts';
import { createFetch, type Fetch, type TransportOptions } from './transport.ts';

export interface ConnectOptions extends TransportOptions {
  /** Language of what people read. */
  language?: 'zh' | 'en';
  /** As which post one acts, where a person has several. */
  actingAs?: string;
}

export interface Connection {
  readonly baseUrl: string;
  /** Every route: `http.GET('/v1/tickets/{ticket_id}', …)`. Throws `Problem`, so that `done` gives the answer itself. */
  readonly http: Client<paths>;
  /** The same signed and repeating `fetch`, for streams and for other clients. */
  readonly fetch: Fetch;
}

/** Connect to a server; nothing is sent yet. */
export function connect(baseUrl: string, options: ConnectOptions = {}): Connection {
  const root = baseUrl.replace(/\/+$/, '');
  const headers: Record<string, string> = {};
  if (options.language) headers['Accept-Language'] = options.language;
  if (options.actingAs) headers['Acting-As'] = options.actingAs;
  const plain = createFetch(options);
  const withHeaders: Fetch = (request) => {
    for (const [name, value] of Object.entries(headers)) if (!request.headers.has(name)) request.headers.set(name, value);
    return plain(request);
  };
  const http = createClient<paths>({ baseUrl: root, fetch: withHeaders });
  http.use(REPEATABLE, REFUSALS);
  return { baseUrl: root, http, fetch: withHeaders };
}

/** What was answered. */
export async function done<T>(answer: Promise<{ data?: T }>): Promise<Exclude<T, undefined>> {
  return (await answer).data as Exclude<T, undefined>;
}

/** A value with the version that it was read in. */
export interface Versioned<T> {
  readonly value: T;
  readonly etag: string | undefined;
}

/**
 * Read what may have been read before: `ask` is given the headers, and where nothing changed (304) the very value of
 * `known` comes back, without its bytes having travelled.
 */
export async function readAgain<T>(
  ask: (header: { 'If-None-Match'?: string }) => Promise<{ data?: T; response: Response }>,
  known?: Versioned<Exclude<T, undefined>>,
): Promise<Versioned<Exclude<T, undefined>>> {
  const { data, response } = await ask(known?.etag ? { 'If-None-Match': known.etag } : {});
  if (response.status === 304 && known) return known;
  return { value: data as Exclude<T, undefined>, etag: response.headers.get('ETag') ?? undefined };
}

/** What a change is decided on, as a header: an entity tag, or the `version` of what was read. */
export function ifMatch(seen: string | number | undefined): { 'If-Match'?: string } {
  if (seen === undefined) return {};
  return { 'If-Match': typeof seen === 'number' ? `"${seen}"` : seen };
}

const REPEATABLE: Middleware = {
  onRequest({ request, schemaPath }) {
    if (TAKES_KEY.has(`${request.method} ${schemaPath}`) && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', crypto.randomUUID());
    }
    return request;
  },
};

const REFUSALS: Middleware = {
  async onResponse({ response }) {
    if (!response.ok && response.status !== 304) throw await problemOf(response);
  },
};
