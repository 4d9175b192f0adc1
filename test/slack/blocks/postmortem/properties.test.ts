/** Any post-mortem with any text in it: Slack takes every message and every form, and nobody is called by what was typed. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IncidentEvent } from '../../../../src/domain/incident/event.js';
import { actionTypes, lessonLists, sections, statuses } from '../../../../src/domain/postmortem/event.js';
import { day } from '../../../../src/domain/time.js';
import { viewBlockProblems } from '../../../../src/sandbox/slack/blocks/validate.js';
import { incidentRenderer } from '../../../../src/slack/blocks/incident/renderer.js';
import { itemsMessage } from '../../../../src/slack/blocks/postmortem/items.js';
import { lessonsKept } from '../../../../src/slack/blocks/postmortem/kept.js';
import { postMortemMessage } from '../../../../src/slack/blocks/postmortem/show.js';
import { actionView } from '../../../../src/slack/modals/postmortem/action.js';
import { endView } from '../../../../src/slack/modals/postmortem/end.js';
import { issueView } from '../../../../src/slack/modals/postmortem/issue.js';
import { lessonsView, lessonView } from '../../../../src/slack/modals/postmortem/lesson.js';
import { endings } from '../../../../src/slack/modals/postmortem/names.js';
import { sectionView } from '../../../../src/slack/modals/postmortem/section.js';
import { ownersView, statusView } from '../../../../src/slack/modals/postmortem/status.js';
import { hostileText } from '../../../builders/arbitraries.js';
import { followedBy, lesson, newAction, overAt, shownPostMortem } from '../../../builders/postmortem.js';
import { expectHarmless, markupOf } from '../checks.js';
import { expectTaken, settings, shown as shownIncident, zone } from '../incident/shown.js';

const person = fc.record({ id: fc.constantFrom('U01NORA', '<!here>', 'github:x'), name: hostileText(80) });
const issue = fc.record({
  name: hostileText(140),
  url: fc.constant('https://github.com/kubernetes/kubeadm/issues/250'),
});
const action = fc.record({
  text: hostileText(600),
  type: fc.constantFrom(...actionTypes),
  owner: fc.option(person),
  login: fc.option(hostileText(39)),
  due: fc.option(fc.integer({ min: -3, max: 30 }).map((days) => overAt + days * day)),
  issue: fc.option(issue),
});
const anything = fc.record({
  section: hostileText(3000),
  lessons: fc.array(
    fc.record({ list: fc.constantFrom(...lessonLists), text: hostileText(3000), by: person }),
    { maxLength: 30 },
  ),
  actions: fc.array(action, { minLength: 1, maxLength: 25 }),
  done: fc.nat({ max: 5 }),
  reason: hostileText(300),
  status: fc.constantFrom(...statuses),
  owners: fc.array(person, { maxLength: 12 }),
  repository: fc.option(fc.constant('kubernetes/community')),
});

/** What happened to it, in the order of what people do. */
function eventsOf(given: typeof anything extends fc.Arbitrary<infer T> ? T : never): IncidentEvent[] {
  const { section, lessons, actions, done, reason, status, owners } = given;
  const id = (at: number) => `a${at}`;
  return [
    { kind: 'lessons-asked' },
    ...sections
      .slice(0, 4)
      .map((one): IncidentEvent => ({ kind: 'section-written', section: one, text: section })),
    ...lessons.map(
      (one, at): IncidentEvent => ({ kind: 'lesson-added', lesson: lesson({ ...one, id: `l${at}` }) }),
    ),
    ...actions.map(
      (one, at): IncidentEvent => ({ kind: 'action-added', action: newAction({ ...one, id: id(at) }) }),
    ),
    { kind: 'action-changed', action: id(0), change: { owner: owners[0] ?? null } },
    { kind: 'action-filing', action: id(0), repository: 'a/b', labels: [] },
    { kind: 'action-filed', action: id(0), issue: { name: reason, url: 'https://github.com/a/b/issues/1' } },
    ...actions.slice(0, done).map((_, at): IncidentEvent => {
      const how = (['said', 'closed', 'dropped'] as const)[at % 3] ?? 'said';
      return { kind: 'action-done', action: id(at), at: overAt, how, reason };
    }),
    { kind: 'action-reopened', action: id(0), reason },
    { kind: 'owners-set', owners },
    { kind: 'status-changed', status, reason },
    { kind: 'signed' },
    { kind: 'document-filed', pull: { name: reason, url: 'https://github.com/a/b/pull/1' } },
    {
      kind: 'actions-nagged',
      actions: actions.map((_, at) => id(at)),
      to: owners.map((one) => one.id),
      count: 3,
    },
    { kind: 'action-removed', action: id(actions.length - 1), reason },
  ];
}

describe('a post-mortem', () => {
  it('fits into its messages whatever stands in it', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const events = eventsOf(given);
        const shown = shownPostMortem(followedBy(...events), {
          owners: given.owners,
          collaborators: given.owners,
          missing: given.lessons.map(({ text }) => text),
        });
        const around = { settings: { repository: given.repository, zone }, zone, now: overAt + day };
        expectTaken(postMortemMessage(shown, around));
        for (const from of [0, 10, 20, 900]) expectTaken(itemsMessage(shown, around, from));
        const of = shownIncident(shown.incident);
        expectTaken(incidentRenderer.lessons(of));
        for (const event of events) {
          const line = incidentRenderer.line(of, event, given.owners[0] ?? null);
          if (line) expectTaken(line);
          if (event.kind !== 'actions-nagged') continue;
          const before = shownIncident(shownPostMortem(followedBy(...events.slice(0, -1))).incident);
          expectTaken(incidentRenderer.nag(before, event));
        }
        expectTaken(
          lessonsKept(12, [{ kind: 'action', type: 'detect', isTypeSaid: false, text: given.reason }]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('fits into its forms whatever stands in it', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const shown = shownPostMortem(followedBy(...eventsOf(given)));
        const { incident, postmortem } = shown;
        const [item] = postmortem.actions;
        const views = [
          ...sections.map((one) => sectionView(shown, one)),
          ...sections.map((one) => sectionView(shown, one, given.section)),
          ...lessonLists.map((list) => lessonView(incident, { list, text: given.section })),
          lessonsView(incident, postmortem.lessons),
          actionView(incident, { text: given.section, zone }),
          ownersView(incident, given.owners),
          statusView(
            incident,
            postmortem,
            given.lessons.map(({ text }) => text),
          ),
          ...(item
            ? [
                actionView(incident, { item, zone }),
                issueView(incident, item, { repository: given.reason, labels: [given.reason] }),
                ...endings.map((one) => endView(incident, item, one)),
              ]
            : []),
        ];
        for (const view of views) {
          expect(view.private_metadata.length).toBeLessThanOrEqual(3000);
          expect(view.title.text.length).toBeLessThanOrEqual(24);
          expect(view.blocks.length).toBeLessThanOrEqual(100);
          expect(viewBlockProblems(view.blocks, 'modal')).toEqual([]);
          for (const markup of markupOf(view.blocks)) expectHarmless(markup);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is told by its settings only where a pull request can be opened, and never under embargo', () => {
    const around = (repository: string | null) => ({
      settings: { ...settings().postmortem, repository },
      ...{ zone, now: overAt },
    });
    const text = (repository: string | null, isEmbargoed = false) => {
      const shown = shownPostMortem();
      const incident = { ...shown.incident, isEmbargoed };
      return JSON.stringify(postMortemMessage({ ...shown, incident }, around(repository)));
    };
    expect(text('kubernetes/community')).toContain('Open a pull request');
    expect(text(null)).not.toContain('Open a pull request');
    expect(text('kubernetes/community', true)).not.toContain('Open a pull request');
  });
});
