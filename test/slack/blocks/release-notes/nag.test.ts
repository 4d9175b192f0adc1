/** A reminder says number, title and what is missing, with a button for the note; Slack takes it however much it is. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Gap } from '../../../../src/domain/release-notes/gap.js';
import type { Nag } from '../../../../src/domain/release-notes/nag.js';
import { nagRenderer } from '../../../../src/slack/blocks/release-notes/nag.js';
import { hostileText } from '../../../builders/arbitraries.js';
import { gap } from '../../../builders/notes-acting.js';
import { release } from '../../../builders/release.js';
import { asMessage, expectHarmless, expectSlackTakesIt, markupOf, textsOf } from '../checks.js';

const nag = (parts: Nag['parts'], isDirect = false): Nag => ({ place: 'C0NODE', isDirect, parts, hash: 'x' });
const say = (one: Nag) => asMessage(nagRenderer.nag(release(), one));
const words = (one: Nag) => textsOf(say(one).blocks).join('\n');
const pressable = (one: Nag) =>
  say(one).blocks.flatMap(({ accessory }) => (accessory as { value: string } | undefined)?.value ?? []);

describe('a reminder', () => {
  it('tells a person what is theirs, with a button where a note mends it', () => {
    const one = nag([{ owners: [], gaps: [gap(7), gap(8, { code: 'feature-docs' })] }], true);
    expect(words(one)).toContain('Release notes of v1.6: 2 things of yours are still missing');
    expect(words(one)).toContain(
      '<https://github.com/acme/rocket/pull/7|#7> *change 7*\nIt says nothing for the release notes · Write a note',
    );
    expect(pressable(one)).toEqual(['v1.6#7']);
  });

  it('tells a channel by owner, and mentions nobody', () => {
    const text = words(
      nag([
        { owners: ['jane', '<!channel>'], gaps: [gap(7)] },
        { owners: [], gaps: [gap(8)] },
      ]),
    );
    expect(text).toContain('*jane, &lt;!channel&gt;*');
    expect(text).toContain('*Nobody is known*');
  });

  it('says how many more there are', () => {
    const gaps = Array.from({ length: 60 }, (_, at) => gap(at + 1));
    const text = words(nag([{ owners: ['jane'], gaps }]));
    const more = Number(/and (\d+) more/.exec(text)?.[1]);
    expect(text.split('*change ').length - 1 + more).toBe(60);
    const parts = gaps.map((one) => ({ owners: [`owner-${one.number}`], gaps: [one] }));
    expect(words(nag(parts))).toMatch(/and \d+ more/);
    expectSlackTakesIt(say(nag(parts)));
  });

  it('is taken by Slack, and harmless, whatever anybody wrote', () => {
    const hostile: fc.Arbitrary<Gap> = fc
      .record({ title: hostileText(), text: hostileText(), todo: hostileText() })
      .map((given) => gap(7, given));
    const part = fc.record({
      owners: fc.array(hostileText(), { maxLength: 7 }),
      gaps: fc.array(hostile, { minLength: 1, maxLength: 30 }),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.boolean(), (parts, isDirect) => {
        const message = say(nag(parts, isDirect));
        expectSlackTakesIt(message);
        for (const text of markupOf(message.blocks)) expectHarmless(text);
      }),
      { numRuns: 60 },
    );
  });
});
