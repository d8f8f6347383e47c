// An OpenID provider for the tests: whoever is named by `login_hint` signs in, without being asked anything; others find
// a form. The access tokens of the client `untyped` do not say that they are some.
// argv: port, keys as JSON (private JWKs), origins of servers that people are sent back to.
// It says on its output how often its keys were asked for.
import http from 'node:http';
import Provider from 'oidc-provider';

const [port, keys, origins] = [Number(process.argv[2]), JSON.parse(process.argv[3]), process.argv.slice(4)];
const audience = 'https://tickets.example.gov.cn';
const client = {
  client_id: 'escalation', client_secret: 'a secret of the tests', response_types: ['code'],
  grant_types: ['authorization_code'],
  redirect_uris: ['http://127.0.0.1:8000', ...origins].map((origin) => `${origin}/sign-in/oidc/callback`),
};
const phone = {
  client_id: 'phone', token_endpoint_auth_method: 'none', application_type: 'native', response_types: ['code'],
  grant_types: ['authorization_code'], redirect_uris: ['http://127.0.0.1/phone'],
};
const rotating = { ...phone, client_id: 'rotating', grant_types: ['authorization_code', 'refresh_token'] };
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [client, phone, { ...phone, client_id: 'untyped' }, rotating],
  jwks: { keys },
  cookies: { keys: ['tests'] },
  conformIdTokenClaims: false,
  claims: { openid: ['sub'], profile: ['employee_number'], email: ['email', 'email_verified'] },
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, employee_number: id, email: id, email_verified: id.startsWith('verified') }),
  }),
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  issueRefreshToken: async (ctx, { clientId }) => clientId === 'rotating',
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  formats: {
    customizers: {
      jwt: (ctx, token, jwt) => {
        if (token.clientId === 'untyped') jwt.header = { typ: 'JWT' };
      },
    },
  },
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'api', audience, accessTokenFormat: 'jwt', accessTokenTTL: 600, jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
});
provider.on('server_error', (ctx, error) => console.error(error));

const form = `<!doctype html><meta charset="utf-8"><title>Provider</title><form method="post">
  <label>Account <input name="account" required></label> <button>Log in at the provider</button></form>`;

async function agree(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const accountId = params.login_hint ?? (await posted(request)).get('account');
  if (!accountId) {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(form);
    return;
  }
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope('openid profile email');
  grant.addResourceScope(audience, 'api');
  const grantId = await grant.save();
  const result = { login: { accountId }, consent: { grantId } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function posted(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

let asked = 0;
const answer = provider.callback();
http.createServer((request, response) => {
  if (request.url.startsWith('/asked')) response.end(String(asked));
  else if (request.url.startsWith('/interaction/')) agree(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500).end();
  });
  else {
    if (request.url.startsWith('/jwks')) asked += 1;
    answer(request, response);
  }
}).listen(port, '127.0.0.1', () => console.log('ready'));
