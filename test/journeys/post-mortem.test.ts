/** From the all-clear to a final post-mortem, through Slack alone: asked, written, signed, with its eight action items. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lead } from '../builders/bot.js';
import {
  commander,
  comms,
  type IncidentBot,
  incidents,
  startIncidentBot,
  stranger,
} from '../builders/incident-bot.js';
import { allClear, topOf } from '../builders/incident-hands.js';

const criteria = [
  'The fix is released, or a workaround is published',
  'A user who was affected has confirmed it',
  'Tests that would have caught it are green',
];

/** Of kubeadm 1.6.0: what, of which type, and the issue where it was tracked. */
const items = [
  ['Postsubmit end-to-end tests for the release-1.6 branch', 'detect', ''],
  ['Presubmit end-to-end tests that do not block', 'prevent', 'kubernetes/kubeadm#250'],
  ['End-to-end variants with a CNI provider of our own', 'prevent', 'kubernetes/kubeadm#218'],
  ['Tell the SIG when postsubmit tests fail', 'detect', 'kubernetes/test-infra#2555'],
  ['Say who triages failing end-to-end tests', 'prevent', 'kubernetes/kubeadm#251'],
  ['Keep old versions in the package repositories', 'mitigate', 'kubernetes/kubeadm#252'],
  ['A release process that stops a release until it is done', 'prevent', 'kubernetes/kubeadm#252'],
  ['Write down how critically flawed releases are handled', 'mitigate', 'kubernetes/community#564'],
] as const;

describe('the post-mortem of kubeadm 1.6.0', () => {
  let bot: IncidentBot;
  beforeAll(async () => {
    bot = await startIncidentBot({
      more: '  post-mortem: { actions-in: kubernetes/kubeadm, labels: [kind/bug] }',
    });
    await bot.declare({ severity: 's2' });
    await bot.settle();
    expect(await allClear(bot, 1, commander, criteria)).toBe('clear');
    await bot.settle();
  }, 60_000);
  afterAll(() => bot.close());

  const posted = () => bot.slack.state.everything(incidents).filter(({ user }) => user === 'U0BOT');
  const asking = () => {
    const all = posted().filter(({ text }) => text.startsWith('Incident 1 is over.'));
    expect(all).toHaveLength(1);
    return all[0] as (typeof all)[number];
  };
  const shown = async () => JSON.stringify(await bot.incident('postmortem 1'));
  /** Presses something in the newest private answer, in the block that says this. */
  async function pressTold(user: string, actionId: string, { value = '', beside = '' } = {}): Promise<void> {
    const told = bot.slack.state.ephemerals(user, incidents).at(-1) as unknown as {
      id: string;
      blocks: { block_id: string }[];
    };
    const block = told.blocks.find((one) => beside !== '' && JSON.stringify(one).includes(beside));
    const top = bot.slack.state.views(user).at(-1);
    if (top) await bot.slack.closeView({ viewId: top.id, user, all: true });
    await bot.slack.click({
      ...{ user, actionId, channel: incidents, ephemeralId: told.id },
      ...(block ? { blockId: block.block_id } : {}),
      ...(value === '' ? {} : { value }),
    });
  }
  const told = (user: string, part: string) =>
    bot.slack.waitFor(() => bot.told(user).includes(part) || undefined, {
      what: `${part}: ${bot.told(user)}`,
    });

  it('begins with one question in the discussion, as soon as it is over', async () => {
    const { threadTs, blocks } = asking() as unknown as { threadTs: string; blocks: object[] };
    const discussion = posted().find(({ text }) => text.startsWith('Incident 1, discussion'));
    expect(threadTs).toBe(discussion?.ts);
    expect(JSON.stringify(blocks)).toContain('well:');
    expect(JSON.stringify(bot.head().blocks)).toContain('Post-mortem');
    await bot.settle();
    asking();
  });

  it('collects lessons by button, by a word in the thread, and by command', async () => {
    await bot.press(commander, 'postmortem_lesson_well', { messageTs: asking().ts });
    await bot.filled(commander);
    await bot.send(commander, { text: 'It was discovered within hours.' });
    expect(topOf(bot, commander)).toContain('It stands under *What went well*');

    const { threadTs } = asking() as unknown as { threadTs: string };
    const said = await bot.slack.say({
      ...{ user: comms, channel: incidents, threadTs },
      text: 'wrong: nobody announced it\nlucky: only new clusters were hit',
    });
    await told(comms, 'Kept under');
    await bot.incident('lesson 1 wrong two issues tracked it', commander);
    const all = await shown();
    for (const part of [
      'within hours',
      'nobody announced it',
      'only new clusters were hit',
      'two issues tracked it',
    ])
      expect(all).toContain(part);

    const text = 'wrong: nobody announced it in public\nlucky: only new clusters were hit';
    await bot.slack.editMessage({ user: comms, channel: incidents, ts: said.ts, text });
    await expect(until(async () => (await shown()).includes('nobody announced it in public'))).resolves.toBe(
      true,
    );
  });

  it('takes nothing from somebody who has not taken part, and says so', async () => {
    const { threadTs } = asking() as unknown as { threadTs: string };
    await bot.slack.say({ user: stranger, channel: incidents, threadTs, text: 'well: I was asleep' });
    await told(stranger, 'You have not taken part in incident 1.');
    expect(await shown()).not.toContain('I was asleep');
  });

  it('has eight action items with their types, and seven without an owner', async () => {
    for (const [at, [text, type, issue]] of items.entries()) {
      await bot.form(`action 1 ${text}`, commander);
      const owner = at === 0 ? { owner: commander, login: 'pipejakob' } : {};
      await bot.send(commander, { type, issue, ...owner });
      expect(topOf(bot, commander)).toContain('The action item is added.');
    }
    const list = JSON.stringify((await bot.incident('action list 1')).blocks);
    expect(list).toContain('8 of 8 open · 7 without an owner · 0 overdue');
    expect(list.match(/prevent · \*no owner\*/g)).toHaveLength(4);
    expect(list).toContain('|kubeadm#250>');
    await bot.settle();
    expect(posted().filter(({ text }) => text.includes('added an action item'))).toHaveLength(8);
  });

  it('opens one as an issue once that was confirmed', async () => {
    await bot.incident('action list 1', commander);
    const id = /"change:1:([^"]+)"/.exec(JSON.stringify(bot.told(commander)).replaceAll('\\', ''))?.[1] ?? '';
    await pressTold(commander, 'postmortem_item', { value: `file:1:${id}`, beside: items[0][0] });
    await bot.filled(commander);
    expect(topOf(bot, commander)).toContain('*Assigned to:* pipejakob on GitHub');
    expect(topOf(bot, commander)).toContain('"initial_value":"kubernetes/kubeadm"');
    await bot.send(commander, {});
    expect(topOf(bot, commander)).toContain('It is being opened in kubernetes/kubeadm');
    const owed = await bot.database.read
      .selectFrom('message')
      .select('subject')
      .where('purpose', '=', 'incident-action')
      .execute();
    expect(owed).toEqual([{ subject: `incident 1 action ${id}` }]);
  });

  it('is written section by section', async () => {
    const texts = {
      summary: 'kubeadm 1.6.0 hangs while it initializes a cluster.',
      'root-causes': 'kubelet reports NotReady while CNI is not configured.',
      resolution: 'kubeadm waits for the master to register only.',
      detection: 'A user reported it.',
    };
    for (const [section, text] of Object.entries(texts)) {
      await bot.incident('postmortem 1', commander);
      await pressTold(commander, 'postmortem_write', { beside: `"1:${section}"` });
      await bot.filled(commander);
      await bot.send(commander, { text });
      expect(topOf(bot, commander)).toContain('is saved.');
    }
    expect(await shown()).not.toContain('Missing before it can be final');
  });

  it('waits for feedback, is signed by all its owners, and is final then', async () => {
    await bot.incident('postmortem 1', commander);
    await pressTold(commander, 'postmortem_more', { value: 'owners:1' });
    await bot.filled(commander);
    await bot.send(commander, { owners: [commander, lead] });
    await bot.incident('postmortem 1', commander);
    await pressTold(commander, 'postmortem_status');
    await bot.filled(commander);
    await bot.send(commander, { status: 'pending' });
    expect(topOf(bot, commander)).toContain('*pending feedback* now');
    await bot.incident('postmortem 1', commander);
    await pressTold(commander, 'postmortem_sign');
    await told(commander, 'Still to sign: ');
    await bot.incident('postmortem 1', lead);
    await pressTold(lead, 'postmortem_sign');
    await told(lead, 'with that the post-mortem of incident 1 is final');
    await bot.settle();
    expect(JSON.stringify(bot.head().blocks)).toContain('Resolved, post-mortem published');
    expect(posted().filter(({ text }) => text.includes('The post-mortem is final.'))).toHaveLength(1);
    expect(await shown()).not.toContain('postmortem_write');
  });

  it('is posted as a file below the head', async () => {
    await bot.incident('postmortem 1', commander);
    await pressTold(commander, 'postmortem_file');
    await told(commander, 'on its way into its thread');
    await bot.settle();
    const [file] = bot.slack.state.files().filter(({ name }) => name === 'post-mortem-1.md');
    const text = String(file?.content ?? '');
    for (const part of [
      '**Status:** \\[draft | pending feedback | **final**\\]',
      'It was discovered within hours.',
      'nobody announced it in public',
      'kubelet reports NotReady while CNI is not configured.',
      ...items.map(([item]) => item),
    ])
      expect(text).toContain(part);
    expect(posted().filter(({ files }) => files?.length === 1)).toHaveLength(1);
  });
});

/** For what is asked of the bot again and again. */
async function until(isSo: () => Promise<boolean>): Promise<boolean> {
  for (const end = Date.now() + 10_000; Date.now() < end; ) if (await isSo()) return true;
  return false;
}
