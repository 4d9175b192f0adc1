/** Reports of any size with any text in them: hostile names, odd zones, gaps, reconstructed days, first and late ones. */
import fc from 'fast-check';
import type { Issue } from '../../../src/domain/issue.js';
import type { Release } from '../../../src/domain/release.js';
import type { Report } from '../../../src/domain/report.js';
import { day, minute } from '../../../src/domain/time.js';
import { cutTo, hostileText } from '../../builders/arbitraries.js';
import { issue, noon } from '../../builders/issue.js';
import { countGate, hygieneGate, kind, label, release } from '../../builders/release.js';
import { countsAt, report as reportOn } from '../../builders/report.js';
import { milestone, note } from '../../builders/status.js';

/** Mentioned where they have something to do, and nobody else. */
export const owner = 'S0OWNER';

const zones = ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/Los_Angeles', 'Asia/Kolkata'];

const shapes = fc.record({
  groups: fc.constantFrom(0, 3, 40, 150),
  kinds: fc.constantFrom(0, 1, 4, 25),
  gates: fc.constantFrom(0, 2, 40),
  issues: fc.constantFrom(0, 5, 120),
  before: fc.option(fc.constantFrom(0, 5, 120)),
  words: fc.array(hostileText(300), { minLength: 3, maxLength: 6 }),
  open: fc.boolean(),
  zone: fc.constantFrom(...zones),
  days: fc.uniqueArray(fc.integer({ min: 2, max: 62 }), { maxLength: 60 }),
  reconstructedBefore: fc.integer({ min: 0, max: 62 }),
  due: fc.option(fc.integer({ min: -400, max: 1500 })),
  notes: fc.constantFrom(0, 3, 60),
  late: fc.option(fc.integer({ min: 0, max: 200 })),
  trouble: fc.boolean(),
});
type Shape = typeof shapes extends fc.Arbitrary<infer T> ? T : never;

/** With owners of every second group, one of which is no Slack id. */
export const anyReport: fc.Arbitrary<{ report: Report; owners: Record<string, string> }> = shapes.map(
  (shape) => {
    const word = (at: number, length: number) =>
      cutTo(shape.words[at % shape.words.length] ?? '', length) || 'x';
    const slugs = Array.from({ length: shape.groups }, (_, at) => `${word(at, 30)}-${at}`.toLowerCase());
    const of = releaseOf(shape, slugs, word);
    const issues = (count: number, from: number) =>
      Array.from({ length: count }, (_, at): Issue => {
        const number = from + at;
        return issue({
          number,
          title: word(number, 250),
          labels: [
            ...(number % 4 === 0 || slugs.length === 0 ? [] : [`sig/${slugs[number % slugs.length]}`]),
            ...(number % 5 === 0 ? [`sig/unknown ${number % 30}`] : []),
            ...(shape.kinds === 0 ? [] : [`kind/kind-${number % shape.kinds}`]),
          ],
          assignees: number % 3 === 0 ? [word(number, 39)] : [],
          createdAt: noon - (number % 50) * day,
        });
      });
    const { days, reconstructedBefore, late } = shape;
    const report = reportOn({
      of,
      issues: issues(shape.issues, 40),
      before: shape.before === null ? null : { issues: issues(shape.before, 1), now: noon - day },
      week: shape.before === 120 ? { issues: issues(50, 90), now: noon - 7 * day } : null,
      history: [...days]
        .sort((a, b) => b - a)
        .map((ago) =>
          countsAt(
            noon - ago * day + (ago % 7) * minute,
            (ago * 37) % 500,
            Object.fromEntries(of.kinds.map((one, at) => [one.id, (ago * (at + 3)) % 90])),
            { origin: ago > reconstructedBefore ? 'reconstructed' : 'observed' },
          ),
        ),
      notes: Array.from({ length: shape.notes }, (_, at) => {
        const type = (['reason', 'action'] as const)[at % 2] ?? 'reason';
        const heading = at % 3 === 0 ? word(at, 39) : null;
        return note({ id: at + 1, type, text: word(at, 500), heading, authorName: word(at, 80) });
      }),
      source: {
        milestone: milestone({
          title: word(1, 200),
          dueOn: shape.due === null ? null : noon + shape.due * day,
        }),
        problem: shape.trouble ? word(2, 600) : null,
        notice: shape.trouble ? word(0, 600) : null,
      },
      edition:
        late === null ? null : { slot: noon - late * minute, revision: 1 + (late % 3), late: late * minute },
    });
    const owners = Object.fromEntries(slugs.map((slug, at) => [slug, at % 2 === 0 ? owner : word(at, 40)]));
    return { report, owners };
  },
);

function releaseOf(shape: Shape, slugs: string[], word: (at: number, length: number) => string): Release {
  return release({
    name: `v1-${word(0, 50)}`,
    zone: shape.zone,
    issues: { repository: 'acme/rocket', milestone: word(1, 200) },
    groups: {
      noun: word(2, 20),
      prefix: 'sig/',
      rows: shape.open ? null : slugs,
      names: Object.fromEntries(slugs.map((slug, at) => [slug, word(at, 60)])),
      owners: {},
    },
    kinds: Array.from({ length: shape.kinds }, (_, at) => kind({ id: `kind-${at}`, title: word(at, 40) })),
    gates: [
      ...Array.from({ length: shape.gates }, (_, at) =>
        countGate({
          id: `gate-${at}`,
          filter: at % 2 === 0 ? { is: 'every' } : label(`kind/kind-${at}`),
          reason: word(at, 200),
          actions: [word(at, 500), word(at + 1, 500)],
        }),
      ),
      hygieneGate({
        checks: shape.words.map((text, at) => ({
          id: `lacks-${at}`,
          title: cutTo(text, 80),
          lacking: at % 2 === 0 ? { is: 'not', of: label('sig/*') } : { is: 'unassigned' },
        })),
      }),
    ],
  });
}
