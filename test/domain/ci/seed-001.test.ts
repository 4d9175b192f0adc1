/** March 2017 again: the kubeadm end-to-end job, red or hollow from the 8th on, and tests by hand through beta.4. */
import { describe, expect, it } from '@jest/globals';
import type { Alert } from '../../../src/domain/ci/alert.js';
import { type AlertStep, stepAlert } from '../../../src/domain/ci/alert-step.js';
import { nothingOfCi } from '../../../src/domain/ci/board.js';
import { usualTests } from '../../../src/domain/ci/columns.js';
import type { Column } from '../../../src/domain/ci/job.js';
import { day, hour } from '../../../src/domain/time.js';
import { decideVerdict } from '../../../src/domain/verdict.js';
import { column, job, jobRules, jobsGate, manualTest } from '../../builders/ci.js';
import { release } from '../../builders/release.js';
import { evidence, source } from '../../builders/status.js';

const march = (date: number, hours = 0) => Date.UTC(2017, 2, date, hours);
const beta4 = 'b202120be3a97e5f8a5e20da51d0b6f5a1eebd31';

/** Every day brings a commit; that of the 17th was beta.4. */
const headAt = (at: number) =>
  at >= march(17) && at < march(18) ? beta4 : (Math.floor(at / day) * 7919).toString(16).padEnd(40, '0');

/** A run every six hours: whole and green to the 8th, then red, from the 13th to the 16th green and hollow, red again. */
function runAt(at: number): Column {
  const hollow = at >= march(13, 18) && at < march(16, 22);
  const red = at >= march(8, 21) && !hollow;
  return column({
    startedAt: at,
    commit: headAt(at).slice(0, 9),
    outcome: red ? 'red' : 'green',
    ran: hollow ? 2 : red ? null : 190,
    failed: red ? ['kubeadm up'] : [],
  });
}

describe('the kubeadm job of March 2017', () => {
  it('never lets the verdict read GO after the 8th, but for the commit that was tested by hand', () => {
    const gate = jobsGate({ jobs: ['kubeadm/e2e'], manual: true });
    const of = release({ gates: [gate] });
    const key = job([], { board: 'kubeadm', name: 'e2e' }).key;
    const manual = [manualTest({ job: key, commit: beta4.slice(0, 10), at: march(17, 19) })];
    const alertRules = { escalateAfter: 2 * day, flapping: 6 * hour, newsPerDay: 4 };
    let columns: Column[] = [];
    let alert: Alert | null = null;
    let usual: number | null = null;
    const go: number[] = [];
    const told: [string, number][] = [];
    for (let at = march(5); at <= march(28, 18); at += 6 * hour) {
      // No more than two days are kept, so that the whole suite is long forgotten by the 16th.
      columns = [runAt(at), ...columns].slice(0, 8);
      const now = at + hour;
      const one = job(columns, { board: 'kubeadm', name: 'e2e', readAt: now });
      usual = usualTests(one, jobRules(), usual);
      const ci = { ...nothingOfCi, jobs: [one], manual, head: headAt(now), usual: { [key]: usual ?? 0 } };
      const { state } = decideVerdict(of, evidence({ issues: source({ observedAt: now }), ci }), now);
      if (state === 'GO') go.push(now);
      const step: AlertStep = stepAlert(alert, one, jobRules(), alertRules, now, usual);
      alert = step.alert;
      for (const { kind } of step.tell) if (kind !== 'news') told.push([kind, now]);
    }
    expect(go.filter((at) => at >= march(8, 22) && headAt(at) !== beta4)).toEqual([]);
    expect(go.filter((at) => headAt(at) === beta4)).toEqual([march(17, 19)]);
    expect(go.filter((at) => at < march(8, 22)).length).toBeGreaterThan(10);
    // The group heard of the first red run, and nobody had to escalate by themselves.
    expect(told).toEqual([
      ['opened', march(9, 1)],
      ['escalated', march(11, 1)],
    ]);
    expect(alert).toMatchObject({ stage: 'red', since: march(9) });
  });
});
