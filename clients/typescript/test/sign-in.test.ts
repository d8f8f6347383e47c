import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, done } from '../src/index.ts';
import { inMemory, LocalSignIn, ProviderSignIn, SignedOut, type TokenStore } from '../src/sign-in.ts';
import { faults, here, seen } from './world.ts';

const who = { login: here.login, password: here.password, device_name: '手机' };
const sleep = async () => undefined;

async function aged(store: TokenStore): Promise<void> {
  await store.save({ ...(await store.load())!, expiresAt: 0 });
}

test('however many requests find the token too old, it is renewed once', async () => {
  const store = inMemory();
  const phone = new LocalSignIn(here.proxy, store, { sleep });
  await phone.signIn(who);
  const to = connect(here.proxy, { credentials: phone, sleep });
  await aged(store);
  await faults({ on: 'POST /v1/tokens/refresh', lose: 'answer' });
  const answers = await Promise.all(Array.from({ length: 8 }, () => done(to.http.GET('/v1/me'))));
  const refreshes = await seen('POST /v1/tokens/refresh');
  assert.deepEqual([answers.length, answers[0]!.means], [8, 'token']);
  assert.deepEqual([refreshes.length, new Set(refreshes.map(({ key }) => key)).size], [2, 1], 'sent again with its key, after a loss');
});

test('a token that was refused is renewed, and a sign-in that has ended says so', async () => {
  const store = inMemory();
  const phone = new LocalSignIn(here.proxy, store, { sleep });
  await phone.signIn(who);
  const to = connect(here.proxy, { credentials: phone, sleep });
  await store.save({ ...(await store.load())!, accessToken: 'esa_of-somebody-else' });
  assert.equal((await done(to.http.GET('/v1/me'))).means, 'token');

  await store.save({ ...(await store.load())!, expiresAt: 0, refreshToken: 'esr_never-given' });
  await assert.rejects(to.http.GET('/v1/me'), SignedOut);
  assert.equal(await store.load(), undefined);
  await assert.rejects(phone.signIn({ ...who, password: 'wrong' }), { name: 'Problem', status: 401 });
});

/** What a browser does at the provider, until it is sent back to the app. */
async function visited(url: string): Promise<string> {
  let cookies = '';
  for (;;) {
    const answer = await fetch(url, { redirect: 'manual', headers: { Cookie: cookies } });
    const kept = new Map(cookies.split('; ').filter(Boolean).map((each) => each.split(/=(.*)/s) as [string, string]));
    for (const each of answer.headers.getSetCookie()) kept.set(...(each.split(';')[0]!.split(/=(.*)/s) as [string, string]));
    cookies = [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
    url = new URL(answer.headers.get('Location')!, url).href;
    if (url.startsWith('http://127.0.0.1/phone')) return url;
  }
}

test('somebody signs in at the provider, and the refresh token turns', async () => {
  const store = inMemory();
  const { issuer, audience } = here;
  const options = { issuer, audience, clientId: 'rotating', redirectUri: 'http://127.0.0.1/phone', scope: 'openid api', store, allowInsecure: true };
  const phone = new ProviderSignIn(options);
  const begun = await phone.begin({ login_hint: 'E-1' });
  const back = await visited(begun.url);
  await assert.rejects(phone.finish(back, { ...begun, state: 'of another' }));
  await phone.finish(back, begun);
  const to = connect(here.proxy, { credentials: phone, sleep });
  assert.equal((await done(to.http.GET('/v1/me'))).means, 'oidc');

  const first = (await store.load())!;
  await aged(store);
  await Promise.all(Array.from({ length: 4 }, () => done(to.http.GET('/v1/me'))));
  const second = (await store.load())!;
  assert.ok(second.refreshToken && second.refreshToken !== first.refreshToken);

  await store.save({ ...first, expiresAt: 0 });
  await assert.rejects(to.http.GET('/v1/me'), SignedOut, 'a refresh token that comes again ends the sign-in');
});
