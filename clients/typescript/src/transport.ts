// A `fetch` for bad networks: it signs requests, and repeats those whose repetition has no second effect.
import { problemOf, secondsToWait } from './problem.ts';

/** Who asks. */
export interface Credentials {
  /** Headers of the next request; may ask for new tokens first. */
  headers(): Promise<Record<string, string>>;
  /** The server answered 401 to these headers: whether others are to be had. */
  renew?(refused: Record<string, string>): Promise<boolean>;
}

export interface RetryPolicy {
  /** How often a request is sent at most, the first time included. */
  attempts: number;
  /** Milliseconds before the second attempt; twice as long before each further one. */
  base: number;
  /** The longest wait in milliseconds. A server that asks for a longer one is not waited for. */
  longest: number;
}

export interface TransportOptions {
  credentials?: Credentials;
  retry?: Partial<RetryPolicy>;
  fetch?: typeof globalThis.fetch;
  /** Waits; to be replaced where time is simulated. */
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

export type Fetch = (request: Request) => Promise<Response>;

/** A key with which there is no other value: for everybody who holds one key of the API. */
export function apiKey(key: string): Credentials {
  const headers = { Authorization: `Bearer ${key}` };
  return { headers: async () => headers };
}

const RETRY: RetryPolicy = { attempts: 5, base: 250, longest: 30_000 };
const SAFE = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);
/** Of these the server says that nothing was done, or that its answer is waited for. */
const NOT_DONE = new Set(['TOO_MANY_REQUESTS', 'DRAINING', 'IDEMPOTENCY_KEY_IN_USE']);

/**
 * A `fetch` that may be given to generated clients as well: it answers as `fetch` does, refusals included.
 *
 * Sent again are, on lost connections and answers 5xx: requests that are idempotent by their method, and those with an
 * `Idempotency-Key`, with that same key; and whatever the server says it has not begun (429).
 */
export function createFetch(options: TransportOptions = {}): Fetch {
  const { credentials, sleep = pause } = options;
  const send = options.fetch ?? ((request: Request) => globalThis.fetch(request));
  const retry = { ...RETRY, ...options.retry };

  return async (request) => {
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt >= retry.attempts;
      const identity = (await credentials?.headers()) ?? {};
      let response: Response | undefined;
      try {
        response = await send(signed(request, identity));
      } catch (error) {
        if (last || request.signal.aborted || !isRepeatable(request)) throw error;
      }
      if (response?.status === 401 && !renewed && (await credentials?.renew?.(identity))) {
        renewed = true;
        continue;
      }
      if (response && (last || !(await asksForAnother(request, response)))) return response;
      const asked = response && secondsToWait(response);
      if (response && asked !== undefined && asked * 1000 > retry.longest) return response;
      await response?.body?.cancel();
      await sleep(asked === undefined ? backoff(attempt, retry) : asked * 1000, request.signal);
    }
  };
}

/** Exponential, and anywhere in its upper half: those who were cut off together do not come back together. */
export function backoff(attempt: number, { base, longest }: Pick<RetryPolicy, 'base' | 'longest'>): number {
  return Math.min(longest, base * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}

/** Wait; rejects when the signal aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

function signed(request: Request, headers: Record<string, string>): Request {
  const copy = request.clone();
  for (const [name, value] of Object.entries(headers)) copy.headers.set(name, value);
  return copy;
}

function isRepeatable(request: Request): boolean {
  return SAFE.has(request.method) || request.headers.has('Idempotency-Key');
}

async function asksForAnother(request: Request, response: Response): Promise<boolean> {
  if (response.status === 429) return true;
  if (response.status >= 500 && isRepeatable(request)) return true;
  if (response.status !== 409 && response.status !== 503) return false;
  return NOT_DONE.has((await problemOf(response.clone())).code);
}
