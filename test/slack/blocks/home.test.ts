/** The Home as blocks: Slack takes it whatever is in it, nothing in it acts, and the most urgent is never cut away. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Exception } from '../../../src/domain/calendar/exception.js';
import type { Home } from '../../../src/domain/home/home.js';
import type { Waiting } from '../../../src/domain/home/waiting.js';
import type { ActionItem } from '../../../src/domain/postmortem/postmortem.js';
import type { Waiver } from '../../../src/domain/waiver/waiver.js';
import { readView } from '../../../src/sandbox/slack/methods/view-args.js';
import { Refusal } from '../../../src/sandbox/slack/refusal.js';
import { homeBlocks } from '../../../src/slack/blocks/home/home.js';
import { type Block, section } from '../../../src/slack/blocks/parts/block.js';
import { hostileText } from '../../builders/arbitraries.js';
import { ann, ben, declared, declaredAt, incident, incidentSettings } from '../../builders/incident.js';
import { noon } from '../../builders/issue.js';
import { meetingSeries } from '../../builders/meeting-desk.js';
import { release } from '../../builders/release.js';
import { gap } from '../../builders/remembering-notes.js';
import { asking, waiting as open, poll } from '../../builders/signoff.js';
import { status } from '../../builders/status.js';
import { expectHarmless, markupOf, textsOf } from './checks.js';
import { alert } from './ci/shown.js';

function expectSlackTakesIt(blocks: Block[]): void {
  try {
    readView({ type: 'home', blocks }, 'home');
  } catch (error) {
    throw error instanceof Refusal ? new Error(JSON.stringify(error.answer())) : error;
  }
  expect(blocks.length).toBeLessThanOrEqual(100);
  for (const markup of markupOf(blocks)) expectHarmless(markup);
  const shown = textsOf(blocks).join('\n');
  expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(shown).not.toMatch(/\p{Surrogate}/u);
}

const url = 'https://acme.slack.com/archives/C0INCIDENTS/p1489665600000100';
const action = (given: Partial<ActionItem> = {}): ActionItem => ({
  ...{
    id: 'a1',
    text: 'Test the release branch',
    type: 'prevent',
    owner: ann,
    login: null,
    due: noon,
    issue: null,
  },
  ...{ addedBy: ann, addedAt: noon, filing: null, done: null, nags: 0, naggedAt: null },
  ...given,
});

function meetingAction(text: string): Waiting {
  const item = { id: 'm1', topic: null, text, by: ann, owner: ann, login: null, due: noon, source: null };
  return {
    ...{ kind: 'meeting-action', isOverdue: true, series: meetingSeries({ title: text || 'x' }) },
    meeting: { id: 7, begins: noon },
    action: {
      ...{ ...item, addedAt: 1, filing: null, done: null },
      issue: { name: text, url: 'https://example.com/7' },
    },
  };
}

/** One of each kind, made of the same text. */
function everything(text: string, round = 0): Waiting[] {
  const about = incident([declared({ title: text || 'x', impact: text })]);
  const placed = { incident: about, url };
  const by = { id: 'U0BEN', name: text };
  const of = asking({ name: [...text].slice(0, 40).join('') || 'v1.6' });
  const exception: Exception = {
    ...{
      id: 3,
      release: of.name,
      what: text,
      reason: text,
      issue: { name: text, url: 'https://example.com/3' },
    },
    ...{ from: noon, until: noon + 1, by, askedAt: noon, decision: null },
  };
  const waiver: Waiver = {
    ...{ id: 4, release: of.name, gate: 'bugs', covers: { whole: null }, about: text, reason: text, by },
    ...{ at: noon, until: noon + 1, second: null, needsSecond: true, raisedBy: [], ended: null },
  };
  const draft = { id: 'd1', by, text, facts: {}, base: 1, why: 'approval' as const };
  return [
    { kind: 'overdue', due: noon, ...placed },
    meetingAction(text),
    { kind: 'draft', draft, ...placed },
    { kind: 'draft', draft: { ...draft, by: null, base: 0, why: 'seen' }, ...placed, url: null },
    { kind: 'alert', alert: alert({ id: `e2e@${round}` }), name: text, url: null, releases: [text] },
    { kind: 'all-clear', role: 'release-lead', ...placed },
    { kind: 'sign-off', release: of, poll: poll({ groups: [open('node')] }), groups: ['node', text] },
    { kind: 'exception', release: of, exception },
    { kind: 'waiver', release: of, waiver },
    { kind: 'post-mortem', ...placed },
    { kind: 'action', isOverdue: true, incident: { id: 1, title: text, url }, action: action({ text }) },
    {
      kind: 'action',
      isOverdue: false,
      incident: { id: 1, title: text, url: null },
      action: action({ text, owner: null, due: null, issue: { name: text, url: 'https://example.com/9' } }),
    },
    {
      ...{ kind: 'notes', release: of },
      gaps: Array.from({ length: 7 }, (_, at) => gap({ number: at + 1, title: text, text, owners: [text] })),
    },
    { kind: 'group-notes', release: of, group: text || 'node', gaps: 3, blocking: 1 },
    { kind: 'checklist', release: of, list: { name: 'before', title: text, done: 1, of: 8 } },
  ];
}

const home = (given: Partial<Home> = {}): Home => ({
  ...{
    viewer: ann.id,
    statuses: [status()],
    incidents: [],
    settings: incidentSettings(),
    waiting: [],
    missing: [],
  },
  now: noon,
  ...given,
});

describe('the blocks of a Home', () => {
  it('are taken by Slack, and do nothing by themselves, whatever people typed', () => {
    fc.assert(
      fc.property(hostileText(600), fc.integer({ min: 0, max: 9 }), (text, times) => {
        const waiting = Array.from({ length: times }, (_, round) => everything(text, round)).flat();
        const one = incident([declared({ title: text || 'x', impact: text, owner: text })]);
        const incidents = Array.from({ length: times * 3 }, () => ({ incident: one, url }));
        const releases = Array.from({ length: times * 4 }, (_, at) =>
          status({ of: release({ name: `${[...text].slice(0, 40).join('')}${at}` }) }),
        );
        const notice = { text: 'Done.', blocks: Array.from({ length: times * 5 }, () => section('Done.')) };
        expectSlackTakesIt(homeBlocks(home({ waiting, incidents, statuses: releases }), notice));
      }),
      { numRuns: 40 },
    );
  });

  it('show each thing once, with the button that does it', () => {
    const text = JSON.stringify(homeBlocks(home({ waiting: everything('Plain words') }), null));
    for (const id of [
      ...['incident_update', 'incident_approve', 'incident_refuse', 'incident_more', 'signoff_go'],
      ...[
        'ci_acknowledge',
        'exception_approve',
        'exception_refuse',
        'waiver_confirm',
        'postmortem_sign',
        'postmortem_done',
      ],
      ...['postmortem_take', 'checklist_tick', 'home_open', 'notes_write:0', 'notes_write:4'],
      'meeting_item',
    ])
      expect(text).toContain(`"${id}"`);
    expect(text).toContain('Waiting for you: 15');
    expect(text).toContain('*overdue*');
    expect(text).toContain('and 2 more: `/release-notes Plain words gaps mine`');
  });

  it('cut what is least urgent, and say how much', () => {
    const many = Array.from(
      { length: 40 },
      (_, at): Waiting => ({
        ...{ kind: 'action', isOverdue: false, incident: { id: at, title: 'It hangs', url } },
        action: action({ text: `Item ${at}.` }),
      }),
    );
    const text = JSON.stringify(homeBlocks(home({ waiting: many }), null));
    expect(text).toContain('Item 0.');
    expect(text).toContain('Item 24.');
    expect(text).not.toContain('Item 25.');
    expect(text).toContain('and 15 more');
  });

  it('say which two steps are missing where nothing is set up', () => {
    const blocks = homeBlocks(
      home({ statuses: [], settings: null, missing: ['release', 'release-lead'] }),
      null,
    );
    expectSlackTakesIt(blocks);
    const text = JSON.stringify(blocks);
    expect(text).toContain('Name the release');
    expect(text).toContain('Say who leads it');
    expect(text).not.toContain('Nothing waits');
  });

  it('have one button for an update that is overdue, and none for who does not command it', () => {
    const placed = { incident: incident([declared()]), url };
    const overdue: Waiting = { kind: 'overdue', due: declaredAt, ...placed };
    const count = (viewer: string, waiting: Waiting[]) =>
      JSON.stringify(homeBlocks(home({ viewer, waiting, incidents: [placed] }), null)).split(
        '"incident_update"',
      ).length - 1;
    expect(count(ann.id, [overdue])).toBe(1);
    expect(count(ann.id, [])).toBe(1);
    expect(count(ben.id, [])).toBe(0);
  });
});
