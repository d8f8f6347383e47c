import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { after, before, test } from 'node:test';
import { done, Tickets } from '../src/index.ts';
import { isGenuine, NotGenuine, verify } from '../src/webhooks.ts';
import { as, aTicket, aTitle } from './world.ts';

interface Arrived {
  headers: IncomingHttpHeaders;
  body: Buffer;
}
const arrived: Arrived[] = [];
const receiver = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  response.end();
  arrived.push({ headers: request.headers, body: Buffer.concat(chunks) });
  receiver.emit('arrived');
});
const integrator = () => as('integrator/1507');
let id = '';
let secret = '';

/** The first that says this of itself: others may be about what other tests did. */
async function theOne(said: string): Promise<Arrived> {
  for (;;) {
    const found = arrived.find(({ body }) => body.includes(said));
    if (found) return found;
    await once(receiver, 'arrived');
  }
}

async function sent(): Promise<Arrived> {
  await done(integrator().http.POST('/v1/webhook-endpoints/{endpoint_id}/test', { params: { path: { endpoint_id: id } }, body: { type: 'ticket.escalated' } }));
  const found = await theOne('"ticket.escalated"');
  arrived.length = 0;
  return found;
}

before(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as { port: number };
  const body = { url: `http://127.0.0.1:${port}/hook`, event_types: ['ticket.created'] };
  const made = await done(integrator().http.POST('/v1/webhook-endpoints', { body }));
  [id, secret] = [made.id, made.secret];
});
after(async () => {
  await integrator().http.DELETE('/v1/webhook-endpoints/{endpoint_id}', { params: { path: { endpoint_id: id } } });
  receiver.close();
});

test('a webhook of the server is believed, and one that was changed is not', async () => {
  const formed = await new Tickets(as('office/150702')).form(aTicket(aTitle()));
  const { headers, body } = await theOne(formed.id);
  const event = await verify(headers, body, secret);
  assert.deepEqual([event.type, event.ticket_id], ['ticket.created', formed.id]);

  const changed = Buffer.from(body.toString().replace(formed.id, crypto.randomUUID()));
  assert.equal(await isGenuine(headers, changed, secret), false);
  await assert.rejects(verify(headers, changed, secret), NotGenuine);
  const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  assert.deepEqual([await isGenuine(headers, body, other), await isGenuine(headers, body, [other, secret])], [false, true]);
  const late = { now: Date.now() / 1000 + 600 };
  assert.equal(await isGenuine(headers, body, secret, late), false);
});

test('while a secret is replaced the old one and the new one fit, and so does a public key', async () => {
  const params = { path: { endpoint_id: id } };
  const added = await done(integrator().http.POST('/v1/webhook-endpoints/{endpoint_id}/secrets', { params, body: {} }));
  const signing = await done(integrator().http.POST('/v1/webhook-endpoints/{endpoint_id}/secrets', { params, body: { algorithm: 'v1a' } }));
  const { headers, body } = await sent();
  const fits = await Promise.all([secret, added.secret!, signing.public_key!].map((each) => isGenuine(headers, body, each)));
  assert.deepEqual(fits, [true, true, true]);
  const forged = { ...headers, 'webhook-id': 'another' };
  assert.equal(await isGenuine(forged, body, [secret, signing.public_key!]), false);
});

test('headers that nobody would send are a forgery like any other', async () => {
  const { headers, body } = await sent();
  const forged: Record<string, string | undefined>[] = [
    { 'webhook-id': undefined }, { 'webhook-timestamp': '9'.repeat(400) }, { 'webhook-timestamp': '-1' }, { 'webhook-timestamp': '1e9' },
    { 'webhook-signature': undefined }, { 'webhook-signature': 'v1,é' }, { 'webhook-signature': 'v1 ,,, v1, v1a,!!' }, { 'webhook-signature': 'v1,签名' },
  ];
  for (const wrong of forged) {
    assert.equal(await isGenuine({ ...headers, ...wrong }, body, secret), false, JSON.stringify(wrong));
  }
});
