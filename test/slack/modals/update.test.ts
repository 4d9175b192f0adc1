/** An update as people fill it in, are overtaken, look at it and send it: through the local Slack. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FormFault } from '../../../src/domain/fault.js';
import { latest } from '../../../src/domain/incident/incident.js';
import { longest } from '../../../src/domain/incident/words.js';
import { hour } from '../../../src/domain/time.js';
import { answersOf, errorsOf, inputsOf } from '../../../src/slack/modals/answers.js';
import { readMetadata } from '../../../src/slack/modals/incident/metadata.js';
import { unpackInput } from '../../../src/slack/modals/incident/packed.js';
import { previewView } from '../../../src/slack/modals/incident/preview.js';
import { draftAsUpdate, readUpdate, updateView } from '../../../src/slack/modals/incident/update.js';
import { noon } from '../../builders/issue.js';
import { type Desk, hostileFacts, incident, nora, settings, startDesk, updated } from './incident.js';

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

describe('an update', () => {
  const form = (it = incident(3)) => ({
    incident: it,
    settings: settings(),
    due,
    typed: null,
    meanwhile: null,
  });

  it('is only what was changed', async () => {
    await desk.open(updateView(form(incident(3, { workaround: 'wait', action: 'looking' }))));
    const { sent } = await desk.submit({ text: 'Found it', fix: 'cause-known', owner: 'nora' });
    expect(readUpdate(sent)).toEqual({
      ...{ text: 'Found it', base: 1, fix: 'cause-known', owner: 'nora', nextUpdateBy: due },
    });
    expect(readMetadata(sent.private_metadata)).toEqual({ incident: 3, base: 1, touched: [] });
  });

  it('counts the time anew where the cadence is another one and nobody chose that time', async () => {
    const sentWith = async (values: object, facts = {}) => {
      await desk.open(updateView(form(incident(3, facts))));
      return readUpdate((await desk.submit({ text: 'x', ...values })).sent).nextUpdateBy;
    };
    expect(await sentWith({ fix: 'waiting' })).toBeNull();
    expect(await sentWith({ fix: 'in-place' }, { fix: 'waiting' })).toBeNull();
    expect(await sentWith({ severity: 's2' })).toBeNull();
    expect(await sentWith({ fix: 'merged' })).toBe(due);
    expect(await sentWith({ fix: 'waiting', nextUpdateBy: (due + hour) / 1000 })).toBe(due + hour);
  });

  it('changes nothing else, whatever the facts are', async () => {
    await fc.assert(
      fc.asyncProperty(hostileFacts, async (given) => {
        const known = { ...given, severity: 's1' };
        await desk.open(updateView(form(incident(3, known))));
        const { sent } = await desk.submit({ text: 'Same' });
        expect(readUpdate(sent)).toEqual({ text: 'Same', base: 1, nextUpdateBy: due });
      }),
      { numRuns: 25 },
    );
  });

  it('keeps facts that Slack counts as longer than they are', async () => {
    const given = { title: '🚢'.repeat(longest.title), impact: '⚓️🚢'.repeat(longest.impact / 4) };
    await desk.open(updateView(form(incident(3, given))));
    const { sent } = await desk.submit({ text: 'x', title: `${given.title.slice(2)}!` });
    expect(readUpdate(sent)).toEqual({
      ...{ text: 'x', base: 1, title: `${given.title.slice(2)}!`, nextUpdateBy: due },
    });
  });

  it('takes fields away, and the promise', async () => {
    await desk.open(updateView(form(incident(3, { action: 'looking', workaround: 'wait' }))));
    const { sent } = await desk.submit({
      ...{ text: 'x', action: null, workaround: '', noWorkaround: ['none'], nextUpdateBy: null },
    });
    expect(readUpdate(sent)).toEqual({ text: 'x', base: 1, action: '', workaround: '', nextUpdateBy: null });
  });

  it.each([
    [{ workaround: 'wait' }, 'remove one of the two'],
    [{ noWorkaround: [] }, 'that no workaround is known'],
  ])('does not go with a workaround and a box that contradict each other: %j', async (values, problem) => {
    await desk.open(updateView(form()));
    const { sent } = await desk.submit({ text: 'x', ...values });
    expect(() => readUpdate(sent)).toThrow(problem);
    const fault = new FormFault({ workaround: 'No' });
    expect(errorsOf(fault, inputsOf(sent))).toEqual({ workaround: 'No' });
  });

  it('that was overtaken keeps what was typed, and takes over what the others changed', async () => {
    const before = incident(3, { action: 'looking' });
    await desk.open(updateView(form(before)));
    const mine = { text: 'Mine', impact: 'More than that', owner: 'me' };
    const first = await desk.submit(mine, { response_action: 'errors', errors: { text: 'wait' } });
    const theirs = incident(3, { action: 'looking' }, [
      updated('Theirs', { impact: 'Nobody', action: 'mending', fix: 'proposed' }),
    ]);
    const again = updateView({
      ...form(theirs),
      typed: readUpdate(first.sent),
      meanwhile: latest(theirs),
    });
    const shown = JSON.stringify(again);
    expect(shown).toContain('Rev 2 was sent by nora at <!date^');
    expect(shown).toContain('Yours is not sent. Change it if needed.');
    expect(shown).toContain('As of rev 2: Nobody');
    await desk.submit({}, { response_action: 'update', view: again });
    const { sent } = await desk.submit({}, { response_action: 'errors', errors: { text: 'wait' } });
    expect(answersOf(sent).text('action')).toBe('mending');
    expect(readUpdate(sent)).toEqual({ ...mine, base: 2, nextUpdateBy: due });

    // Overtaken twice: still what was typed in the first round.
    const third = incident(3, { action: 'looking' }, [
      updated('Theirs', { impact: 'Nobody', action: 'mending' }),
      updated('Theirs again', { impact: 'Somebody', owner: 'they' }),
    ]);
    const twice = updateView({ ...form(third), typed: readUpdate(sent), meanwhile: latest(third) });
    await desk.submit({}, { response_action: 'update', view: twice });
    const last = await desk.submit({});
    expect(readUpdate(last.sent)).toEqual({ ...mine, base: 3, nextUpdateBy: due });
  });

  it('is looked at, and sent from there', async () => {
    await desk.open(updateView(form()));
    const filled = { text: 'x'.repeat(longest.text), impact: 'Ü'.repeat(longest.impact) };
    const first = await desk.submit(filled, { response_action: 'errors', errors: { text: 'wait' } });
    const packed = { input: readUpdate(first.sent), of: null };
    const preview = {
      incident: incident(3),
      head: { text: 'x', blocks: [] },
      copies: 0,
      pinged: [],
      waits: false,
    };
    await desk.submit({}, { response_action: 'push', view: previewView(preview, packed, 'd1') });
    const { sent } = await desk.submit({});
    expect(sent.callback_id).toBe('incident_preview');
    const { packed: carried = '', draft } = readMetadata(sent.private_metadata);
    expect([unpackInput(carried), draft]).toEqual([packed, 'd1']);
    expect(errorsOf(new FormFault({ text: 'No' }), inputsOf(sent))).toBeNull();
  });

  it('is made of somebody’s draft', () => {
    const issue = { name: 'a/b#1', url: 'https://github.com/a/b/pull/1' };
    const draft = { id: 'd', by: nora, text: 't', base: 2, why: 'approval' as const };
    expect(draftAsUpdate({ ...draft, facts: { issue, impact: 'i', nextUpdateBy: due - 1 } }, due)).toEqual({
      ...{ text: 't', base: 2, issue: issue.url, impact: 'i', nextUpdateBy: due },
    });
    expect(draftAsUpdate({ ...draft, facts: { issue: null, nextUpdateBy: due + 1 } }, due)).toEqual({
      ...{ text: 't', base: 2, issue: '', nextUpdateBy: due + 1 },
    });
  });
});
