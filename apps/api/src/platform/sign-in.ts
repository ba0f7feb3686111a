import { AppError, passwordLength, type UserView } from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { AccessKey } from './access-key.ts';

const sessionSeconds = 7 * 24 * 3600;
/** Address of the provider's answer, below the portal's own; to be entered at the provider. */
export const providerReturn = '/api/v1/session/provider/return';
const providerId = 'plant';
/** The library's own addresses; only the provider's answer is ever handed to it, by this name. */
const basePath = '/api/auth';

/** Who is signed in with a browser. */
export interface SignedIn {
  readonly user: UserView;
  readonly session: string;
}

/** People's passwords, the plant's provider and sessions in cookies; `users` of the registry has everything else. */
export interface SignIns {
  /** Null where the request brings no session; `over` where it brings one that does not count. */
  of(cookie: string | undefined): Promise<SignedIn | 'over' | null>;
  /** @returns `Set-Cookie` headers of a new session, or null where address or password is wrong */
  password(email: string, password: string, from: Client): Promise<string[] | null>;
  /** @returns `Set-Cookie` headers that take the session away, which is over */
  end(cookie: string | undefined): Promise<string[]>;
  /** Where the plant's provider asks who it is. @throws AppError `session.no-provider`, `session.provider` */
  toProvider(returnTo: string): Promise<{ url: string; cookies: string[] }>;
  /** The provider's answer: where to go on, with a session or with `?error=`. */
  fromProvider(
    query: string,
    cookie: string | undefined,
    from: Client,
  ): Promise<{ location: string; cookies: string[] }>;
  close(): Promise<void>;
}

/** The browser a session is made for. */
export interface Client {
  readonly address: string;
  readonly agent: string;
}

const headersOf = (cookie: string | undefined, { address, agent }: Partial<Client> = {}): Headers => {
  const given = { cookie, 'x-forwarded-for': address, 'user-agent': agent };
  return new Headers(Object.entries(given).filter((pair): pair is [string, string] => Boolean(pair[1])));
};

type Options = { config: Config; key: AccessKey; registry: Registry; logger: Logger };

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** Where the library finds what it reads and writes: our tables and columns. */
const tables = {
  user: { modelName: 'users', fields: { emailVerified: 'email_verified', ...times } },
  session: {
    modelName: 'user_sessions',
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...times,
    },
  },
  account: {
    modelName: 'user_accounts',
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...times,
    },
  },
  verification: { modelName: 'user_verifications', fields: { expiresAt: 'expires_at', ...times } },
};

const providersOf = ({ provider, publicUrl }: Config) =>
  provider
    ? [
        genericOAuth({
          config: [
            {
              providerId,
              discoveryUrl: `${provider.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
              requireIdTokenVerification: true,
              clientId: provider.clientId,
              clientSecret: provider.clientSecret,
              scopes: ['openid', 'email', 'profile'],
              redirectURI: `${publicUrl}${providerReturn}`,
              pkce: true,
            },
          ],
        }),
      ]
    : [];

/** Somebody whom the provider brings gets the role of newcomers; whoever is shut out gets no session. */
const hooksOf = ({ config, registry }: Options) => ({
  user: {
    create: {
      after: async ({ id }: { id: string }) => {
        const role = config.provider?.defaultRole;
        const grants = role ? [{ role, site: null, line: null }] : [];
        const user = await registry.users.update(id, { grants });
        const [by, action] = [`user:${user.email}`, 'user.create'];
        await registry.audit.append({ by, action, subject: by, details: { way: 'provider', grants } });
      },
    },
  },
  session: {
    create: {
      before: async ({ userId }: { userId: string }) => !(await registry.users.get(userId)).disabled,
    },
  },
});

/** The library with our tables and names. Its own addresses are not served. */
function openLibrary(options: Options, pool: pg.Pool) {
  const { config, key, logger } = options;
  return betterAuth({
    baseURL: config.publicUrl,
    basePath,
    secret: key.secretFor('sessions'),
    database: pool,
    telemetry: { enabled: false },
    rateLimit: { enabled: false }, // attempts are counted by SessionService, for every way alike
    logger: {
      log: (level, message) => logger[level === 'error' ? 'warn' : 'debug']({ message }, 'sign-in.library'),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
    },
    user: tables.user,
    session: { ...tables.session, expiresIn: sessionSeconds, disableSessionRefresh: true },
    account: {
      ...tables.account,
      encryptOAuthTokens: true,
      // Accounts are made by administrators alone, so nobody can lie in wait under somebody else's address; the
      // provider itself must have verified it.
      accountLinking: { enabled: true, requireLocalEmailVerified: false },
    },
    verification: tables.verification,
    advanced: {
      cookiePrefix: 'millwright',
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    },
    databaseHooks: hooksOf(options),
    plugins: providersOf(config),
  });
}

const sessionCookie = /(?:^|;\s*)(?:__Secure-)?millwright\.session_token=/;

export function openSignIns(options: Options): SignIns {
  const { config, registry } = options;
  const pool = new pg.Pool({ connectionString: config.databaseUrl, max: 4 });
  const library = openLibrary(options, pool);
  const name = config.provider?.name ?? '-';
  return {
    async of(cookie) {
      if (cookie === undefined || !sessionCookie.test(cookie)) return null;
      const found = await library.api.getSession({ headers: headersOf(cookie) });
      const user = found && (await registry.users.use(found.session.id));
      return found && user ? { user, session: found.session.id } : 'over';
    },
    async password(email, password, from) {
      const asked = {
        body: { email, password },
        headers: headersOf(undefined, from),
        returnHeaders: true,
      } as const;
      try {
        return (await library.api.signInEmail(asked)).headers.getSetCookie();
      } catch (error) {
        if (error instanceof APIError) return null;
        throw error;
      }
    },
    async end(cookie) {
      const { headers } = await library.api.signOut({ headers: headersOf(cookie), returnHeaders: true });
      return headers.getSetCookie();
    },
    async toProvider(returnTo) {
      if (!config.provider) throw new AppError('session.no-provider');
      const page = `${config.publicUrl}${returnTo}`;
      const body = { provider: providerId, callbackURL: page, errorCallbackURL: page, disableRedirect: true };
      const { response, headers } = await library.api
        .signInSocial({ body, headers: new Headers(), returnHeaders: true })
        .catch((cause: unknown) => {
          const reason = cause instanceof Error ? cause.message : String(cause);
          throw new AppError('session.provider', { provider: name, reason }, { cause });
        });
      return { url: response.url ?? page, cookies: headers.getSetCookie() };
    },
    async fromProvider(query, cookie, from) {
      const url = `${config.publicUrl}${basePath}/callback/${providerId}${query}`;
      const answer = await library.handler(new Request(url, { headers: headersOf(cookie, from) }));
      const location = answer.headers.get('location') ?? config.publicUrl;
      const isOurs = !location.startsWith(`${config.publicUrl}${basePath}`);
      const lost = `${config.publicUrl}/?error=${new URL(location, url).searchParams.get('error') ?? 'unknown'}`;
      return { location: isOurs ? location : lost, cookies: answer.headers.getSetCookie() };
    },
    close: () => pool.end(),
  };
}
