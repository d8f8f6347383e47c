// Two days without a network: ten drafts, three photos and three moves, while others work on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done, Tickets } from '../src/index.ts';
import { type Delivery, inMemoryQueue, OfflineQueue } from '../src/offline.ts';
import { as, aTicket, aTitle, faults, inHand, photo, titled, VILLAGE } from './world.ts';

test('what was done offline arrives once, and conflicts are shown as such', async () => {
  let online = true;
  const network = async (request: Request | URL | string, init?: RequestInit) => {
    if (!online) throw new TypeError('no network');
    return fetch(request, init);
  };
  const handler = as(`handler/${VILLAGE}`, { fetch: network, retry: { attempts: 2 } });
  const [untouched, moved, resolved] = [await inHand(aTitle()), await inHand(aTitle()), await inHand(aTitle())];
  const tickets = new Tickets(handler);
  const seen = new Map(await Promise.all([untouched, moved].map(async (id) => [id, (await tickets.read(id)).value.version] as const)));

  online = false;
  const storage = inMemoryQueue();
  const queue = new OfflineQueue(storage, handler);
  const title = aTitle();
  const drafts = Array.from({ length: 10 }, () => crypto.randomUUID());
  for (const [n, id] of drafts.entries()) {
    const draft = await queue.add({ kind: 'post', path: '/v1/tickets', body: aTicket(title, { id }) });
    if (n < 3) await queue.add({ kind: 'photo', to: { ticketId: id }, file: photo(), name: `${n}.jpg` }, draft);
  }
  const resolve = (id: string) => ({
    kind: 'post' as const,
    path: `/v1/tickets/${id}/transitions`,
    body: { action: 'resolve', outcome: 'solved', reply: '修好了' },
    ...(seen.has(id) ? { ifMatch: seen.get(id)! } : {}),
  });
  for (const id of [untouched, moved, resolved]) await queue.add(resolve(id));
  await assert.rejects(queue.flush(), TypeError);
  assert.equal((await queue.waiting()).length, 16, 'nothing is lost by trying');

  const leader = new Tickets(as(`leader/${VILLAGE}`));
  await leader.comment(moved, { text: '请先等一等。' });
  await leader.resolve(resolved, { outcome: 'explained', reply: '不属实' });
  await done(as('administrator/15').http.POST('/v1/sandbox/clock', { body: { advance: 'P2D' } }));

  online = true;
  await faults(
    { on: 'POST /v1/tickets', lose: 'answer', times: 5 },
    { on: 'PUT /v1/attachments', lose: 'answer', times: 3 },
  );
  const deliveries: Delivery[] = [];
  const reborn = new OfflineQueue(storage, handler); // The app was closed meanwhile.
  for (let tries = 0; (await reborn.waiting()).some((each) => !each.refused) && tries < 20; tries += 1) {
    deliveries.push(...(await reborn.flush().catch(() => [])));
  }

  const found = await titled(handler, title);
  assert.deepEqual([...found].sort(), [...drafts].sort(), 'each draft once');
  for (const [n, id] of drafts.slice(0, 3).entries()) {
    const { items } = await done(handler.http.GET('/v1/tickets/{ticket_id}/attachments', { params: { path: { ticket_id: id } } }));
    assert.deepEqual(items.map((each) => [each.name, each.state]), [[`${n}.jpg`, 'ready']]);
  }
  const left = await reborn.waiting();
  assert.deepEqual(left.map((each) => [each.what.kind === 'post' && each.what.path, each.refused?.status, each.refused?.code]), [
    [`/v1/tickets/${moved}/transitions`, 412, 'STALE_VERSION'],
    [`/v1/tickets/${resolved}/transitions`, 409, 'TRANSITION_NOT_ALLOWED'],
  ]);
  assert.equal(deliveries.filter((each) => each.outcome === 'conflict').length, 2);
  const states = await Promise.all([untouched, moved, resolved].map(async (id) => (await tickets.read(id)).value.state));
  assert.deepEqual(states, ['result_submitted', 'in_progress', 'result_submitted']);

  // Somebody looks at the comment, and resolves it all the same; the other one is not needed any more.
  await reborn.retry(left[0]!.id, (await tickets.read(moved)).value.version);
  await reborn.discard(left[1]!.id);
  assert.deepEqual((await reborn.flush()).map((each) => each.outcome), ['delivered']);
  assert.deepEqual(await reborn.waiting(), []);
});
