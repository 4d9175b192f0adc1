/** The whole bot with workflows of GitHub Actions as its test signal: the verdict follows them, and a red one is heard. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SandboxClock, startClock } from '../../src/sandbox/clock.js';
import { lead, type RunningBot, release, startTestBot } from '../builders/bot.js';
import { waitFor } from '../builders/wait.js';

const minute = 60_000;
const hour = 60 * minute;
const noon = Date.UTC(2026, 0, 28, 12);
const repo = 'acme/rocket';

const config = `
repository: ${repo}
roles: { release-lead: [${lead}] }
channels: { release: [${release}] }
gates:
  tests: { jobs: ["e2e.yml"], reason: Tests unstable }
ci:
  every: 5m
  jobs: { e2e: { workflow: e2e.yml } }
releases: { v2.0: { branch: release-2.0 } }
`;

describe('a workflow on the branch of the release', () => {
  let bot: RunningBot;
  let clock: SandboxClock;
  let runs = 0;

  const run = (conclusion: string | null, at: number, branch = 'release-2.0') =>
    bot.github.addWorkflowRun(repo, {
      ...{ workflow: 'e2e.yml', branch, createdAt: at, sha: String(++runs % 10).repeat(40) },
      ...(conclusion === null ? { status: 'in_progress', conclusion: null } : { conclusion }),
    } as never);
  const verdict = async () => /(NO GO|UNKNOWN|GO)/.exec((await bot.ask('')).text)?.[1];
  async function goTo(at: number): Promise<void> {
    clock.forwardTo(at);
    await bot.wake();
  }

  beforeAll(async () => {
    clock = startClock(noon);
    bot = await startTestBot({
      ...{ config, now: clock.now, limits: 'none', waitForData: false },
      seed(github) {
        github.addRepo({ fullName: repo });
        github.addMilestone(repo, { title: 'v2.0' });
      },
    });
    await waitFor(() => bot.log.some(({ message }) => message === 'GitHub was read'));
    await bot.wake();
  });
  afterAll(() => bot?.close());

  it('that never ran there is UNKNOWN, however green it is on another', async () => {
    for (const ago of [3, 2, 1]) run('success', noon - ago * hour, 'main');
    await goTo(noon + 6 * minute);
    expect(await verdict()).toBe('UNKNOWN');
  });

  it('makes a GO of three green runs, and a run in progress changes nothing', async () => {
    for (const ago of [3, 2, 1]) run('success', noon - ago * hour);
    run(null, noon + 7 * minute);
    await goTo(noon + 12 * minute);
    expect(await verdict()).toBe('GO');
    expect(bot.slack.state.messages(release)).toEqual([]);
  });

  it('is NO GO and heard in the release’s channel once it fails', async () => {
    run('failure', noon + 13 * minute);
    await goTo(noon + 18 * minute);
    expect(await verdict()).toBe('NO GO');
    await waitFor(() => bot.slack.state.messages(release).length > 0);
    expect(JSON.stringify(bot.slack.state.messages(release))).toContain('e2e');
    await goTo(noon + 24 * minute);
    expect(bot.slack.state.messages(release)).toHaveLength(1);
  });
});
