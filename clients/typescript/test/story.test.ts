import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, done, list, Problem, Tickets } from '../src/index.ts';
import { as, here } from './world.ts';

test('an opinion becomes a ticket, three departments help, one is waived, and the citizen closes it', async () => {
  const citizen = connect(here.proxy, { language: 'en' });
  const office = as('office/150702');
  const tickets = new Tickets(office);

  const body = { unit_code: '150702', title: '路灯不亮', content: '三天了', contact: '13800131234' };
  const { tracking_code } = await done(citizen.http.POST('/v1/submissions', { body }));
  const opinions = list(office, '/v1/opinions', { params: { query: { status: 'inbox' } } });
  const opinion = await opinions.next();
  const { id } = await tickets.form({ urgency: 'routine', difficulty: 'simple', opinion_ids: [opinion.value!.id] });
  await tickets.dispatch(id);
  await tickets.sign(id);

  const joint = await Promise.all(['150702-ZJ', '150702-CG', '150702-CZ'].map(async (code) => {
    const page = await done(office.http.GET('/v1/units', { params: { query: { code } } }));
    return { unit_id: page.items[0]!.id, task: '请查看' };
  }));
  assert.equal((await tickets.coordinate(id, { joint_units: joint })).state, 'coordinating');
  const tasks = await done(office.http.GET('/v1/tickets/{ticket_id}/joint-tasks', { params: { path: { ticket_id: id } } }));
  for (const task of tasks.items) {
    const params = { path: { joint_task_id: task.id } };
    if (task.unit.code === '150702-CZ') await done(office.http.POST('/v1/joint-tasks/{joint_task_id}/waive', { params, body: { reason: '不必了' } }));
    else await done(as(`handler/${task.unit.code}`).http.POST('/v1/joint-tasks/{joint_task_id}/report', { params, body: { result: '看过了' } }));
  }
  await tickets.resolve(id, { outcome: 'solved', reply: '路灯已修好。' });
  await tickets.auditPass(id);

  const told = await done(citizen.http.POST('/v1/track', { body: { tracking_code } }));
  assert.deepEqual([told.reply, told.may_confirm], ['路灯已修好。', true]);
  await done(citizen.http.POST('/v1/track/feedback', { body: { tracking_code, solved: true, satisfaction: 5 } }));
  const { value } = await tickets.read(id);
  assert.deepEqual([value.state, value.satisfaction, value.counts.joint_open], ['closed', 5, 0]);
});

test('a refusal says what is wrong, and where', async () => {
  const refused = new Tickets(as('office/150702')).form({ urgency: 'routine', difficulty: 'simple', opinion_ids: [] });
  const problem = await refused.then(() => assert.fail(), (error: unknown) => error);
  assert.ok(problem instanceof Problem);
  assert.deepEqual([problem.status, problem.code, problem.isInvalid, problem.isConflict], [422, 'VALIDATION_FAILED', true, false]);
  assert.equal(problem.fields[0]!.pointer, '/opinion_ids');
  assert.match(problem.message, /^Validation failed \(VALIDATION_FAILED\): .*\/opinion_ids/);
  assert.ok(problem.requestId);
});
