import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done, type FeedEvent, follow, poll, Tickets } from '../src/index.ts';
import { as, aTicket, aTitle, faults, seen, VILLAGE } from './world.ts';

const office = () => as('office/150702');

async function now(): Promise<string> {
  return (await done(office().http.GET('/v1/events', { params: { query: { after: 'latest' } } }))).next;
}

async function everything(after: string): Promise<string[]> {
  const { items } = await done(office().http.GET('/v1/events', { params: { query: { after, limit: 200 } } }));
  return items.map((event) => event.id);
}

async function makeSome(count: number): Promise<string> {
  const tickets = new Tickets(as(`handler/${VILLAGE}`));
  let last = '';
  for (let n = 0; n < count; n += 1) last = (await tickets.form(aTicket(aTitle()))).id;
  return last;
}

async function until(events: AsyncGenerator<FeedEvent>, ticket: string, type = 'ticket.created'): Promise<string[]> {
  const ids: string[] = [];
  for await (const event of events) {
    ids.push(event.id);
    if (event.ticket_id === ticket && event.type === type) break;
  }
  return ids;
}

for (const [name, way] of [['stream', follow], ['poll', poll]] as const) {
  test(`the feed by ${name} goes on after breaks, without loss or double`, async () => {
    const after = await now();
    const last = await makeSome(4);
    await faults({ on: 'GET /v1/events/stream', cut_after: 1500, times: 3 }, { on: 'GET /v1/events?', lose: 'answer' });
    const ids = await until(way(office(), { after, sleep: async () => undefined }), last);
    const all = await everything(after);
    assert.deepEqual(ids, all.slice(0, ids.length));
    assert.ok(ids.length >= 4);
    assert.ok((await seen('GET /v1/events')).length > 1, 'it broke');
  });
}

test('a stream that is cut before anything came begins where it was asked for', async () => {
  await faults({ on: 'GET /v1/events/stream', cut_after: 0 });
  let last = '';
  const sleep = async () => void (last ||= await makeSome(1));
  for await (const event of follow(office(), { types: ['ticket.created'], sleep })) {
    assert.equal(event.ticket_id, last);
    break;
  }
});

test('another run goes on behind the cursor that was kept', async () => {
  const after = await now();
  const last = await makeSome(3);
  let kept = after;
  const first: string[] = [];
  for await (const event of follow(office(), { after, types: ['ticket.created'] })) {
    first.push(event.id);
    kept = event.feed_cursor;
    break;
  }
  const rest = await until(follow(office(), { after: kept, types: ['ticket.created'] }), last);
  assert.equal(new Set([...first, ...rest]).size, 3);
});

test('a reader whose signal aborts is let go, and one who asks for nonsense is told', async () => {
  const stop = new AbortController();
  const events = follow(office(), { after: await now(), types: ['ticket.archived'], signal: stop.signal, onCursor: () => stop.abort() });
  setTimeout(() => stop.abort(), 50);
  assert.deepEqual(await events.next(), { done: true, value: undefined });
  await assert.rejects(follow(office(), { after: 'nonsense' }).next(), { name: 'Problem', code: 'INVALID_CURSOR' });
});
