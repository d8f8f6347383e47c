// Signing in at an OpenID provider as a public client: authorisation code with PKCE (RFC 8252, RFC 7636).
import * as oauth from 'oauth4webapi';
import { inMemory, RenewedTokens, SignedOut, type Tokens, type TokenStore, tokensOf } from './tokens.ts';

export { inMemory, LocalSignIn, RenewedTokens, SignedOut, type Tokens, type TokenStore } from './tokens.ts';

export interface ProviderOptions {
  /** As `GET /v1/sign-in` of the server names it. */
  issuer: string;
  /** The id of this app at the provider. */
  clientId: string;
  redirectUri: string;
  /** Whom the access token is made out to: `audience` of `GET /v1/sign-in` (RFC 8707). */
  audience: string;
  /** `offline_access` brings a refresh token. */
  scope?: string;
  store?: TokenStore;
  /** Plain HTTP, for a provider on this very machine. */
  allowInsecure?: boolean;
}

/** What has to be kept from when somebody leaves for the provider until they are back. */
export interface Begun {
  url: string;
  state: string;
  verifier: string;
}

export class ProviderSignIn extends RenewedTokens {
  readonly #options: ProviderOptions;
  readonly #store: TokenStore;
  readonly #client: oauth.Client;
  #server: Promise<oauth.AuthorizationServer> | undefined;

  constructor(options: ProviderOptions) {
    const store = options.store ?? inMemory();
    super(store, (tokens) => this.#refreshed(tokens.refreshToken));
    this.#options = options;
    this.#store = store;
    this.#client = { client_id: options.clientId };
  }

  /** Where to send somebody, and what to keep until they come back. Access tokens name no nonce, so none is sent. */
  async begin(extra: Record<string, string> = {}): Promise<Begun> {
    const { authorization_endpoint: endpoint } = await this.#discover();
    if (!endpoint) throw new Error('the provider has no authorization_endpoint');
    const [state, verifier] = [oauth.generateRandomState(), oauth.generateRandomCodeVerifier()];
    const url = new URL(endpoint);
    const asked = {
      response_type: 'code',
      client_id: this.#options.clientId,
      redirect_uri: this.#options.redirectUri,
      scope: this.#options.scope ?? 'openid offline_access',
      resource: this.#options.audience,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...extra,
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    return { url: url.href, state, verifier };
  }

  /** Somebody is back at `redirectUri`: the whole address, with its query. Throws for one that answers nothing we asked. */
  async finish(callback: string, begun: Pick<Begun, 'state' | 'verifier'>): Promise<void> {
    const server = await this.#discover();
    const parameters = oauth.validateAuthResponse(server, this.#client, new URL(callback), begun.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server, this.#client, oauth.None(), parameters, this.#options.redirectUri, begun.verifier, this.#request(),
    );
    const told = await oauth.processAuthorizationCodeResponse(server, this.#client, response);
    await this.#store.save(tokensOf(told.access_token, told.refresh_token, told.expires_in ?? 300));
  }

  async #refreshed(refreshToken: string): Promise<Tokens> {
    const server = await this.#discover();
    const response = await oauth.refreshTokenGrantRequest(server, this.#client, oauth.None(), refreshToken, this.#request());
    try {
      const told = await oauth.processRefreshTokenResponse(server, this.#client, response);
      // A provider that does not rotate says nothing about the refresh token: it stays.
      return tokensOf(told.access_token, told.refresh_token ?? refreshToken, told.expires_in ?? 300);
    } catch (error) {
      if (error instanceof oauth.ResponseBodyError && error.error === 'invalid_grant') {
        throw new SignedOut('the provider has ended the sign-in', { cause: error });
      }
      throw error;
    }
  }

  #request(): oauth.TokenEndpointRequestOptions {
    const additionalParameters = { resource: this.#options.audience };
    return { additionalParameters, [oauth.allowInsecureRequests]: this.#options.allowInsecure ?? false };
  }

  #discover(): Promise<oauth.AuthorizationServer> {
    this.#server ??= this.#ask().catch((error: unknown) => {
      this.#server = undefined;
      throw error;
    });
    return this.#server;
  }

  async #ask(): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(this.#options.issuer);
    const response = await oauth.discoveryRequest(issuer, { [oauth.allowInsecureRequests]: this.#options.allowInsecure ?? false });
    return oauth.processDiscoveryResponse(issuer, response);
  }
}
