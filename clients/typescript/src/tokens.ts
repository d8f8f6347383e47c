// Tokens that are short and renewed: one renewal at a time, and none that is lost.
import { Problem, problemOf } from './problem.ts';
import { createFetch, type Credentials, type TransportOptions } from './transport.ts';
import type { components } from './generated/document.ts';

/** What is kept of a sign-in, wherever the caller keeps secrets. */
export interface Tokens {
  accessToken: string;
  refreshToken: string | undefined;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** With this the refresh is sent, however often: an answer that was lost is told again. */
  refreshKey: string;
}

export interface TokenStore {
  load(): Promise<Tokens | undefined>;
  save(tokens: Tokens | undefined): Promise<void>;
}

/** Nobody is signed in, or not any more: to be answered by asking the person to sign in. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut';
}

/** Tokens that only this process knows. */
export function inMemory(tokens?: Tokens): TokenStore {
  let kept = tokens;
  return { load: async () => kept, save: async (next) => void (kept = next) };
}

/** Milliseconds before its end from which an access token is no longer used: requests take time. */
const MARGIN = 30_000;

export type Refresh = (tokens: Tokens & { refreshToken: string }) => Promise<Tokens>;

/**
 * Credentials from a store. However many requests find the token too old, it is renewed once: by one of them in this
 * process, and by one tab of a browser (Web Locks); the others use what came.
 */
export class RenewedTokens implements Credentials {
  readonly #store: TokenStore;
  readonly #refresh: Refresh;
  readonly #now: () => number;
  #renewing: Promise<Tokens> | undefined;

  constructor(store: TokenStore, refresh: Refresh, now: () => number = Date.now) {
    this.#store = store;
    this.#refresh = refresh;
    this.#now = now;
  }

  async headers(): Promise<Record<string, string>> {
    const tokens = await this.#store.load();
    if (!tokens) throw new SignedOut('nobody is signed in');
    const { accessToken } = this.#isOld(tokens) ? await this.#renewed(tokens.accessToken) : tokens;
    return { Authorization: `Bearer ${accessToken}` };
  }

  async renew(refused: Record<string, string>): Promise<boolean> {
    const token = refused['Authorization']?.replace('Bearer ', '') ?? '';
    return (await this.#renewed(token)).accessToken !== token;
  }

  #isOld(tokens: Tokens): boolean {
    return this.#now() > tokens.expiresAt - MARGIN;
  }

  #renewed(old: string): Promise<Tokens> {
    this.#renewing ??= alone(() => this.#exchange(old)).finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async #exchange(old: string): Promise<Tokens> {
    const tokens = await this.#store.load();
    if (!tokens) throw new SignedOut('nobody is signed in');
    if (tokens.accessToken !== old && !this.#isOld(tokens)) return tokens; // Somebody else was faster.
    if (!tokens.refreshToken) throw new SignedOut('the sign-in has ended');
    try {
      const next = await this.#refresh({ ...tokens, refreshToken: tokens.refreshToken });
      await this.#store.save(next);
      return next;
    } catch (error) {
      if (!(error instanceof SignedOut)) throw error;
      await this.#store.save(undefined);
      throw error;
    }
  }
}

/** Signing in with login and password, as the app of a phone does, at a server that takes passwords. */
export class LocalSignIn extends RenewedTokens {
  readonly #store: TokenStore;
  readonly #url: string;
  readonly #fetch;

  constructor(baseUrl: string, store: TokenStore = inMemory(), options: Omit<TransportOptions, 'credentials'> = {}) {
    super(store, (tokens) => this.#ask('/refresh', { refresh_token: tokens.refreshToken }, tokens.refreshKey));
    this.#store = store;
    this.#url = `${baseUrl.replace(/\/+$/, '')}/v1/tokens`;
    this.#fetch = createFetch(options);
  }

  /** Sign in. Throws `Problem`. */
  async signIn(body: components['schemas']['TokenIn']): Promise<void> {
    await this.#store.save(await this.#ask('', body));
  }

  /** Forget the tokens. The server ends them with `DELETE /v1/tokens/{token_id}`. */
  async signOut(): Promise<void> {
    await this.#store.save(undefined);
  }

  async #ask(path: string, body: object, key?: string): Promise<Tokens> {
    const headers = { 'Content-Type': 'application/json', ...(key ? { 'Idempotency-Key': key } : {}) };
    const request = new Request(this.#url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const response = await this.#fetch(request);
    if (!response.ok) throw key && response.status === 401 ? signedOut(await problemOf(response)) : await problemOf(response);
    const told: components['schemas']['TokensOut'] = await response.json();
    return tokensOf(told.access_token, told.refresh_token, told.expires_in);
  }
}

/** What came of a token request, to be kept. */
export function tokensOf(accessToken: string, refreshToken: string | undefined, seconds: number, now = Date.now()): Tokens {
  return { accessToken, refreshToken, expiresAt: now + seconds * 1000, refreshKey: crypto.randomUUID() };
}

function signedOut(problem: Problem): SignedOut {
  return new SignedOut(problem.message, { cause: problem });
}

/** One at a time among the tabs of a browser; where there are no locks there are no tabs. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  return typeof document === 'undefined' || !locks ? work() : (locks.request('escalation-tokens', work) as Promise<T>);
}
