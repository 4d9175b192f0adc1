/** The release team's checklists: ticked in a form by several people at once, shown everywhere, and asked for by a gate. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { startClock } from '../../src/sandbox/clock.js';
import { deputy, lead, member, type RunningBot, release, startTestBot } from '../builders/bot.js';
import type { IncidentBot } from '../builders/incident-bot.js';
import { dismiss, forged, lastInteraction, topOf, withMetadata } from '../builders/incident-hands.js';

const minute = 60_000;
const day = 24 * 60 * minute;
const now = Date.UTC(2026, 6, 24, 12);

const config = (lists: string) => `
repository: acme/rocket
gates: { lists: { type: checklist, reason: The release team is not ready } }
checklists: { ${lists} }
roles: { release-lead: [${lead}, S0TEAM] }
channels: { release: [${release}] }
releases: { v1.36: {} }
sync: { stale-after: 9999d }
`;
const inConfig =
  'before: { title: Before the release, items: ["Tag it <!channel>", "Keep the packages of the release before", "Tell people"] }';
const inFile = 'packages: { path: docs/packages.md }';

let bot: RunningBot;
let clock: ReturnType<typeof startClock>;
const hands = () => bot as unknown as IncidentBot;
async function start(lists: string, files: Record<string, string> = {}) {
  clock = startClock(now);
  bot = await startTestBot({
    ...{ config: config(lists), now: clock.now, limits: 'none' },
    seed(github) {
      github.addRepo({ fullName: 'acme/rocket' });
      github.addMilestone('acme/rocket', { title: 'v1.36' });
      github.addCommit('acme/rocket', { message: 'Begin', files });
    },
  });
  await bot.wake();
}
afterEach(() => bot.close());

async function open(user = lead, text = 'checklist'): Promise<void> {
  await dismiss(hands(), user);
  await bot.slack.slashCommand({ command: '/release-signoff', text, user, channel: release });
  await bot.slack.waitFor(
    () => {
      const top = bot.slack.state.views(user).at(-1);
      return top && top.callbackId !== 'loading' ? top : undefined;
    },
    { what: 'a form' },
  );
}
const valuesOf = (user: string): string[] =>
  (bot.slack.state.views(user).at(-1)?.blocks ?? []).flatMap((block) => {
    const { element } = block as { element?: { options?: { value: string }[] } };
    return element?.options?.map(({ value }) => value) ?? [];
  });
const send = async (user: string, values: Record<string, unknown>) =>
  await bot.slack.submitView({ user, viewId: bot.slack.state.views(user).at(-1)?.id ?? '', values });
const verdict = async () => (await bot.ask('')).all;
const shown = async () => (await bot.ask('checklist', member)).all;
const ticks = async () =>
  (
    await bot.database.read.selectFrom('checklist_tick').select(['text', 'ticked']).orderBy('id').execute()
  ).map(({ text, ticked }) => `${ticked ? '+' : '-'}${text.split(' ')[0]}`);

describe('a checklist of signalman.yml', () => {
  it('holds the release back until all of it is ticked', async () => {
    await start(inConfig);
    expect(await verdict()).toContain('v1.36 is NO GO');
    expect(await verdict()).toContain('*The release team is not ready* · Before the release: 0 of 3');
    await open();
    const [tag = '', packages = '', people = ''] = valuesOf(lead);
    await send(lead, { items_1: [tag, packages], note: 'Looked at <!here> it.' });
    expect(topOf(hands(), lead)).toContain('2 boxes are changed. Before the release: 2 of 3 ticked.');
    const all = await shown();
    expect(all).toContain(':white_check_mark: Keep the packages of the release before · lea');
    expect(all).toContain(':white_large_square: Tell people');
    expect(all).not.toContain('<!channel>');
    expect(all).not.toContain('<!here>');
    await open(deputy);
    await send(deputy, { items_1: [tag, packages, people] });
    expect(await verdict()).toContain('v1.36 is GO');
    const report = (await bot.ask('report')).all;
    expect(report).toContain('## Checklists');
    expect(report).toContain('- **Before the release**: 3 of 3');
    expect(await ticks()).toEqual(['+Tag', '+Keep', '+Tell']);
  });

  it('is not undone by whoever opened the form before', async () => {
    await start(inConfig);
    await open(lead);
    await open(deputy);
    const [tag = '', packages = '', people = ''] = valuesOf(lead);
    await Promise.all([send(lead, { items_1: [tag] }), send(deputy, { items_1: [people] })]);
    expect((await ticks()).sort()).toEqual(['+Tag', '+Tell']);
    await open(lead);
    await open(deputy);
    await send(deputy, { items_1: [tag, packages, people] });
    // Takes one back, and knows nothing of the other.
    await send(lead, { items_1: [people] });
    expect((await ticks()).slice(2)).toEqual(['+Keep', '-Tag']);
    expect(await shown()).toContain('2 of 3 ticked');
  });

  it('is for those whom the configuration names, also when a form is forged', async () => {
    await start(inConfig);
    await open(member);
    expect(topOf(hands(), member)).toContain('Only a release lead may do that');
    await open(lead);
    await send(lead, { items_1: [] });
    const sent = withMetadata(lastInteraction(hands()), {});
    expect(await forged(hands(), sent, { id: member, name: 'max' })).toContain('Only a release lead');
    expect(await ticks()).toEqual([]);
  });

  it('is ticked from its own message as well, and keeps what was ticked over a restart', async () => {
    await start(inConfig);
    const { id } = await bot.ask('checklist', lead);
    await bot.slack.click({ user: lead, actionId: 'checklist_tick', channel: release, ephemeralId: id });
    await bot.slack.waitFor(() => topOf(hands(), lead).includes('items_1'), { what: 'the form' });
    const [tag = ''] = valuesOf(lead);
    await send(lead, { items_1: [tag] });
    await bot.restart();
    expect(await shown()).toContain('1 of 3 ticked');
  });

  it('says which there are when another one is named', async () => {
    await start(`${inConfig}, ${inFile}`, { 'docs/packages.md': '- [ ] One' });
    await open(lead, 'checklist befor');
    expect(topOf(hands(), lead)).toContain('Did you mean `before`?');
    await open(lead, 'checklist');
    expect(topOf(hands(), lead)).toContain('Which checklist?');
    await open(lead, 'v1.36 checklist Before the release');
    expect(topOf(hands(), lead)).toContain('items_1');
  });
});

describe('a checklist in a file', () => {
  const text = `# Packages

- [ ] (R) Packages of the release before stay where they are
  - [x] (r) also those for older systems
- [ ] Tell the mirrors, ${'and do so in good time, '.repeat(5)}
`;
  it('is read, with what has to be ticked and what stands below what', async () => {
    await start(inFile, { 'docs/packages.md': text });
    expect(await shown()).toContain('0 of 2 ticked');
    expect(await shown()).toContain('_(not required)_');
    await open();
    const [first = '', second = ''] = valuesOf(lead);
    expect(topOf(hands(), lead)).toContain('(R) also those for older systems');
    await send(lead, { items_1: [first, second] });
    expect(await verdict()).toContain('v1.36 is GO');
  });

  it('asks again for an item whose text has changed, and costs no quota while nothing does', async () => {
    await start(inFile, { 'docs/packages.md': '- [ ] One\n- [ ] Two' });
    await open();
    await send(lead, { items_1: valuesOf(lead) });
    expect(await verdict()).toContain('v1.36 is GO');
    const asked = () => bot.github.requests.filter(({ path }) => path.includes('/contents/'));
    clock.forwardTo(now + 11 * minute);
    await bot.wake();
    expect(asked().map(({ status }) => status)).toEqual([200, 304]);
    bot.github.addCommit('acme/rocket', {
      message: 'Change',
      files: { 'docs/packages.md': '- [ ] One\n- [ ] Two and a half' },
    });
    clock.forwardTo(now + 22 * minute);
    await bot.wake();
    expect(await verdict()).toContain('v1.36 is NO GO');
    expect(await shown()).toContain('1 of 2 ticked');
  });

  it.each([
    ['that is not there', {}, 'there is no file docs/packages.md'],
    ['without a box', { 'docs/packages.md': '# Nothing\n\n[x] no list' }, 'there is no box in it'],
    ['that is a folder', { 'docs/packages.md/a': 'x' }, 'is a folder'],
    [
      'that is too large',
      { 'docs/packages.md': `- [ ] One\n${'x'.repeat(600 * 1024)}` },
      'KB, and 512 are read',
    ],
  ])('%s makes it UNKNOWN, and says why', async (_what, files, why) => {
    await start(inFile, files as unknown as Record<string, string>);
    const all = await verdict();
    expect(all).toContain('v1.36 is UNKNOWN');
    expect(all).toContain(why);
    await open();
    expect(topOf(hands(), lead)).toContain('cannot be ticked');
  });

  it('stays known for a day while GitHub does not answer, and not for longer', async () => {
    await start(inFile, { 'docs/packages.md': '- [ ] One' });
    await open();
    await send(lead, { items_1: valuesOf(lead) });
    bot.github.faults.next('*/contents/*', { kind: 'status', status: 503, times: 999 });
    clock.forwardTo(now + 12 * 60 * minute);
    await bot.wake();
    expect(await verdict()).toContain('v1.36 is GO');
    clock.forwardTo(now + day + minute);
    await bot.wake();
    expect(await verdict()).toContain('more than a day');
    expect(await verdict()).toContain('v1.36 is UNKNOWN');
  });
});
