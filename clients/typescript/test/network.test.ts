import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done, list, pages, Problem, Tickets } from '../src/index.ts';
import { as, aTicket, aTitle, faults, inHand, seen, titled, VILLAGE } from './world.ts';

const handler = () => as(`handler/${VILLAGE}`);

test('answers that were lost are asked for again, and what was done is done once', async () => {
  const title = aTitle();
  await faults({ on: 'POST /v1/tickets', times: 2, lose: 'answer' });
  const formed = await new Tickets(handler()).form(aTicket(title));

  const sent = await seen('POST /v1/tickets');
  assert.deepEqual([sent.length, new Set(sent.map(({ key }) => key)).size], [3, 1]);
  assert.deepEqual(await titled(handler(), title), [formed.id]);
});

test('without the key the same loss has two effects', async () => {
  const title = aTitle();
  await faults({ on: 'POST /v1/tickets', lose: 'answer' });
  const impatient = new Tickets(as(`handler/${VILLAGE}`, { retry: { attempts: 1 } }));
  await assert.rejects(impatient.form(aTicket(title)), TypeError);
  await impatient.form(aTicket(title));
  assert.equal((await titled(handler(), title)).length, 2);
});

test('what takes no key is not sent again after a loss', async () => {
  await faults({ on: 'POST /v1/track', lose: 'answer' });
  await assert.rejects(handler().http.POST('/v1/track', { body: { tracking_code: 'AAAA-AAAA-AAAA-AAAA' } }), TypeError);
  assert.equal((await seen('POST /v1/track')).length, 1);
});

test('a server that asks for patience is given it, up to a limit', async () => {
  const waited: number[] = [];
  const sleep = async (milliseconds: number) => void waited.push(milliseconds);
  await faults({ on: 'GET /v1/me', times: 2, status: 429 });
  await done(as('office/150702', { sleep }).http.GET('/v1/me'));
  assert.deepEqual([waited, (await seen('GET /v1/me')).length], [[7000, 7000], 3]);

  await faults({ on: 'GET /v1/me', times: 2, status: 429 });
  const hasty = as('office/150702', { sleep, retry: { longest: 5_000 } });
  await assert.rejects(hasty.http.GET('/v1/me'), (problem) => problem instanceof Problem && problem.retryAfter === 7 && problem.isTemporary);
  assert.equal((await seen('GET /v1/me')).length, 1);
});

test('a decision on an older version is refused, and what has not changed is not read again', async () => {
  const id = await inHand(aTitle());
  const tickets = new Tickets(handler());
  const first = await tickets.read(id);
  assert.equal(await tickets.read(id, first), first);

  await tickets.comment(id, { text: '已联系。' });
  const again = await tickets.read(id, first);
  assert.notEqual(again.value.version, first.value.version);
  for (const ifMatch of [first.value.version, first.etag!]) {
    const stale = tickets.resolve(id, { outcome: 'solved', reply: '好了' }, { ifMatch });
    await assert.rejects(stale, (problem) => problem instanceof Problem && problem.isStale && problem.isConflict);
  }
  assert.equal((await tickets.resolve(id, { outcome: 'solved', reply: '好了' }, { ifMatch: again.etag! })).state, 'result_submitted');
});

test('what would happen is told without its happening', async () => {
  const id = await inHand(aTitle());
  const told = await new Tickets(handler()).resolve(id, { outcome: 'solved', reply: '好了' }, { validateOnly: true });
  assert.equal(told.state, 'result_submitted');
  assert.equal((await new Tickets(handler()).read(id)).value.state, 'in_progress');
});

test('a list is read over its pages, each item once', async () => {
  const title = aTitle();
  const formed = new Set<string>();
  for (let n = 0; n < 5; n += 1) formed.add((await new Tickets(handler()).form(aTicket(title))).id);
  const query = { q: title, limit: 2 };
  const sizes: number[] = [];
  for await (const page of pages(handler(), '/v1/tickets', { params: { query } })) sizes.push(page.items.length);
  const found: string[] = [];
  for await (const ticket of list(handler(), '/v1/tickets', { params: { query } })) found.push(ticket.id);
  assert.deepEqual([sizes, found.length, new Set(found)], [[2, 2, 1], 5, formed]);
});
