/** What incidents say on GitHub, as signalman.yml has it; mistakes are named with their key. */
import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';

const load = (github: string) =>
  loadSettings(
    [
      'repository: a/b',
      'releases: { v1: { milestone: v1 } }',
      'roles: { release-lead: [U0LEAD] }',
      `incidents: { channel: C0INC${github} }`,
    ].join('\n'),
    'signalman.yml',
  ).incidents?.mirror;

function problemsOf(github: string): string {
  try {
    load(github);
  } catch (error) {
    if (error instanceof ConfigFault) return error.message;
    throw error;
  }
  return '';
}

describe('incidents.github', () => {
  it('is nothing unless the file says so', () => {
    expect(load('')).toBeNull();
  });

  it('names what is written, and where', () => {
    expect(load(', github: { mirror: true }')).toEqual({
      comment: true,
      opensIn: null,
      labels: [],
      lock: false,
    });
    expect(
      load(', github: { create-issue: o/n, labels: [kind/bug, kind/bug], lock-duplicates: true }'),
    ).toEqual({ comment: false, opensIn: 'o/n', labels: ['kind/bug'], lock: true });
  });

  it.each([
    [', github: {}', 'incidents.github: says nothing'],
    [', github: { mirror: true, labels: [x] }', 'incidents.github.labels: no issue is opened'],
    [', github: { create-issue: kubeadm }', 'incidents.github.create-issue: expected owner/name'],
    [', github: { miror: true }', 'did you mean mirror?'],
  ])('with a mistake names its key: %s', (given, problem) => {
    expect(problemsOf(given)).toContain(problem);
  });
});
