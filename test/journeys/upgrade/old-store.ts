/**
 * Stores as older versions left them, each written by the bot of its time: `004.json.gz` is of the last version that had
 * four steps. Its story: a digest on 16 March 2017, an incident with an update, a sign-off; on the 17th Slack takes the
 * head of the digest but its answer is lost, then takes nothing any more, and the bot is stopped with all of it owed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { LocalGitHub } from '../../../src/sandbox/github/index.js';
import type { LocalSlackOptions } from '../../../src/sandbox/slack/options.js';
import { partsOf } from '../../../src/storage/backup/format.js';
import { loadAsItWas } from '../../../src/storage/backup/restore.js';
import type { Database } from '../../../src/storage/dialect.js';

export interface OldStore {
  /** When it was stopped. ms, UTC */
  at: number;
  /** Its signalman.yml. */
  config: string;
  /** The rows, as a backup writes them. */
  store: string[];
  /** What stood in Slack then. */
  messages: NonNullable<LocalSlackOptions['seed']['messages']>;
}

const folder = 'test/journeys/upgrade';

/** By how many steps their schemas had taken. */
export const oldStores = readdirSync(folder)
  .flatMap((name) => /^(\d{3})\.json\.gz$/.exec(name)?.[1] ?? [])
  .sort();

export const readOld = (name: string): OldStore =>
  JSON.parse(gunzipSync(readFileSync(join(folder, `${name}.json.gz`))).toString()) as OldStore;

/** Makes the store what it was, with the tables of then. */
export async function layOut({ store }: OldStore, { write, flavour }: Database): Promise<void> {
  async function* lines(): AsyncGenerator<string> {
    yield* store;
  }
  await write.transaction().execute((tx) => loadAsItWas(tx, flavour, partsOf(lines())));
}

/** GitHub as it was then. */
export function seedThen(github: LocalGitHub): void {
  const [repo, hour] = ['acme/rocket', 3_600_000];
  const at = Date.UTC(2017, 2, 10);
  github.addRepo({ fullName: repo });
  github.addMilestone(repo, { title: 'v1.0' });
  for (let n = 1; n <= 4; n++)
    github.addIssue(repo, {
      ...{
        title: `Bug number ${n}`,
        labels: ['kind/bug', n % 2 ? 'team/core' : 'team/docs'],
        milestone: 'v1.0',
      },
      ...{ createdAt: at + n * hour, updatedAt: at + n * hour },
    });
  github.addCommit(repo, { message: 'Start', at });
  const rc = 'a'.repeat(40);
  github.addCommit(repo, { sha: rc, message: 'v1.0.0-rc.1', branch: 'release-1.0', at: at + 24 * hour });
  github.addTag(repo, 'v1.0.0-rc.1', rc);
}
