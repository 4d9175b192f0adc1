/** A report from what is stored: compared, checked, and with a curve from the first day on. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildReport } from '../../src/app/build-report.js';
import type { Gathered } from '../../src/app/ports/report.js';
import { figureOf } from '../../src/domain/figures.js';
import { inOf, outOf } from '../../src/domain/flow.js';
import type { Release } from '../../src/domain/release.js';
import type { Snapshot } from '../../src/domain/snapshot.js';
import { day } from '../../src/domain/time.js';
import { compared } from '../builders/compared.js';
import { type History, lastTime, now, selected, someHistory, someRelease } from '../builders/history.js';
import { issue, noon } from '../builders/issue.js';
import { release } from '../builders/release.js';
import { countsAt, stored } from '../builders/report.js';
import { neverRead, status } from '../builders/status.js';

const first = { baseline: null, week: null, history: [], left: [], closed: [] };
const gathered = (given: Partial<Gathered> = {}): Gathered => {
  const { open = [issue()] } = given;
  return { evidence: status({ issues: open }).evidence, ...first, open, ...given };
};
const edition = { slot: noon, revision: 1, late: 0 };
const build = (given: Partial<Gathered> = {}, of: Release = release()) =>
  buildReport(of, gathered(given), edition, noon);

/** As the store hands it out after the first of two reports. */
function second(history: History, of: Release): Gathered {
  const { present, left } = selected(history.before, history.after);
  const { before } = compared(history, of);
  const counted = history.after.issues.filter(
    (one) => !history.after.gone.has(one.number) && (one.milestone === 17 || one.milestone === null),
  );
  const { evidence } = status({ of, issues: counted, now, source: { observedAt: now } });
  const light: Snapshot = { ...before, members: null, closed: [] };
  return { evidence, ...present, left, baseline: { ...before, id: 1 }, week: null, history: [light] };
}

describe('a report', () => {
  it('never contradicts itself, whatever happened since the one before', () => {
    fc.assert(
      fc.property(someHistory, someRelease, (history, of) => {
        const built = buildReport(of, second(history, of), edition, now);
        expect(built.contradictions).toEqual([]);
        expect(built.reconstructed).toEqual([]);
        const { snapshot, flows, names, curve } = built.report;
        const total = flows?.get(figureOf.total);
        expect([snapshot.cameIn, snapshot.wentOut]).toEqual(total ? [inOf(total), outOf(total)] : [0, 0]);
        const unknown = [...(flows?.values() ?? [])].flatMap((flow) =>
          [...flow.opened, ...flow.movedIn, ...flow.reopened, ...flow.closed].filter(
            (one) => !names.has(one),
          ),
        );
        expect(unknown).toEqual([]);
        expect(curve?.points.map((one) => one.at)).toEqual([lastTime, now]);
      }),
      { numRuns: 200 },
    );
  });

  it('contradicts itself when the figures were counted from other issues', () => {
    expect(build({ open: [issue()] }).contradictions).toEqual([]);
    const wrong = build({ evidence: status({ issues: [issue({ number: 2 }), issue()] }).evidence });
    expect(wrong.contradictions).toContain('total is 2, and 1 issues are listed');
  });

  it('is the first one without flows and flips, and works out the 19 days before', () => {
    const old = issue({ createdAt: noon - 5 * day - 1 });
    const { report, reconstructed } = build({ open: [old] });
    expect(report).toMatchObject({ baseline: null, flows: null, flips: [] });
    expect(report.snapshot).toMatchObject({ cameIn: null, wentOut: null });
    expect(reconstructed.map(({ at }) => (noon - at) / day)).toEqual(
      Array.from({ length: 19 }, (_, at) => 19 - at),
    );
    expect(reconstructed.map(({ figures }) => figures.total)).toEqual([
      ...Array.from({ length: 14 }, () => 0),
      ...Array.from({ length: 5 }, () => 1),
    ]);
    expect(report.curve?.points).toHaveLength(20);
    expect(report.curve?.points.filter((one) => one.origin === 'observed')).toHaveLength(1);
  });

  it('works nothing out once there is a history, not even of another series', () => {
    const history = [countsAt(noon - 2 * day, 3, {}, { origin: 'reconstructed' })];
    const { report, reconstructed } = build({ history });
    expect(reconstructed).toEqual([]);
    expect(report.history).toEqual(history);
  });

  it('works the curve out when all there was is a GitHub that could not be read', () => {
    const unread = countsAt(noon - day, 0, {}, { figures: {}, state: 'UNKNOWN' });
    const { report, reconstructed } = build({ history: [unread], baseline: { ...unread, id: 1 } });
    expect(reconstructed).toHaveLength(19);
    expect(report.flows).toBeNull();
  });

  it('has no curve, no issues and no contradiction while GitHub was never read', () => {
    const { evidence } = status({ source: neverRead });
    const built = build({ evidence, open: [] });
    expect(built).toMatchObject({ contradictions: [], reconstructed: [] });
    expect(built.report.snapshot).toMatchObject({ figures: {}, members: null });
    expect(built.report.curve).toBeNull();
  });

  it('does not say that all issues came when the one before could not be read', () => {
    const unread = stored({ source: neverRead, now: noon - day }, 1);
    expect(build({ baseline: unread, history: [{ ...unread, members: null }] }).report.flows).toBeNull();
  });

  it('does not say that all issues went when GitHub cannot be read any more', () => {
    const before = stored({ issues: [issue()], now: noon - day }, 1);
    const { evidence } = status({ source: neverRead });
    const built = build({ evidence, open: [], baseline: before, history: [{ ...before, members: null }] });
    expect(built).toMatchObject({ contradictions: [], report: { flows: null } });
  });
});
