/** Open incidents in the verdict. */
import { describe, expect, it } from '@jest/globals';
import { lingers } from '../../../src/domain/incident/known.js';
import { countGate, release } from '../../builders/release.js';
import { knownIncident, status } from '../../builders/status.js';

const severities = [
  { id: 's1', title: 'S1', blocks: true },
  { id: 's3', title: 'S3', blocks: false },
];
const of = release({ severities, gates: [countGate({ atMost: 100 })] });

describe('an incident of the release', () => {
  it('of a blocking severity is a reason against it while it is open, before all others', () => {
    const { verdict } = status({ of, incidents: [knownIncident()] });
    expect(verdict.state).toBe('NO GO');
    expect(verdict.reasons[0]).toMatchObject({
      gate: 'incident-12',
      type: 'incident',
      state: 'no-go',
      reason: 'Incident 12 (S1) is open: kubeadm 1.6.0 hangs on init',
      rule: 'an open incident of severity S1 holds the release back',
      evidence: [{ title: 'incident 12, rev 3', url: 'https://example.slack.com/archives/C1/p1' }],
    });
  });

  it('is another finding with another severity, and that of whoever declared it', () => {
    const partOf = (given: Parameters<typeof knownIncident>[0]) =>
      status({ of, incidents: [knownIncident(given)] }).verdict.findings.find(
        ({ gate }) => gate === 'incident-12',
      )?.parts?.[0];
    expect(partOf({ declaredBy: 'U0MAX' })).toMatchObject({ key: 'incident:12/s1', raisedBy: ['U0MAX'] });
    expect(partOf({ severity: 's3' })?.key).toBe('incident:12/s3');
    expect(partOf({})?.raisedBy).toBeUndefined();
  });

  it('of a lighter severity is shown and decides nothing', () => {
    const { verdict } = status({ of, incidents: [knownIncident({ severity: 's3' })] });
    expect(verdict.state).toBe('GO');
    expect(verdict.findings.find(({ gate }) => gate === 'incident-12')).toMatchObject({ blocks: false });
  });

  it('of a severity that is configured no more holds it back all the same', () => {
    expect(status({ of, incidents: [knownIncident({ severity: 's0' })] }).verdict.state).toBe('NO GO');
  });

  it('that is resolved holds nothing back', () => {
    const over = knownIncident({ isOpen: false, state: 'resolved', lingering: 'Old packages are gone.' });
    expect(status({ of, incidents: [over] }).verdict.state).toBe('GO');
  });

  it('names its tracking issue as evidence while its head is not delivered', () => {
    const { verdict } = status({ of, incidents: [knownIncident({ url: null })] });
    expect(verdict.reasons[0]?.evidence).toEqual([
      { title: 'kubernetes/kubeadm#212', url: 'https://github.com/kubernetes/kubeadm/issues/212' },
    ]);
  });
});

describe('what lingers', () => {
  it.each(['', 'none', 'None.', ' nothing ', 'no'])('is nothing where people write "%s"', (lingering) => {
    expect(lingers(knownIncident({ isOpen: false, lingering }))).toBe(false);
  });

  it('is what they say otherwise', () => {
    expect(lingers(knownIncident({ isOpen: false, lingering: 'No old packages until 1.6.2' }))).toBe(true);
  });
});
