import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resumeUpload, Tickets, upload } from '../src/index.ts';
import { as, aTicket, aTitle, faults, photo, seen, VILLAGE } from './world.ts';

const PART = 64 * 1024;

test('a photo that broke off goes on where it was, also when an answer was lost', async () => {
  const handler = as(`handler/${VILLAGE}`);
  const { id: ticketId } = await new Tickets(handler).form(aTicket(aTitle()));
  const file = photo();
  const parts = Math.ceil(file.size / PART);
  let attachmentId = '';
  const progress: number[] = [];
  const options = { name: 'photo.jpg', partSize: PART, onBegin: (id: string) => void (attachmentId = id) };

  await faults({ on: 'PUT /v1/attachments', lose: 'answer' });
  const impatient = as(`handler/${VILLAGE}`, { retry: { attempts: 1 } });
  await assert.rejects(upload(impatient, { ticketId }, file, options), TypeError);
  assert.equal((await seen('PUT')).length, 1);

  const onProgress = (received: number) => void progress.push(received);
  const sent = await resumeUpload(handler, attachmentId, file, { partSize: PART, onProgress });
  assert.deepEqual([sent.state, sent.id], ['ready', attachmentId]);
  assert.equal((await seen('PUT')).length, parts, 'no byte was sent twice');
  assert.deepEqual([progress[0], progress.at(-1)], [PART, file.size]);

  assert.equal((await resumeUpload(handler, attachmentId, file)).state, 'ready', 'may be asked for again');
});
