/** The whole bot with everything that can be configured, beside a GitHub, a Slack and a TestGrid full of one person's text. */
import { startClock } from '../../src/sandbox/clock.js';
import type { LocalGitHub } from '../../src/sandbox/github/index.js';
import { startLocalTestGrid } from '../../src/sandbox/testgrid/index.js';
import { lead, member, type RunningBot, release, startTestBot } from './bot.js';
import { kepFiles, kepFolder } from './kep.js';
import { waitFor } from './wait.js';

/** Has every role, and leads every group. */
export const eve = 'U0EVE';
export const incidents = 'C0INCIDENTS';
export const announced = 'C0ANN';
export const meetings = 'C0MEET';
export const node = 'C0NODE';
export const repo = 'acme/rocket';
const [features, docs] = ['acme/features', 'acme/docs'];
/** A Wednesday at noon. */
const noon = Date.UTC(2026, 0, 28, 12);
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const sha = (digit: string) => digit.repeat(40);

export interface Words {
  /** For one line. */
  line(tag: string): string;
  /** For a place with this little room. */
  short(tag: string, most: number): string;
  /** For descriptions and comments. */
  lines(tag: string): string;
}

export type FullWorld = Awaited<ReturnType<typeof startFullWorld>>;

const one = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');

function configuration(grid: string, { line, short }: Words): object {
  const channels = { release: [release] };
  return {
    ...{ repository: repo, timezone: 'UTC', channels },
    groups: {
      ...{ noun: 'SIG', prefix: 'sig/', names: { node: short('group', 60) } },
      ...{ owners: { node: eve }, leads: { node: [eve], network: [eve] }, channels: { node: [node] } },
    },
    kinds: {
      bug: { filter: 'kind/bug', title: short('kind', 40), 'by-group': true, 'without-milestone': true },
      flake: { filter: 'kind/flake', title: 'Flakes', 'by-group': true },
    },
    phrases: [{ phrase: 'zqphrase', where: 'kind/flake' }],
    dimensions: ['priority/', 'area/'],
    enhancements: { repository: features },
    gates: {
      bugs: { count: 'kind/bug', reason: short('gate', 190), actions: ['Mend them'] },
      flakes: { count: 'kind/flake', reason: 'Flakes', waive: { 'two-persons': true } },
      hygiene: { type: 'hygiene', 'each-has': { [short('has', 40)]: 'priority/*' }, blocks: false },
      keps: { type: 'enhancement-sign-off', reason: short('kepgate', 190) },
      lists: { type: 'checklist', reason: 'Boxes' },
      tests: { type: 'jobs', jobs: ['blocking/*'], manual: true, reason: short('jobsgate', 190) },
      items: { type: 'action-items', incidents: 'all', blocks: false },
      notes: { type: 'release-notes' },
      docs: { type: 'docs' },
    },
    checklists: {
      before: { title: short('list', 60), items: [line('box').slice(0, 290), 'Keep the packages'] },
      packages: { path: 'docs/packages.md' },
    },
    waivers: { longest: '10d' },
    keps: { every: '15m', tell: '7d' },
    roles: { 'release-lead': [eve, lead], 'incident-commander': [eve], communications: [eve] },
    notes: {
      repository: docs,
      people: { mallory: eve },
      nag: { at: '12:20', days: 'daily', timezone: 'UTC' },
    },
    meetings: {
      weekly: {
        ...{
          title: one(short('meeting', 70)),
          channel: meetings,
          at: '13:05',
          days: 'daily',
          timezone: 'UTC',
        },
        ...{ length: '15m', repository: docs, 'issues-in': repo, intro: line('intro'), 'agenda-ahead': '1h' },
      },
    },
    incidents: {
      ...{
        channel: incidents,
        announce: [{ channels: [announced], ping: true }],
        'exit-criteria': [short('exit', 70)],
      },
      github: { mirror: true, 'create-issue': repo, 'lock-duplicates': true },
      fix: { every: '1m', 'duplicates-in': [repo] },
      'post-mortem': { repository: docs, 'actions-in': repo },
      severities: { s1: { meaning: short('severity', 70) } },
    },
    digests: { daily: { at: '12:30', days: 'daily' } },
    ci: {
      testgrid: { url: grid, api: grid },
      every: '5m',
      jobs: {
        blocking: { board: 'blocking', group: 'node' },
        e2e: { repository: repo, workflow: 'e2e.yml', branch: 'master', group: 'node' },
      },
    },
    signoff: { groups: ['node', 'network'], 'remind-in': 'both' },
    sync: { 'stale-after': '9999d' },
    releases: {
      'v1.36': {
        branch: 'master',
        calendar: {
          begins: '2026-01-05',
          phases: {
            'code-freeze': { begins: '2026-01-27', title: short('phase', 60), rota: [{ who: eve }] },
            release: { begins: '2026-03-19' },
          },
        },
      },
    },
  };
}

function seed(github: LocalGitHub, { line, short, lines }: Words): void {
  for (const fullName of [repo, features, docs]) github.addRepo({ fullName, defaultBranch: 'master' });
  for (const fullName of [repo, features]) github.addMilestone(fullName, { title: 'v1.36' });
  const before = { createdAt: noon - 3 * day, milestone: 'v1.36', author: { login: 'mallory' } };
  const issue = (tag: string, labels: string[], more: object = {}) =>
    github.addIssue(repo, { ...before, title: line(tag), body: lines(`${tag}body`), labels, ...more });
  const strange = `area/${short('label', 40)}`;
  issue('bug', ['kind/bug', 'sig/node', strange, `priority/${short('priority', 30)}`], {
    assignees: ['mallory'],
  });
  issue('flake', ['kind/flake', 'sig/network', `sig/${short('siglabel', 40)}`]);
  issue('loose', ['kind/bug'], { milestone: null });
  // Wherever a title is cut, it is cut through something.
  for (const length of [60, 70, 75, 80, 100, 120, 140, 150, 200, 250])
    for (const [at, mark] of ['<!channel>', '&lt;!here&gt;', '<https://evil.example/|x>'].entries())
      github.addIssue(repo, {
        ...before,
        labels: ['kind/bug', 'sig/node'],
        title: `${'x'.repeat(length - 3 * at)}${mark.repeat(6)}`,
      });
  const note = (tag: string) => `${lines(`${tag}body`)}\n\n\`\`\`release-note\n${line(tag)}\n\`\`\`\n`;
  const merge = (title: string, body: string, labels: string[]) => {
    const number = github.addIssue(repo, {
      ...before,
      title,
      body,
      labels,
      pullRequest: { head: `b${title.length}` },
    });
    github.mergePull(repo, number);
  };
  merge(line('pull'), note('note'), ['sig/node', 'kind/feature', 'release-note']);
  merge(line('nonote'), lines('nonotebody'), ['sig/node', 'kind/bug']);
  merge(line('urgent'), note('urgentnote').replace('zq', 'action required: zq'), [
    'release-note-action-required',
    'sig/node',
  ]);
  const kep = { number: 1201, slug: 'sleep', group: 'node', title: line('kep') };
  const told = `The KEP: https://github.com/${features}/tree/HEAD/${kepFolder(kep)}\n${lines('kepbody')}`;
  github.addIssue(features, {
    ...before,
    number: 1201,
    title: line('kepissue'),
    body: told,
    labels: ['sig/node'],
  });
  const open = [line('kepbox')];
  const files = kepFiles({
    ...kep,
    title: JSON.stringify(kep.title),
    status: 'provisional',
    open,
    boxes: open,
    history: [line('history')],
  });
  github.addCommit(features, { message: lines('kepcommit'), files });
  github.addCommit(docs, { message: 'Start', files: { 'README.md': 'Read me.' } });
  const list = `# ${line('filelist')}\n\n- [ ] ${line('filebox')}\n- [ ] Second\n`;
  github.addCommit(repo, {
    message: lines('commit'),
    at: noon - 2 * day,
    files: { 'docs/packages.md': list },
  });
  const tip = github.addCommit(repo, { sha: sha('b'), message: lines('tip'), at: noon - day });
  github.addTag(repo, 'v1.36.0-rc.1', tip, lines('tag'));
  github.addWorkflowRun(repo, {
    workflow: 'e2e.yml',
    name: line('workflow'),
    branch: 'master',
    sha: tip,
    conclusion: 'failure',
    updatedAt: noon - hour,
    jobs: [],
  });
}

/** @param words what stands wherever somebody outside can write */
export async function startFullWorld(words: Words) {
  const clock = startClock(noon);
  const grid = await startLocalTestGrid({ now: clock.now });
  const tab = grid.addTab('blocking', words.short('tab', 70));
  for (const ago of [6, 5, 4]) tab.run({ at: noon - ago * hour, commit: sha('a'), ran: 20 });
  for (const ago of [3, 2, 1])
    tab.run({
      at: noon - ago * hour,
      commit: sha('b'),
      failed: { [words.line('test')]: words.line('testsays') },
    });
  const names = {
    name: one(words.short('handle', 70)),
    realName: words.line('name'),
    displayName: words.line('display'),
  };
  const everybody = [lead, member, eve, 'U0BOT'];
  const bot = await startTestBot({
    config: JSON.stringify(configuration(grid.url, words)),
    ...{ now: clock.now, limits: 'none' as const, waitForData: false },
    seed: (github) => seed(github, words),
    users: [{ id: eve, ...names }],
    channels: [incidents, announced, meetings, node].map((id) => ({
      id,
      name: id.toLowerCase(),
      members: everybody,
    })),
    prepare: (slack) => slack.join({ user: eve, channel: release }),
    timing: { editsPerMinute: 60_000, readsPerMinute: 60_000 },
  });
  await waitFor(
    () => bot.log.filter(({ message }) => message === 'GitHub was read').length >= 2,
    () => `both readings: ${JSON.stringify(bot.log.filter(({ level }) => level !== 'debug'))}`,
  );
  await bot.wake();
  return {
    ...bot,
    get bot() {
      return bot.bot;
    },
    get database() {
      return bot.database;
    },
    clock,
    noon,
    /** Time passes, and what is due is done. */
    async pass(ms: number) {
      clock.forwardTo(clock.now() + ms);
      await bot.wake();
    },
    minute,
    async close() {
      await bot.close();
      await grid.close();
    },
  } satisfies RunningBot & Record<string, unknown>;
}
