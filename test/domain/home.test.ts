/** Whom what waits for: each thing for those who can do it, nothing for anybody else, and nothing under embargo. */
import { describe, expect, it } from '@jest/globals';
import type { Exception } from '../../src/domain/calendar/exception.js';
import { type Around, homeOf, type Viewer } from '../../src/domain/home/home.js';
import type { Draft, IncidentEvent } from '../../src/domain/incident/event.js';
import type { Person } from '../../src/domain/person.js';
import type { ActionItem } from '../../src/domain/postmortem/postmortem.js';
import { minute } from '../../src/domain/time.js';
import type { Waiver } from '../../src/domain/waiver/waiver.js';
import {
  ann,
  ben,
  bySignalman,
  declared,
  declaredAt,
  incident,
  incidentSettings,
} from '../builders/incident.js';
import { noon } from '../builders/issue.js';
import { meetingBegins, meetingSeries } from '../builders/meeting-desk.js';
import { release } from '../builders/release.js';
import { gap, notesEvidence } from '../builders/remembering-notes.js';
import { answer, asking, poll, waiting as unanswered } from '../builders/signoff.js';
import { evidence, status } from '../builders/status.js';
import { alert } from '../slack/blocks/ci/shown.js';

const lead = 'U0LEAD';
const url = 'https://acme.slack.com/archives/C0INCIDENTS/p1489665600000100';
const told = (event: IncidentEvent, by: Person | null = ann) => ({ by, event });

const around = (given: Partial<Around> = {}): Around => ({
  ...{ statuses: [], incidents: [], settings: incidentSettings(), alerts: [], actions: [], unsigned: [] },
  ...{ groupNotes: [], meetingActions: [], logins: {} },
  roles: { releaseLead: [lead, 'S0TEAM'], incidentCommander: [], communications: [] },
  now: declaredAt + 10 * minute,
  ...given,
});
const viewer = (id: string, given: Partial<Viewer> = {}): Viewer => ({
  ...{ id, isAmong: (ids: readonly string[]) => ids.includes(id), answersFor: new Map() },
  ...given,
});
const kinds = (of: Around, who: Viewer) => homeOf(of, who).waiting.map(({ kind }) => kind);
const placed = (...events: Parameters<typeof incident>) => ({ incident: incident(...events), url });
const draft = (by: Person | null, why: Draft['why'] = 'approval'): Draft => ({
  ...{ id: 'd1', by, text: 'News.', facts: {}, base: 1, why },
});

describe('what waits of an incident', () => {
  it('is its overdue update, for whoever commands it, from the very moment', () => {
    const at = (now: number) => around({ incidents: [placed()], now });
    const due = declaredAt + 20 * minute;
    expect(kinds(at(due), viewer(ann.id))).toEqual(['overdue']);
    expect(kinds(at(due - 1), viewer(ann.id))).toEqual([]);
    expect(kinds(at(due), viewer(ben.id))).toEqual([]);
  });

  it('is a draft for its commander and for release leads, but not for the lead who worded it', () => {
    const of = (by: Person | null) =>
      around({ incidents: [placed([declared(), told({ kind: 'drafted', draft: draft(by) })])] });
    expect(kinds(of(ben), viewer(ann.id))).toEqual(['draft']);
    expect(kinds(of(ben), viewer(lead))).toEqual(['draft']);
    expect(kinds(of(ben), viewer(ben.id))).toEqual([]);
    expect(kinds(of({ id: lead, name: 'lea' }), viewer(lead))).toEqual([]);
    expect(kinds(of(null), viewer(lead))).toEqual(['draft']);
    const inTheTeam = viewer('U0DEE', { isAmong: (ids) => ids.includes('S0TEAM') });
    expect(kinds(of(ben), inTheTeam)).toEqual(['draft']);
  });

  it('is the all-clear, once every criterion holds, for those whose word is missing', () => {
    const { exitCriteria } = incidentSettings();
    const ticked = exitCriteria.map((criterion) => told({ kind: 'ticked', criterion, on: true }));
    const of = (...events: ReturnType<typeof told>[]) =>
      around({ incidents: [placed([declared(), ...events])] });
    expect(kinds(of(...ticked.slice(1)), viewer(ann.id))).toEqual([]);
    expect(kinds(of(...ticked), viewer(ann.id))).toEqual(['all-clear']);
    expect(kinds(of(...ticked), viewer(lead))).toEqual(['all-clear']);
    expect(kinds(of(...ticked), viewer(ben.id))).toEqual([]);
    const confirmed = told({ kind: 'confirmed', role: 'commander' });
    expect(kinds(of(...ticked, confirmed), viewer(ann.id))).toEqual([]);
    expect(kinds(of(...ticked, confirmed), viewer(lead))).toEqual(['all-clear']);
  });

  it('is nothing at all while it is under embargo, nor is it among the open ones', () => {
    const secret = { by: ann, event: { ...declared().event, embargo: true } as IncidentEvent };
    const one = placed([secret, told({ kind: 'drafted', draft: draft(ben) })]);
    const of = around({
      incidents: [one],
      unsigned: [{ ...one, owners: [ann.id] }],
      now: declaredAt + 90 * minute,
    });
    for (const id of [ann.id, lead]) {
      expect(kinds(of, viewer(id))).toEqual([]);
      expect(homeOf(of, viewer(id)).incidents).toEqual([]);
    }
    const lifted = placed([secret, bySignalman({ kind: 'lifted', text: 'Known.', facts: {} })]);
    expect(homeOf(around({ incidents: [lifted] }), viewer(ben.id)).incidents).toHaveLength(1);
  });
});

describe('what waits of a release', () => {
  const of = asking({
    checklists: [
      { name: 'before', title: 'Before', phase: null, by: [lead], role: 'release lead', from: { items: [] } },
    ],
  });
  const base = status({ of, now: noon });
  const knowing = (evidence: Partial<typeof base.evidence>) =>
    around({ statuses: [{ ...base, evidence: { ...base.evidence, ...evidence } }], now: noon });

  it('is the sign-off of groups that have not said anything that counts', () => {
    const groups = [
      unanswered('node'),
      { group: 'network', state: 'go' as const, answer: answer() },
      { group: 'storage', state: 'void' as const, answer: answer() },
    ];
    const asked = knowing({ signOff: { ...base.evidence.signOff, poll: poll({ groups }) } });
    const mine = (...slugs: string[]) => viewer('U0MAX', { answersFor: new Map([[7, slugs]]) });
    expect(homeOf(asked, mine('node', 'network', 'storage')).waiting).toMatchObject([
      { kind: 'sign-off', groups: ['node', 'storage'] },
    ]);
    expect(kinds(asked, mine('network'))).toEqual([]);
    expect(kinds(asked, viewer('U0MAX'))).toEqual([]);
    const ended = { why: 'closed' as const, at: noon, by: ann, cause: null };
    const over = knowing({ signOff: { ...base.evidence.signOff, poll: poll({ groups, ended }) } });
    expect(kinds(over, mine('node'))).toEqual([]);
  });

  it('is an exception for release leads, as long as nobody decided and it is not over', () => {
    const exception: Exception = {
      ...{ id: 3, release: of.name, what: 'Merge it', reason: 'It leaks.', issue: { name: '#12', url } },
      ...{ from: noon, until: noon + 1, by: ben, askedAt: noon, decision: null },
    };
    expect(kinds(knowing({ exceptions: [exception] }), viewer(lead))).toEqual(['exception']);
    expect(kinds(knowing({ exceptions: [exception] }), viewer(ben.id))).toEqual([]);
    expect(kinds(knowing({ exceptions: [{ ...exception, until: noon }] }), viewer(lead))).toEqual([]);
  });

  it('is a waiver for a second person, who is neither the first nor whose finding it is', () => {
    const waiver: Waiver = {
      ...{
        id: 4,
        release: of.name,
        gate: 'bugs',
        covers: { whole: null },
        about: 'Bugs',
        reason: 'Small',
        by: ben,
      },
      ...{ at: noon - 1, until: noon + 1, second: null, needsSecond: true, raisedBy: ['U0DEE'], ended: null },
    };
    const usual = { by: [lead, ben.id, 'U0DEE'], role: 'release lead', twoPersons: true };
    const waiving = { ...of.waiving, usual };
    const known = knowing({ waivers: [waiver] });
    for (const one of known.statuses) one.release = { ...one.release, waiving };
    expect(kinds(known, viewer(lead))).toEqual(['waiver']);
    for (const id of [ben.id, 'U0DEE', 'U0MAX']) expect(kinds(known, viewer(id))).toEqual([]);
  });

  it('is a checklist for those who may tick it, until all of it is ticked', () => {
    const item = { key: 'a', text: 'A', isRequired: true, depth: 0, ticked: null };
    const list = {
      ...{ name: 'before', title: 'Before', phase: null, source: null, readAt: null, problem: null },
      items: [item],
    };
    expect(kinds(knowing({ checklists: [list] }), viewer(lead))).toEqual(['checklist']);
    expect(kinds(knowing({ checklists: [list] }), viewer(ben.id))).toEqual([]);
    const done = { ...list, items: [{ ...item, ticked: { by: ann, at: noon, note: '' } }] };
    expect(kinds(knowing({ checklists: [done] }), viewer(lead))).toEqual([]);
  });
});

describe('what waits beside that', () => {
  it('is a red job of the person’s group, until somebody looks after it or wants no news of it', () => {
    const one = { name: 'e2e', url: null, releases: ['v1.6'], leads: [ann.id] };
    const of = (given: Parameters<typeof alert>[0]) =>
      around({ alerts: [{ alert: alert(given), ...one }], now: noon });
    const who = { id: ben.id, name: 'ben', at: noon - 1 };
    expect(kinds(of({}), viewer(ann.id))).toEqual(['alert']);
    expect(kinds(of({}), viewer(ben.id))).toEqual([]);
    expect(kinds(of({ acknowledged: who }), viewer(ann.id))).toEqual([]);
    expect(kinds(of({ silenced: { ...who, until: noon + 1 } }), viewer(ann.id))).toEqual([]);
    expect(kinds(of({ silenced: { ...who, until: noon } }), viewer(ann.id))).toEqual(['alert']);
    expect(kinds(of({ stage: 'recovering' }), viewer(ann.id))).toEqual([]);
  });

  it('comes in the order of its urgency: what is overdue before what is only open', () => {
    const item = (id: string, due: number | null): ActionItem => ({
      ...{
        id,
        text: id,
        type: 'prevent',
        owner: ann,
        login: null,
        due,
        issue: null,
        addedBy: ann,
        addedAt: noon,
      },
      ...{ filing: null, done: null, nags: 0, naggedAt: null },
    });
    const open = (id: string, due: number | null) => ({
      ...{ incident: { id: 1, title: 'It hangs', url }, action: item(id, due), answerable: [ann.id] },
    });
    const now = declaredAt + 90 * minute;
    const of = around({
      now,
      incidents: [placed()],
      actions: [open('someday', null), open('later', now + 1), open('late', now - 1), open('very late', 1)],
      unsigned: [{ ...placed(), owners: [ann.id] }],
      alerts: [{ alert: alert(), name: 'e2e', url: null, releases: [], leads: [ann.id] }],
    });
    expect(
      homeOf(of, viewer(ann.id)).waiting.map((one) => (one.kind === 'action' ? one.action.text : one.kind)),
    ).toEqual(['overdue', 'alert', 'very late', 'late', 'post-mortem', 'later', 'someday']);
    expect(kinds(of, viewer(ben.id))).toEqual([]);
  });

  it('says which steps are missing where nothing is set up', () => {
    const roles = { releaseLead: [], incidentCommander: [], communications: [] };
    expect(homeOf(around({ roles }), viewer(ben.id)).missing).toEqual(['release', 'release-lead']);
    expect(homeOf(around({ statuses: [status()] }), viewer(ben.id)).missing).toEqual([]);
  });
});

describe('what waits of meetings', () => {
  const now = declaredAt;
  const item = (text: string, due: number | null, more: object = {}) => {
    const action = { id: text, topic: null, text, by: ben, owner: ann, login: null, due, source: null };
    const kept = { ...action, addedAt: 1, filing: null, issue: null, done: null, ...more };
    return { series: meetingSeries(), meeting: { id: 7, begins: meetingBegins }, action: kept };
  };

  it('is what is to be done, for whoever has it, until it is done; first what is overdue', () => {
    const of = around({
      now,
      meetingActions: [
        ...[item('someday', null), item('soon', now + 1), item('late', now - 1)],
        item('done', now, { done: { at: 1, how: 'said', reason: '', by: ann } }),
        item('nobody', now, { owner: null }),
        item('elsewhere', now, { owner: { id: null, name: 'ann' } }),
      ],
    });
    expect(
      homeOf(of, viewer(ann.id)).waiting.map((one) =>
        one.kind === 'meeting-action' ? [one.action.text, one.isOverdue] : one.kind,
      ),
    ).toEqual([
      ['late', true],
      ['soon', false],
      ['someday', false],
    ]);
    expect(kinds(of, viewer(ben.id))).toEqual([]);
  });
});

describe('what waits of the release notes', () => {
  const gaps = [
    gap({ number: 1, owners: ['Ann'] }),
    gap({ number: 2, owners: ['ben', 'ann'] }),
    gap({ number: 3, owners: [] }),
  ];
  const noted = { ...status(), evidence: evidence({ releaseNotes: notesEvidence({ gaps }) }) };

  it('is what lacks of the person, whose GitHub login is configured', () => {
    const of = around({ statuses: [noted], logins: { ann: ann.id } });
    const [one, ...others] = homeOf(of, viewer(ann.id)).waiting;
    expect(others).toEqual([]);
    expect(one).toMatchObject({ kind: 'notes', gaps: [{ number: 1 }, { number: 2 }] });
    expect(kinds(of, viewer(ben.id))).toEqual([]);
    expect(kinds(around({ statuses: [noted] }), viewer(ann.id))).toEqual([]);
  });

  it('is how much lacks of a group, for those who lead it', () => {
    const node = { release: release(), group: 'node', gaps: 3, blocking: 2, leads: [ben.id, 'S0NODE'] };
    const of = around({ groupNotes: [node] });
    expect(homeOf(of, viewer(ben.id)).waiting).toEqual([
      { kind: 'group-notes', release: release(), group: 'node', gaps: 3, blocking: 2 },
    ]);
    expect(kinds(of, viewer('U0DEE', { isAmong: (ids) => ids.includes('S0NODE') }))).toEqual(['group-notes']);
    expect(kinds(of, viewer(ann.id))).toEqual([]);
  });
});
