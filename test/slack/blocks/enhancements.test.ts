/** Messages about enhancements: Slack takes them however many there are, and nothing in a document acts in them. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { KepReadme } from '../../../src/domain/enhancement/enhancement.js';
import type { ShownEnhancement } from '../../../src/domain/enhancement/shown.js';
import type { EnhancementStanding } from '../../../src/domain/enhancement/standing.js';
import { newsByGroup } from '../../../src/domain/enhancement/telling.js';
import { UserFault } from '../../../src/domain/fault.js';
import type { Status } from '../../../src/domain/status.js';
import { minute } from '../../../src/domain/time.js';
import { enhancementsMessage } from '../../../src/slack/blocks/enhancements/features.js';
import { enhancementRenderer } from '../../../src/slack/blocks/enhancements/group.js';
import { kepMessage } from '../../../src/slack/blocks/enhancements/kep.js';
import { enhancementsLine } from '../../../src/slack/blocks/enhancements/line.js';
import { statusMessage } from '../../../src/slack/blocks/status/status.js';
import { cutTo, hostileText } from '../../builders/arbitraries.js';
import { noon } from '../../builders/issue.js';
import { release } from '../../builders/release.js';
import { lack, standing } from '../../builders/standing.js';
import { source, status } from '../../builders/status.js';
import { asMessage, expectSlackTakesIt, textsOf } from './checks.js';

const of = release({
  gates: [
    {
      ...{ id: 'documents', type: 'enhancement-sign-off', blocks: true },
      ...{ reason: 'Documents in {milestone}', actions: ['Complete them'] },
    },
  ],
  enhancements: { repository: 'acme/features', milestone: 'v1.6' },
  ...{ readsDocuments: true, documentsWithin: 45 * minute },
});
const over = (standings: EnhancementStanding[], more: object = {}): Status =>
  status({
    of,
    enhancements: source({ repository: 'acme/features' }),
    more: { documents: { standings, readAt: noon - minute, problem: null, ...more } },
  });
const said = (message: { blocks: object[] }) => textsOf(message.blocks).join('\n');

const many = (count: number, words: readonly string[] = ['x']): EnhancementStanding[] =>
  Array.from({ length: count }, (_, at) => {
    const word = words[at % words.length] ?? 'x';
    return standing({
      number: at + 1,
      title: word,
      group: at % 7 === 0 ? null : `${cutTo(word, 20).toLowerCase()}-${at % 9}`,
      lacks: Array.from({ length: at % 5 }, (_, which) =>
        lack({
          text: word,
          todo: word,
          blocks: which > 0,
          url:
            which === 2
              ? `https://github.com/${encodeURIComponent(word.replace(/\p{Surrogate}/gu, ''))}`
              : null,
        }),
      ),
      ...(at % 11 === 0 ? { unread: [word] } : {}),
    });
  });

describe('enhancements in a message', () => {
  it('fit, whatever they are called and however many they are', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1, 12, 90, 400),
        fc.array(hostileText(300), { minLength: 1, maxLength: 4 }),
        (count, words) => {
          const one = over(many(count, words));
          expectSlackTakesIt(enhancementsMessage(one));
          expectSlackTakesIt(statusMessage(one));
          for (const news of newsByGroup(many(count, words)))
            expectSlackTakesIt(asMessage(enhancementRenderer.group(of, news)));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('say how many are left out, and how to see them', () => {
    const all = said(enhancementsMessage(over(many(400))));
    expect(all).toMatch(/and \d+ more that are not ready: `features x-\d` shows those of one SIG/);
  });

  it('are those of one group where one is named, with or without what its label begins with', () => {
    const all = [standing({ number: 1, lacks: [lack()] }), standing({ number: 2, group: 'api-machinery' })];
    for (const typed of ['node', 'Node', 'sig-node', 'sig/node', 'SIG Node'])
      expect(said(enhancementsMessage(over(all), typed))).toContain(
        'Enhancements of Node in v1.6: 1 of 1 not ready',
      );
    expect(said(enhancementsMessage(over(all), 'API Machinery'))).toContain('KEP-2');
    expect(() => enhancementsMessage(over(all), 'nobody')).toThrow(UserFault);
  });

  it('are not claimed where nobody read them', () => {
    expect(said(enhancementsMessage(over([], { readAt: null })))).toContain('Not known: ');
    const old = over([standing({ number: 1 })], { readAt: noon - 60 * minute });
    expect(said(enhancementsMessage(old))).toContain('Not known any more: ');
  });

  it('are one line of a digest', () => {
    const line = (standings: EnhancementStanding[], more = {}) =>
      textsOf(enhancementsLine(over(standings, more), 6)).join('');
    expect(line([standing({ number: 1, lacks: [lack()] }), standing({ number: 2 })])).toBe(
      '*Enhancements* 1 of 2 not ready: Node 1',
    );
    expect(line([standing({ number: 1 })])).toBe('*Enhancements* the one is ready');
    expect(line([], { readAt: null })).toContain('not known');
    expect(enhancementsLine(status(), 6)).toEqual([]);
  });
});

describe('one enhancement in a message', () => {
  const readme = (word: string, count: number): KepReadme => ({
    title: word,
    boxes: [],
    questions: [],
    ...{ testPlan: 'answered', graduation: 'template', designDetails: null },
    history: Array.from({ length: count }, () => word),
    lines: 100,
  });
  const shown = (word: string, count: number): ShownEnhancement => ({
    release: of,
    files: 'https://github.com/acme/features/blob/HEAD',
    ...{ readAt: noon, problem: word },
    detail: {
      standing: standing({ number: 1, title: word, lacks: many(6, [word])[4]?.lacks ?? [] }),
      documents: {
        ...{ number: 1, folder: `keps/${word}`, kep: null, prr: null },
        readme: { value: readme(word, count), faults: [] },
      },
      boxes: Array.from({ length: count }, (_, at) => ({
        ...{ key: `${at}`, text: word, isTicked: at % 2 === 0, isRequired: true, depth: at % 4, line: at },
        ...{ isAsked: at % 5 > 0, contradiction: at % 3 === 0 ? word : null },
      })),
      questions: Array.from({ length: count }, (_, at) => ({
        ...{ section: `${word} ${at % 7}`, question: word, line: at },
        answered: (['answered', 'empty', 'template'] as const)[at % 3] ?? 'empty',
      })),
      faults: Array.from({ length: count }, (_, at) => ({
        ...{ file: `keps/${word}/kep.yaml`, field: word, line: at + 1, problem: word },
      })),
    },
  });

  it('fits, whatever stands in its documents and however much', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 3, 40, 500), hostileText(300), (count, word) => {
        expectSlackTakesIt(kepMessage(shown(word || 'x', count)));
      }),
      { numRuns: 40 },
    );
  });

  it('of which a document could not be read is not called ready, and nothing is said of what stands there', () => {
    const one = shown('x', 0);
    const folder = 'keps/sig-node/1-x';
    const unread = [`${folder}/kep.yaml: gone`, `${folder}/README.md: gone`];
    const detail = { ...one.detail, standing: standing({ number: 1, unread }) };
    const message = kepMessage({ ...one, detail });
    expect(message.text).toContain('not known');
    expect(said(message)).toContain('The README could not be read');
    expect(said(message)).toContain('approvers not known');
    expect(said(message)).not.toMatch(/\*ready|no such/);
  });

  it('leads to the line of a fault: Markdown shows its lines as plain text only', () => {
    const one = shown('x', 0);
    const faults = ['README.md', 'kep.yaml'].map((file) => ({ file, field: null, line: 7, problem: 'odd' }));
    const text = said(kepMessage({ ...one, detail: { ...one.detail, faults } }));
    expect(text).toContain('/README.md?plain=1#L7|');
    expect(text).toContain('/kep.yaml#L7|');
  });
});
