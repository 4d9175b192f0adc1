/** What GitHub refuses is told in words that say what to do, and the token is in none of them. */

import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '../../src/storage/dialect.js';
import { openEmptyStore } from '../builders/empty-store.js';
import { startWorld, token, type World } from '../builders/world.js';

const repo = 'acme/rocket';

describe('a repository that cannot be read', () => {
  let folder: string;
  let database: Database;
  let w: World;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalman-access-'));
    database = await openEmptyStore(folder);
    w = await startWorld(database);
  });

  afterEach(async () => {
    await w.github.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const problem = async () => {
    const [outcome] = await w.sync();
    const { verdict } = await w.questions().showStatus(null);
    expect(verdict.state).toBe('UNKNOWN');
    expect(JSON.stringify([outcome, verdict])).not.toContain(token);
    return outcome?.problem;
  };

  it('a revoked token', async () => {
    w.github.addRepo({ fullName: repo });
    w.github.revokeToken(token);

    expect(await problem()).toContain('GitHub refused the token');
  });

  it('a repository that does not exist', async () => {
    expect(await problem()).toContain('There is no repository acme/rocket');
  });

  it('a private repository that the token cannot see says which scope or permission it needs', async () => {
    w.github.addRepo({ fullName: repo, private: true });
    w.github.addToken({ token, login: 'lead', scopes: [] });

    expect(await problem()).toMatch(/scope repo.*Issues: read/);
  });

  it('a fine-grained token without the permission names it', async () => {
    w.github.addRepo({ fullName: repo, private: true });
    w.github.addToken({ token, login: 'lead', permissions: { metadata: 'read' }, repositories: [repo] });

    expect(await problem()).toContain('issues=read');
  });

  it('a quota that is used up says until when', async () => {
    w.github.addRepo({ fullName: repo });
    w.github.faults.next('*', { kind: 'rateLimited', resetInS: 3000, times: 5 });

    expect(await problem()).toMatch(/limit is used up until \d\d:\d\d UTC/);
  });

  it('a server that is gone', async () => {
    w.github.faults.next('*', { kind: 'drop', times: 50 });

    expect(await problem()).toContain('did not answer');
  });

  it('a renamed repository is read on, and the new name is told', async () => {
    w.github.addRepo({ fullName: repo });
    w.github.addMilestone(repo, { title: 'v1.0' });
    w.github.addIssue(repo, { title: 'a bug', labels: ['kind/bug'], milestone: 'v1.0' });
    await w.sync();
    w.github.renameRepo(repo, 'acme/booster');
    w.github.addIssue('acme/booster', { title: 'another', labels: ['kind/bug'], milestone: 'v1.0' });

    const [outcome] = await w.sync();

    const { evidence } = await w.questions().showStatus(null);
    expect(outcome?.problem).toBeNull();
    expect(evidence.issues.census?.total.count).toBe(2);
    expect(evidence.issues.notice).toContain('acme/rocket is called acme/booster now');
  });

  it('a GitHub App reads with tokens it gets for its installation', async () => {
    w.github.addRepo({ fullName: repo });
    w.github.addMilestone(repo, { title: 'v1.0' });
    w.github.addIssue(repo, { title: 'a bug', labels: ['kind/bug'], milestone: 'v1.0' });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const app = {
      appId: '1',
      installationId: 7,
      privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    };

    const [outcome] = await w.sync({ as: app });

    expect(outcome).toMatchObject({ problem: null, changed: 1 });
    expect(w.github.requests.some(({ path }) => path.includes('/app/installations/7/access_tokens'))).toBe(
      true,
    );
  });
});
