/** The forms of the sign-off: Slack takes them whatever stands in them, and what comes back is checked. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FormFault } from '../../../src/domain/fault.js';
import { viewBlockProblems } from '../../../src/sandbox/slack/blocks/validate.js';
import { answerView, readAnswer } from '../../../src/slack/modals/signoff/answer.js';
import { askSignoffView } from '../../../src/slack/modals/signoff/ask.js';
import { delegateView, readDelegate } from '../../../src/slack/modals/signoff/delegate.js';
import { answerKinds, readSignoffMetadata } from '../../../src/slack/modals/signoff/names.js';
import { closeView, extendView, withdrawView } from '../../../src/slack/modals/signoff/poll.js';
import { hostileText } from '../../builders/arbitraries.js';
import { noon } from '../../builders/issue.js';
import { asking, poll, shownPoll } from '../../builders/signoff.js';
import { expectHarmless, markupOf } from '../blocks/checks.js';
import { anyShownPoll } from '../blocks/signoff/hostile.js';

const sent = (metadata: unknown, values: Record<string, Record<string, object>> = {}) => ({
  blocks: [],
  state: { values },
  private_metadata: typeof metadata === 'string' ? metadata : JSON.stringify(metadata),
});
const typed = (value: string) => ({ x: { type: 'plain_text_input', value } });

describe('the forms', () => {
  it('fit, and nothing in them acts for anybody else', () => {
    fc.assert(
      fc.property(anyShownPoll, hostileText(300), (shown, text) => {
        const { release } = shown;
        const groups = shown.poll.groups.map(({ group }) => group);
        const views = [
          ...answerKinds.map((kind) => answerView(shown, groups, kind, { reason: text, conditions: text })),
          askSignoffView({ release, open: shown.poll, deadline: noon }, text),
          withdrawView(shown, groups),
          extendView(shown),
          closeView(shown),
          delegateView(release, groups),
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

  it('says how many are asked, and which poll ends by it', () => {
    const text = JSON.stringify(askSignoffView({ release: asking(), open: poll(), deadline: noon }, ''));
    expect(text).toContain('*3 SIGs* of *v1.6* are asked in <#C0RELEASE>');
    expect(text).toContain('The poll for *v1.6.0-rc.1* (0 of 3 GO) ends with it, unless');
  });

  it('offers a menu where there are too many groups for boxes', () => {
    const many = Array.from({ length: 12 }, (_, at) => `g${at}`);
    expect(JSON.stringify(answerView(shownPoll(), many, 'go'))).toContain('"static_select"');
    expect(JSON.stringify(answerView(shownPoll(), many.slice(0, 3), 'go'))).toContain('"checkboxes"');
  });
});

describe('what comes back', () => {
  it('is what was carried, or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText(200), fc.json()), (text) => {
        const read = readSignoffMetadata(text);
        if (read.poll !== undefined) expect(Number.isInteger(read.poll) && read.poll > 0).toBe(true);
        if (read.answer !== undefined) expect(answerKinds).toContain(read.answer);
      }),
    );
    expect(readSignoffMetadata('{"poll":-1}')).toEqual({});
    expect(readSignoffMetadata('{"poll":7,"answer":"maybe"}')).toEqual({});
  });

  it('names every field that is missing, at once', () => {
    const fault = (work: () => unknown): object => {
      try {
        work();
      } catch (error) {
        if (error instanceof FormFault) return error.fields;
        throw error;
      }
      return {};
    };
    expect(fault(() => readAnswer(sent({ poll: 7, answer: 'no-go' })))).toEqual({
      groups: 'Choose at least one.',
      reason: 'A NO GO needs a reason.',
    });
    expect(fault(() => readAnswer(sent({ poll: 7, answer: 'go-if', group: 'node' })))).toEqual({
      conditions: 'Name what has to be merged or closed first.',
    });
    expect(fault(() => readDelegate(sent({ release: 'v1.6' })))).toEqual({
      groups: 'Choose one.',
      delegate: 'Choose a person.',
      until: 'Say until when.',
    });
  });

  it('a group that is carried is not chosen once more', () => {
    const values = { groups: { x: { selected_options: [{ value: 'storage' }] } }, reason: typed(' leaks ') };
    const read = readAnswer(sent({ poll: 7, answer: 'no-go', group: 'node' }, values));
    expect(read).toMatchObject({ poll: 7, groups: ['node'], reason: 'leaks' });
  });
});
