/** A megabyte of whatever strangers write costs each reader little, and makes none of them throw. */
import { describe, expect, it } from '@jest/globals';
import { readEnhancementIssue } from '../../src/documents/enhancement-issue.js';
import { readProse } from '../../src/documents/prose.js';
import { readDescription } from '../../src/documents/release-note.js';
import { prefixedIn } from '../../src/domain/meeting/prefixed.js';
import { regenerate } from '../../src/domain/regenerate/regenerate.js';
import { knownIssuesIn } from '../../src/domain/release-notes/accumulator.js';
import { withBlock } from '../../src/domain/release-notes/block.js';
import { dependenciesIn } from '../../src/domain/release-notes/dependencies.js';
import { auditDraft } from '../../src/domain/release-notes/hand-kept.js';
import { parentsOf } from '../../src/domain/release-notes/inherit.js';
import { pullsOfCommits } from '../../src/domain/release-notes/range-pulls.js';
import { namedReverts } from '../../src/domain/release-notes/reverts.js';
import { plainWords, proseLines } from '../../src/report/prose.js';
import { overgrown } from '../builders/growth.js';
import { notesFacts } from '../builders/release-notes.js';

const big = 1_000_000;
const links = { web: 'https://github.com', repository: 'acme/rocket' };
const pull = (text: string) => ({
  ...{ repository: 'acme/rocket', number: 9, title: `Revert ${text}`, body: text, mergedAt: 0 },
  ...{ labels: [], author: 'ada', url: '', branch: '' },
});

const readers: Record<string, (text: string) => unknown> = {
  'a description': readDescription,
  'the issue of an enhancement': (text) => readEnhancementIssue(text),
  'what is known': (text) => knownIssuesIn(text, 'acme/rocket', links.web),
  'versions of the release before': dependenciesIn,
  'a draft kept by hand': (text) => auditDraft(text, notesFacts()),
  'a description with a note put in': (text) =>
    withBlock(text, { text: 'It works.', isActionRequired: false }),
  'a draft that people changed': (text) => regenerate(text.slice(0, big / 4), '# Notes\n\nIt works.\n'),
  'words of a meeting': prefixedIn,
  'the message of a commit': (text) => pullsOfCommits([{ sha: 'a', parents: ['b'], message: text, at: 0 }]),
  'what a pick was picked from': (text) => parentsOf(pull(text)),
  'what a revert takes back': (text) => namedReverts(pull(text)),
  'prose, written out again': (text) => proseLines(readProse(text, 4_000).blocks, links),
  'a title': plainWords,
};

const pieces = [
  ...['`', '```\n', '~~~\n', '<!--', '<!--\n', '[', '](', '(', '# x\n', '#1 ', 'a/b#1 ', '- a\n', '  - a\n'],
  ...['**a', '|a|\n', '>', ' ', '\n', '\r', 'x\n=\n', '- TODO: x\n', 'note: x\n', 'cherry pick ', '&amp;'],
];
const hostile = [
  ...pieces.map((piece) => piece.repeat(Math.floor(big / piece.length))),
  `## External Dependencies\n\n${'x\n=\n'.repeat(big / 4)}`,
  ...['- ', '## ', 'action ', '- ['].map((start) => `${start}${' '.repeat(big)}x`),
];

/** Each start of a line is asked about the rest of the text: what nobody may write. */
const quadratic = (text: string) => {
  let last = 0;
  for (let at = 0; at < text.length; at += 200) last += text.slice(at).replace(/[^~]/g, '').length;
  return last;
};

describe.each(Object.entries(readers))('%s', (_, read) => {
  it('costs no more than its length', () => {
    for (const text of hostile) expect(overgrown(read, text)).toBe('');
  });
});

it('a reader that goes over the rest again and again would be found', () => {
  expect(overgrown(quadratic, '- a\n'.repeat(30_000))).toContain('times as much');
});
