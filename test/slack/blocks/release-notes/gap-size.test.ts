/** Pages of gaps are divided by what each takes at most, so that only one of them is written. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Gap } from '../../../../src/domain/release-notes/gap.js';
import { gapCodes } from '../../../../src/domain/release-notes/gap-list.js';
import { sizeAtMost } from '../../../../src/slack/blocks/release-notes/gap-size.js';
import { gapsMessage } from '../../../../src/slack/blocks/release-notes/gaps.js';
import { hostileText } from '../../../builders/arbitraries.js';
import { release } from '../../../builders/release.js';
import { gap, notesEvidence } from '../../../builders/remembering-notes.js';

const pageOf = (gaps: Gap[], page = 0) =>
  gapsMessage(
    { release: release(), evidence: notesEvidence({ gaps }) },
    { filter: { by: 'all' }, page, logins: [] },
  );

describe('the room that gaps take', () => {
  it('is never less than what is written of one', () => {
    const text = fc.oneof(
      hostileText(600),
      fc.string({ unit: 'binary', maxLength: 800 }),
      fc.constantFrom('&'.repeat(400), '"\\'.repeat(300)),
    );
    fc.assert(
      fc.property(
        fc.record({
          ...{ title: text, text, todo: text, code: fc.constantFrom(...gapCodes) },
          number: fc.option(fc.nat({ max: 999_999 })),
          url: fc.option(
            fc.oneof(
              fc.webUrl(),
              text.map((path) => `https://github.com/${path}`),
            ),
          ),
          repository: fc.option(text),
          owners: fc.array(text, { maxLength: 5 }),
        }),
        (given) => {
          const one = gap(given);
          // The header and the facts stand before it, and the group above it.
          const block = pageOf([one]).blocks[3];
          expect(JSON.stringify(block).length).toBeLessThanOrEqual(sizeAtMost(one, release().name));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is told without writing those of other pages', () => {
    let asked = 0;
    const many = Array.from({ length: 3000 }, (_, at) => {
      const one = gap({ number: at + 1 });
      return Object.defineProperty(one, 'text', {
        get() {
          asked++;
          return 'Neither a note nor NONE';
        },
      });
    });
    const { blocks } = pageOf(many, 7);
    expect(blocks.length).toBeGreaterThan(10);
    expect(asked).toBeLessThan(3000 + 50);
  });
});
