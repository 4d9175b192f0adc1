/** Who is asking: turns an Authorization header into an account, and checks what that account may do. */

import { randomBytes } from 'node:crypto';
import type { Repo } from './model.js';
import { notFound, Refusal } from './reply.js';
import { fullName } from './world.js';

export type Level = 'read' | 'write';

export interface TokenSeed {
  token: string;
  login: string;
  /** A classic token's scopes. Without scopes and permissions the token is classic with `repo`. */
  scopes?: readonly string[];
  /** Makes the token fine-grained: `{ issues: 'write' }`. */
  permissions?: Readonly<Record<string, Level>>;
  /** Full names it may reach; all when absent. */
  repositories?: readonly string[];
  /** Requests per hour; 5,000 when absent. */
  quota?: number;
}

export interface Account {
  readonly kind: 'anonymous' | 'classic' | 'fine' | 'installation' | 'app';
  readonly login: string;
  /** Whose quota is used: an installation keeps its quota while its tokens rotate. */
  readonly key: string;
  readonly token: string;
  readonly scopes: readonly string[];
  readonly permissions: Readonly<Record<string, Level>> | null;
  readonly repositories: readonly string[] | null;
  readonly quota: number;
  readonly expiresAt: number | null;
}

export interface Accounts {
  readonly known: Map<string, Account>;
}

export function accountsOf(seeds: readonly TokenSeed[]): Accounts {
  const known = new Map<string, Account>();
  for (const seed of seeds) {
    known.set(seed.token, {
      kind: seed.permissions ? 'fine' : 'classic',
      login: seed.login,
      key: seed.token,
      token: seed.token,
      scopes: seed.scopes ?? (seed.permissions ? [] : ['repo']),
      permissions: seed.permissions ?? null,
      repositories: seed.repositories?.map((name) => name.toLowerCase()) ?? null,
      quota: seed.quota ?? 5000,
      expiresAt: null,
    });
  }
  return { known };
}

const NOBODY = { scopes: [], permissions: null, repositories: null, quota: 60, expiresAt: null };

/** The account behind the header; throws 401 for a token nobody knows or that has run out. `now` in ms. */
export function accountFor(accounts: Accounts, header: string | undefined, now: number): Account {
  if (!header) return { kind: 'anonymous', login: '', key: 'anonymous', token: '', ...NOBODY };
  const token = /^(?:token|bearer)\s+(\S+)$/i.exec(header)?.[1];
  const account = token === undefined ? undefined : accounts.known.get(token);
  if (account && (account.expiresAt === null || account.expiresAt > now)) return account;
  const app = token && appOf(token);
  if (app) return { kind: 'app', login: `app/${app}`, key: `app/${app}`, token, ...NOBODY, quota: 5000 };
  throw new Refusal(401, 'Bad credentials');
}

/** The app id in a JWT's `iss`. The signature is not checked: the private key stays with the test. */
function appOf(token: string): string | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString());
    const issuer = (claims as { iss?: unknown } | null)?.iss;
    return issuer === undefined ? undefined : String(issuer);
  } catch {
    return undefined;
  }
}

/** A new token of an installation, good for an hour; older ones stay good until their hour ends. */
export function installationToken(
  accounts: Accounts,
  installation: number,
  permissions: Readonly<Record<string, Level>>,
  repositories: readonly string[] | null,
  now: number,
): Account {
  const token = `ghs_${randomBytes(18).toString('hex')}`;
  const account: Account = {
    kind: 'installation',
    login: 'signalman[bot]',
    key: `installation/${installation}`,
    token,
    scopes: [],
    permissions,
    repositories,
    quota: 5000,
    expiresAt: now + 3_600_000,
  };
  accounts.known.set(token, account);
  return account;
}

export interface Need {
  readonly permission: string;
  readonly level: Level;
}

/**
 * Throws GitHub's refusal when the account may not do this: 404 where it may not even know that the repository
 * exists, 403 naming the permissions of which one is missing for fine-grained and installation tokens.
 */
export function check(account: Account, repo: Repo, needs: readonly Need[]): void {
  if (!canSee(account, repo)) throw notFoundFor(account);
  if (!repo.private && needs.every(({ level }) => level === 'read')) return;
  if (account.kind === 'anonymous') throw new Refusal(401, 'Requires authentication');
  if (account.kind === 'classic') {
    if (account.scopes.includes('repo') || (!repo.private && account.scopes.includes('public_repo'))) return;
    throw notFoundFor(account);
  }
  const isHeld = (need: Need) => {
    const level = inReach(account, repo) ? account.permissions?.[need.permission] : undefined;
    const implied = need.permission === 'metadata' && need.level === 'read';
    return level === 'write' || (level === 'read' && need.level === 'read') || implied;
  };
  if (needs.some(isHeld)) return;
  const holder = account.kind === 'fine' ? 'personal access token' : 'integration';
  throw new Refusal(403, `Resource not accessible by ${holder}`, {
    headers: {
      'x-accepted-github-permissions': needs.map((need) => `${need.permission}=${need.level}`).join('; '),
    },
  });
}

/** Whether the account may know that the repository exists. */
export function canSee(account: Account, repo: Repo): boolean {
  if (!repo.private) return true;
  if (account.kind === 'anonymous' || account.kind === 'app' || !inReach(account, repo)) return false;
  return account.kind !== 'classic' || account.scopes.includes('repo');
}

function inReach(account: Account, repo: Repo): boolean {
  return account.repositories === null || account.repositories.includes(fullName(repo).toLowerCase());
}

function notFoundFor(account: Account): Refusal {
  if (account.kind !== 'classic') return notFound();
  return new Refusal(404, 'Not Found', { headers: { 'x-accepted-oauth-scopes': 'repo' } });
}
