/** The buttons, words and forms of the sign-off, used in a local Slack before a desk that remembers. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FormFault, UserFault } from '../../src/domain/fault.js';
import type { ShownPoll } from '../../src/domain/signoff/shown-poll.js';
import { day, hour } from '../../src/domain/time.js';
import { signoffRenderer } from '../../src/slack/blocks/signoff/renderer.js';
import { release as channel, deputy, lead, member } from '../builders/bot.js';
import { noon } from '../builders/issue.js';
import { answer, nora, poll, shownPoll, waiting } from '../builders/signoff.js';
import { rememberingSignoff } from '../builders/signoff-desk.js';
import { startSlackSide } from '../builders/slack-side.js';
import { status } from '../builders/status.js';

const max = { id: member, name: 'max' };
let shown: ShownPoll;
let signoff: ReturnType<typeof rememberingSignoff>;
let scene: Awaited<ReturnType<typeof startSlackSide>>;

/** Max speaks for one group, Lea for two, Dee for none. */
async function start(isThere = true): Promise<void> {
  signoff = rememberingSignoff(() => shown, { [member]: ['node'], [lead]: ['network', 'storage'] });
  scene = await startSlackSide(
    {
      signoff: isThere ? signoff.desk : null,
      releases: [shown.release],
      showStatus: async () =>
        status({
          of: shown.release,
          more: { signOff: { poll: shown.poll, head: null, tag: null, problem: null, delegations: [] } },
        }),
    },
    { now: Date.now, post: signoffRenderer.poll(shown) },
  );
}

beforeEach(async () => {
  shown = shownPoll({ deadline: Date.now() + 2 * day });
  await start();
});
afterEach(() => scene.close());

const of = (what: string) => signoff.asked.filter((one) => one.what === what).map((one) => one.with);
const type = (text: string, user = member) => scene.ask(text, user, '/release-signoff');
const run = (text: string, user = member) =>
  scene.slack.slashCommand({ command: '/release-signoff', text, user, channel });
const changed = (user: string, values: Record<string, unknown>) => scene.send(user, values as never);

describe('at the message of a poll', () => {
  it('a lead of one group says GO with one press', async () => {
    await scene.press(member, 'signoff_go');
    await scene.told(member, '*GO* of Node for v1.6.0-rc.1 is recorded');
    expect(of('answer')).toMatchObject([
      { poll: 7, group: 'node', answer: 'go', reason: '', conditions: '', actor: max },
    ]);
  });

  it('whoever says GO in the second of a NO GO is told which of them counts', async () => {
    const counts = answer({ answer: 'no-go', reason: 'It leaks.', by: nora });
    shown.poll.groups = [{ group: 'node', state: 'no-go', answer: counts }, waiting('network')];
    await scene.press(member, 'signoff_go');
    await scene.told(
      member,
      'is recorded. It does not count now: nora said NO GO for Node at the same moment, or since, and that stands.',
    );
  });

  it('whoever leads several says for which, and each is an answer of its own', async () => {
    await scene.press(lead, 'signoff_go');
    expect((await scene.form(lead)).title).toMatchObject({ text: 'Say GO' });
    await changed(lead, { groups: ['network', 'storage'] });
    expect(of('answer')).toMatchObject([
      { group: 'network', answer: 'go' },
      { group: 'storage', answer: 'go' },
    ]);
    const requests = of('answer').map(({ request }) => request);
    expect(new Set(requests).size).toBe(2);
    expect(scene.topOf(lead)).toContain('of Network, Storage');
  });

  it('what one group is refused does not undo the other, and is said', async () => {
    await scene.press(lead, 'signoff_go');
    await scene.form(lead);
    signoff.failing(
      'answer',
      new UserFault('late-answer', 'The deadline was at noon.', 'A lead extends it.'),
    );
    await changed(lead, { groups: ['network', 'storage'] });
    expect(scene.topOf(lead)).toContain('of Storage');
    expect(scene.topOf(lead)).toContain('The deadline was at noon. A lead extends it.');
  });

  it('a member is refused, and told who may', async () => {
    await scene.press(deputy, 'signoff_go');
    expect(await scene.told(deputy, 'Only a lead')).toContain(`<@${member}>`);
    await scene.press(deputy, 'signoff_no_go');
    await scene.slack.waitFor(() => scene.topOf(deputy).includes('Only a lead'));
    expect(of('answer')).toEqual([]);
  });

  it('NO GO asks for a reason in a form, and may name an issue', async () => {
    await scene.press(member, 'signoff_no_go');
    await scene.form(member);
    expect((await changed(member, { reason: '  ' })).errors).toEqual({ reason: 'A NO GO needs a reason.' });
    await changed(member, { reason: 'kubelet leaks', issue: '#7' });
    expect(of('answer')).toMatchObject([
      { group: 'node', answer: 'no-go', reason: 'kubelet leaks', issue: '#7', conditions: '' },
    ]);
  });

  it('GO if asks for what has to come first; what the desk says of it stands beside its field', async () => {
    await scene.press(member, 'signoff_go_if');
    await scene.form(member);
    signoff.failing('answer', new FormFault({ conditions: 'There is no #99999.' }));
    const { errors } = await changed(member, { conditions: '#99999' });
    expect(errors).toEqual({ conditions: 'There is no #99999.' });
    await changed(member, { conditions: '#123' });
    expect(of('answer').at(-1)).toMatchObject({ answer: 'go', conditions: '#123' });
  });

  it('an answer is withdrawn at once where there is one, and chosen where there are two', async () => {
    shown = shownPoll({
      groups: ['node', 'network', 'storage'].map((group) => ({ group, state: 'go', answer: answer() })),
    });
    await scene.press(member, 'signoff_withdraw');
    await scene.told(member, 'The answer of Node for v1.6.0-rc.1 is withdrawn');
    await scene.press(lead, 'signoff_withdraw');
    await scene.form(lead);
    await changed(lead, { groups: ['storage'] });
    expect(of('withdraw')).toMatchObject([{ group: 'node' }, { group: 'storage' }]);
  });

  it('where only one of several has answered nobody has to choose', async () => {
    shown = shownPoll({
      groups: [waiting('node'), { group: 'network', state: 'go', answer: answer() }, waiting('storage')],
    });
    await scene.press(lead, 'signoff_withdraw');
    await scene.told(lead, 'The answer of Network');
  });

  it('a release lead gives it another deadline', async () => {
    await scene.press(lead, 'signoff_more', 'extend:7');
    const form = await scene.form(lead);
    expect(form.title).toMatchObject({ text: 'Extend the deadline' });
    const at = Math.floor((Date.now() + 5 * day) / 1000);
    await changed(lead, { deadline: at });
    expect(of('extend')).toMatchObject([{ poll: 7, deadline: at * 1000 }]);
    expect(of('prepare')).toMatchObject([{ actor: { id: lead } }]);
  });

  it('a release lead closes it, after being asked', async () => {
    await scene.press(lead, 'signoff_more', 'close:7');
    await scene.form(lead);
    expect(of('close')).toEqual([]);
    await changed(lead, {});
    expect(of('close')).toMatchObject([{ poll: 7, actor: { id: lead } }]);
  });

  it('whoever is no release lead sees no form for it', async () => {
    signoff.failing(
      'prepare',
      new UserFault('not-allowed', 'Only a release lead may do that.', 'Ask <@U0LEAD>.'),
    );
    await scene.press(member, 'signoff_more', 'close:7');
    await scene.slack.waitFor(() => scene.topOf(member).includes('Only a release lead may do that.'));
    expect(scene.topOf(member)).toContain('<@U0LEAD>');
  });

  it('nothing is done with a poll that is over or not there, or a value that means nothing', async () => {
    shown = shownPoll({ ended: { why: 'closed', at: noon, by: nora, cause: null } });
    await scene.press(lead, 'signoff_more', 'close:7');
    await scene.slack.waitFor(() => scene.topOf(lead).includes('That poll is over'));
    // Before anybody writes why not: the buttons of a reminder stay.
    await scene.press(member, 'signoff_no_go');
    await scene.slack.waitFor(() => scene.topOf(member).includes('That poll is over'));
    expect(of('mine')).toEqual([]);
    shown = shownPoll({ id: 8 });
    await scene.press(member, 'signoff_go');
    await scene.told(member, 'That poll is not there any more');
    expect(of('close')).toEqual([]);
  });
});

describe('/release-signoff', () => {
  it('ask opens a form with the deadline and the poll that it ends; the candidate is filled in', async () => {
    await run('ask v1.6.0-rc.2', lead);
    await scene.form(lead);
    expect(scene.topOf(lead)).toContain('"initial_value":"v1.6.0-rc.2"');
    expect(scene.topOf(lead)).toContain('The poll for *v1.6.0-rc.1* (0 of 3 GO) ends with it');
    expect(scene.topOf(lead)).toContain('*3 SIGs* of *v1.6* are asked');
    const at = Math.floor((Date.now() + day) / 1000);
    await changed(lead, { candidate: 'v1.6.0-rc.2', deadline: at });
    expect(of('ask')).toMatchObject([{ release: 'v1.6', candidate: 'v1.6.0-rc.2', deadline: at * 1000 }]);
    expect(scene.topOf(lead)).toContain('The poll for *v1.6.0-rc.1* at');
    // The desk answered with the poll that there was, whose deadline is another one.
    expect(scene.topOf(lead)).toContain('It was open already');
  });

  it('ask says what is wrong with a candidate beside its field, and asks about the head without one', async () => {
    await run('ask', lead);
    await scene.form(lead);
    signoff.failing('ask', new FormFault({ candidate: 'There is no tag v9.' }));
    expect((await changed(lead, { candidate: 'v9' })).errors).toEqual({ candidate: 'There is no tag v9.' });
    await changed(lead, { candidate: '', deadline: null });
    expect(of('ask').at(-1)).toMatchObject({ candidate: '', deadline: null });
    expect(scene.topOf(lead)).not.toContain('It was open already');
  });

  it('go, no-go with a reason, and go if do it at once for whoever leads one group', async () => {
    expect((await type('go')).text).toContain('GO of Node');
    expect((await type('no-go it leaks')).text).toContain('NO GO of Node');
    expect((await type('go if #123 is merged')).text).toContain('GO with conditions of Node');
    expect(of('answer')).toMatchObject([
      { answer: 'go', conditions: '' },
      { answer: 'no-go', reason: 'it leaks' },
      { answer: 'go', conditions: '#123' },
    ]);
  });

  it('what is wrong with a typed condition is said, with the way to a form', async () => {
    signoff.failing('answer', new FormFault({ conditions: 'There is no #99999.' }));
    expect(JSON.stringify(await type('go if #99999'))).toContain('There is no #99999.');
  });

  it('opens a form with what was typed for whoever leads several, and for a NO GO without a reason', async () => {
    await run('no-go it leaks', lead);
    await scene.form(lead);
    expect(scene.topOf(lead)).toContain('"initial_value":"it leaks"');
    await run('no-go', member);
    await scene.form(member);
    expect(scene.topOf(member)).toContain('Why not');
    expect(of('answer')).toEqual([]);
  });

  it('withdraw takes it back', async () => {
    shown = shownPoll({ groups: [{ group: 'node', state: 'go', answer: answer() }] });
    expect((await type('withdraw')).text).toContain('The answer of Node');
  });

  it('delegate names somebody until a day; for several groups it asks which', async () => {
    await run('delegate', lead);
    await scene.form(lead);
    const until = Math.floor((Date.now() + 7 * day) / 1000);
    await changed(lead, { groups: 'storage', delegate: deputy, from: null, until });
    expect(of('delegate')).toMatchObject([
      { release: 'v1.6', group: 'storage', delegate: deputy, from: null, until: until * 1000 },
    ]);
    expect(scene.topOf(lead)).toContain('answers for Storage');
  });

  it('delegate end ends one', async () => {
    expect((await type('delegate end 3')).text).toContain('dee does not answer for node any more');
    expect(of('endDelegation')).toMatchObject([{ delegation: 3, actor: max }]);
  });

  it('whoever leads nothing is told so in the form', async () => {
    await run('delegate', deputy);
    await scene.slack.waitFor(() => scene.topOf(deputy).includes('Only a lead may do that.'));
  });

  it('status and history show the poll, and so does /release-status signoff', async () => {
    for (const told of [await type('status'), await scene.ask('signoff'), await scene.ask('sign-off')])
      expect(JSON.stringify(told)).toContain('*0 of 3 GO* · 3 waiting');
    expect(JSON.stringify(await type('history'))).toContain('Asked by nora');
  });

  it('says where there is no sign-off what has to be configured', async () => {
    await scene.close();
    await start(false);
    expect(JSON.stringify(await type('go'))).toContain('No release asks its groups');
    await scene.press(member, 'signoff_go');
    await scene.told(member, 'No release asks its groups');
  });
});

describe('what comes back changed', () => {
  it('a button at a private answer names the poll it was shown with', async () => {
    const told = await type('status');
    shown = shownPoll({ id: 8 });
    await scene.slack.click({
      user: member,
      actionId: 'signoff_go',
      channel,
      ephemeralId: (told as unknown as { id: string }).id,
    });
    await scene.told(member, 'That poll is not there any more');
  });

  it('a poll that was overtaken offers to ask again, without the old tag', async () => {
    const cause = { why: 'commit' as const, from: 'a'.repeat(40), to: 'b'.repeat(40) };
    shown = shownPoll({ ended: { why: 'overtaken', at: noon + hour, by: nora, cause } });
    await scene.close();
    await start();
    await scene.press(lead, 'signoff_again');
    await scene.form(lead);
    expect(scene.topOf(lead)).not.toContain('initial_value');
    expect(poll().candidate.tag).toBe('v1.6.0-rc.1');
  });
});
