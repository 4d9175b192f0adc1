/** The words, buttons and the form of release notes, used in a local Slack before a desk that remembers. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FormFault, UserFault } from '../../src/domain/fault.js';
import { buttons } from '../../src/slack/blocks/parts/block.js';
import { notesOverview } from '../../src/slack/blocks/release-notes/overview.js';
import { release as channel, member } from '../builders/bot.js';
import { release } from '../builders/release.js';
import {
  gap,
  notedPull,
  notesEvidence,
  notesSettings,
  rememberingNotes,
} from '../builders/remembering-notes.js';
import { startSlackSide } from '../builders/slack-side.js';

const max = { id: member, name: 'max' };
let remembering: ReturnType<typeof rememberingNotes>;
let scene: Awaited<ReturnType<typeof startSlackSide>>;
let unreached: { why: string; hint: string } | null;

const gaps = [
  gap({ number: 101, owners: ['max'] }),
  gap({ number: 102, owners: ['ada'], groups: ['network'], code: 'repeats-title', blocks: false }),
];
const settings = notesSettings({ people: { max: member } });

beforeEach(async () => {
  unreached = null;
  await start(rememberingNotes({ evidence: notesEvidence({ gaps }), settings }));
});
afterEach(() => scene.close());

async function start(desk: typeof remembering): Promise<void> {
  remembering = desk;
  const shown = {
    release: release(),
    evidence: notesEvidence({ gaps }),
    proposed: null,
    hasRepository: true,
    mayWriteOut: true,
  };
  scene = await startSlackSide(
    { releaseNotes: desk.desk, releases: [release()], reach: async () => unreached },
    { now: Date.now, post: { kind: 'message', ...notesOverview(shown) } as never },
  );
}

const type = (text: string) => scene.ask(text, member, '/release-notes');
const told = async (text: string) => JSON.stringify(await type(text));
const run = (text: string) =>
  scene.slack.slashCommand({ command: '/release-notes', text, user: member, channel });
const send = (values: Record<string, unknown>) => scene.send(member, values as never);
const written = () =>
  scene.slack.waitFor(() => (remembering.asked.write.length > 0 ? remembering.asked.write : undefined), {
    what: 'a note',
  });

describe('/release-notes', () => {
  it('gives an overview with buttons', async () => {
    const answer = await told('');
    for (const part of [
      'Release notes of v1.6: 2 gaps',
      '*17 missing*',
      'notes_gaps',
      'notes_draft',
      'notes_share',
    ])
      expect(answer).toContain(part);
  });

  it('offers nobody what would be refused', async () => {
    await scene.close();
    await start(rememberingNotes({ evidence: notesEvidence({ gaps }), settings, leads: ['U0ELSE'] }));
    const answer = await told('');
    expect(answer).toContain('notes_gaps');
    expect(answer).not.toContain('notes_draft');
  });

  it('lists the gaps, all of them or some', async () => {
    expect(await told('gaps')).toContain('|#102>');
    const mine = await told('gaps mine');
    expect(mine).toContain('|#101>');
    expect(mine).not.toContain('|#102>');
    expect(await told('gaps SIG network')).toContain('only: SIG Network');
  });

  it('answers a wrong word with the nearest right one', async () => {
    expect(await told('gasp')).toContain('Did you mean `gaps`?');
    expect(await told('gaps netwrk')).toContain('Did you mean `network`?');
    expect(await told('help')).toContain('/release-notes [release] publish');
  });

  it('posts the draft into the channel where it was asked', async () => {
    expect(await told('draft')).toContain(`into <#${channel}> as a file, edition 1`);
    expect(remembering.asked.writeOut).toMatchObject([{ actor: max, to: 'file', channel, name: null }]);
  });

  it('says where Signalman cannot post, and asks for nothing', async () => {
    unreached = { why: 'Signalman cannot see this channel.', hint: 'Invite it.' };
    expect(await told('draft')).toContain('Signalman cannot see this channel.');
    expect(remembering.asked.writeOut).toEqual([]);
  });

  it('publishes the draft, and says who may where somebody may not', async () => {
    expect(await told('v1.6 publish')).toContain('on its way to acme/sig-release, as a pull request');
    expect(remembering.asked.writeOut).toMatchObject([{ to: 'repository', name: 'v1.6' }]);
    remembering.desk.writeOut = async () => {
      throw new UserFault('not-allowed', 'Only a release lead may do that.', 'Ask <@U0LEAD>.');
    };
    const answer = await told('publish');
    expect(answer).toContain('Only a release lead may do that.');
    expect(answer).toContain('Ask <@U0LEAD>.');
  });

  it('is not set up where signalman.yml has no notes', async () => {
    await scene.close();
    scene = await startSlackSide(
      { releases: [release()] },
      { now: Date.now, post: { text: 'x', blocks: [] } as never },
    );
    expect(await told('')).toContain('Release notes are not set up here.');
  });
});

describe('the form of a note', () => {
  it('shows what the pull request says now, and keeps the note', async () => {
    await run('write #101');
    await scene.form(member);
    const form = scene.topOf(member);
    expect(form).toContain('Cool the engine before ignition');
    expect(form).toContain('Nothing in its description is for the release notes.');
    await send({ kind: 'action', text: 'Set `coolant` before you ignite.' });
    expect(await written()).toMatchObject([
      {
        ...{ actor: max, name: 'v1.6', number: 101 },
        said: { kind: 'note', text: 'Set `coolant` before you ignite.', isActionRequired: true },
      },
    ]);
    expect(scene.topOf(member)).toContain('The note of #101 stands in the draft, among what is urgent.');
  });

  it('takes NONE without a text', async () => {
    await scene.press(member, 'notes_gaps');
    await scene.told(member, '#102');
    await run('write 101 v1.6');
    await scene.form(member);
    await send({ kind: 'none', text: null });
    expect(await written()).toMatchObject([{ said: { kind: 'none' } }]);
    expect(scene.topOf(member)).toContain('#101 stays out of the release notes.');
  });

  it('says at the field what is missing, and what the desk finds wrong, and keeps what was typed', async () => {
    await run('write #101');
    await scene.form(member);
    const empty = await send({ kind: 'note', text: '  ' });
    expect(JSON.stringify(empty)).toContain('Write the note, or choose');
    remembering.desk.write = async () => {
      throw new FormFault({ text: 'It says no more than the title.' });
    };
    const wrong = await send({ kind: 'note', text: 'Cool the engine before ignition' });
    expect(JSON.stringify(wrong)).toContain('It says no more than the title.');
  });

  it('is filled with the note that stands there, unless no field could hold it', async () => {
    await scene.close();
    const note = (text: string) => ({ kind: 'note', text, isActionRequired: true }) as const;
    await start(
      rememberingNotes({
        pulls: [
          notedPull({ number: 7, said: note('Fuel is colder now.') }),
          notedPull({ number: 8, said: note('Fuel. '.repeat(2000)) }),
        ],
      }),
    );
    await run('write 7');
    await scene.form(member);
    expect(scene.topOf(member)).toContain('"initial_value":"Fuel is colder now."');
    expect(scene.topOf(member)).toContain('and that users have to act');
    await run('write 8');
    await scene.slack.waitFor(() => scene.topOf(member).includes('#8') || undefined, {
      what: 'the form of 8',
    });
    expect(scene.topOf(member)).toContain('A form takes 3,000 characters, and this note is longer');
    expect(scene.topOf(member)).not.toContain('initial_value":"Fuel');
  });

  it('says where a pull request is not of the release', async () => {
    await run('write 999');
    await scene.form(member);
    expect(scene.topOf(member)).toContain('#999 is not merged in v1.6.');
  });
});

describe('the buttons', () => {
  it('lead to the gaps, and share the overview with the channel', async () => {
    await scene.press(member, 'notes_gaps');
    await scene.told(member, 'SIG Network');
    await scene.press(member, 'notes_share');
    const shared = await scene.slack.waitFor(
      () => scene.slack.state.messages(channel).find((one) => JSON.stringify(one).includes('Shared by')),
      { what: 'what is shared' },
    );
    expect(JSON.stringify(shared)).toContain(`Shared by <@${member}>`);
  });

  it('that mean nothing any more say so', async () => {
    await scene.close();
    const stale = buttons([
      { text: 'Gaps', action: 'notes_gaps', value: 'what is this' },
      { text: 'Write', action: 'notes_write', value: 'what is this' },
    ]);
    scene = await startSlackSide(
      { releaseNotes: remembering.desk },
      { now: Date.now, post: { text: 'old', blocks: [stale] } as never },
    );
    for (const action of ['notes_gaps', 'notes_write']) {
      const before = scene.slack.state.ephemerals(member, channel).length;
      await scene.press(member, action);
      await scene.slack.waitFor(() => scene.slack.state.ephemerals(member, channel)[before], {
        what: 'a word',
      });
      await scene.told(member, 'This button is out of date.');
    }
  });
});
