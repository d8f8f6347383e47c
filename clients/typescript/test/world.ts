// What the tests find: a running server, people who can sign in, and a bad network before it (tests/clients/).
import { readFileSync } from 'node:fs';
import { apiKey, connect, type ConnectOptions, type Connection, list, Tickets } from '../src/index.ts';
import type { TicketIn } from '../src/generated/document.ts';

interface Here {
  url: string;
  proxy: string;
  keys: Record<string, string>;
  login: string;
  password: string;
  issuer: string;
  audience: string;
  photo: string;
}
export const here: Here = JSON.parse(process.env['ESCALATION_HERE'] ?? '{}');
export const VILLAGE = '150702001001';

/** Connected over the bad network, which nobody waits for. */
export function as(who: string, options: ConnectOptions = {}): Connection {
  return connect(here.proxy, { credentials: apiKey(here.keys[who]!), language: 'en', sleep: async () => undefined, ...options });
}

/** What goes wrong from now on; see losing_proxy.py. */
export async function faults(...what: object[]): Promise<void> {
  await fetch(`${here.proxy}/-/faults`, { method: 'POST', body: JSON.stringify(what) });
}

/** The requests that have passed since, of one kind, with their Idempotency-Keys. */
export async function seen(kind: string): Promise<{ request: string; key: string }[]> {
  const all: { request: string; key: string }[] = await (await fetch(`${here.proxy}/-/seen`)).json();
  return all.filter(({ request }) => request.startsWith(kind));
}

export function aTicket(title: string, more: Partial<TicketIn> = {}): TicketIn {
  const opinion = { title, content: '村口的路灯坏了三天。', source: 'phone' as const };
  return { urgency: 'routine', difficulty: 'simple', title, opinion, ...more };
}

let count = 0;
/** A title that no other ticket has. */
export function aTitle(): string {
  return `路灯${process.pid}号${(count += 1)}`;
}

export async function titled(to: Connection, title: string): Promise<string[]> {
  const found = [];
  for await (const ticket of list(to, '/v1/tickets', { params: { query: { q: title } } })) found.push(ticket.id);
  return found;
}

/** A ticket of the village that its handler has signed for. */
export async function inHand(title: string): Promise<string> {
  const [leader, handler] = [new Tickets(as(`leader/${VILLAGE}`)), new Tickets(as(`handler/${VILLAGE}`))];
  const { id } = await handler.form(aTicket(title));
  await leader.dispatch(id);
  await handler.sign(id);
  return id;
}

export function photo(): Blob {
  return new Blob([readFileSync(here.photo)]);
}
