/** The buttons, words and forms of a post-mortem, used in a local Slack before a desk that remembers. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Incidents } from '../../src/app/incident/incidents.js';
import type { ShownPostMortem } from '../../src/app/ports/postmortem.js';
import { FormFault, UserFault } from '../../src/domain/fault.js';
import type { Person } from '../../src/domain/incident/event.js';
import { StaleSectionFault } from '../../src/domain/postmortem/stale.js';
import { day } from '../../src/domain/time.js';
import { incidentRenderer } from '../../src/slack/blocks/incident/renderer.js';
import type { Whisper } from '../../src/slack/whisper.js';
import { release as channel, lead, member } from '../builders/bot.js';
import {
  followedBy,
  lesson,
  newAction,
  overAt,
  rememberingPostMortem,
  shownPostMortem,
} from '../builders/postmortem.js';
import { release } from '../builders/release.js';
import { startSlackSide } from '../builders/slack-side.js';
import { incident, nora, settings, shown as shownIncident } from './blocks/incident/shown.js';

const max = { id: member, name: 'max' };
let shown: ShownPostMortem;
let remembering: ReturnType<typeof rememberingPostMortem>;
let scene: Awaited<ReturnType<typeof startSlackSide>>;
let whispers: Whisper[];
/** Where the message stands in whose thread people reply. */
let purpose: string;

/** What the surfaces ask of the incidents. */
const incidents = () =>
  ({
    settings: settings(),
    releases: [release({ name: 'v1.6' })],
    now: () => overAt + day,
    lately: async () => [shown.incident],
    open: async () => [],
    whoIs: async (id: string): Promise<Person> => ({ id, name: id === member ? 'max' : 'lea' }),
    messageAt: async () => ({ incident: 12, purpose, subject: 'incident 12' }),
    fromMessage: async (said: { channel: string; ts: string; edited: string | null }) => ({
      source: { channel: said.channel, ts: said.ts, author: null, url: 'https://k8s.slack.com/p1' },
    }),
    strayReply: async () => null,
    follow: async () => {},
    mend: async () => 0,
  }) as unknown as Incidents;

beforeEach(async () => {
  shown = shownPostMortem(
    followedBy(
      { kind: 'lessons-asked' },
      { kind: 'lesson-added', lesson: lesson() },
      { kind: 'action-added', action: newAction() },
      {
        kind: 'actions-nagged',
        actions: ['a1'],
        to: [nora.id],
        count: 1,
      },
    ),
  );
  remembering = rememberingPostMortem(() => shown);
  whispers = [];
  purpose = 'incident-discussion';
  await start();
});
afterEach(() => scene.close());

async function start(post = incidentRenderer.lessons(shownIncident(shown.incident))): Promise<void> {
  scene = await startSlackSide(
    {
      postmortem: remembering.desk,
      incidents: incidents(),
      whisper: async (whisper) => {
        whispers.push(whisper);
        return true;
      },
    },
    { now: Date.now, post },
  );
}

const { of } = { of: (...given: Parameters<typeof remembering.of>) => remembering.of(...given) };
const type = (text: string, user = member) => scene.ask(text, user, '/incident');
const run = (text: string, user = member) =>
  scene.slack.slashCommand({ command: '/incident', text, user, channel });
const send = (values: Record<string, unknown>, user = member) => scene.send(user, values as never);
const heard = (what: Parameters<typeof remembering.of>[0]) =>
  scene.slack.waitFor(() => (of(what).length > 0 ? of(what) : undefined), { what });

/** Presses something in the newest private answer. */
async function pressTold(actionId: string, value?: string): Promise<void> {
  const told = scene.slack.state.ephemerals(member, channel).at(-1) as unknown as {
    id: string;
    blocks: { block_id: string; accessory?: { type: string; value?: string } }[];
  };
  const beside = told.blocks.find(({ accessory }) => accessory?.value === value && value !== undefined);
  await scene.slack.click({
    ...{ user: member, actionId, channel, ephemeralId: told.id },
    ...(beside ? { blockId: beside.block_id } : value === undefined ? {} : { value }),
  });
}

describe('/incident postmortem', () => {
  it('shows how far it is, what is missing, and every part of it', async () => {
    const told = JSON.stringify(await type('postmortem'));
    for (const part of [
      'Post-mortem of incident 12',
      'lasted 5 d 14 h 52 min',
      'Owners: pipejakob · 0 of 1 signed',
      'root-causes: nobody has written it.',
      '*Impact* _from the record_',
      '_Nobody has written it yet._',
      'The bug was discovered quickly after the release. · pipejakob',
      '*What went wrong*: nothing yet',
      '*Action items*: 1 of 1 open',
      'prevent · *no owner*',
    ])
      expect(told).toContain(part);
    // Nobody signs a draft, and no repository is configured.
    expect(told).not.toContain('"Sign"');
    expect(told).not.toContain('pull request');
  });

  it('has a button at each section, which opens it as it stands, and saves what is sent', async () => {
    await type('postmortem 12');
    await pressTold('postmortem_write', '12:impact');
    await scene.form(member);
    expect(scene.topOf(member)).toContain('"initial_value":"Nobody can initialize a new 1.6.0 master');
    await send({ text: 'Initialization of a new 1.6.0 master using kubeadm.' });
    expect(of('write')).toMatchObject([
      {
        id: 12,
        section: 'impact',
        base: null,
        actor: max,
        text: 'Initialization of a new 1.6.0 master using kubeadm.',
      },
    ]);
    expect(scene.topOf(member)).toContain('*Impact* is saved.');
    expect(scene.topOf(member)).toContain('summary: nobody has written it.');
  });

  it('shows the second of two people what stands there now, and keeps what they typed', async () => {
    await type('postmortem 12');
    await pressTold('postmortem_write', '12:summary');
    await scene.form(member);
    const { text, by, at } = { text: 'kubeadm 1.6.0 hangs.', by: nora, at: overAt + 5 };
    shown = {
      ...shown,
      postmortem: { ...shown.postmortem, sections: new Map([['summary', { text, by, at }]]) },
      sections: { ...shown.sections, summary: { text, isWritten: true } },
    };
    remembering.failing('write', new StaleSectionFault('summary', { text, by, at }));
    expect((await send({ text: 'kubeadm hangs for ever.' })).action).toBe('update');
    expect(scene.topOf(member)).toContain('nora has written another text meanwhile.');
    expect(scene.topOf(member)).toContain('kubeadm 1.6.0 hangs.');
    expect(scene.topOf(member)).toContain('"initial_value":"kubeadm hangs for ever."');
    await send({});
    expect(of('write')).toMatchObject([{ section: 'summary', base: at, text: 'kubeadm hangs for ever.' }]);
  });

  it('is signed by a press while it waits for feedback, and says who has still to', async () => {
    shown = { ...shown, postmortem: { ...shown.postmortem, status: 'pending' } };
    await type('postmortem 12');
    await pressTold('postmortem_sign');
    await scene.told(member, 'Still to sign: pipejakob.');
    expect(of('sign')).toMatchObject([{ id: 12, actor: max }]);
  });

  it('says so where the last signature makes it final', async () => {
    const { sign } = remembering.desk;
    shown = { ...shown, postmortem: { ...shown.postmortem, status: 'pending' } };
    remembering.desk.sign = async (given) => {
      shown = { ...shown, postmortem: { ...shown.postmortem, status: 'final' } };
      return await sign(given);
    };
    await type('postmortem 12');
    await pressTold('postmortem_sign');
    await scene.told(member, 'with that the post-mortem of incident 12 is final');
    const told = JSON.stringify(await type('postmortem 12'));
    expect(told).not.toContain('postmortem_write');
  });

  it('is posted as a file', async () => {
    await type('postmortem 12');
    await pressTold('postmortem_file');
    await scene.told(member, 'on its way into its thread');
    expect(of('writeOut')).toMatchObject([{ id: 12, to: 'file' }]);
  });

  it('changes its status, with what is wrong beside the field', async () => {
    await type('postmortem 12');
    await pressTold('postmortem_status');
    await scene.form(member);
    expect(scene.topOf(member)).toContain('Missing before it can be final');
    remembering.failing('setStatus', new FormFault({ reason: 'Say why.' }));
    expect((await send({ status: 'draft' })).errors).toEqual({ reason: 'Say why.' });
    await send({ status: 'pending' });
    expect(of('setStatus')).toMatchObject([{ id: 12, status: 'pending', reason: '' }]);
    expect(scene.topOf(member)).toContain('*pending feedback* now');
  });

  it('names its owners', async () => {
    await type('postmortem 12');
    await pressTold('postmortem_more', 'owners:12');
    await scene.form(member);
    expect(scene.topOf(member)).toContain('"initial_users":["U01JACOB"]');
    await send({ owners: [member, lead] });
    expect(of('setOwners')).toMatchObject([{ owners: [max, { id: lead, name: 'lea' }] }]);
  });

  it('is refused as everywhere to whoever may not', async () => {
    shown = { ...shown, postmortem: { ...shown.postmortem, status: 'pending' } };
    remembering.failing(
      'sign',
      new UserFault('not-owner', 'Only its owners sign a post-mortem.', 'Try again.'),
    );
    await type('postmortem 12');
    await pressTold('postmortem_sign');
    await scene.told(member, 'Only its owners sign a post-mortem.');
  });
});

describe('lessons', () => {
  it('are added by the three buttons of the question', async () => {
    await scene.press(member, 'postmortem_lesson_lucky');
    await scene.form(member);
    expect(scene.topOf(member)).toContain(
      '"initial_option":{"text":{"type":"plain_text","text":"Where we got lucky"',
    );
    await send({ text: 'It only hit new clusters.' });
    expect(of('addLesson')).toMatchObject([
      { id: 12, list: 'lucky', text: 'It only hit new clusters.', source: null, actor: max },
    ]);
  });

  it('are added by a command, at once or with a form', async () => {
    expect((await type('lesson 12 wrong nobody was told')).text).toContain('It stands under What went wrong');
    expect(of('addLesson')).toMatchObject([{ list: 'wrong', text: 'nobody was told' }]);
    await run('lesson nobody was told');
    await scene.form(member);
    expect(scene.topOf(member)).toContain('"initial_value":"nobody was told"');
  });

  it('are changed and taken out in a list', async () => {
    await type('postmortem 12');
    await pressTold('postmortem_more', 'lessons:12');
    await scene.form(member);
    const click = (actionId: string) =>
      scene.slack.click({ user: member, actionId, viewId: scene.slack.state.views(member).at(-1)?.id ?? '' });
    await click('postmortem_lesson_change');
    await scene.slack.waitFor(() => scene.topOf(member).includes('What you learned'), { what: 'the form' });
    await send({ list: 'lucky', text: 'It was discovered within hours.' });
    expect(of('changeLesson')).toMatchObject([
      { lesson: 'l1', list: 'lucky', text: 'It was discovered within hours.' },
    ]);
    await click('postmortem_lesson_remove');
    expect(await heard('removeLesson')).toMatchObject([{ lesson: 'l1', id: 12 }]);
  });
});

describe('replies in the discussion', () => {
  const reply = (text: string) =>
    scene.slack.say({
      channel,
      user: member,
      text,
      threadTs: scene.slack.state.messages(channel)[0]?.ts ?? '',
    });

  it('that begin with a word are kept once, and their author is told', async () => {
    await reply('well: found quickly\nlucky: only new clusters\naction prevent: presubmit tests');
    await scene.slack.waitFor(() => whispers.length > 0, { what: 'a word' });
    expect(of('addLesson')).toMatchObject([
      { id: 12, list: 'well', text: 'found quickly', actor: max, source: { channel, author: max } },
      { list: 'lucky', text: 'only new clusters' },
    ]);
    expect(of('addAction')).toMatchObject([{ type: 'prevent', text: 'presubmit tests', owner: null }]);
    expect(whispers).toHaveLength(1);
    expect(JSON.stringify(whispers)).toContain('Kept under *What went well*, *Where we got lucky*.');
  });

  it('are followed when they are edited, and taken out with their message', async () => {
    const { ts } = await reply('well: found quickly\nlucky: new clusters only');
    await scene.slack.waitFor(() => whispers.length > 0, { what: 'a word' });
    const source = { channel, ts, author: max, url: null };
    shown = shownPostMortem(
      followedBy(
        { kind: 'lessons-asked' },
        { kind: 'lesson-added', lesson: lesson({ source, text: 'found quickly' }) },
        {
          kind: 'lesson-added',
          lesson: lesson({ id: 'l2', source, list: 'lucky', text: 'new clusters only' }),
        },
        { kind: 'lesson-added', lesson: lesson({ id: 'l3' }) },
      ),
    );
    await scene.slack.editMessage({ user: member, channel, ts, text: 'wrong: found by a customer' });
    expect(await heard('changeLesson')).toMatchObject([
      { id: 12, lesson: 'l1', list: 'wrong', text: 'found by a customer', actor: max },
    ]);
    expect(await heard('removeLesson')).toMatchObject([{ lesson: 'l2' }]);
    await scene.slack.deleteMessage({ user: member, channel, ts });
    await scene.slack.waitFor(() => of('removeLesson').length === 3, { what: 'both taken out' });
    expect(of('removeLesson').map((one) => one.lesson)).toEqual(['l2', 'l1', 'l2']);
    // Whoever edits sees what they have done.
    expect(whispers).toHaveLength(1);
  });

  it('that are refused are answered with the reason', async () => {
    remembering.failing(
      'addLesson',
      new UserFault('final', 'The post-mortem of incident 12 is final.', 'Try again.'),
    );
    await reply('well: too late');
    await scene.slack.waitFor(() => whispers.length > 0, { what: 'a word' });
    expect(JSON.stringify(whispers)).toContain('The post-mortem of incident 12 is final.');
  });

  it('that are talk, or stand elsewhere, are not', async () => {
    await reply('Well, that went badly');
    purpose = 'incident';
    await reply('well: below the head');
    purpose = 'incident-discussion';
    await reply('wrong: nobody was told');
    await scene.slack.waitFor(() => whispers.length > 0, { what: 'a word' });
    expect(of('addLesson')).toMatchObject([{ list: 'wrong', text: 'nobody was told' }]);
  });

  it('are not before anybody was asked', async () => {
    const asked = shown;
    shown = { ...shown, postmortem: { ...shown.postmortem, askedAt: null } };
    await reply('well: too early');
    await scene.slack.waitFor(() => remembering.shows() > 0, { what: 'a look' });
    shown = asked;
    await reply('lucky: in time');
    expect(await heard('addLesson')).toMatchObject([{ list: 'lucky', text: 'in time' }]);
  });
});

describe('action items', () => {
  it('are added with all that is known of them', async () => {
    await run('action 12 Add presubmit tests');
    await scene.form(member);
    expect(scene.topOf(member)).toContain('"initial_value":"Add presubmit tests"');
    await send({ type: 'prevent', owner: lead, login: '@pipejakob', due: '2017-04-28', issue: '#250' });
    expect(of('addAction')).toMatchObject([
      {
        ...{ id: 12, text: 'Add presubmit tests', type: 'prevent', owner: { id: lead, name: 'lea' } },
        ...{ login: 'pipejakob', due: '2017-04-28', issue: '#250' },
      },
    ]);
  });

  it('stand in a list, where only what is changed is changed', async () => {
    const told = JSON.stringify(await type('action list'));
    expect(told).toContain('Action items of incident 12');
    expect(told).toContain('1 of 1 open · 1 without an owner · 0 overdue');
    await pressTold('postmortem_item', 'change:12:a1');
    await scene.form(member);
    await send({ owner: lead });
    expect(of('changeAction')).toMatchObject([
      { id: 12, action: 'a1', change: { owner: { id: lead, name: 'lea' } } },
    ]);
    expect(Object.keys(of('changeAction')[0]?.change as object)).toEqual(['owner']);
  });

  it('are opened as an issue once it was said where, and for whom', async () => {
    await type('action list');
    await pressTold('postmortem_item', 'file:12:a1');
    await scene.form(member);
    const form = scene.topOf(member);
    expect(form).toContain('*Title:* Add end-to-end kubeadm presubmit tests (non-blocking)');
    expect(form).toContain('nobody, because it has no owner yet');
    await send({ repository: 'kubernetes/kubeadm' });
    expect(of('fileAction')).toMatchObject([{ id: 12, action: 'a1', repository: 'kubernetes/kubeadm' }]);
    expect(scene.topOf(member)).toContain('It is being opened in kubernetes/kubeadm');
  });

  it('say before an issue is opened that its owner has no GitHub login', async () => {
    shown = shownPostMortem(
      followedBy({ kind: 'action-added', action: newAction({ owner: { id: lead, name: 'lea' } }) }),
    );
    await type('action list');
    await pressTold('postmortem_item', 'file:12:a1');
    await scene.form(member);
    expect(scene.topOf(member)).toContain(`no GitHub login is noted for <@${lead}>`);
  });

  it.each([
    ['done', 'endAction', { how: 'said', reason: 'merged' }],
    ['drop', 'endAction', { how: 'dropped', reason: 'merged' }],
    ['remove', 'removeAction', { reason: 'merged' }],
  ] as const)('are ended with a reason: %s', async (what, deed, expected) => {
    await type('action list');
    await pressTold('postmortem_item', `${what}:12:a1`);
    await scene.form(member);
    await send({ reason: 'merged' });
    expect(of(deed)).toMatchObject([{ id: 12, action: 'a1', ...expected }]);
  });

  it('that somebody has ended meanwhile are not ended once more', async () => {
    await type('action list');
    shown = shownPostMortem(followedBy({ kind: 'action-added', action: newAction({ id: 'other' }) }));
    await pressTold('postmortem_item', 'done:12:a1');
    await scene.form(member);
    expect(scene.topOf(member)).toContain('That action item is not there any more.');
  });
});

describe('a reminder', () => {
  it('is answered by taking it, by naming an owner, or by saying that it is done', async () => {
    await scene.close();
    const nagged = { kind: 'actions-nagged' as const, actions: ['a1'], to: [nora.id], count: 1 };
    await start(incidentRenderer.nag(shownIncident(shown.incident), nagged));
    await scene.press(member, 'postmortem_take');
    await scene.told(member, 'It is yours now.');
    expect(of('changeAction')).toMatchObject([{ id: 12, action: 'a1', change: { owner: max } }]);
    await scene.press(member, 'postmortem_done');
    await scene.form(member);
    expect(scene.topOf(member)).toContain('What shows it');
    await scene.press(lead, 'postmortem_owner');
    await scene.form(lead);
    expect(scene.topOf(lead)).toContain('Their GitHub login');
  });
});

describe('what comes back changed', () => {
  it.each([
    ['postmortem_lesson_well', '12:well', '12:maybe'],
    ['postmortem_add_action', '12', 'x'],
  ])('the value of %s, once it is no more %s but %s, means nothing', async (action, right, value) => {
    const { text, blocks } = incidentRenderer.lessons(shownIncident(shown.incident));
    await scene.close();
    await start({ text, blocks: JSON.parse(JSON.stringify(blocks).replace(`"${right}"`, `"${value}"`)) });
    await scene.press(member, action);
    await scene.told(member, 'That button means nothing any more.');
  });

  it('says what has to be configured where there are no incidents', async () => {
    expect(incident().id).toBe(12);
    await scene.close();
    scene = await startSlackSide({}, { now: Date.now, post: incidentRenderer.lessons(shownIncident()) });
    expect(JSON.stringify(await type('postmortem'))).toContain('Incidents are not set up here.');
  });
});
