/** The documents of enhancements in the report: JSON by its schema, Markdown in which nothing of a document acts. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EnhancementStanding } from '../../src/domain/enhancement/standing.js';
import { minute } from '../../src/domain/time.js';
import { reportJson, reportSchema } from '../../src/report/json.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { hostileText } from '../builders/arbitraries.js';
import { noon } from '../builders/issue.js';
import { release } from '../builders/release.js';
import { lack, standing } from '../builders/standing.js';
import { source, status } from '../builders/status.js';

const of = release({
  enhancements: { repository: 'acme/features', milestone: 'v1.6' },
  ...{ readsDocuments: true, documentsWithin: 45 * minute },
});
const over = (standings: EnhancementStanding[], readAt: number | null = noon - minute) =>
  status({
    of,
    enhancements: source({ repository: 'acme/features' }),
    more: { documents: { standings, readAt, problem: null } },
  });
const json = (...of: Parameters<typeof over>) =>
  JSON.parse(JSON.stringify(reportJson(over(...of), { issues: [], withoutMilestone: [], enhancements: [] })));
const one = standing({ number: 7, title: 'Wake @all', lacks: [lack({ url: 'https://example.org/a b' })] });

describe('the documents of enhancements in a report', () => {
  it('are counted by group, and each is listed with what it lacks', () => {
    const markdown = reportMarkdown(over([one, standing({ number: 8, group: 'storage' })]));
    expect(markdown).toContain('- Documents: 1 of 2 enhancements is not ready');
    expect(markdown).toContain('  - Node: 1 of 1\n    - [KEP-7](https://github.com/acme/features/issues/7)');
    expect(markdown).toContain('      - (R) Tests are planned ([see](https://example.org/a%20b))');
    expect(markdown).not.toContain('Storage');
    expect(markdown).not.toContain('@all');
    const brief = reportMarkdown(over([one]), { brief: true });
    expect(brief).toContain('  - Node: 1 of 1');
    expect(brief).not.toContain('KEP-7');
  });

  it('that are not known are said not to be', () => {
    expect(reportMarkdown(over([], null))).toContain('- Documents: not known: ');
    expect(reportMarkdown(over([]))).toContain('- Documents: no enhancement in the milestone');
    expect(reportMarkdown(over([standing({ number: 1 })]))).toContain('- Documents: 1 enhancement, ready');
  });

  it('keep to the schema, and are left out where nobody reads them', () => {
    const { documents } = json([one]);
    expect(documents).toMatchObject({
      groups: [{ group: 'node', name: 'Node', all: 1, notReady: 1 }],
      enhancements: [{ number: 7, ready: false, lacks: [{ code: 'box' }], unread: [] }],
    });
    expect(reportSchema.parse(json([one]))).toEqual(json([one]));
    expect(reportJson(status(), { issues: [], withoutMilestone: [], enhancements: [] })).not.toHaveProperty(
      'documents',
    );
  });

  it('do nothing in Markdown, whatever is in them', () => {
    fc.assert(
      fc.property(hostileText(200), (word) => {
        const hostile = standing({
          ...{ number: 9, title: word, group: word || null, url: word, unread: [word] },
          lacks: [lack({ text: word, url: word })],
        });
        const report = json([hostile]);
        expect(reportSchema.parse(report)).toEqual(report);
        const lines = reportMarkdown(over([hostile])).split('\n');
        const its = lines.slice(lines.findIndex((line) => line.startsWith('- Documents')));
        expect(its.slice(0, 5).join('\n')).not.toMatch(/(?<!\\)<|@[A-Za-z]/);
      }),
      { numRuns: 100 },
    );
  });
});
