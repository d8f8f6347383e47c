// Is a webhook genuine? Standard Webhooks 1.0: `v1` is HMAC-SHA256 with `whsec_…`, `v1a` is Ed25519 with `whpk_…`.
import type { components, webhooks } from './generated/document.ts';

/** Seconds by which clocks may differ, and a message may have been under way. */
const TOLERANCE = 300;
const [SECRET, PUBLIC] = ['whsec_', 'whpk_'];

export interface VerifyOptions {
  /** Seconds since 1970. */
  now?: number;
  tolerance?: number;
}

type WebhookHeaders = Headers | Record<string, string | string[] | undefined>;
/** Whatever is sent: the types of the document under `webhooks`. */
export type WebhookEvent = components['schemas']['EventBody'];
/** The body of one type: `BodyOf<'ticket.escalated'>`. */
export type BodyOf<Type extends keyof webhooks> = webhooks[Type] extends {
  post: { requestBody: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

/** A webhook that nobody vouches for. */
export class NotGenuine extends Error {
  override readonly name = 'NotGenuine';
}

/**
 * Whether a message is genuine and fresh. `body`: the bytes as they arrived. `secrets`: all that are good just now, the
 * old and the new one while a secret is being replaced. Says no to whatever the headers hold, and never throws for it.
 */
export async function isGenuine(
  headers: WebhookHeaders,
  body: Uint8Array | string,
  secrets: string | readonly string[],
  options: VerifyOptions = {},
): Promise<boolean> {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) => header(headers, `webhook-${name}`));
  if (!id || !timestamp || !signatures || !/^[0-9]{1,12}$/.test(timestamp)) return false;
  const now = options.now ?? Date.now() / 1000;
  if (Math.abs(now - Number(timestamp)) > (options.tolerance ?? TOLERANCE)) return false;
  const signed = joined(`${id}.${timestamp}.`, body);
  const given = signatures.split(' ').map((part) => part.split(',', 2) as [string, string?]);
  for (const secret of typeof secrets === 'string' ? [secrets] : secrets) {
    const version = secret.startsWith(PUBLIC!) ? 'v1a' : 'v1';
    for (const [name, value] of given) {
      if (name === version && (await fits(secret, version, bytes(value ?? ''), signed))) return true;
    }
  }
  return false;
}

/** The event of a genuine message. Throws `NotGenuine`. */
export async function verify(
  headers: WebhookHeaders,
  body: Uint8Array | string,
  secrets: string | readonly string[],
  options: VerifyOptions = {},
): Promise<WebhookEvent> {
  if (!(await isGenuine(headers, body, secrets, options))) throw new NotGenuine('no signature of this webhook fits');
  return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
}

function header(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** WebCrypto compares in constant time. */
async function fits(secret: string, version: 'v1' | 'v1a', signature: Bytes, signed: Bytes): Promise<boolean> {
  const algorithm = version === 'v1' ? { name: 'HMAC', hash: 'SHA-256' } : { name: 'Ed25519' };
  const raw = bytes(secret.replace(version === 'v1' ? SECRET! : PUBLIC!, ''));
  try {
    const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
    return await crypto.subtle.verify(algorithm.name, key, signature, signed);
  } catch {
    return false;
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

function joined(head: string, body: Uint8Array | string): Bytes {
  const [first, rest] = [new TextEncoder().encode(head), typeof body === 'string' ? new TextEncoder().encode(body) : body];
  const whole = new Uint8Array(first.length + rest.length);
  whole.set(first);
  whole.set(rest, first.length);
  return whole;
}

/** Of what is no Base64: nothing, which fits nothing. */
function bytes(base64: string): Bytes {
  try {
    return Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
