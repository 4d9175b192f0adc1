/** A red board in a freeze: who may merge is said by name in the calendar and in the digest, until the board is green again. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type SandboxClock, startClock } from '../../src/sandbox/clock.js';
import { type LocalTestGrid, startLocalTestGrid, type TabHand } from '../../src/sandbox/testgrid/index.js';
import { lead, type RunningBot, release, startTestBot } from '../builders/bot.js';

const hour = 3_600_000;
const day = 24 * hour;
const ana = 'U0ANA';
/** Slush holds since the 20th, and freeze from the 22nd on, AoE. */
const slush = Date.UTC(2026, 6, 21, 15, 30);
const freeze = Date.UTC(2026, 6, 23, 15, 30);
const limited = 'Merging is limited to the on-call';

const config = (url: string) => `
repository: acme/rocket
timezone: America/Los_Angeles
gates: { tests: { jobs: ["blocking/*"] } }
roles: { release-lead: [${lead}] }
channels: { release: [${release}] }
digests: { daily: { at: "09:00", days: daily } }
sync: { stale-after: 3d }
releases:
  v1.36:
    branch: master
    calendar:
      begins: 2026-05-18
      announce-ahead: []
      phases: { code-slush: 2026-07-19, code-freeze: Wed 22 July (AoE), release: 2026-08-19 }
      rota: [{ who: ${ana} }]
ci:
  testgrid: { url: "${url}", api: "${url}" }
  jobs: { blocking: { board: blocking } }
`;

let grid: LocalTestGrid;
let tab: TabHand;
let bot: RunningBot;
let clock: SandboxClock;

const sha = (at: number) => (at / hour).toString(16).replace('.', '').padStart(40, '0');
const runAt = (at: number, failed: string[] = []) => tab.run({ at, commit: sha(at), ran: 50, failed });

beforeEach(async () => {
  clock = startClock(slush - hour);
  grid = await startLocalTestGrid({ now: clock.now });
  tab = grid.addTab('blocking', 'kind-master');
  for (const ago of [4, 3, 2]) runAt(slush - ago * hour);
  bot = await startTestBot({
    ...{ config: config(grid.url), now: clock.now, limits: 'none', waitForData: false },
    users: [{ id: ana, name: 'ana', realName: 'Ana' }],
    seed(github) {
      github.addRepo({ fullName: 'acme/rocket' });
      github.addMilestone('acme/rocket', { title: 'v1.36' });
    },
  });
  await bot.wake();
});
afterEach(async () => {
  await bot.close();
  await grid.close();
});

const calendar = async () => (await bot.ask('calendar')).all;
async function digestAt(at: number): Promise<string> {
  clock.forwardTo(at);
  await bot.wake();
  const posted = bot.slack.state.messages(release).filter(({ text }) => text.startsWith('v1.36 on '));
  return JSON.stringify(posted.at(-1)?.blocks);
}

describe.each([
  ['slush', slush, 'Code Slush'],
  ['freeze', freeze, 'Code Freeze'],
])('while %s holds', (_name, now, phase) => {
  it('a red board limits merging to the on-call, by name, until it is green again', async () => {
    clock.forwardTo(now - hour / 2);
    for (const ago of [3, 2, 1.5]) runAt(now - ago * hour);
    await bot.wake();
    expect(await calendar()).toContain(phase);
    expect(await calendar()).not.toContain(limited);
    runAt(now - hour, ['Memory leak']);
    clock.forwardTo(now);
    await bot.wake();
    expect(await calendar()).toContain(`*${limited}* while the board is red: <@${ana}>`);

    const digest = await digestAt(now + hour);
    expect(digest).toContain(`*${limited}* while the board is red: <@${ana}>`);
    const [file] = bot.slack.state.files().slice(-1);
    expect(file?.content?.toString()).toContain(`${limited} while the board is red: ana`);

    for (const later of [2, 3, 4]) runAt(now + later * hour);
    const next = await digestAt(now + day + hour);
    expect(next).toContain(phase === 'Code Slush' ? 'Slush' : phase);
    expect(next).not.toContain(limited);
    expect(await calendar()).not.toContain(limited);
  });
});

it('where nothing is frozen a red board limits nobody', async () => {
  clock.forwardTo(Date.UTC(2026, 7, 20, 15));
  runAt(Date.UTC(2026, 7, 20, 14), ['Memory leak']);
  await bot.wake();
  expect(await calendar()).not.toContain(limited);
});
