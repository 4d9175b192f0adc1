/** The `text` of everything that is posted or edited by itself: what a telephone shows and a screen reader says. */
import { describe, expect, it } from '@jest/globals';
import type { News } from '../../../src/domain/ci/alert.js';
import { parseCron } from '../../../src/domain/cron.js';
import type { Saying } from '../../../src/domain/delivery.js';
import type { Draft, IncidentEvent } from '../../../src/domain/incident/event.js';
import { latest } from '../../../src/domain/incident/incident.js';
import { day, hour } from '../../../src/domain/time.js';
import type { Waiver } from '../../../src/domain/waiver/waiver.js';
import { exceptionAnswer, exceptionSaying } from '../../../src/slack/blocks/calendar/exception.js';
import { ciRenderer } from '../../../src/slack/blocks/ci/renderer.js';
import * as schedules from '../../../src/slack/blocks/digest/schedule.js';
import { incidentRenderer } from '../../../src/slack/blocks/incident/renderer.js';
import { meetingRenderer } from '../../../src/slack/blocks/meeting/renderer.js';
import { signoffRenderer } from '../../../src/slack/blocks/signoff/renderer.js';
import { waiverAnswer, waiverSaying } from '../../../src/slack/blocks/waivers/waivers.js';
import { exception } from '../../builders/calendar.js';
import { noon } from '../../builders/issue.js';
import { meetingAgenda, meetingBegins, meetingFrom, meetingSeries } from '../../builders/meeting-desk.js';
import { followedBy, newAction } from '../../builders/postmortem.js';
import { release } from '../../builders/release.js';
import { answer, commitA, commitB, delegation, nora, shownPoll } from '../../builders/signoff.js';
import { faultsOf } from '../../builders/spoken.js';
import { shownAlert } from './ci/shown.js';
import * as its from './incident/shown.js';
import { newsOf } from './signoff/hostile.js';

const of = release();

/** Understood without its blocks, and says what it is about. */
function expectAlone(sayings: readonly Saying[], about: RegExp): void {
  expect(sayings.length).toBeGreaterThan(0);
  for (const { text, blocks } of sayings) {
    expect([text, faultsOf({ where: '', text, blocks })]).toEqual([text, []]);
    expect(text).toMatch(about);
  }
}

describe('A notification says by itself', () => {
  it('which job an alert is about, and what became of it', () => {
    const stages = ['red', 'recovering', 'recovered', 'flake'] as const;
    const alerts = stages.map((stage) => shownAlert({ stage, endedAt: stage === 'red' ? null : noon }));
    const range = { good: commitA, bad: commitB };
    const news: News[] = [
      { kind: 'reopened', times: 2 },
      { kind: 'tests', names: ['TestA', 'TestB'] },
      { kind: 'range', range },
      { kind: 'issues', urls: ['https://github.com/acme/rocket/issues/7'] },
      { kind: 'day', days: 2 },
    ];
    const { alert, escalation } = ciRenderer;
    const sayings = [
      ...alerts.flatMap((one) => [alert(one), escalation(one)]),
      ...news.map((one) => ciRenderer.news(shownAlert(), [one])),
      ciRenderer.news(shownAlert(), news),
    ];
    expectAlone(sayings, new RegExp(shownAlert().job.name));
  });

  it('which candidate a sign-off is about, and what happened to it', () => {
    const condition = {
      ...{
        name: '#7',
        url: 'https://github.com/acme/rocket/issues/7',
        wants: 'merged' as const,
        state: 'open' as const,
        why: '',
      },
    } as const;
    const shown = shownPoll({
      groups: [
        { group: 'node', state: 'no-go', answer: answer({ answer: 'no-go', reason: 'Pods hang' }) },
        { group: 'network', state: 'conditional', answer: answer({ conditions: [condition] }) },
        { group: 'storage', state: 'waiting', answer: null },
      ],
    });
    const cause = { why: 'commit', from: commitA, to: commitB } as const;
    const ended = shownPoll({ ended: { why: 'overtaken', at: noon + day, by: nora, cause } });
    expectAlone(
      [
        ...[shown, ended].flatMap((one) => [
          signoffRenderer.poll(one),
          ...newsOf(one, 'it was merged', cause).map((news) => signoffRenderer.news(one, [news])),
        ]),
        signoffRenderer.news(shown, newsOf(shown, 'it was merged', cause)),
        signoffRenderer.reminder(shown, ['node', 'network', 'storage'], 'https://x.example/1'),
      ],
      /v1\.6\.0-rc\.1/,
    );
    expectAlone(
      [delegation(), delegation({ endedAt: noon + hour })].map((one) =>
        signoffRenderer.delegation(shown.release, one),
      ),
      /v1\.6/,
    );
  });

  it('which release an exception and a waiver are about, and who decided what', () => {
    const decided = (isApproved: boolean) =>
      exception({ decision: { isApproved, by: nora, at: noon, reason: isApproved ? '' : 'Too late' } });
    expectAlone(
      [exception(), decided(true), decided(false)].flatMap((one) => [
        exceptionSaying(of, one, ['U0NORA']),
        exceptionAnswer(of, one),
      ]),
      /^v1\.6: .*exception \d+/,
    );
    const given: Waiver = {
      ...{ id: 1, release: 'v1.6', gate: 'bugs', covers: { parts: ['issue:acme/rocket#1'] } },
      ...{ about: 'Bugs: #1', reason: 'It is old.', by: nora, at: noon - hour, until: noon + day },
      ...{ second: null, needsSecond: false, raisedBy: [], ended: null },
    };
    const second = { ...given, needsSecond: true, second: { by: nora, at: noon } };
    const over = { ...given, ended: { by: nora, at: noon } };
    const around = { release: of, rule: null, now: noon };
    expectAlone(
      [
        ...[given, { ...given, needsSecond: true }, second, over].map((waiver) =>
          waiverSaying({ ...around, waiver }),
        ),
        ...[second, over].map((waiver) => waiverAnswer({ ...around, waiver })),
      ],
      /^v1\.6: .*waiver 1/,
    );
  });

  it('which digest could not be delivered, was refused, began or ended', () => {
    const schedule = {
      ...{ id: 3, origin: 'slack', name: 'request-1', release: 'v1.6', channels: ['C01REL'], kind: 'full' },
      times: { cron: parseCron('0 16 * * *'), zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5] },
      ...{ since: 0, createdBy: 'U01NORA' },
    } as const satisfies Parameters<typeof schedules.unsubscribedSaying>[1];
    const failed = [{ destination: 'C1', reason: 'is_archived' }];
    expectAlone(
      [
        schedules.receiptSaying(of, noon, { delivered: 7, all: 10, failed, open: 1 }),
        schedules.refusedSaying({ release: of, slot: noon, contradictions: ['3 is not 4'] }),
        schedules.subscribedSaying(of, schedule, noon + day, 'U01NORA'),
        schedules.unsubscribedSaying(of, schedule, 'U01NORA'),
      ],
      /digest of v1\.6/,
    );
  });

  it('which incident it is about, and what is to be done', () => {
    const shown = its.shown();
    const { head, copy, left, lifted, update, ping, outside, line } = incidentRenderer;
    const draft: Draft = {
      ...{ id: 'd1', by: its.mike, text: 'The fix is up.', facts: {}, base: 3, why: 'approval' },
    };
    const reminded = { kind: 'reminded', due: its.at(3, 29, '21:00'), count: 2, escalated: true } as const;
    const source = { channel: 'C02NODE', ts: '1.2', author: its.nora, url: 'https://x.example/p1' };
    const closed = { kind: 'draft-closed', draft: 'd1', outcome: 'refused', reason: 'Too soon.' } as const;
    const lines: IncidentEvent[] = [
      { kind: 'ticked', criterion: '1.6.1 is released', on: true },
      { kind: 'confirmed', role: 'release-lead' },
      { kind: 'joined', from: 14, title: 'init hangs', places: ['C1', 'C2'] },
      { kind: 'mended', place: 'copy', destination: 'C02NODE', what: 'changed' },
    ];
    const ends = [its.resolved, its.retracted, its.merged].map((end) =>
      its.shown(its.incident([...its.record, end])),
    );
    const after = its.shown(
      its.incident(
        followedBy(
          { kind: 'action-added', action: newAction() },
          { kind: 'action-added', action: newAction({ id: 'a2', text: 'Alert', owner: its.nora }) },
        ),
      ),
    );
    expectAlone(
      [
        ...[shown, ...ends].flatMap((one) => [
          ...[head(one, null), copy(one), left(one), outside(one), lifted(one)],
          ...[update(one, latest(one.incident)), ping(one, latest(one.incident))],
        ]),
        incidentRenderer.draft(shown, draft, null, null),
        incidentRenderer.draft(shown, draft, closed, its.jacob),
        incidentRenderer.reminder(shown, reminded, ['U01NORA']),
        incidentRenderer.escalation(shown, reminded),
        incidentRenderer.headless(shown, 'is_archived'),
        incidentRenderer.brought(shown, { text: 'Same on CentOS', source }),
        incidentRenderer.discussion(shown),
        ...lines.flatMap((one) => line(shown, one, its.nora) ?? []),
        incidentRenderer.lessons(after),
        incidentRenderer.nag(after, {
          kind: 'actions-nagged',
          actions: ['a1', 'a2'],
          to: ['U01NORA'],
          count: 2,
        }),
      ],
      /[Ii]ncident 12/,
    );
  });

  it('which meeting it is about', () => {
    const meeting = meetingFrom([]);
    const series = meetingSeries({ title: 'Burndown' });
    const shown = { series, meeting, url: null };
    const { agenda, begins, news, untouched, actions } = meetingRenderer;
    const was = { begins: meetingBegins, ends: meetingBegins + hour };
    const moved = {
      kind: 'moved',
      begins: was.begins + hour,
      ends: was.ends + hour,
      reason: 'Half are away',
    } as const;
    expectAlone(
      [
        agenda(meetingAgenda(meeting, { series }), { now: meetingBegins - day }),
        begins(shown),
        untouched(shown, meetingBegins + 2 * hour),
        actions(shown, [], meetingBegins + 2 * hour),
        ...[
          moved,
          { kind: 'cancelled', reason: 'A holiday' } as const,
          { kind: 'document-filed', pull: { name: 'a/b#1', url: 'https://x.example/1' } } as const,
          {
            kind: 'action-filed',
            action: 'a0',
            issue: { name: 'a/b#2', url: 'https://x.example/2' },
          } as const,
        ].map((event) => news(shown, { by: nora, event, was })),
      ],
      /Burndown/,
    );
  });
});
