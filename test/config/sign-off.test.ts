/** `signoff` in signalman.yml: what it comes to, and what is wrong with it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import { day, hour } from '../../src/domain/time.js';

const base = `
repository: acme/rocket
groups: { noun: SIG, prefix: sig/, leads: { node: [U0NODE], sig/network: [S0NET, U0LEAD] } }
roles: { release-lead: [U0LEAD] }
channels: { release: [C0RELEASE] }
releases: { v1.6: { branch: release-1.6 } }
`;
const load = (signoff: string, more = '') =>
  loadSettings(`${base}${signoff}\n${more}`, 'test.yml').releases[0];
const problems = (text: string): string => {
  try {
    loadSettings(text, 'test.yml');
  } catch (error) {
    if (error instanceof ConfigFault) return error.message;
    throw error;
  }
  return '';
};

/** Otherwise nobody could ever see the kind: its word shows something else. */
it.each(['signoff', 'sign-off', 'checklist', 'kep', 'tests', 'features'])('no kind is called %s', (id) => {
  expect(problems(`${base}kinds: { ${id}: { filter: kind/x } }`)).toContain(
    'names another section of /release-status',
  );
});

describe('signoff', () => {
  it('left out changes nothing', () => {
    const release = load('', 'preset: kubernetes-1.6');
    expect(release?.signOff).toBeNull();
    expect(release?.gates.map(({ type }) => type)).not.toContain('sign-off');
  });

  it('asks all that have leads, for two days, and takes no commit for another', () => {
    expect(load('signoff: {}')?.signOff).toEqual({
      ...{ groups: ['node', 'network'], channels: ['C0RELEASE'], deadline: 2 * day, remind: [day, 2 * hour] },
      ...{ remindIn: 'channel', voidOn: { commit: true, job: true } },
    });
  });

  it('brings a gate with it, which a file may change or take away', () => {
    const gates = (more: string) =>
      load('signoff: {}', more)?.gates.filter(({ type }) => type === 'sign-off');
    expect(gates('')).toMatchObject([{ id: 'sign-off', blocks: true }]);
    expect(gates('gates: { sign-off: { blocks: false } }')).toMatchObject([{ blocks: false }]);
    expect(gates('gates: { sign-off: false }')).toEqual([]);
  });

  it('takes what the file says', () => {
    const given =
      'groups: [SIG/Network], channels: [C0ASK], deadline: 12h, remind: [1h, 6h], remind-in: both, void-on: [commit]';
    expect(load(`signoff: { ${given} }`)?.signOff).toEqual({
      ...{ groups: ['network'], channels: ['C0ASK'], deadline: 12 * hour, remind: [6 * hour, hour] },
      ...{ remindIn: 'both', voidOn: { commit: true, job: false } },
    });
    // Of the usual times those that lie before the question are left out.
    expect(load('signoff: { deadline: 12h }')?.signOff?.remind).toEqual([2 * hour]);
  });

  it('asks the SIGs of 1.6, each of which needs a lead', () => {
    const config = (rows: string[], leads: string[]) => `
preset: kubernetes-1.6
channels: { release: [C0RELEASE] }
groups: { ${rows.length > 0 ? `rows: [${rows}], ` : ''}leads: { ${leads.map((one) => `${one}: [U0LEAD]`)} } }
releases: { v1.6: {} }
signoff: {}`;
    const sigs = loadSettings('preset: kubernetes-1.6\nreleases: { v1.6: {} }', 'test.yml').releases[0]
      ?.groups.rows as string[];
    const release = loadSettings(config([], sigs), 'test.yml').releases[0];
    expect(release?.signOff?.groups).toEqual(sigs);
    expect(sigs).toHaveLength(25);
    expect(release?.gates.find(({ type }) => type === 'sign-off')?.reason).toContain('SIG');
    const said = problems(
      config(
        [],
        sigs.filter((one) => one !== 'windows'),
      ),
    );
    expect(said).toContain('groups.leads.windows: nobody can sign for windows');
  });

  it('takes an owner for the lead where none is named', () => {
    const owned = base.replace('leads:', 'owners: { storage: U0STO }, leads:');
    const { signOff } = loadSettings(`${owned}signoff: { groups: [storage] }`, 'test.yml').releases[0] ?? {};
    expect(signOff?.groups).toEqual(['storage']);
  });

  it.each([
    ['signoff: { groups: [nod] }', 'signoff.groups.0: there is no group "nod" (did you mean node?)'],
    ['signoff: { group: [node] }', 'signoff.group: is not a key that Signalman knows (did you mean groups?)'],
    ['signoff: { deadline: soon }', 'signoff.deadline'],
    ['signoff: { deadline: 91d }', 'signoff.deadline'],
    ['signoff: { remind: [3d] }', 'signoff.remind.0: is not after the groups are asked'],
    ['signoff: { remind: [0h] }', 'signoff.remind.0: is the deadline itself'],
    ['signoff: { remind-in: mail }', 'signoff.remind-in'],
    ['signoff: { void-on: [tag] }', 'signoff.void-on.0'],
    ['signoff: { channels: [release] }', 'signoff.channels.0'],
    ['gates: { ready: { type: sign-off } }', 'gates.ready.type: nobody is asked to sign off'],
    [
      'signoff: {}\ngates: { ready: { type: sign-off, count: kind/bug } }',
      'gates.ready.count: has no meaning',
    ],
  ])('%s is wrong', (given, words) => {
    expect(problems(`${base}${given}`)).toContain(words);
  });

  it('needs somebody who signs, and a place to ask', () => {
    expect(problems(`${base.replace(/, leads: .*}/, ' }')}signoff: {}`)).toContain(
      'signoff.groups: no group is asked',
    );
    const known = base.replace(/, leads: .*}/, ', names: { node: Node } }');
    expect(problems(`${known}signoff: { groups: [node] }`)).toContain('nobody can sign for node');
    expect(problems(`${base.replace(/channels:.*/, '')}signoff: {}`)).toContain(
      'signoff.channels: nothing says where',
    );
  });

  it('of the example says what its comments say', () => {
    const release = loadSettings(readFileSync('signalman.example.yml', 'utf8'), 'the example').releases[0];
    expect(release?.signOff).toMatchObject({
      groups: ['node', 'network'],
      deadline: 2 * day,
      remind: [day, 2 * hour],
    });
  });
});
