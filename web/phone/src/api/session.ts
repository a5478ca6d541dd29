/** How to sign in, as the gateway tells. */
export interface SignInConfig {
  clientId: string;
  authorizeUrl: string;
  tokenUrl: string;
  /** Where to ask for a crowd of simulated users; empty except on a local stack. */
  crowdUrl: string;
  scope: string;
}

interface Grant {
  access_token: string;
  refresh_token?: string;
  expires_in: number;
}

const RENEW_BEFORE_MILLIS = 30_000;
const FLOW = 'sign-in';

/** The tokens of a signed-in user. They are in the memory of this page alone. */
export class Session {
  readonly user: string;
  private access = '';
  private refresh: string | undefined;
  private endsAt = 0;
  private renewing: Promise<boolean> | undefined;

  constructor(
    readonly config: SignInConfig,
    grant: Grant,
    private readonly onEnd: () => void,
  ) {
    this.take(grant);
    this.user = subjectOf(grant.access_token);
  }

  /** A token that is good for a while yet. */
  async token(): Promise<string> {
    if (Date.now() > this.endsAt - RENEW_BEFORE_MILLIS) await this.renew();
    return this.access;
  }

  /** Gets a new token; false where the user has to sign in again. Concurrent callers share one request. */
  renew(): Promise<boolean> {
    this.renewing ??= this.ask().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  private async ask(): Promise<boolean> {
    if (!this.refresh) {
      if (Date.now() > this.endsAt) this.onEnd();
      return false;
    }
    try {
      const answer = await post(this.config, { grant_type: 'refresh_token', refresh_token: this.refresh });
      if (answer.ok) {
        this.take((await answer.json()) as Grant);
        return true;
      }
      if (answer.status < 500) this.onEnd();
    } catch {
      // No network: the call that needs the token tells the user.
    }
    return false;
  }

  private take(grant: Grant): void {
    this.access = grant.access_token;
    this.refresh = grant.refresh_token ?? this.refresh;
    this.endsAt = Date.now() + grant.expires_in * 1000;
  }
}

export async function readConfig(): Promise<SignInConfig> {
  return (await (await fetch('/app-config')).json()) as SignInConfig;
}

/** Leaves for the issuer. The verifier waits in this tab for the code. */
export async function signIn(config: SignInConfig): Promise<void> {
  const verifier = random();
  const state = random();
  sessionStorage.setItem(FLOW, JSON.stringify({ verifier, state, path: location.pathname }));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: `${location.origin}/`,
    scope: config.scope,
    state,
    code_challenge: base64(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  });
  location.assign(`${config.authorizeUrl}?${query}`);
}

/** Takes the code that the issuer sent back, if this address has one, and cleans the address. */
export async function finishSignIn(config: SignInConfig, onEnd: () => void): Promise<Session | undefined> {
  const query = new URLSearchParams(location.search);
  const code = query.get('code');
  const flow = JSON.parse(sessionStorage.getItem(FLOW) ?? '{}') as { verifier?: string; state?: string; path?: string };
  if (location.search) history.replaceState(null, '', flow.path ?? location.pathname);
  if (!code || !flow.verifier || query.get('state') !== flow.state) return undefined;
  sessionStorage.removeItem(FLOW);
  const answer = await post(config, {
    grant_type: 'authorization_code',
    code,
    code_verifier: flow.verifier,
    redirect_uri: `${location.origin}/`,
  });
  return answer.ok ? new Session(config, (await answer.json()) as Grant, onEnd) : undefined;
}

function post(config: SignInConfig, fields: Record<string, string>): Promise<Response> {
  return fetch(config.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({ client_id: config.clientId, ...fields }),
    credentials: 'omit',
  });
}

function subjectOf(token: string): string {
  const claims = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
  return (JSON.parse(atob(claims)) as { sub: string }).sub;
}

function random(): string {
  return base64(crypto.getRandomValues(new Uint8Array(32)));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
}
