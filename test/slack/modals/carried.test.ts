/** What a modal carries with it out of sight: it comes back as it was, or is known not to be ours. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Source } from '../../../src/domain/incident/event.js';
import type { Update } from '../../../src/domain/incident/update.js';
import { longest } from '../../../src/domain/incident/words.js';
import { hour } from '../../../src/domain/time.js';
import { readMetadata, writeMetadata } from '../../../src/slack/modals/incident/metadata.js';
import { type Packed, packInput, unpackInput } from '../../../src/slack/modals/incident/packed.js';
import { hostileText } from '../../builders/arbitraries.js';
import { noon } from '../../builders/issue.js';
import { nora } from './incident.js';

const source: Source = {
  channel: 'C1',
  ts: '1489683600.000100',
  author: nora,
  url: 'https://x.slack.com/p1',
};
const due = noon + hour;

describe('what a modal carries', () => {
  const optional = (text: fc.Arbitrary<string>) => fc.option(text, { nil: undefined });
  const input: fc.Arbitrary<Update> = fc.record({
    text: hostileText(longest.text),
    base: fc.nat(),
    impact: optional(hostileText(longest.impact)),
    workaround: optional(hostileText(longest.workaround)),
    fix: fc.constantFrom('unknown', 'waiting', undefined),
    nextUpdateBy: fc.option(fc.nat()),
  });
  const packed: fc.Arbitrary<Packed> = fc.record({
    input,
    of: fc.option(
      fc.record({ revision: fc.integer({ min: 1, max: 999 }), reason: hostileText(longest.reason) }),
    ),
  });

  it('unfolds to what was folded, or is refused beside the text when it does not fit', () => {
    fc.assert(
      fc.property(packed, (given) => {
        let text: string;
        try {
          text = packInput(given);
        } catch (error) {
          expect(error).toMatchObject({
            fields: { text: expect.stringContaining('too much for one update') },
          });
          return;
        }
        expect(text.length).toBeLessThanOrEqual(2700);
        expect(unpackInput(text)).toEqual(JSON.parse(JSON.stringify(given)));
      }),
    );
  });

  it('holds all fields of English at their longest', () => {
    const line = 'Everybody who upgrades the control plane from v1.5 loses the cached images on node 17; ';
    const full = (field: keyof typeof longest, at: number) =>
      Array.from({ length: 20 }, (_, n) => `${at * 31 + n * 7} ${line}`)
        .join('')
        .slice(0, longest[field]);
    const fields = ['title', 'versions', 'impact', 'workaround', 'action', 'owner'] as const;
    const input = {
      ...{ text: full('text', 9), base: 12, nextUpdateBy: due, fix: 'waiting' as const, severity: 's1' },
      ...Object.fromEntries(fields.map((field, at) => [field, full(field, at)])),
    };
    expect(unpackInput(packInput({ input, of: { revision: 3, reason: full('reason', 11) } }))?.input).toEqual(
      input,
    );
  });

  it('does not hold what cannot be made smaller', () => {
    const noise = Array.from({ length: longest.text }, (_, at) =>
      String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000)),
    );
    const text = noise.join('');
    const input = { text, base: 1, impact: text.slice(0, 500), nextUpdateBy: null };
    expect(() => packInput({ input, of: null })).toThrow('too much for one update');
  });

  it.each(['', 'x', 'AAAA', '!!!', Buffer.from('{}').toString('base64url')])(
    'is not read when it is not ours: %j',
    (text) => {
      expect(unpackInput(text)).toBeNull();
      expect(readMetadata(text)).toEqual({});
    },
  );

  it.each(['[]', '{"incident":"3"}', '{"source":{}}', 'null'])('is nothing when it is %s', (text) => {
    expect(readMetadata(text)).toEqual({});
  });

  it('loses a long address before anything else', () => {
    const url = `https://x.example/${'x'.repeat(3000)}`;
    const text = writeMetadata({ known: 1, source: { ...source, url } });
    expect(readMetadata(text)).toEqual({ known: 1, source: { ...source, url: null } });
    expect(() => writeMetadata({ draft: 'x'.repeat(3000) })).toThrow('does not fit');
  });
});
