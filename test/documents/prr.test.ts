/** The approval of production readiness: who approved which stage, and what is wrong with how it is written. */
import { describe, expect, it } from '@jest/globals';
import { parsePrr } from '../../src/documents/prr.js';

const file = 'keps/prod-readiness/sig-node/1234.yaml';
const problems = (text: string) =>
  parsePrr(text, file).faults.map(({ field, line, problem }) => `${line} ${field}: ${problem}`);

describe('an approval', () => {
  it('is read for each stage, also of a feature that goes', () => {
    const text =
      'kep-number: 1234\nalpha:\n  approver: "@ada"\nstable:\n  approver: grace\ndeprecated:\n  approver: \'@hopper\'\n';
    expect(parsePrr(text, file)).toEqual({
      value: { approvers: { alpha: 'ada', stable: 'grace', deprecated: 'hopper' } },
      faults: [],
    });
  });

  it.each([
    ['kep-number: 3299\nalpha:\n  approver: "@ada"\n', '1 kep-number: is 3299; the file is that of 1234'],
    ['alpha:\n  approver: "@ada"\n', 'null kep-number: is missing'],
    ['kep-number: 1234\nalpha:\n  approver:\n', '2 alpha: names no approver'],
    ['kep-number: 1234\nalpha:\n  approver: TBD\n', '2 alpha: names "TBD": nobody yet'],
    [
      'kep-number: 1234\nalpha:\n  approver: ["@a", "@b"]\n',
      '2 alpha: names a list of approvers; one is expected',
    ],
    ['kep-number: 1234\napha:\n  approver: "@ada"\n', '2 apha: is not a stage: did you mean alpha?'],
    ['kep-number: 1234\n', 'null null: names no approver for any stage'],
    ['', 'null null: is empty'],
  ])('%j tells what is wrong', (text, problem) => {
    expect(problems(text)).toContain(problem);
  });

  it('by words that are no login approves nothing', () => {
    const { value, faults } = parsePrr('kep-number: 1234\nalpha:\n  approver: "see the PR, please"\n', file);
    expect(value.approvers).toEqual({});
    expect(faults.map(({ problem }) => problem)).toContain(
      '"see the PR, please" is not a login such as "@name"',
    );
  });

  it('at the wrong place is read, and told', () => {
    const { value, faults } = parsePrr('kep-number: 1234\nalpha: "@ada"\n', file);
    expect(value.approvers).toEqual({ alpha: 'ada' });
    expect(faults[0]?.problem).toContain('wrong place');
  });
});
