/** A release whose pull requests have no notes, through the whole bot: NO GO, until somebody writes them on GitHub. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type SandboxClock, startClock } from '../../src/sandbox/clock.js';
import { lead, type RunningBot, release, startTestBot } from '../builders/bot.js';
import { noteOf } from '../builders/notes-world.js';

const hour = 60 * 60_000;
const start = Date.UTC(2026, 0, 28, 12);
const repo = 'acme/rocket';

const config = `
repository: ${repo}
groups: { noun: SIG, prefix: sig/ }
roles: { release-lead: [${lead}] }
channels: { release: [${release}] }
gates:
  notes: { type: release-notes, reason: "Pull requests in {milestone} without a release note" }
notes: {}
digests: { daily: { at: "13:00", days: daily } }
releases: { v1.36: {} }
`;

let bot: RunningBot;
let clock: SandboxClock;

beforeAll(async () => {
  clock = startClock(start);
  bot = await startTestBot({
    ...{ config, now: clock.now, limits: 'none' },
    seed(github) {
      github.addRepo({ fullName: repo });
      github.addMilestone(repo, { title: 'v1.36' });
      for (const number of [1, 2, 3]) {
        github.addIssue(repo, {
          ...{
            number,
            title: `Change ${number}`,
            milestone: 'v1.36',
            pullRequest: { head: `change-${number}` },
          },
          body: number === 1 ? noteOf('Pods sleep.') : 'Nothing said.',
        });
        github.mergePull(repo, number);
      }
    },
  });
}, 60_000);
afterAll(() => bot?.close());

const digests = () =>
  bot.slack.state
    .messages(release)
    .map((message) => JSON.stringify(message))
    .filter((text) => text.includes('Change') || text.includes('elease note'));

it('is NO GO by those that have none, and GO once each has', async () => {
  clock.forwardTo(start + hour);
  await bot.wake();
  const before = await bot.ask('');
  expect(before.all).toContain('NO GO');
  expect(before.all).toContain('2 of 3 merged pull requests have no note');
  expect(digests().join('\n')).toContain('Pull requests in v1.36 without a release note');

  clock.forwardTo(start + 24 * hour);
  bot.github.updateIssue(repo, 2, { body: noteOf('Pods wake.') });
  bot.github.updateIssue(repo, 3, { body: noteOf('NONE') });
  clock.forwardTo(start + 25 * hour);
  await bot.wake();
  const after = await bot.ask('');
  expect(after.all).toContain('v1.36 is GO');
  expect(after.all).toContain('all 3 merged pull requests have one, or need none');
  expect(digests().at(-1)).toContain('all 3 merged pull requests have one, or need none');
});
