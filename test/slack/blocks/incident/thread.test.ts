/** What stands in the thread of an incident: updates, drafts, reminders, and what people wrote elsewhere. */
import { describe, expect, it } from '@jest/globals';
import type { IncidentRenderer } from '../../../../src/app/ports/incident.js';
import type { Saying } from '../../../../src/domain/delivery.js';
import type { Draft, IncidentEvent } from '../../../../src/domain/incident/event.js';
import { latest } from '../../../../src/domain/incident/incident.js';
import type { Person } from '../../../../src/domain/person.js';
import { incidentRenderer } from '../../../../src/slack/blocks/incident/renderer.js';
import { markupOf, textsOf } from '../checks.js';
import {
  asRead,
  at,
  declared,
  expectTaken,
  type Happened,
  incident,
  jacob,
  jimmy,
  merged,
  mike,
  nora,
  record,
  resolved,
  retracted,
  shown,
} from './shown.js';

// The port and the renderer know nothing of each other but this.
const renderer: Omit<IncidentRenderer, 'timelineFile' | 'atGitHub'> = incidentRenderer;
const { update, ping, draft, reminder, escalation, brought, discussion, line } = renderer;

const linesOf = ({ blocks }: Saying) => markupOf(blocks).flatMap((text) => asRead(text).split('\n'));
const actionsOf = ({ blocks }: Saying) =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"(\w+)","value":"([^"]*)"/g)].map(([, id, value]) => [
    id,
    value,
  ]);
const followed = (...more: Happened[]) => shown(incident([...record, ...more]));
const rev = (of: ReturnType<typeof shown>, number: number) => {
  const found = of.incident.revisions.find((one) => one.number === number);
  if (!found) throw new Error(`no rev ${number}`);
  return found;
};
const corrected: Happened = {
  at: at(3, 29, '19:30'),
  by: jacob,
  event: {
    ...{ kind: 'corrected', of: 3, reason: 'The test was on the wrong branch.' },
    ...{ text: 'The cherry-pick is not tested yet.', facts: { nextUpdateBy: at(3, 29, '21:30') } },
  },
};

describe('an update in the thread', () => {
  it('says its revision, when, by whom, what changed, and how things stand', () => {
    const of = shown();
    const said = update(of, latest(of.incident));
    expectTaken(said);
    expect(said.text).toMatch(
      /^Incident 12, rev 3 at 18:51 PDT: The cherry-pick to release-1\.6 is up for review/,
    );
    expect(linesOf(said)).toEqual([
      '*Rev 3* · 18:51 PDT · mikedanese, approved by pipejakob',
      'The cherry-pick to release-1.6 is up for review (https://github.com/kubernetes/kubernetes/pull/43837); a manual test passed.',
      '• state: Cause known → Fix proposed · owner: <@U01MIKE>',
      '• what is being done: Review of the cherry-pick',
      'Fix proposed · S1 · blocks v1.6 · next update by 29 March 2017, 21:00 PDT',
    ]);
  });

  it('does not say of an earlier one how things stand now', () => {
    const of = shown();
    expect(linesOf(update(of, rev(of, 2))).at(-1)).toBe('• state: Investigating → Cause known');
  });

  it('that was wrong is struck through, with the reason and what stands for it', () => {
    const of = followed(corrected);
    const said = update(of, rev(of, 3));
    expectTaken(said);
    expect(said.text).toContain('taken back by rev 4');
    expect(linesOf(said).slice(1)).toEqual([
      '~The cherry-pick to release-1.6 is up for review (https://github.com/kubernetes/kubernetes/pull/43837); a manual test passed.~',
      // These were not wrong.
      '• state: Cause known → Fix proposed · owner: <@U01MIKE>',
      '• what is being done: Review of the cherry-pick',
      '_Taken back:_ The test was on the wrong branch. · *corrected by rev 4*',
    ]);
    expect(linesOf(update(of, rev(of, 4))).slice(0, 3)).toEqual([
      '*Rev 4* · 19:30 PDT · pipejakob · *corrects rev 3*',
      'The cherry-pick is not tested yet.',
      '_Why:_ The test was on the wrong branch.',
    ]);
  });

  it('strikes the facts that were wrong too, and says beside them what is right', () => {
    const of = followed({
      ...corrected,
      event: {
        ...{ kind: 'corrected', of: 3, reason: 'Nothing is up yet.', text: 'Nothing is up yet.' },
        facts: { fix: 'cause-known', action: '', severity: 's3', owner: 'sig-node' },
      },
    });
    expect(linesOf(update(of, rev(of, 3))).slice(2)).toEqual([
      '• ~state: Cause known → Fix proposed~ · ~owner: <@U01MIKE>~',
      '• ~what is being done: Review of the cherry-pick~',
      '_Taken back:_ Nothing is up yet. · *corrected by rev 4*',
    ]);
    const right = update(of, rev(of, 4));
    expect(right.text).toMatch(/Severity: S1 → S3; state: Fix proposed → Cause known\.$/);
    expect(linesOf(right).slice(1, -1)).toEqual([
      'Nothing is up yet.',
      // Whoever does it no more is not called by a new message.
      '• severity: ~S1~ S3 · state: ~Fix proposed~ Cause known · owner: sig-node',
      '• what is being done: ~Review of the cherry-pick~ none',
      '_Why:_ Nothing is up yet.',
    ]);
  });

  it('of the declaration strikes what was wrong, and not the impact that stays', () => {
    const of = followed({
      ...corrected,
      event: {
        ...{ kind: 'corrected', of: 1, reason: 'Joining hangs too.', text: 'The title said too little.' },
        facts: { title: 'kubeadm 1.6.0 hangs' },
      },
    });
    expect(linesOf(update(of, rev(of, 1))).slice(1)).toEqual([
      'Nobody can initialize a new 1.6.0 master with kubeadm. Running clusters are not affected.',
      '• ~title: kubeadm 1.6.0 hangs when initializing a cluster~',
      '_Corrected:_ Joining hangs too. · *by rev 4*',
    ]);
  });

  it('of a retracted incident is struck through', () => {
    const of = followed(retracted);
    for (const number of [1, 2, 3])
      expect(linesOf(update(of, rev(of, number))).join()).toMatch(/~.*~.*retracted by rev 4/);
    expect(linesOf(update(of, rev(of, 4)))).toEqual([
      '*Rev 4* · 19:10 PDT · nora · *retracted*',
      'The report was about a local mirror.',
    ]);
  });

  it.each<[string, Happened, string[]]>([
    [
      'declared the incident',
      declared(),
      ['Nobody can initialize a new 1.6.0 master with kubeadm. Running clusters are not affected.'],
    ],
    [
      'hands over command',
      { at: 1, by: nora, event: { kind: 'handed-over', to: mike, reason: 'Night in PDT.' } },
      ['<@U01MIKE> commands from here on.', 'Night in PDT.'],
    ],
    ['all clear', resolved, ['*Remains*  The 1.6.0 packages stay broken: upgrade to 1.6.1.']],
    [
      'open again',
      { at: 1, by: nora, event: { kind: 'reopened', reason: 'It hangs on CentOS.', nextUpdateBy: 2 } },
      ['It hangs on CentOS.'],
    ],
    ['merged', merged, ['Both are kubeadm#212.', 'It goes on as incident 9: kubeadm init never ends']],
  ])('that is no mere update says so: %s', (what, happened, lines) => {
    const of = happened.event.kind === 'declared' ? shown(incident([happened])) : followed(happened);
    const said = update(of, latest(of.incident));
    expectTaken(said);
    expect(linesOf(said)[0]).toMatch(new RegExp(` · \\*${what}\\*$`));
    expect(linesOf(said)).toEqual(expect.arrayContaining(lines));
  });

  it('is said in few lines below a copy, with the way to the thread', () => {
    const of = shown();
    const said = ping(of, latest(of.incident));
    expectTaken(said);
    expect(linesOf(said)).toEqual([
      '*Incident 12, rev 3* · 18:51 PDT · Fix proposed · <https://k8s.slack.com/archives/C01INCIDENTS/p1490000000000100|the one thread>',
      expect.stringMatching(/^The cherry-pick/),
      'state: Cause known → Fix proposed · new: what is being done, owner',
    ]);
    const wrong = followed(corrected);
    expect(ping(wrong, rev(wrong, 3)).text).toContain(
      'taken back by rev 4 (The test was on the wrong branch.)',
    );
    expect(linesOf(ping(wrong, rev(wrong, 3))).slice(1)).toEqual([
      expect.stringMatching(/^~The cherry-pick.*~$/),
      'state: Cause known → Fix proposed · new: what is being done, owner',
      '_Taken back:_ The test was on the wrong branch. · *corrected by rev 4*',
    ]);
    expect(linesOf(ping(wrong, rev(wrong, 4))).slice(1)).toEqual([
      'correction: The cherry-pick is not tested yet.',
      '_Why:_ The test was on the wrong branch.',
    ]);
  });
});

describe('a draft', () => {
  const worded: Draft = {
    ...{ id: 'd1', by: mike, text: 'The fix is merged to master.\nSee https://example.com/a_b.', base: 3 },
    facts: { fix: 'merged', owner: '', issue: null, nextUpdateBy: at(3, 30, '09:00') },
    why: 'approval',
  };

  it('calls the commander, and says who worded it and what it would change', () => {
    const said = draft(shown(), worded, null, null);
    expectTaken(said);
    expect(said.text).toBe(
      'Incident 12: an update by mikedanese waits for the commander. The fix is merged to master. See https://example.com/a_b.',
    );
    expect(linesOf(said)).toEqual([
      ':memo: <@U01JACOB>: this update by *mikedanese* waits for your approval. Nobody has seen it outside this thread.',
      '*It also changes*',
      '• state: Fix proposed → Fix merged',
      '• owner: none',
      '• tracking issue: none',
      '• next update by 30 March 2017, 09:00 PDT',
    ]);
    expect(said.blocks[1]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_quote',
          elements: [
            { type: 'text', text: 'The fix is merged to master.\nSee ' },
            { type: 'link', url: 'https://example.com/a_b' },
            { type: 'text', text: '.' },
          ],
        },
      ],
    });
    expect(actionsOf(said)).toEqual([
      ['incident_approve', '12:d1'],
      ['incident_refuse', '12:d1'],
    ]);
  });

  it('that somebody proposes can be worded anew', () => {
    const said = draft(shown(), { ...worded, why: 'proposal', facts: {} }, null, null);
    expectTaken(said);
    expect(actionsOf(said).map(([id]) => id)).toEqual([
      'incident_approve',
      'incident_adopt',
      'incident_refuse',
    ]);
    expect(linesOf(said)).toEqual([':memo: <@U01JACOB>: *mikedanese* proposes this as an update.']);
  });

  it('says that another update came between', () => {
    expect(linesOf(draft(shown(), { ...worded, base: 2 }, null, null)).at(-1)).toBe(
      ':warning: Rev 3 was sent after this was written on rev 2: it has to be reworded',
    );
  });

  it.each([
    [
      'refused',
      'Name the change.',
      ':heavy_multiplication_x: The update by *mikedanese* was *refused* by pipejakob. Name the change.',
    ],
    ['approved', '', ':white_check_mark: The update by *mikedanese* was *approved and sent* by pipejakob.'],
  ] as const)('that was %s says by whom and why, and has no buttons', (outcome, reason, first) => {
    const said = draft(shown(), worded, { kind: 'draft-closed', draft: 'd1', outcome, reason }, jacob);
    expectTaken(said);
    expect(linesOf(said)).toEqual([first]);
    expect(actionsOf(said)).toEqual([]);
  });
});

describe('a reminder', () => {
  const due = at(3, 29, '21:00');

  it('calls the commander', () => {
    const said = reminder(shown(), { kind: 'reminded', due, count: 2, escalated: false }, ['U01NORA']);
    expectTaken(said);
    expect(said.text).toBe('Incident 12: the update promised by 21:00 PDT is overdue (2nd reminder).');
    expect(linesOf(said)).toEqual([
      ':alarm_clock: <@U01JACOB>: the update promised by 29 March 2017, 21:00 PDT is *overdue* (2nd reminder).',
    ]);
    expect(actionsOf(said)).toEqual([['incident_update', '12']]);
  });

  it.each([
    [['U01NORA'], ['<@U01NORA> has been told.']],
    [['U01NORA', 'U01RAVI'], ['<@U01NORA>, <@U01RAVI> have been told.']],
    [
      ['U01NORA', 'S01LEADS'],
      [
        '<@U01NORA> has been told.',
        '<!subteam^S01LEADS>: please look. Slack does not say at the moment who belongs to that group, so nobody of it was told directly.',
      ],
    ],
    [[], ['Nobody is named as release lead.']],
  ])('that is not answered says who else was told: %j', (leads, last) => {
    const said = reminder(shown(), { kind: 'reminded', due, count: 3, escalated: true }, leads);
    expectTaken(said);
    expect(linesOf(said)).toEqual([expect.stringContaining('(3rd reminder)'), ...last]);
  });

  it('goes to the release lead with what it is about', () => {
    const said = escalation(shown(), { kind: 'reminded', due, count: 11, escalated: true });
    expectTaken(said);
    expect(said.text).toBe(
      'Incident 12, S1: kubeadm 1.6.0 hangs when initializing a cluster. The update promised by 21:00 PDT is overdue (11th reminder).',
    );
    expect(linesOf(said)).toContain(
      '<@U01JACOB> commands it and has not answered. Please reach them, or send the update yourself: <https://k8s.slack.com/archives/C01INCIDENTS/p1490000000000100|incident 12>',
    );
  });
});

describe('what people wrote elsewhere', () => {
  const source = {
    channel: 'C02NODE',
    ts: '1.2',
    author: { id: 'U01RAVI', name: 'ravi' },
    url: 'https://k8s.slack.com/p1',
  };

  it('is quoted with its author by name and the way to it, and calls nobody', () => {
    const said = brought(shown(), { text: 'Same on CentOS <!channel> <@U01NORA>\n*never* ends', source });
    expectTaken(said);
    expect(linesOf(said)).toEqual(['*ravi* wrote in <#C02NODE> · <https://k8s.slack.com/p1|the message>']);
    expect(textsOf(said.blocks)).toContain('Same on CentOS <!channel> <@U01NORA>\n*never* ends');
  });

  it('without an author, an address or words is still said', () => {
    const said = brought(shown(), {
      text: '',
      source: { ...source, channel: 'D01', author: null, url: null },
    });
    expectTaken(said);
    expect(textsOf(said.blocks)).toEqual(['Somebody wrote in a direct message', '(no text)']);
  });
});

describe('the place to talk', () => {
  it('says what it is for, and where what holds is said', () => {
    const said = discussion(shown());
    expectTaken(said);
    expect(linesOf(said)).toEqual([
      ':speech_balloon: *Discussion of incident 12:* kubeadm 1.6.0 hangs when initializing a cluster',
      expect.stringMatching(/^Talk in this thread/),
      '*What holds now:* <https://k8s.slack.com/archives/C01INCIDENTS/p1490000000000100|incident 12, always the latest>',
    ]);
  });
});

describe('a line in the thread', () => {
  it.each<[IncidentEvent, Person | null, string]>([
    [
      { kind: 'ticked', criterion: '1.6.1 is released', on: true },
      jacob,
      ':ballot_box_with_check: pipejakob ticked: *1.6.1 is released*',
    ],
    [
      { kind: 'ticked', criterion: '1.6.1 is released', on: false },
      jacob,
      ':white_large_square: pipejakob took the tick off: *1.6.1 is released*',
    ],
    [
      { kind: 'confirmed', role: 'release-lead' },
      nora,
      ':ballot_box_with_check: nora confirmed the all-clear as *release lead*',
    ],
    [
      { kind: 'joined', from: 14, title: 'init hangs', places: ['C1', 'C2'] },
      nora,
      ':twisted_rightwards_arrows: Incident 14 was merged into this one: *init hangs*. Its 2 copies point here from now on.',
    ],
    [
      { kind: 'mended', place: 'copy', destination: 'C02NODE', what: 'changed' },
      null,
      'The copy in <#C02NODE> no longer said what it should, and is corrected.',
    ],
    [
      { kind: 'mended', place: 'discussion', destination: 'C02NODE', what: 'gone' },
      null,
      'The discussion message was deleted by hand, and is posted again.',
    ],
  ])('tells %j', (event, by, markup) => {
    const said = line(shown(), event, by);
    if (!said) throw new Error('nothing was said');
    expectTaken(said);
    expect(said.text).toMatch(/^Incident 12: ./);
    expect(markupOf(said.blocks)).toEqual([markup]);
  });

  it.each<IncidentEvent>([
    { kind: 'mended', place: 'head', destination: 'C1', what: 'gone' },
    { kind: 'subscribed', destination: 'C1' },
    { kind: 'handed-over', to: mike, reason: '' },
    { kind: 'pinned' },
    {
      kind: 'noted',
      entry: {
        id: 'e1',
        at: null,
        approximate: false,
        text: 'first users complain',
        by: jimmy,
        source: null,
      },
    },
    { kind: 'entry-removed', entry: 'e1', reason: 'Wrong day' },
  ])('is not written for %j, which the head says or nobody has to know', (event) => {
    expect(line(shown(), event, nora)).toBeNull();
  });
});
