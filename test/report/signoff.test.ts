/** The sign-off in the report: what it says as Markdown, and as JSON of the promised shape. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SignOffEvidence } from '../../src/domain/signoff/poll.js';
import { reportJson, reportSchema } from '../../src/report/json.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { noon } from '../builders/issue.js';
import { answer, asking, commitA, commitB, nora, poll, waiting } from '../builders/signoff.js';
import { status } from '../builders/status.js';
import { anyShownPoll } from '../slack/blocks/signoff/hostile.js';

const evidence = (given: Partial<SignOffEvidence> = {}): SignOffEvidence => ({
  ...{ poll: poll(), head: { commit: commitA, readAt: noon }, tag: null, problem: null, delegations: [] },
  ...given,
});
const of = (signOff: SignOffEvidence) => status({ of: asking(), more: { signOff } });
const lists = { issues: [], withoutMilestone: [], enhancements: [] };
const json = (signOff: SignOffEvidence) =>
  reportSchema.parse(JSON.parse(JSON.stringify(reportJson(of(signOff), lists)))).signOff;

const answered = poll({
  groups: [
    { group: 'node', state: 'go', answer: answer({ delegateOf: nora }) },
    {
      group: 'network',
      state: 'no-go',
      answer: answer({
        answer: 'no-go',
        reason: 'Services *leak* @everyone',
        issue: { name: '#7', url: 'https://github.com/acme/rocket/issues/7' },
      }),
    },
    {
      group: 'storage',
      state: 'void',
      answer: answer({ voided: { why: 'commit', from: commitA, to: commitB, at: noon } }),
    },
  ],
});

describe('the section of the report', () => {
  it('says which candidate at which commit, and what every group said', () => {
    const text = reportMarkdown(of(evidence({ poll: answered })));
    const section = text.slice(text.indexOf('## Sign-off'));
    expect(section).toContain(
      `- v1.6.0-rc.1 ([aaaaaaaaa](https://github.com/acme/rocket/commit/${commitA})): **1 of 3 GO, 1 NO GO, 1 void**, asked by nora`,
    );
    expect(section).toContain('- Node: GO (max for nora, Thu 16 March 2017, 13:00 UTC)');
    expect(section).toMatch(
      /- Network: \*\*NO GO\*\* \(max, .*\) \[\\#7\]\(https:\S+\): Services \\\*leak\\\*/,
    );
    expect(section).toMatch(/- Storage: void, because bbbbbbbbb landed on release-1\.6; it was GO \(max/);
    expect(text).toContain('- [Sign-off](#sign-off)');
  });

  it('says that nobody was asked, why the branch could not be read, and nothing where groups are not asked', () => {
    const text = reportMarkdown(of(evidence({ poll: null, problem: 'GitHub is away' })));
    expect(text).toContain(
      '## Sign-off\n- Nobody was asked yet\n- The branch could not be read: GitHub is away',
    );
    expect(reportMarkdown(status())).not.toContain('Sign-off');
  });

  it('says what ended it', () => {
    const cause = { why: 'commit' as const, from: commitA, to: commitB };
    const ended = poll({ ended: { why: 'overtaken', at: noon, by: nora, cause } });
    expect(reportMarkdown(of(evidence({ poll: ended })))).toContain(
      'overtaken Thu 16 March 2017, 12:00 UTC (bbbbbbbbb landed on release-1.6)',
    );
    // Nobody waits for an answer to what is over.
    expect(reportMarkdown(of(evidence({ poll: ended })))).toContain('- Node: no answer\n');
    expect(reportMarkdown(of(evidence()))).toContain('- Node: waiting\n');
  });

  it('stays one line for each group whatever was said', () => {
    fc.assert(
      fc.property(anyShownPoll, ({ poll: any }) => {
        const text = reportMarkdown(of(evidence({ poll: any })));
        const section = text.slice(text.indexOf('## Sign-off')).split('\n## ')[0] ?? '';
        const lines = section.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
        expect(lines.length).toBe(any.groups.length + 1);
        for (const line of lines) expect(line).toMatch(/^- /);
        expect(section).not.toMatch(/(?<!\\)<(?!https?:)/);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the report as JSON', () => {
  it('carries the poll with every answer', () => {
    expect(json(evidence({ poll: answered }))?.poll).toMatchObject({
      candidate: { name: 'v1.6.0-rc.1', tag: 'v1.6.0-rc.1', commit: commitA },
      groups: [
        { slug: 'node', name: 'Node', state: 'go', answer: { by: 'max', delegateOf: 'nora', void: null } },
        {
          state: 'no-go',
          answer: { reason: 'Services *leak* @everyone', issue: expect.stringContaining('/7') },
        },
        { state: 'void', answer: { void: { why: 'bbbbbbbbb landed on release-1.6' } } },
      ],
    });
    expect(json(evidence({ poll: poll({ groups: [waiting('node')] }) }))?.poll?.groups).toEqual([
      { slug: 'node', name: 'Node', state: 'waiting', answer: null },
    ]);
  });

  it('says null where nobody was asked, and leaves it out where groups are not', () => {
    expect(json(evidence({ poll: null }))).toEqual({ poll: null, problem: null });
    expect(reportJson(status(), lists)).not.toHaveProperty('signOff');
  });
});
