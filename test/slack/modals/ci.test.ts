/** The forms of the test signal, whatever jobs and issues are called: Slack takes them, and they come back as they were sent. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readView } from '../../../src/sandbox/slack/methods/view-args.js';
import { Refusal } from '../../../src/sandbox/slack/refusal.js';
import { fileView } from '../../../src/slack/modals/ci/file.js';
import { manualView } from '../../../src/slack/modals/ci/manual.js';
import { readCiMetadata, writeCiMetadata } from '../../../src/slack/modals/ci/names.js';
import { silenceView } from '../../../src/slack/modals/ci/silence.js';
import { wordView } from '../../../src/slack/modals/ci/word.js';
import type { Modal } from '../../../src/slack/modals/modal.js';
import { hostileText } from '../../builders/arbitraries.js';
import { anyJob } from '../../builders/arbitrary-ci.js';
import { expectHarmless, markupOf, textsOf } from '../blocks/checks.js';
import { anyShown } from '../blocks/ci/shown.js';

function expectSlackTakesIt(view: Modal): void {
  try {
    readView({ ...view }, 'modal');
  } catch (error) {
    throw error instanceof Refusal ? new Error(JSON.stringify(error.answer())) : error;
  }
  for (const markup of markupOf(view)) {
    expectHarmless(markup);
    expect(markup).not.toMatch(/<[@!#]/);
  }
  expect(textsOf(view).join('\n')).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
}

const some = { numRuns: 60, endOnFailure: true };
const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 120 });

describe('any form of the test signal', () => {
  it('is taken by Slack, and calls nobody', () => {
    fc.assert(
      fc.property(anyShown, anyJob(), names, hostileText(3000), (shown, job, releases, text) => {
        const id = shown.alert.id.slice(0, 200).replace(/\p{Surrogate}/gu, '');
        expectSlackTakesIt(silenceView({ ...shown, alert: { ...shown.alert, id } }));
        expectSlackTakesIt(wordView(job, releases as [string, ...string[]]));
        expectSlackTakesIt(wordView(job, ['v1.6']));
        expectSlackTakesIt(manualView(job, 'v1.6', job.columns[0]?.commit ?? null));
        const draft = {
          repository: text.slice(0, 40),
          title: text,
          body: text.repeat(3),
          labels: [text, 'b'],
        };
        expectSlackTakesIt(fileView(id, draft));
      }),
      some,
    );
  });

  it('carries what it is about, and takes nothing else for it', () => {
    const carried = { alert: 'a"b', release: 'v1.6', job: 'testgrid:a#b' };
    expect(readCiMetadata(writeCiMetadata(carried))).toEqual(carried);
    for (const odd of ['', 'x', '[]', '{"alert":1}', 'null']) expect(readCiMetadata(odd)).toEqual({});
  });
});

describe('the text of an issue', () => {
  const bodyOf = (body: string): string => {
    const view = fileView('a', { repository: 'a/b', title: 'T', body, labels: [] });
    const found = view.blocks.find(({ block_id: id }) => id === 'body')?.element as { initial_value: string };
    return found.initial_value;
  };

  it('is cut to what a field holds, and a block of code that is torn by that is closed', () => {
    expect(bodyOf('short')).toBe('short');
    const cut = bodyOf(`Fails with\n\`\`\`\n${'x'.repeat(5000)}\n\`\`\``);
    expect(cut.length).toBeLessThanOrEqual(3000);
    expect(cut.match(/^```/gm)).toHaveLength(2);
    expect(bodyOf('x'.repeat(5000)).match(/^```/gm)).toBeNull();
  });
});
