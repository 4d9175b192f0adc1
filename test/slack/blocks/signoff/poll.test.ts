/** The messages of a poll: what they say, that they fit, and that nothing in them acts for anybody else. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GroupStanding } from '../../../../src/domain/signoff/poll.js';
import type { ShownPoll } from '../../../../src/domain/signoff/shown-poll.js';
import { day, hour } from '../../../../src/domain/time.js';
import { signOffLine } from '../../../../src/slack/blocks/signoff/digest-line.js';
import { historyMessage } from '../../../../src/slack/blocks/signoff/history.js';
import { signoffRenderer } from '../../../../src/slack/blocks/signoff/renderer.js';
import { signoffMessage } from '../../../../src/slack/blocks/signoff/section.js';
import { hostileText } from '../../../builders/arbitraries.js';
import { noon } from '../../../builders/issue.js';
import {
  answer,
  asking,
  commitA,
  commitB,
  delegation,
  nora,
  poll,
  shownPoll,
  signOffSettings,
  waiting,
} from '../../../builders/signoff.js';
import { status } from '../../../builders/status.js';
import { asMessage, expectSlackTakesIt, markupOf } from '../checks.js';
import { anyCause, anyShownPoll, newsOf } from './hostile.js';

const said = (shown: ShownPoll): string => markupOf(signoffRenderer.poll(shown).blocks).join('\n');
const pressed = (blocks: readonly object[]): string[] =>
  (blocks as { type: string; elements?: { action_id: string }[] }[])
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements = [] }) => elements.map(({ action_id }) => action_id));
const lineOf = (shown: ShownPoll, name: string): string =>
  said(shown)
    .split('\n')
    .find((line) => line.includes(`*${name}*`)) ?? '';
const of = (state: GroupStanding['state'], given: Parameters<typeof answer>[0] = {}): ShownPoll =>
  shownPoll({
    groups: [{ group: 'node', state, answer: answer(given) }, waiting('network'), waiting('storage')],
  });

describe('the message of a poll', () => {
  it('says what is to ship, by when, and how many said GO', () => {
    const saying = signoffRenderer.poll(of('go'));
    expect(saying.text).toContain('v1.6: Sign-off for v1.6.0-rc.1: 1 of 3 GO; waiting: Network, Storage.');
    expect(saying.text).toContain('Answers by 18 March');
    expect(JSON.stringify(saying.blocks[0])).toContain('Sign-off for v1.6.0-rc.1');
    expect(said(of('go'))).toContain('*1 of 3 GO* · 2 waiting');
    expect(said(of('go'))).toContain(
      `<https://github.com/acme/rocket/commit/${commitA}|aaaaaaaaa> on release-1.6`,
    );
    expect(said(of('go'))).toMatch(/answers by <!date\^/);
  });

  it('says where the branch was when that is further than the candidate', () => {
    expect(said(shownPoll({ head: commitB }))).toContain(
      `|aaaaaaaaa> on release-1.6, which was at <https://github.com/acme/rocket/commit/${commitB}|bbbbbbbbb> then · answers by`,
    );
    expect(said(shownPoll())).not.toContain('which was at');
  });

  it('has a line for each group, in their order, with those who speak for whoever owes an answer', () => {
    const lines = said(shownPoll())
      .split('\n')
      .filter((line) => line.startsWith(':white_circle:  '));
    expect(lines).toEqual([
      ':white_circle:  *Node* · waiting · <@U0MEMBER>',
      ':white_circle:  *Network* · waiting · <@U0LEAD>, <@U0DEPUTY>',
      ':white_circle:  *Storage* · waiting · <!subteam^S0TEAM>',
    ]);
  });

  it('names beside the leads whoever answers for one of them now', () => {
    const shown = (given: Parameters<typeof delegation>[0]) =>
      shownPoll({}, { delegations: [delegation(given)] });
    expect(lineOf(shown({}), 'Node')).toBe(
      ':white_circle:  *Node* · waiting · <@U0MEMBER>, <@U0DEPUTY> for max',
    );
    expect(lineOf(shown({}), 'Network')).not.toContain('for max');
    expect(lineOf(shown({ from: noon + 2 * hour }), 'Node')).not.toContain('U0DEPUTY');
    const reminded = signoffRenderer.reminder(shown({}), ['node'], null);
    expect(markupOf(reminded.blocks).join()).toContain('Node (<@U0MEMBER>, <@U0DEPUTY> for max)');
  });

  it('says who answered and when, and for whom a delegate did, by name', () => {
    expect(lineOf(of('go'), 'Node')).toMatch(/^:large_green_circle: {2}\*Node\* · GO · max, <!date/);
    expect(lineOf(of('go', { delegateOf: nora }), 'Node')).toContain('GO · max for nora, <!date');
  });

  it('says of a GO that was carried over why it holds', () => {
    const shown = of('go', { reason: 'Carried over from v1.6.0-rc.1.' });
    expect(said(shown)).toMatch(/\*Node\* · GO · max, .*\n&gt; Carried over from v1\.6\.0-rc\.1\.\n/);
  });

  it('says why a group is against it, and where that is tracked', () => {
    const shown = of('no-go', {
      answer: 'no-go',
      reason: 'kubelet leaks memory',
      issue: { name: '#7', url: 'https://github.com/acme/rocket/issues/7' },
    });
    expect(lineOf(shown, 'Node')).toContain('*NO GO* · max');
    expect(lineOf(shown, 'Node')).toContain('<https://github.com/acme/rocket/issues/7|#7>');
    expect(said(shown)).toContain('\n&gt; kubelet leaks memory');
    expect(JSON.stringify(signoffRenderer.poll(shown).blocks[0])).toContain(':red_circle:');
  });

  it('says NO GO for a GO of which a condition has failed, and calls for another answer', () => {
    const failed = {
      ...{ name: 'acme/rocket#3', url: 'https://github.com/acme/rocket/pull/3', wants: 'merged' as const },
      ...{ state: 'failed' as const, why: 'closed without a merge' },
    };
    const line = lineOf(of('no-go', { conditions: [failed] }), 'Node');
    expect(line).toContain('*NO GO*: GO if');
    expect(line).toContain(':x: closed without a merge');
    expect(line).toContain('<@U0MEMBER>');
  });

  it('shows conditions with their state, those that are waited for first', () => {
    const condition = (number: number, state: 'open' | 'met' | 'failed', why = '') => ({
      name: `acme/rocket#${number}`,
      url: `https://github.com/acme/rocket/pull/${number}`,
      wants: 'merged' as const,
      ...{ state, why },
    });
    const shown = of('conditional', {
      conditions: [
        condition(1, 'met'),
        condition(2, 'open'),
        condition(3, 'failed', 'closed without a merge'),
      ],
    });
    expect(lineOf(shown, 'Node')).toMatch(
      /GO if .*\|#3> is merged :x: closed.*\|#2> is merged, .*\|#1> is merged :white_check_mark:/,
    );
  });

  it('says what made an answer void, and calls for a new one', () => {
    const byCommit = of('void', {
      voided: { why: 'commit', from: commitA, to: commitB, at: noon + 2 * hour },
    });
    expect(lineOf(byCommit, 'Node')).toContain(
      `void: <https://github.com/acme/rocket/commit/${commitB}|bbbbbbbbb> landed on release-1.6 · GO of max`,
    );
    expect(lineOf(byCommit, 'Node')).toContain('<@U0MEMBER>');
    const byJob = of('void', {
      voided: { why: 'job', job: 'k' as never, name: 'kind-e2e', url: 'https://x.example/j', at: noon },
    });
    expect(lineOf(byJob, 'Node')).toContain('void: <https://x.example/j|kind-e2e> turned red');
  });

  it('says of a late answer that it does not count yet', () => {
    expect(lineOf(of('late', { isLate: true }), 'Node')).toContain('GO after the deadline');
  });

  it('can be answered while it is open, and names itself to every button', () => {
    const { blocks } = signoffRenderer.poll(shownPoll());
    expect(pressed(blocks)).toEqual([
      'signoff_go',
      'signoff_go_if',
      'signoff_no_go',
      'signoff_withdraw',
      'signoff_more',
    ]);
    expect(JSON.stringify(blocks)).toContain('"value":"7"');
    expect(JSON.stringify(blocks)).toContain('"value":"close:7"');
  });

  it('says when it was overtaken by which commit, what is void, and offers to ask again', () => {
    const voided = { why: 'commit' as const, from: commitA, to: commitB };
    const shown = shownPoll({
      groups: [
        { group: 'node', state: 'void', answer: answer({ voided: { ...voided, at: noon } }) },
        waiting('network'),
      ],
      ended: { why: 'overtaken', at: noon, by: { id: '', name: 'Signalman' }, cause: voided },
    });
    expect(said(shown)).toMatch(
      /\*Overtaken\*.*bbbbbbb> landed on release-1\.6\.\n1 answer given before that is void\./s,
    );
    // Said once, and not again beside each of them.
    expect(lineOf(shown, 'Node')).toMatch(/\*Node\* · void · GO of max, <!date/);
    expect(lineOf(shown, 'Network')).toBe(':white_circle:  *Network* · no answer');
    expect(pressed(signoffRenderer.poll(shown).blocks)).toEqual(['signoff_again']);
    expect(signoffRenderer.poll(shown).text).not.toContain('Answers by');
  });

  it('offers nothing where another poll has taken its place', () => {
    const shown = shownPoll({ ended: { why: 'replaced', at: noon, by: nora, cause: null } });
    expect(pressed(signoffRenderer.poll(shown).blocks)).toEqual([]);
    expect(said(shown)).toContain('*Another poll was opened* by nora');
  });

  it('is green once all said GO', () => {
    const groups = ['node', 'network'].map((group) => ({ group, state: 'go' as const, answer: answer() }));
    expect(JSON.stringify(signoffRenderer.poll(shownPoll({ groups })).blocks[0])).toContain(
      ':large_green_circle:',
    );
  });

  it('says of a commit without a tag which release it is of', () => {
    const shown = shownPoll({ candidate: { name: 'aaaaaaa', tag: null, commit: commitA } });
    expect(JSON.stringify(signoffRenderer.poll(shown).blocks[0])).toContain('Sign-off for v1.6 at aaaaaaaaa');
  });

  it('shows thirty groups that all said much, every one with its state', () => {
    const groups = Array.from(
      { length: 30 },
      (_, at): GroupStanding => ({
        group: `group-${at}`,
        state: 'no-go',
        answer: answer({
          answer: 'no-go',
          by: { id: 'U1', name: 'A very long name of somebody '.repeat(4) },
          reason: 'It does not work & cannot be told in a few words. '.repeat(20),
          issue: { name: 'kubernetes/kubernetes#123456', url: `https://github.com/acme/rocket/issues/${at}` },
        }),
      }),
    );
    const shown = shownPoll({ groups });
    expectSlackTakesIt(asMessage(signoffRenderer.poll(shown)));
    for (let at = 0; at < 30; at++) expect(said(shown)).toContain(`*Group ${at}* · *NO GO*`);
    expect(pressed(signoffRenderer.poll(shown).blocks)).toContain('signoff_go');
  });

  it('is taken by Slack whatever is in it, and keeps its buttons', () => {
    fc.assert(
      fc.property(anyShownPoll, (shown) => {
        const saying = signoffRenderer.poll(shown);
        expectSlackTakesIt(asMessage(saying));
        if (shown.poll.ended === null) expect(pressed(saying.blocks)).toContain('signoff_go');
      }),
      { numRuns: 60 },
    );
  });
});

describe('news in its thread', () => {
  const line = (
    news: Parameters<typeof signoffRenderer.news>[1],
    shown = of('no-go', { answer: 'no-go', reason: 'leaks' }),
  ) => markupOf(signoffRenderer.news(shown, news).blocks).join('\n');

  it('says which answers a commit made void, and calls their leads, as the poll goes on', () => {
    const cause = { why: 'commit' as const, from: commitA, to: commitB };
    const said = line([{ kind: 'voided', groups: ['node', 'network'], cause }]);
    expect(said).toContain(
      'bbbbbbb> landed on release-1.6*, so these answers are void: Node (<@U0MEMBER>), Network',
    );
    expect(said).toContain('They have to answer again');
    const ended = shownPoll({ ended: { why: 'overtaken', at: noon, by: nora, cause } });
    expect(line([{ kind: 'voided', groups: ['node'], cause }], ended)).toContain(
      'A release lead asks again for the new commit. <@U0NORA>',
    );
    expect(line([{ kind: 'voided', groups: ['node'], cause }], ended)).not.toContain('U0MEMBER');
  });

  it('says once why nobody is asked any more', () => {
    const cause = { why: 'commit' as const, from: commitA, to: commitB };
    const ended = shownPoll({ ended: { why: 'overtaken', at: noon, by: nora, cause } });
    const both = line([{ kind: 'voided', groups: ['node'], cause }, { kind: 'ended' }], ended);
    expect(both.split('\n')).toHaveLength(1);
    expect(line([{ kind: 'ended' }], ended)).toMatch(/bbbbbbb> landed on release-1\.6\*: nobody is asked/);
    const closed = shownPoll({ ended: { why: 'closed', at: noon, by: nora, cause: null } });
    expect(line([{ kind: 'ended' }], closed)).toBe('Nobody is asked any more: closed by nora');
  });

  it('tells the release leads of a NO GO with its reason, of a late answer, and that all said GO', () => {
    expect(line([{ kind: 'no-go', group: 'node' }])).toMatch(/Node says NO GO\* · max <@U0NORA>\n&gt; leaks/);
    expect(line([{ kind: 'late', group: 'node' }])).toContain('<@U0NORA>');
    expect(line([{ kind: 'complete' }])).toContain('All 3 say GO* <@U0NORA>');
  });

  it('says after the deadline who owes what: of a GO on a condition that has not come, it has', () => {
    const groups = [waiting('node'), of('conditional').poll.groups[0], waiting('storage')].map((one, at) => ({
      ...(one as GroupStanding),
      group: ['node', 'network', 'storage'][at] ?? '',
    }));
    const news = [{ kind: 'overdue' as const, groups: ['node', 'network'] }];
    expect(line(news, shownPoll({ groups }))).toBe(
      ':hourglass: *The deadline has passed*: no answer came from Node (<@U0MEMBER>); not met yet is the condition of Network (<@U0LEAD>, <@U0DEPUTY>)',
    );
    expect(signoffRenderer.news(shownPoll({ groups }), news).text).toBe(
      'Sign-off for v1.6.0-rc.1: the deadline has passed, no answer came from Node; not met yet is the condition of Network.',
    );
  });

  it('makes sense where only its text is seen', () => {
    const { text } = signoffRenderer.news(of('go'), [{ kind: 'no-go', group: 'node' }]);
    expect(text).toBe('Sign-off for v1.6.0-rc.1: Node says NO GO.');
    const leaks = of('no-go', { answer: 'no-go', reason: 'It leaks, <!channel>.' });
    expect(signoffRenderer.news(leaks, [{ kind: 'no-go', group: 'node' }]).text).toBe(
      'Sign-off for v1.6.0-rc.1: Node says NO GO: It leaks, &lt;!channel&gt;.',
    );
  });

  it('is taken by Slack whatever is in it', () => {
    fc.assert(
      fc.property(anyShownPoll, anyCause, hostileText(300), (shown, cause, why) => {
        const all = newsOf(shown, why, cause);
        for (const news of [all, ...all.map((one) => [one]), []])
          expectSlackTakesIt(asMessage(signoffRenderer.news(shown, news)));
      }),
      { numRuns: 25 },
    );
  });
});

describe('a reminder', () => {
  it('of a GO on a condition says that this has not come, and not that nobody answered', () => {
    const said = signoffRenderer.reminder(of('conditional'), ['node'], null);
    expect(said.text).toContain('May v1.6.0-rc.1 ship? Conditions not met yet: Node. Answers by');
    const all = markupOf(said.blocks).join('\n');
    expect(all).toContain('A condition of a GO is not met yet.');
    expect(all).toContain('GO on conditions: Node (<@U0MEMBER>)');
    expect(all).not.toMatch(/missing/);
  });

  it('asks those who have not answered, where they are, with what they can press and where the poll is', () => {
    const saying = signoffRenderer.reminder(shownPoll(), ['node'], 'https://example.slack.com/p1');
    expect(saying.text).toContain('May v1.6.0-rc.1 ship? No answer yet from Node.');
    expect(markupOf(saying.blocks).join()).toContain('Node (<@U0MEMBER>)');
    expect(pressed(saying.blocks)).toEqual(['signoff_go', 'signoff_go_if', 'signoff_no_go', 'signoff_open']);
    expect(pressed(signoffRenderer.reminder(shownPoll(), ['node'], null).blocks)).not.toContain(
      'signoff_open',
    );
  });

  it('is taken by Slack whatever is in it', () => {
    fc.assert(
      fc.property(anyShownPoll, (shown) => {
        const groups = shown.poll.groups.map(({ group }) => group);
        expectSlackTakesIt(asMessage(signoffRenderer.reminder(shown, groups, null)));
      }),
      { numRuns: 25 },
    );
  });
});

describe('what a delegate is told', () => {
  it('is for whom, until when, and that it is over', () => {
    const saying = signoffRenderer.delegation(asking(), delegation());
    expectSlackTakesIt(asMessage(saying));
    expect(saying.text).toMatch(/^You answer for Node in the sign-off of v1\.6 until 23 March/);
    const ended = signoffRenderer.delegation(asking(), delegation({ endedAt: noon }));
    expect(ended.text).toBe('You do not answer for Node in the sign-off of v1.6 any more.');
    expectSlackTakesIt(asMessage(ended));
  });
});

describe('the sign-off of a release that is asked for', () => {
  const withPoll = (given: Parameters<typeof poll>[0] = {}, now = noon) =>
    status({
      ...{ of: asking(), now },
      more: {
        signOff: {
          poll: poll(given),
          head: { commit: commitA, readAt: noon },
          tag: null,
          problem: null,
          delegations: [delegation()],
        },
      },
    });

  it('is the poll with its buttons, and who answers for whom', () => {
    const message = signoffMessage(withPoll());
    expectSlackTakesIt(message);
    const all = markupOf(message.blocks).join('\n');
    expect(all).toContain('*0 of 3 GO* · 3 waiting');
    expect(all).toContain('3: dee for max (Node) until');
    const later = markupOf(signoffMessage(withPoll({}, noon + 7 * day)).blocks).join('\n');
    expect(later).not.toContain('dee for max');
    expect(pressed(message.blocks)).toEqual(expect.arrayContaining(['signoff_go', 'status_section:verdict']));
  });

  it('says whom it would ask where nobody was asked, and that there is none', () => {
    const message = signoffMessage(status({ of: asking() }));
    expectSlackTakesIt(message);
    expect(markupOf(message.blocks).join()).toContain('3 SIGs have to say GO: Node, Network, Storage');
    expect(pressed(message.blocks)).toContain('signoff_ask');
    expect(signoffMessage(status()).text).toContain('does not ask its groups');
  });

  it('says why the branch could not be read', () => {
    const read = status({
      of: asking(),
      more: {
        signOff: { poll: poll(), head: null, tag: null, problem: 'GitHub <is> away', delegations: [] },
      },
    });
    expect(markupOf(signoffMessage(read).blocks).join()).toContain(':warning: GitHub &lt;is&gt; away');
  });

  it('is one line in a digest, without a call', () => {
    const [line] = markupOf(signOffLine(withPoll()));
    expect(line).toBe('Sign-off for v1.6.0-rc.1: 0 of 3 GO; waiting: Node, Network, Storage');
    expect(signOffLine(status({ of: asking() }))).toEqual([]);
    const [mixed] = markupOf(signOffLine(withPoll({ groups: of('conditional').poll.groups.slice(0, 2) })));
    expect(mixed).toBe('Sign-off for v1.6.0-rc.1: 0 of 2 GO; GO with conditions: Node; waiting: Network');
  });
});

describe('the history of the sign-off', () => {
  it('says who signed what and when, for each candidate', () => {
    const polls = [
      poll(),
      poll({
        candidate: { name: 'v1.6.0-beta.4', tag: 'v1.6.0-beta.4', commit: commitB },
        groups: [{ group: 'node', state: 'go', answer: answer() }],
        ended: { why: 'closed', at: noon, by: nora, cause: null },
      }),
    ];
    const message = historyMessage(asking(), polls, 'https://github.com/acme/rocket/commit/');
    expectSlackTakesIt(message);
    const all = markupOf(message.blocks).join('\n');
    expect(all).toMatch(
      /\*v1\.6\.0-rc\.1\*.*0 of 3 GO.*\*v1\.6\.0-beta\.4\*.*closed by nora.*\*Node\* · GO · max/s,
    );
    expect(all).not.toContain('<@');
  });

  it('fits with fifty polls of thirty groups', () => {
    fc.assert(
      fc.property(anyShownPoll, ({ release, poll: one }) => {
        const polls = Array.from({ length: 50 }, () => one);
        expectSlackTakesIt(
          historyMessage({ ...release, signOff: signOffSettings() }, polls, 'https://x.example/'),
        );
      }),
      { numRuns: 10 },
    );
  });
});
