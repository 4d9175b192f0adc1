/** signalman.yml: what it means, and that everything wrong with it is told at once. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import { fileSchema } from '../../src/config/schema.js';
import type { Settings } from '../../src/config/settings.js';
import { showFilter } from '../../src/domain/filter.js';
import { hour, minute } from '../../src/domain/time.js';

const example = readFileSync('signalman.example.yml', 'utf8');
const load = (text: string) => loadSettings(text, 'signalman.yml');

/** What is said of a file, line by line. */
function problemsOf(text: string): string[] {
  try {
    load(text);
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^ {2}- /, ''));
  }
  return [];
}

const gate = (settings: Settings, id: string) => settings.releases[0]?.gates.find((one) => one.id === id);

describe('a configuration with mistakes', () => {
  it('is told of all of them at once, each with its line, its key and what would be right', () => {
    const problems = problemsOf(`preset: kubernetes
timezone: Europe/Berln
repositry: acme/rocket
repository: acme rocket
releases:
  v1.0: { milestone: 7, alias: [x] }
  v1.1: { enhancements: { milstone: v1 } }
gates:
  bugs:
    cout: kind/bug
  flakes:
    count: "(kind/flake"
    at-most: -1
  own:
    type: hygiene
    at-most: 3
  Odd Name: { count: a }
kinds:
  thing: {}
roles:
  release-lead: [nobody, U012AB3CD, "#x"]
sync:
  every: 5 minutes
  full-at: 25:00
`);
    expect(problems).toEqual([
      'line 2: timezone: "Europe/Berln" is not a time zone (expected an IANA name such as Europe/Berlin)',
      'line 3: repositry: is not a key that Signalman knows (did you mean repository?)',
      'line 4: repository: expected owner/name',
      expect.stringMatching(/^line 6: releases\.v1\.0\.milestone: .*expected string/),
      'line 6: releases.v1.0.alias: is not a key that Signalman knows (did you mean aliases?)',
      'line 7: releases.v1.1.enhancements.milstone: is not a key that Signalman knows (did you mean milestone?)',
      'line 10: gates.bugs.cout: is not a key that Signalman knows (did you mean count?)',
      expect.stringMatching(
        /^line 12: gates\.flakes\.count: The filter .* parenthesis at character 1 is not closed/,
      ),
      expect.stringMatching(/^line 13: gates\.flakes\.at-most: .*>=0/),
      'line 14: gates.own: checks nothing (add each-has)',
      'line 16: gates.own.at-most: has no meaning for a gate of type hygiene (expected one of each-has, assignee-when-opened-by-a-human)',
      'line 17: gates.Odd Name: expected up to 60 lower-case letters, digits and dashes',
      'line 19: kinds.thing: no filter is given (expected for example filter: kind/thing)',
      'line 21: roles.release-lead.0: expected a Slack user or user-group id, such as U012AB3CD',
      'line 21: roles.release-lead.2: expected a Slack user or user-group id, such as U012AB3CD',
      'line 23: sync.every: expected a duration such as 30s, 5m, 3h or 2d',
      'line 24: sync.full-at: expected a time such as 03:00',
    ]);
  });

  it.each([
    ['', ['is empty']],
    ['releases: {}', ['line 1: releases: no release is given']],
    ['repository: a/b', ['releases']],
    ['releases: { v1: {} }', ['releases.v1: no repository is given']],
    ['repository: a/b\nreleases: { v1: {} }\nenhancements: { repository: x }', ['expected owner/name']],
    ['repository: a/b\nreleases: { v1: {} }\nenhancements: {}', ['line 3: enhancements.repository']],
    [
      'repository: a/b\nreleases: { v1: {} }\nphrases:\n  - where: x\n  - phrase: y\n  - phrase: "?!"',
      [
        'line 4: phrases.0.phrase',
        'line 5: phrases.1.phrase',
        'line 6: phrases.2.phrase: expected at least one word',
      ],
    ],
    [
      'repository: a/b\nreleases: { v1: {} }\ngates: { bugs: yes }',
      ['line 3: gates.bugs: cannot be used here (expected false or a map of keys)'],
    ],
    ['repository: a/b\nreleases: { v1: { milestone: x }, v1: {} }', ['unique']],
    [
      'repository: a/b\nreleases: { v1.6: {}, "1.6": {} }',
      ['line 2: releases.1.6: "1.6" also names the release v1.6'],
    ],
    [
      'repository: a/b\nreleases:\n  v1: { aliases: [next] }\n  v2: { aliases: [Next] }',
      ['line 4: releases.v2: "Next" also names the release v1'],
    ],
    ['repository: a/b\nreleases: { "a b": {} }', ['releases.a b: expected a name without blanks']],
    [
      'repository: a/b\nreleases: { v1: {} }\nkinds: { issues: { filter: a } }',
      ['line 3: kinds.issues: "issues" names another section'],
    ],
    [
      'repository: a/b\nreleases: { v1: {} }\ngates: { own: { at-most: 1 } }',
      ['line 3: gates.own: says nothing to count'],
    ],
    ['repository: a/b\nreleases: { v1: {} }\ngates: { own: { count: "" } }', ['line 3: gates.own.count']],
    [
      'repository: a/b\nreleases: { v1: {} }\npreset: kubernets',
      ['line 3: preset: "kubernets" cannot be used here (did you mean kubernetes?)'],
    ],
    ['releases: [', ['line 1']],
    ['a: &a [*a]\nb: *c', ['c']],
  ])('%j has just these problems', (text, expected) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(expected.length);
    for (const [at, problem] of problems.entries()) expect(problem).toContain(expected[at]);
  });

  it('is never answered with anything but a list of problems', () => {
    const line = fc.constantFrom(
      'releases:',
      '  v1: {}',
      '  v1:',
      'gates:',
      '  bugs:',
      '    count: a',
      '  - x',
      'kinds: false',
      'a: &x',
      '*x',
      'phrases: [{}]',
      'sync: 3',
      'preset: kubernetes',
      '"',
      '{',
      'groups: {rows: 1}',
      'null',
      '\t',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.array(line, { maxLength: 8 }).map((list) => list.join('\n')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        try {
          load(typed);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigFault);
          expect((error as ConfigFault).problems.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a configuration', () => {
  it('needs no more than a repository and a release', () => {
    const settings = load('repository: acme/rocket\nreleases: { 1.10: }'.replace(': }', ': {} }'));
    expect(settings).toMatchObject({
      zone: 'UTC',
      bots: [],
      roles: { releaseLead: [] },
      channels: { release: [] },
      sync: { every: 5 * minute, fullAt: 180 },
      releases: [
        {
          // Not the number 1.1.
          name: '1.10',
          issues: { repository: 'acme/rocket', milestone: '1.10' },
          enhancements: null,
          groups: { noun: 'group', prefix: 'group/', rows: null, names: {} },
          gates: [],
          kinds: [],
          staleAfter: 30 * minute,
        },
      ],
    });
  });

  it('is read as the example describes it', () => {
    const settings = load(example);
    const [next, patch] = settings.releases;
    expect(next).toMatchObject({
      name: 'v1.36',
      aliases: ['next'],
      issues: { repository: 'kubernetes/kubernetes', milestone: 'v1.36' },
      enhancements: { repository: 'kubernetes/enhancements', milestone: 'v1.36' },
      nextMilestones: ['v1.37'],
    });
    expect(patch).toMatchObject({ name: 'v1.35.2', issues: { milestone: 'v1.35' }, enhancements: null });
    expect(patch?.gates.map((one) => one.type)).not.toContain('enhancements');
    expect(next?.gates.map((one) => one.type)).toContain('enhancements');
    expect(settings.roles.releaseLead).toEqual(['U012AB3CD', 'S0614TZR7']);
    expect(settings.sync).toEqual({ every: 5 * minute, fullAt: 180 });
  });

  it.each(['kubernetes', 'kubernetes-1.6'])('may be little more than the preset %s', (preset) => {
    const settings = load(`preset: ${preset}\nreleases: { v1.6: {} }`);
    expect(settings.releases[0]?.issues.repository).toBe('kubernetes/kubernetes');
    expect(settings.releases[0]?.gates.some((one) => one.blocks)).toBe(true);
    expect(settings.releases[0]?.kinds.map(({ id }) => id)).toEqual(expect.arrayContaining(['flake', 'bug']));
  });

  it('counts in the 25 SIGs of March 2017 by its preset', () => {
    const { groups } = load('preset: kubernetes-1.6\nreleases: { v1.6: {} }').releases[0] ?? {};
    expect(groups?.rows).toHaveLength(25);
    expect(groups?.names['on-prem']).toBe('On Prem');
  });

  it('changes a gate of its preset key by key, takes one away, and adds its own', () => {
    const settings = load(`preset: kubernetes
releases: { v1.36: {} }
gates:
  bugs: { at-most: 5, blocks: false }
  flakes: false
  docs: { count: "docs and not no:assignee", of: pull-requests }
`);
    expect(gate(settings, 'bugs')).toMatchObject({
      atMost: 5,
      blocks: false,
      reason: 'Bugs in {milestone}',
      filter: { is: 'label', pattern: 'kind/bug' },
    });
    expect(gate(settings, 'flakes')).toBeUndefined();
    const docs = gate(settings, 'docs');
    expect(docs).toMatchObject({
      type: 'count',
      of: 'pull-requests',
      in: 'milestone',
      atMost: 0,
      blocks: true,
      reason: 'Docs in {milestone}',
    });
    expect(docs?.type === 'count' && showFilter(docs.filter)).toBe('docs and not no:assignee');
  });

  it('changes a kind of its preset, and takes one away', () => {
    const settings = load(
      'preset: kubernetes\nreleases: { v1: {} }\nkinds: { bug: false, flake: { title: Flaky }, "ci-failure": { filter: ci } }',
    );
    expect(settings.releases[0]?.kinds.map(({ id, title }) => [id, title])).toEqual([
      ['failing-test', 'Failing tests'],
      ['flake', 'Flaky'],
      ['regression', 'Regressions'],
      ['ci-failure', 'Ci failure'],
    ]);
  });

  it('adds display names to those of its preset', () => {
    const settings = load('preset: kubernetes\nreleases: { v1: {} }\ngroups: { names: { Node: Nodes } }');
    expect(settings.releases[0]?.groups).toMatchObject({ noun: 'SIG', names: { node: 'Nodes', cli: 'CLI' } });
  });

  it('compares groups in lower case, as labels are', () => {
    const settings = load('repository: a/b\nreleases: { v1: {} }\ngroups: { rows: [Node, node, Storage] }');
    expect(settings.releases[0]?.groups.rows).toEqual(['node', 'storage']);
  });

  it('looks after a human’s assignee and names each check of hygiene', () => {
    const settings = load(
      'repository: a/b\nreleases: { v1: {} }\ngates: { h: { each-has: { a team: team/* }, assignee-when-opened-by-a-human: true } }',
    );
    const found = gate(settings, 'h');
    expect(
      found?.type === 'hygiene' && found.checks.map((one) => [one.title, showFilter(one.lacking)]),
    ).toEqual([
      ['a team', 'not team/*'],
      ['an assignee', 'no:assignee and by:human'],
    ]);
  });

  it('may give a release a repository and enhancements of its own', () => {
    const settings = load(`repository: a/b
enhancements: { repository: a/features }
sync: { every: 90s, full-at: "23:30", stale-after: 2h }
releases:
  v1: { repository: c/d, enhancements: { milestone: one } }
  v2: { enhancements: { repository: e/f } }
  v3: { enhancements: false }
`);
    expect(settings.releases.map(({ issues, enhancements }) => [issues.repository, enhancements])).toEqual([
      ['c/d', { repository: 'a/features', milestone: 'one' }],
      ['a/b', { repository: 'e/f', milestone: 'v2' }],
      ['a/b', null],
    ]);
    expect(settings.sync).toEqual({ every: 90_000, fullAt: 23 * 60 + 30 });
    expect(settings.releases[0]?.staleAfter).toBe(2 * hour);
  });
});

describe('the JSON Schema of the configuration', () => {
  const validate = new Ajv2020({ strict: false }).compile(z.toJSONSchema(fileSchema));

  it('accepts the example', () => {
    validate(parse(example));
    expect(validate.errors).toBeNull();
  });

  it.each([
    ['an unknown key', { releases: {}, relases: {} }],
    ['no releases', {}],
    ['a repository that is none', { releases: {}, repository: 'x' }],
    ['a gate that is true', { releases: {}, gates: { bugs: true } }],
    ['an unknown key of a gate', { releases: {}, gates: { bugs: { cuont: 'x' } } }],
    ['a name with blanks', { releases: { 'a b': {} } }],
  ])('refuses %s', (_, content) => {
    expect(validate(content)).toBe(false);
  });
});
