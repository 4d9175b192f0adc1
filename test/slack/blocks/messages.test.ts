/** Every message at any size and with any text in it: Slack takes it, and nobody is pinged by it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserFault } from '../../../src/domain/fault.js';
import type { Note } from '../../../src/domain/hand-written.js';
import type { Issue } from '../../../src/domain/issue.js';
import type { Release } from '../../../src/domain/release.js';
import type { Status } from '../../../src/domain/status.js';
import { reportMarkdown } from '../../../src/report/markdown.js';
import { reportMessage } from '../../../src/slack/blocks/digest/report.js';
import { brokenMessage, faultMessage, helpMessage } from '../../../src/slack/blocks/parts/help.js';
import { notesMessage } from '../../../src/slack/blocks/status/hand-written.js';
import { featuresMessage, issuesMessage, kindMessage } from '../../../src/slack/blocks/status/section.js';
import { statusMessage, summary } from '../../../src/slack/blocks/status/status.js';
import { statusHelp } from '../../../src/slack/commands/help.js';
import { cutTo, hostileText } from '../../builders/arbitraries.js';
import { issue, noon } from '../../builders/issue.js';
import { countGate, enhancementsGate, hygieneGate, kind, label, release } from '../../builders/release.js';
import { enhancementsCensus, milestone, note, source, status } from '../../builders/status.js';
import { expectSlackTakesIt } from './checks.js';

interface Shape {
  groups: number;
  kinds: number;
  gates: number;
  notes: number;
  words: string[];
  reasons: boolean;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  groups: fc.oneof(fc.integer({ min: 60, max: 300 }), fc.integer({ min: 0, max: 30 })),
  kinds: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 15, max: 25 })),
  gates: fc.constantFrom(1, 5, 100),
  notes: fc.constantFrom(0, 3, 100, 200),
  words: fc.array(hostileText(300), { minLength: 3, maxLength: 6 }),
  reasons: fc.boolean(),
});

/** A release as large and as ill-meant as the shape says. */
function large({ groups, kinds, gates, notes, words, reasons }: Shape): {
  of: Release;
  given: Status;
  written: Note[];
} {
  const word = (at: number, length: number) => cutTo(words[at % words.length] ?? '', length) || 'x';
  const slugs = Array.from({ length: groups }, (_, at) => `${word(at, 30)}-${at}`.toLowerCase());
  const of = release({
    name: `v1-${word(0, 50)}`,
    issues: { repository: 'acme/rocket', milestone: word(1, 200) },
    enhancements: { repository: 'acme/features', milestone: word(2, 200) },
    groups: {
      noun: word(3, 20),
      prefix: 'sig/',
      rows: groups % 2 === 0 ? slugs : null,
      names: Object.fromEntries(slugs.map((slug, at) => [slug, word(at, 60)])),
      owners: {},
    },
    kinds: Array.from({ length: kinds }, (_, at) =>
      kind({ id: `kind-${at}`, title: word(at, 40), withoutMilestone: at % 2 === 0 }),
    ),
    phrases: words.slice(0, 3).map((phrase, at) => ({
      id: `phrase-${at + 1}`,
      phrase: cutTo(phrase, 100),
      filter: label('sig/*'),
    })),
    dimensions: ['priority/', 'sig/'],
    gates: [
      ...Array.from({ length: gates }, (_, at) =>
        countGate({
          id: `gate-${at}`,
          filter: label(at % 2 === 0 ? '*' : `kind/${word(at, 40)}`),
          reason: word(at, 200),
          actions: [word(at, 500), word(at + 1, 500)],
          atMost: reasons ? 0 : 1000,
        }),
      ),
      hygieneGate({
        checks: words.map((text, at) => ({
          id: `lacks-${at}`,
          title: cutTo(text, 80),
          lacking: { is: 'not', of: label('sig/*') },
        })),
      }),
      enhancementsGate({ actions: [word(2, 500)] }),
    ],
  });
  const issues: Issue[] = Array.from({ length: groups + 40 }, (_, at) =>
    issue({
      number: at + 1,
      title: word(at, 250),
      labels: [
        ...(slugs[at] === undefined ? [] : [`sig/${slugs[at]}`]),
        `kind/kind-${at % kinds}`,
        `priority/${word(at, 30)}-${at % 20}`,
        `sig/none of them ${at % 50}`,
      ],
      assignees: at % 3 === 0 ? [word(at, 39)] : [],
    }),
  );
  const written = Array.from({ length: notes }, (_, at): Note => {
    const type = (['reason', 'action', 'taken'] as const)[at % 3] ?? 'reason';
    return note({
      id: at + 1,
      type,
      text: word(at, 500),
      heading: at % 2 === 0 ? word(at, 39) : null,
      authorName: word(at, 80),
      until: at % 4 === 0 ? noon + 1000 : null,
      state: type === 'reason' ? 'unknown' : null,
    });
  });
  const trouble = {
    milestone: milestone({ title: word(1, 255), dueOn: noon }),
    problem: word(0, 600),
    notice: words.join(' '),
  };
  const enhancements = source({
    ...trouble,
    repository: 'acme/features',
    census: enhancementsCensus(issues.slice(0, 30), of),
  });
  return { of, written, given: status({ of, issues, notes: written, source: trouble, enhancements }) };
}

describe('a message', () => {
  it('of any size and with any text is one that Slack takes', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { of, given, written } = large(shape);
        const messages = [
          statusMessage(given),
          statusMessage(given, 'U012AB3CD'),
          issuesMessage(given),
          featuresMessage(given),
          ...of.kinds.slice(0, 2).map((one) => kindMessage(given, one)),
          reportMessage(given, reportMarkdown(given)),
          reportMessage(given, reportMarkdown(given, { brief: true })),
          notesMessage({ release: of, done: null, notes: written }),
        ];
        for (const message of messages) expectSlackTakesIt(message);
      }),
      { numRuns: 15 },
    );
  });

  it('about a release that was never read is one that Slack takes', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { of, given } = large({ ...shape, groups: 3 });
        const unread = { census: null, milestone: null, observedAt: null };
        const evidence = {
          ...given.evidence,
          issues: { ...given.evidence.issues, ...unread },
          enhancements: source(unread),
        };
        const blind: Status = { ...given, evidence };
        for (const message of [
          statusMessage(blind),
          issuesMessage(blind),
          featuresMessage(blind),
          ...of.kinds.slice(0, 1).map((one) => kindMessage(blind, one)),
        ])
          expectSlackTakesIt(message);
      }),
      { numRuns: 8 },
    );
  });

  it('begins with the verdict and its reasons, at any size', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { given } = large({ ...shape, reasons: true });
        const [first, second] = statusMessage(given).blocks;
        expect(first?.type).toBe('header');
        expect(JSON.stringify(first)).toContain(
          given.verdict.state === 'NO GO' ? ':no_entry:' : ':white_circle:',
        );
        expect(JSON.stringify(second)).toMatch(/\*Why\*\\n:(red|white)_circle:/);
      }),
      { numRuns: 8 },
    );
  });

  it('about a fault is one that Slack takes, whatever was typed', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText(), fc.string({ unit: 'grapheme', maxLength: 2000 })), (typed) => {
        expectSlackTakesIt(
          faultMessage(new UserFault('unknown-word', `"${typed}" is neither.`, typed), statusHelp),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('of help and of our own fault is one that Slack takes', () => {
    expectSlackTakesIt(helpMessage(statusHelp));
    expectSlackTakesIt(brokenMessage('0a1b2c3d'));
    expect(JSON.stringify(brokenMessage('0a1b2c3d').blocks)).toContain('0a1b2c3d');
  });
});

describe('the summary', () => {
  it('says the verdict and the figures in one line', () => {
    const given = status({ issues: [issue({ labels: ['kind/bug'] }), issue({ number: 2 })] });
    expect(summary(given)).toMatch(/^v1\.6: NO GO \(1 reason\)\. 2 open issues, 0 flakes, 1 bugs?\.$/);
    expect(summary(status())).toContain('v1.6: GO. 0 open issues');
    expect(summary(status({ source: { census: null, milestone: null, observedAt: null } }))).toBe(
      'v1.6: UNKNOWN (2 reasons).',
    );
  });
});
