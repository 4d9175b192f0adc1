/** The post-mortems of signalman.yml, and the gate for their action items. */
import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import { day, hour } from '../../src/domain/time.js';

const load = (more: string, gates = '') =>
  loadSettings(
    `repository: acme/rocket\ntimezone: Europe/Berlin\nroles: { release-lead: [U0LEAD] }\n${gates}releases: { v1.36: {} }\nincidents:\n  channel: C0INC\n${more}`,
    'signalman.yml',
  );
const postMortem = (...keys: string[]) =>
  load(keys.length === 0 ? '' : `  post-mortem:\n${keys.map((key) => `    ${key}\n`).join('')}`).incidents
    ?.postmortem;

function problems(...keys: string[]): string {
  try {
    postMortem(...keys);
  } catch (error) {
    if (error instanceof ConfigFault) return error.message;
    throw error;
  }
  return '';
}

describe('post-mortems', () => {
  it('are posted as files only, unless a repository is named', () => {
    expect(postMortem()).toEqual({
      ...{ repository: null, path: 'post-mortems/{date}-{id}-{title}.md', actionsIn: null, labels: [] },
      ...{ nagEvery: day, zone: 'Europe/Berlin', ask: false },
    });
  });

  it('are kept as it is said', () => {
    expect(
      postMortem(
        'repository: acme/docs',
        'path: pm/{release}/{id}.md',
        'actions-in: acme/todo',
        'labels: [cleanup, cleanup]',
        'nag-every: 12h',
        'timezone: PST8PDT',
      ),
    ).toEqual({
      ...{ repository: 'acme/docs', path: 'pm/{release}/{id}.md', actionsIn: 'acme/todo' },
      ...{ labels: ['cleanup'], nagEvery: 12 * hour, zone: 'PST8PDT', ask: true },
    });
  });

  it.each([
    ['path: ../{id}.md', /incidents.post-mortem.path: .*not the path of a Markdown file/],
    ['path: /etc/{id}.md', /not the path of a Markdown file/],
    ['path: a/../{id}.md', /not the path of a Markdown file/],
    ['path: pm/{id}.txt', /not the path of a Markdown file/],
    ['path: pm/{name}.md', /no meaning for \{name\}/],
    ['path: pm/{date}.md', /the same for several incidents/],
    ['repository: docs', /incidents.post-mortem.repository/],
    ['actions-in: a/b/c', /incidents.post-mortem.actions-in/],
    ['nag-every: 1m', /incidents.post-mortem.nag-every/],
    ['timezone: Mars', /incidents.post-mortem.timezone/],
    ['lables: [a]', /lables.*labels/s],
  ])('say what is wrong with %s', (key, message) => {
    expect(problems(key)).toMatch(message);
  });
});

describe('the gate for action items', () => {
  const gateOf = (keys: string) => load('', `gates:\n  lessons:\n${keys}`).releases[0]?.gates;

  it('asks for what prevents, of earlier releases, unless something else is said', () => {
    expect(gateOf('    type: action-items\n')).toMatchObject([
      { type: 'action-items', types: ['prevent'], incidents: 'before', blocks: true },
    ]);
    expect(
      gateOf('    action-types: [detect, mitigate]\n    incidents: all\n    blocks: false\n'),
    ).toMatchObject([{ types: ['detect', 'mitigate'], incidents: 'all', blocks: false }]);
  });

  it('takes no key of another type', () => {
    expect(() => gateOf('    type: action-items\n    count: kind/bug\n')).toThrow(/no meaning/);
    expect(() => gateOf('    type: sign-off\n    incidents: all\n')).toThrow(/no meaning/);
  });
});
