/** Every modal of an incident, whatever people typed: Slack takes it, and nothing in it acts. */
import { describe, expect, it } from '@jest/globals';
import type { ViewOutput, ViewUpdateResponseAction } from '@slack/bolt';
import fc from 'fast-check';
import { UserFault } from '../../../src/domain/fault.js';
import type { Draft, Source } from '../../../src/domain/incident/event.js';
import { type Incident, latest } from '../../../src/domain/incident/incident.js';
import type { Update } from '../../../src/domain/incident/update.js';
import { longest } from '../../../src/domain/incident/words.js';
import { hour } from '../../../src/domain/time.js';
import { readView } from '../../../src/sandbox/slack/methods/view-args.js';
import { Refusal } from '../../../src/sandbox/slack/refusal.js';
import { context, section } from '../../../src/slack/blocks/parts/block.js';
import { chooseView } from '../../../src/slack/modals/incident/choose.js';
import { correctView } from '../../../src/slack/modals/incident/correct.js';
import { type DeclareForm, declareView, newerView } from '../../../src/slack/modals/incident/declare.js';
import { entriesView } from '../../../src/slack/modals/incident/entries.js';
import { handOverView } from '../../../src/slack/modals/incident/hand-over.js';
import { mergeView } from '../../../src/slack/modals/incident/merge.js';
import { incidentModal, modalButton } from '../../../src/slack/modals/incident/names.js';
import { changeEntryView, noteView } from '../../../src/slack/modals/incident/note.js';
import { outsideView } from '../../../src/slack/modals/incident/outside.js';
import { previewView } from '../../../src/slack/modals/incident/preview.js';
import { refuseView, reopenView, retractView } from '../../../src/slack/modals/incident/reason.js';
import { resolveView } from '../../../src/slack/modals/incident/resolve.js';
import { readUpdate, updateView } from '../../../src/slack/modals/incident/update.js';
import { faultView, loadingView, type Modal, messageView } from '../../../src/slack/modals/modal.js';
import { hostileText } from '../../builders/arbitraries.js';
import { noon } from '../../builders/issue.js';
import { expectHarmless, markupOf, textsOf } from '../blocks/checks.js';
import { hostileFacts, incident, nora, settings, updated } from './incident.js';

function expectSlackTakesIt(view: Modal): void {
  try {
    readView({ ...view }, 'modal');
  } catch (error) {
    throw error instanceof Refusal ? new Error(JSON.stringify(error.answer())) : error;
  }
  for (const { element } of view.blocks as { element?: { initial_value?: string; max_length?: number } }[])
    expect(element?.initial_value?.length ?? 0).toBeLessThanOrEqual(element?.max_length ?? 0);
  for (const markup of markupOf(view)) expectHarmless(markup);
  const shown = textsOf(view).join('\n');
  expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(shown).not.toMatch(/\p{Surrogate}/u);
}

const source: Source = {
  channel: 'C1',
  ts: '1489683600.000100',
  author: nora,
  url: 'https://x.slack.com/p1',
};

/** A text as long as it may be, and the incident, its settings and its people made of such. */
const world = fc
  .record({
    given: hostileFacts,
    words: hostileText(longest.text),
    name: hostileText(200),
    criteria: fc.uniqueArray(hostileText(75), { minLength: 1, maxLength: 10 }),
    meaning: hostileText(75),
    releases: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 120 }),
  })
  .map(({ given, words, name, criteria, meaning, releases }) => {
    const by = { id: 'U2', name };
    const one = (id: number) =>
      incident(id, given, [
        updated(words, {}, by),
        { by, event: { kind: 'corrected', of: 2, reason: words.slice(0, 90), text: words, facts: {} } },
        {
          by,
          event: {
            kind: 'noted',
            entry: { id: `e${id}`, at: noon, approximate: true, text: words, by, source: null },
          },
        },
      ]);
    const own = settings({ exitCriteria: criteria });
    const severities = own.severities.map((each) => ({ ...each, meaning }));
    return { given, words, by, one, own: { ...own, severities }, releases };
  });

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const declareForm = ({ own, releases, one, words, by }: World): DeclareForm => ({
  settings: own,
  releases,
  open: [9, 8, 7, 6, 5, 4, 3].map(one),
  by: by.id,
  known: 9,
  message: { source, text: words },
  typed: null,
});

const typedBefore = ({ given, words, one }: World): Update => ({
  text: words,
  base: latest(one(3)).number,
  nextUpdateBy: noon + hour,
  ...{
    title: given.title ?? '',
    impact: words.slice(0, longest.impact),
    fix: 'merged',
    issue: words.slice(0, 300),
  },
  ...{ workaround: '', action: given.action ?? '', owner: given.owner ?? '', severity: 's2' },
});

const draft = (words: string, by = nora): Draft => ({
  ...{ id: 'd1', by, text: words, base: 1, why: 'approval', facts: { impact: words, issue: null } },
});

const missing = { criteria: ['x'], confirmations: ['commander', 'release-lead'] as const };

/** All of them, each in its fullest form. */
function views(one: World): Record<string, Modal> {
  const { own, words, by } = one;
  const it: Incident = one.one(3);
  const meanwhile = latest(it);
  const typed = typedBefore(one);
  const many = Array.from({ length: 130 }, (_, at) => ({ ...it, id: 200 - at })) as [Incident, ...Incident[]];
  const head = { text: 'x', blocks: [section('*x*'), context('y'), { type: 'actions', elements: [] }] };
  const shown = { incident: it, head, copies: 33, pinged: Array.from({ length: 30 }, (_, at) => `C${at}`) };
  const packed = { input: { text: 'x', base: 3, nextUpdateBy: null }, of: null };
  const entry = it.timeline[0];
  if (!entry) throw new Error('there is an entry');
  const long = { ...it, timeline: Array.from({ length: 120 }, (_, at) => ({ ...entry, id: `e${at}` })) };
  const form = { incident: it, settings: own, due: noon + hour };
  const message = { source, text: words, at: noon };
  return {
    declare: declareView(declareForm(one)),
    newer: newerView(declareForm(one), [it]),
    update: updateView({ ...form, typed: null, meanwhile: null }),
    overtaken: updateView({ ...form, typed, meanwhile, draft: 'd1' }),
    correct: correctView({ ...form, typed: null, meanwhile: null, of: null }),
    correctedAgain: correctView({
      ...form,
      typed,
      meanwhile,
      of: { revision: 1, reason: words.slice(0, 300) },
    }),
    preview: previewView({ ...shown, waits: false }, packed),
    approval: previewView({ ...shown, waits: true }, packed, 'd1'),
    saving: resolveView({
      incident: it,
      settings: own,
      missing: { ...missing, confirmations: ['commander'] },
    }),
    resolving: resolveView({ incident: it, settings: own, missing: { criteria: [], confirmations: [] } }),
    reopen: reopenView(it),
    retract: retractView(it),
    refuse: refuseView(it, draft(words, by)),
    merge: mergeView(it, many, own),
    mergeAlone: mergeView(it, [it], own),
    handOver: handOverView(it),
    note: noteView({ incidents: [it], settings: own, message }),
    noteAnywhere: noteView({ incidents: many, settings: own, message: null }),
    changeEntry: changeEntryView(it, entry),
    entries: entriesView(long, 'UTC'),
    noEntries: entriesView({ ...it, timeline: [] }, 'UTC'),
    chooseFew: chooseView([it, one.one(4)], own, { for: 'update' }),
    chooseMany: chooseView(many, own, { for: 'note', source }),
    outside: outsideView(it, { statusPage: words, mail: words.repeat(9), releasePage: '' }),
    loading: loadingView('A title that is longer than what fits'),
    message: messageView('No', words),
    fault: faultView('No', new UserFault('bad', words, words)),
  };
}

describe('every modal of an incident', () => {
  it('is taken by Slack and harmless, with everything hostile and as long as it may be', () => {
    fc.assert(
      fc.property(world, (one) => {
        for (const [name, view] of Object.entries(views(one))) {
          try {
            expectSlackTakesIt(view);
          } catch (error) {
            throw new Error(`${name}: ${error instanceof Error ? error.message : error}`);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is a view by Slack’s own types, and what comes back can be read', () => {
    const view = updateView({
      incident: incident(3),
      settings: settings(),
      due: null,
      typed: null,
      meanwhile: null,
    });
    const answer: ViewUpdateResponseAction = { response_action: 'update', view };
    expect(answer.view).toBe(view);
    const read: (view: ViewOutput) => Update = readUpdate;
    expect(read).toBe(readUpdate);
  });

  it('has a name of its own', () => {
    const names = [...Object.values(incidentModal), ...Object.values(modalButton)];
    expect(new Set(names).size).toBe(names.length);
  });
});
