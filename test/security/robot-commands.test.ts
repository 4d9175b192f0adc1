/** What robots on GitHub obey, and how texts that Signalman posts there are kept from it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { robotCommand } from '../../src/domain/robot-command.js';
import { ciIssue } from '../../src/report/ci-issue.js';
import { writtenNoteMarkdown } from '../../src/report/written-note.js';
import { readIssue } from '../../src/slack/modals/ci/file.js';

const typed = (body: string) =>
  ({
    private_metadata: '',
    state: {
      values: {
        title: { title: { type: 'plain_text_input', value: 'It fails' } },
        body: { body: { type: 'plain_text_input', value: body } },
      },
    },
  }) as unknown as Parameters<typeof readIssue>[0];

const alert = { tests: ['zqtest #4242'], since: 0, runs: 3, range: { good: null, bad: null } };
const draft = (said: string) =>
  ciIssue(
    {
      ...{ alert: alert as never, releases: [], zone: 'UTC', owner: null },
      job: { name: 'job #4242', board: 'board', url: null, messages: { 'zqtest #4242': said } } as never,
    },
    { groups: { prefix: 'sig/' }, kinds: [] },
  ).body;

describe('a command to robots', () => {
  it.each(['/approve', 'x\n/lgtm cancel', 'x\r\n  /close', 'x\u2028/hold', '```\n/merge\n```'])(
    'is seen in %j',
    (text) => {
      expect(robotCommand(text)).toMatch(/^\/[a-z]+$/);
    },
  );

  it.each(['a/b', 'see https://x.example/approve', '/1', '`/approve`', ' - /approve'])(
    'is not seen in %j',
    (text) => {
      expect(robotCommand(text)).toBeNull();
    },
  );

  it('is not filed by somebody who types it into an issue', () => {
    expect(readIssue(typed('It fails\nsince noon'))).toEqual({
      title: 'It fails',
      body: 'It fails\nsince noon',
    });
    expect(() => readIssue(typed('It fails\n/milestone v1.36'))).toThrow();
  });

  it('is none in what a failed test says, and neither refers to an issue nor turns around', () => {
    expect(draft('/approve\n  /close\nfine')).toContain('\u200b/approve');
    expect(draft('\u202e')).not.toContain('\u202e');
    expect(draft('x')).not.toMatch(/#4242/);
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('/', 'a', '\n', '\r', ' ', '\u2028', '`', '\t') }),
        (said) => {
          expect(robotCommand(draft(said))).toBeNull();
        },
      ),
    );
  });

  it('is the only one that is meant: that a pull request has no note', () => {
    const by = { id: 'U1', name: 'eve #4242 \u202e' };
    expect(robotCommand(writtenNoteMarkdown({ said: { kind: 'none' }, by } as never))).toBe(
      '/release-note-none',
    );
    const note = writtenNoteMarkdown({
      said: { kind: 'note', text: 'Nodes \u202esleep', isActionRequired: false },
      by,
    } as never);
    expect(robotCommand(note)).toBeNull();
    expect(note).not.toMatch(/#4242|\u202e/);
  });
});
