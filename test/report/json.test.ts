/** The report as JSON keeps to its own schema, and its figures are those of the verdict. */
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { z } from 'zod';
import { type IssueLists, reportJson, reportSchema } from '../../src/report/json.js';
import { hostileText, scatteredIssues } from '../builders/arbitraries.js';
import { issue, noon } from '../builders/issue.js';
import { countGate, enhancementsGate, hygieneGate, kind, label, release } from '../builders/release.js';
import { type ReportParts, report as reportOn } from '../builders/report.js';
import { enhancementsCensus, neverRead, note, type StatusParts, source, status } from '../builders/status.js';

const of = release({
  gates: [countGate(), hygieneGate(), enhancementsGate(), countGate({ id: 'loose', in: 'no-milestone' })],
  enhancements: { repository: 'acme/features', milestone: 'v1.6' },
  kinds: [kind({ id: 'bug', title: 'Bugs', withoutMilestone: true })],
  phrases: [{ id: 'phrase-1', phrase: 'broken', filter: label('kind/bug') }],
});
const features = source({ repository: 'acme/features', census: enhancementsCensus([issue()], of) });
const noLists: IssueLists = { issues: [], withoutMilestone: [], enhancements: [] };
const json = (parts: StatusParts, lists = noLists) =>
  JSON.parse(JSON.stringify(reportJson(status({ of, ...parts }), lists)));
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(z.toJSONSchema(reportSchema));

function expectValid(report: unknown): void {
  expect(reportSchema.parse(report)).toEqual(report);
  validate(report);
  expect(validate.errors).toBeNull();
}

describe('the report as JSON', () => {
  it('keeps to its schema for any issues and notes', () => {
    const written = fc.record({
      type: fc.constantFrom<'reason' | 'action' | 'taken'>('reason', 'action', 'taken'),
      text: hostileText(100),
      heading: fc.constantFrom(null, 'Heading'),
      until: fc.constantFrom(null, noon + 1),
    });
    fc.assert(
      fc.property(
        scatteredIssues(20, [17, null]),
        fc.array(written, { maxLength: 5 }),
        fc.boolean(),
        (issues, notes, tracked) => {
          const parts = {
            issues,
            notes: notes.map((one, at) => note({ ...one, id: at + 1 })),
            enhancements: tracked ? features : null,
          };
          expectValid(json(parts, { ...noLists, issues }));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps to its schema when nothing was ever read', () => {
    const report = json({
      source: neverRead,
      enhancements: { ...features, ...neverRead, problem: 'refused' },
    });
    expectValid(report);
    expect(report).toMatchObject({ verdict: { state: 'UNKNOWN' }, counts: null, groups: null });
  });

  it('says what was decided and from what', () => {
    const report = json(
      {
        issues: [
          issue({ number: 1, title: 'broken', labels: ['kind/bug', 'sig/node'] }),
          issue({ number: 2 }),
        ],
        enhancements: features,
        notes: [note({ id: 5, until: noon + 1000 })],
      },
      { ...noLists, issues: [issue({ number: 1 })] },
    );
    expectValid(report);
    expect(report.generatedAt).toBe('2017-03-16T12:00:00.000Z');
    expect(report.verdict.state).toBe('NO GO');
    expect(report.verdict.reasons.map((one: { gate: string }) => one.gate)).toEqual(['bugs', 'reason-5']);
    expect(report.gates.map((one: { gate: string }) => one.gate)).toEqual([
      'bugs',
      'hygiene',
      'features',
      'loose',
      'reason-5',
      'freshness',
    ]);
    expect(report.gates[4]).toMatchObject({
      author: { id: 'U012AB3CD', name: 'grace' },
      until: '2017-03-16T12:00:01.000Z',
    });
    expect(report.counts).toMatchObject({
      total: { count: 2, url: 'https://github.com/acme/rocket/issues?q=is:issue+is:open+milestone:v1.6' },
      kinds: { bug: { title: 'Bugs', count: 1, noGroup: { count: 0 }, withoutMilestone: { count: 0 } } },
      noGroup: { count: 1 },
      noKind: 1,
      noAssignee: { count: 2 },
      phrases: [{ phrase: 'broken', count: 1 }],
      labels: { 'kind/bug': 1, 'sig/node': 1 },
      enhancements: { count: 1 },
    });
    expect(report.groups.rows).toEqual([
      expect.objectContaining({ slug: 'node', name: 'Node', total: 1, kinds: { bug: 1 } }),
    ]);
    expect(report.issues).toEqual([
      expect.objectContaining({ number: 1, pullRequest: false, createdAt: '2017-03-06T12:00:00.000Z' }),
    ]);
  });

  it('leaves out labels that no counted issue carries', () => {
    const loose = issue({ number: 3, milestone: null, labels: ['kind/bug', 'area/loose'] });
    expect(json({ issues: [loose] }).counts.labels).toEqual({});
  });

  describe('compared with the report before it', () => {
    const compared = (parts: ReportParts) => {
      const report = reportOn({ of, ...parts });
      return JSON.parse(JSON.stringify(reportJson(report.status, noLists, report)));
    };
    const flaky = issue({ number: 1, labels: ['kind/bug', 'sig/node'] });

    it('has the change of every figure, the issues that flowed and the gates that flipped', () => {
      const report = compared({
        issues: [flaky, issue({ number: 2, createdAt: noon - 1000 })],
        before: { issues: [issue({ number: 3 })] },
      });
      expectValid(report);
      expect(report.comparison).toMatchObject({
        at: '2017-03-15T12:00:00.000Z',
        snapshot: 40,
        verdict: 'GO',
        deltas: { total: 1, 'kind bug': 1, 'group:node\nbug': 1, none: 0, 'gate bugs': 1 },
        flips: [{ gate: 'bugs', from: 'go', to: 'no-go' }],
      });
      expect(report.comparison.flows.total).toEqual({
        in: 2,
        out: 1,
        net: 1,
        opened: [2],
        reopened: [],
        movedIn: [1],
        relabelledIn: [],
        closed: [3],
        movedOut: [],
        relabelledOut: [],
      });
      expect(report.forecast).toEqual({ kind: 'too-little-history', why: '2 reports so far' });
    });

    it('has flows whose balance is the change, and keeps to its schema, for any two', () => {
      const some = scatteredIssues(15, [17, 17, null]);
      fc.assert(
        fc.property(some, some, fc.boolean(), (now, before, isFirst) => {
          const report = compared({ issues: now, before: isFirst ? null : { issues: before } });
          expectValid(report);
          if (isFirst) expect(report.comparison).toBeNull();
          else
            for (const [key, flow] of Object.entries<{ net: number }>(report.comparison.flows))
              if (key in report.comparison.deltas) expect(flow.net).toBe(report.comparison.deltas[key]);
        }),
        { numRuns: 60 },
      );
    });

    it('says until when, as a range', () => {
      const many = (count: number) => Array.from({ length: count }, (_, at) => issue({ number: at + 1 }));
      const report = reportOn({ of, issues: many(5) });
      const forecast = { kind: 'range', earliest: noon, latest: null, beforeDeadline: null } as const;
      const written = reportJson(report.status, noLists, { ...report, forecast });
      expectValid(JSON.parse(JSON.stringify(written)));
      expect(written.forecast).toEqual({ ...forecast, earliest: '2017-03-16T12:00:00.000Z' });
    });

    it('is left out where no report is given', () => {
      expect(Object.keys(json({}))).not.toEqual(expect.arrayContaining(['comparison']));
      expect(Object.keys(json({}))).not.toEqual(expect.arrayContaining(['forecast']));
    });
  });

  it('does not accept a report without a verdict, or with another one', () => {
    const report = json({});
    expect(reportSchema.safeParse({ ...report, verdict: undefined }).success).toBe(false);
    expect(
      reportSchema.safeParse({ ...report, verdict: { ...report.verdict, state: 'MAYBE' } }).success,
    ).toBe(false);
    expect(validate({ ...report, verdict: undefined })).toBe(false);
  });
});
