/** What people fill in reaches the bot as they meant it: through the local Slack, there and back. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FormFault } from '../../../src/domain/fault.js';
import type { Source } from '../../../src/domain/incident/event.js';
import { longest } from '../../../src/domain/incident/words.js';
import { hour, minute } from '../../../src/domain/time.js';
import { errorsOf, inputsOf } from '../../../src/slack/modals/answers.js';
import { chooseView, readChoice } from '../../../src/slack/modals/incident/choose.js';
import { correctView, readCorrection } from '../../../src/slack/modals/incident/correct.js';
import {
  type DeclareForm,
  declareView,
  newerView,
  readDeclaration,
} from '../../../src/slack/modals/incident/declare.js';
import { entriesView } from '../../../src/slack/modals/incident/entries.js';
import { handOverView, readHandOver } from '../../../src/slack/modals/incident/hand-over.js';
import { mergeView, readMerge } from '../../../src/slack/modals/incident/merge.js';
import { readMetadata } from '../../../src/slack/modals/incident/metadata.js';
import { entryOf } from '../../../src/slack/modals/incident/names.js';
import { changeEntryView, noteView, readNote } from '../../../src/slack/modals/incident/note.js';
import { readReason, reopenView } from '../../../src/slack/modals/incident/reason.js';
import { readResolution, resolveView } from '../../../src/slack/modals/incident/resolve.js';
import { hostileText } from '../../builders/arbitraries.js';
import { noon } from '../../builders/issue.js';
import { type Desk, incident, mei, nora, settings, startDesk, updated } from './incident.js';

const source: Source = {
  channel: 'C1',
  ts: '1489683600.000100',
  author: nora,
  url: 'https://x.slack.com/p1',
};
const due = noon + hour;

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());
afterEach(async () => {
  for (const { id: viewId } of desk.slack.state.views('U1').reverse())
    await desk.slack.closeView({ viewId, user: 'U1' });
});

const declareForm: DeclareForm = {
  settings: settings(),
  releases: ['v1.6', 'v1.5'],
  open: [incident(4)],
  by: 'U1',
  known: 4,
  message: { source, text: 'It is broken' },
  typed: null,
};

describe('a declaration', () => {
  it('is read back as it was typed, with the message it came from', async () => {
    await desk.open(declareView(declareForm));
    const values = {
      ...{ title: 'Broken', severity: 's2', release: 'v1.5', versions: 'all', impact: 'everybody' },
      ...{ noWorkaround: ['none'], issue: '#12', commander: 'U2', nextUpdateBy: due / 1000 },
    };
    const { sent } = await desk.submit(values);
    expect(readDeclaration(sent)).toEqual({
      ...values,
      ...{ workaround: '', noWorkaround: true, nextUpdateBy: due, source },
    });
    expect(readMetadata(sent.private_metadata).known).toBe(4);
  });

  it('is nothing but what is missing when nothing was filled in', () => {
    expect(readDeclaration({ blocks: [], state: { values: {} }, private_metadata: '' })).toEqual({
      ...{ title: '', severity: '', release: '', versions: '', impact: '', workaround: '' },
      ...{ noWorkaround: false, issue: '', commander: '', nextUpdateBy: null, source: null },
    });
  });

  it('keeps everything that was typed when somebody else was quicker', async () => {
    await desk.open(declareView(declareForm));
    const values = {
      ...{ title: 'Broken', severity: 's2', versions: 'all', impact: 'everybody', workaround: 'wait' },
      ...{ issue: '#12', commander: 'U2', nextUpdateBy: due / 1000 },
    };
    const first = await desk.submit(values, { response_action: 'errors', errors: { title: 'No' } });
    const typed = readDeclaration(first.sent);
    const again = newerView({ ...declareForm, message: null, typed }, [incident(5)]);
    expect((await desk.submit({}, { response_action: 'update', view: again })).outcome.action).toBe('update');
    const { sent } = await desk.submit({});
    expect(readDeclaration(sent)).toEqual(typed);
    expect(readMetadata(sent.private_metadata).known).toBe(5);
    // The same when it is opened anew.
    await desk.open(again);
    expect(readDeclaration((await desk.submit({})).sent)).toEqual(typed);
  });

  it('is read back through Slack whatever is typed', async () => {
    const words = fc.record({
      title: hostileText(longest.title),
      impact: hostileText(longest.impact),
      versions: hostileText(longest.versions),
      workaround: hostileText(longest.workaround),
    });
    await fc.assert(
      fc.asyncProperty(words, async (typed) => {
        await desk.open(declareView(declareForm));
        const { sent } = await desk.submit({ ...typed, severity: 's1' });
        expect(readDeclaration(sent)).toMatchObject(typed);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the other forms', () => {
  const it3 = incident(3, {}, [updated('wrong')]);

  it('read a correction', async () => {
    await desk.open(
      correctView({ incident: it3, settings: settings(), due, typed: null, meanwhile: null, of: null }),
    );
    const { sent } = await desk.submit({ of: '1', reason: 'No', text: 'Right', versions: 'v2' });
    expect(readCorrection(sent)).toEqual({
      input: { text: 'Right', base: 2, versions: 'v2', nextUpdateBy: due },
      of: { revision: 1, reason: 'No' },
    });
  });

  it('read ticks, and how it was resolved', async () => {
    const missing = { criteria: ['x'], confirmations: [] };
    await desk.open(resolveView({ incident: it3, settings: settings(), missing }));
    const { sent } = await desk.submit({ criteria: ['It was seen to work'], lingering: 'none' });
    expect(readResolution(sent)).toEqual({
      ...{ on: ['It was seen to work'], off: [] },
      ...{ text: '', lingering: 'none' },
    });
  });

  it('read a reason, a person, and another incident', async () => {
    await desk.open(reopenView(it3));
    expect(readReason((await desk.submit({ reason: 'Again' })).sent)).toBe('Again');
    await desk.open(handOverView(it3));
    expect(readHandOver((await desk.submit({ commander: 'U2' })).sent)).toEqual({ to: 'U2', reason: '' });
    await desk.open(mergeView(it3, [it3, incident(4)], settings()));
    const { sent } = await desk.submit({ into: '4', reason: 'Same' });
    expect(readMerge(sent)).toEqual({ into: 4, reason: 'Same' });
    await desk.open(chooseView([it3, incident(4)], settings(), { for: 'update', source }));
    const choice = await desk.submit({ incident: '4' });
    expect([readChoice(choice.sent), readMetadata(choice.sent.private_metadata)]).toEqual([
      4,
      { for: 'update', source },
    ]);
  });

  it('read an entry of the timeline, new or changed', async () => {
    const message = { source, text: 'It went red', at: noon };
    await desk.open(noteView({ incidents: [it3], settings: settings(), message }));
    expect(readNote((await desk.submit({ approximate: ['approximate'] })).sent)).toEqual({
      ...{ incident: 3, entry: null },
      input: { text: 'It went red', at: noon, approximate: true, source },
    });
    await desk.open(noteView({ incidents: [it3, incident(4)], settings: settings(), message: null }));
    expect(readNote((await desk.submit({ incident: '4', entry: 'So' })).sent)).toEqual({
      ...{ incident: 4, entry: null },
      input: { text: 'So', at: null, approximate: false, source: null },
    });
    const entry = { id: 'e1', at: noon, approximate: true, text: 'So', by: mei, source: null };
    await desk.open(changeEntryView(it3, entry));
    expect(readNote((await desk.submit({ at: (noon + minute) / 1000 })).sent)).toEqual({
      ...{ incident: 3, entry: 'e1' },
      input: { text: 'So', at: noon + minute, approximate: true, source: null },
    });
  });

  it('say which entry a button is about', () => {
    const entry = { id: 'a:b', at: noon, approximate: false, text: 'So', by: mei, source: null };
    const text = JSON.stringify(entriesView({ ...it3, timeline: [entry] }, 'UTC'));
    expect(text).toContain('"action_id":"incident_entry_remove","value":"3:a:b"');
    expect(entryOf('3:a:b')).toEqual({ incident: 3, entry: 'a:b' });
    expect(['', '3', 'x:y', '3:', '1234567890:x'].map(entryOf)).toEqual([null, null, null, null, null]);
  });
});

describe('what is wrong with a form', () => {
  it('stands beside its field, and what has none beside the first, so that Slack shows all of it', async () => {
    const view = declareView(declareForm);
    const fault = new FormFault({ versions: 'A', of: 'B', at: 'C', impact: 'D' });
    const errors = errorsOf(fault, inputsOf(view)) ?? {};
    expect(errors).toEqual({ versions: 'A', title: 'B C', impact: 'D' });
    await desk.open(view);
    const { outcome } = await desk.submit(
      { severity: 's1', versions: 'v' },
      { response_action: 'errors', errors },
    );
    expect(outcome).toMatchObject({ action: 'errors', errors });
  });
});
