/** Waivers and checklists of signalman.yml: what they mean, and what is said of those that cannot be. */
import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import type { Release } from '../../src/domain/release.js';
import { day } from '../../src/domain/time.js';

const base = `
repository: acme/rocket
roles: { release-lead: [U0LEAD, U0DEPUTY], communications: [U0WORDS] }
releases: { v1.36: { calendar: { phases: { code-freeze: 2026-07-22, release: 2026-08-19 } } } }
`;
function releaseOf(more: string): Release {
  const [first] = loadSettings(base + more, 'signalman.yml').releases;
  if (!first) throw new Error('there is no release');
  return first;
}
function problemsOf(more: string): string {
  try {
    releaseOf(more);
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    return error.message;
  }
  return '';
}
const bugs = (waive: string) => `gates: { bugs: { count: kind/bug, waive: ${waive} } }`;

describe('waivers', () => {
  it('are for one release lead and a month unless the file says otherwise', () => {
    expect(releaseOf('').waiving).toEqual({
      usual: { by: ['U0LEAD', 'U0DEPUTY'], role: 'release lead', twoPersons: false },
      ...{ byGate: {}, longest: 30 * day },
    });
  });

  it('are for whom the file names, and for each gate as it says', () => {
    const { waiving } = releaseOf(`
waivers: { by: communications, longest: 5d }
gates:
  bugs: { count: kind/bug, waive: { by: [U0BUG, S0BUG], two-persons: true } }
  flakes: { count: kind/flake, waive: false }
  other: { count: "*" }
`);
    expect(waiving).toEqual({
      usual: { by: ['U0WORDS'], role: 'communications', twoPersons: false },
      longest: 5 * day,
      byGate: {
        bugs: { by: ['U0BUG', 'S0BUG'], role: 'person whom signalman.yml names for it', twoPersons: true },
        flakes: false,
      },
    });
  });

  it.each([
    ['a role that there is not', 'waivers: { by: boss }', 'waivers.by: expected release-lead'],
    ['no id', 'waivers: { by: [boss] }', 'Slack user or user-group id'],
    ['too short a time', 'waivers: { longest: 5s }', 'waivers.longest: is too short'],
    ['a key that is not known', 'waivers: { two-person: true }', 'did you mean two-persons?'],
    ['two persons of one', bugs('{ by: [U0ONE], two-persons: true }'), 'one person may waive'],
    ['two persons of one role', 'waivers: { by: communications, two-persons: true }', 'one person may waive'],
    ['yes', bugs('true'), 'gates.bugs.waive'],
  ])('refuse %s', (_what, more, said) => {
    expect(problemsOf(more)).toContain(said);
  });
});

describe('checklists', () => {
  it('have items, or a file of the repository', () => {
    const { checklists, gates } = releaseOf(`
checklists:
  before-the-release: { phase: release, items: ["(R) Tag it", Tell people] }
  packages: { title: Packages, by: [U0PKG], path: docs/packages.md, ref: main }
gates: { lists: { type: checklist }, one: { checklists: [packages], reason: Packages } }
`);
    expect(checklists).toEqual([
      {
        ...{ name: 'before-the-release', title: 'Before the release', phase: 'release' },
        ...{
          by: ['U0LEAD', 'U0DEPUTY'],
          role: 'release lead',
          from: { items: ['(R) Tag it', 'Tell people'] },
        },
      },
      {
        ...{ name: 'packages', title: 'Packages', phase: null, by: ['U0PKG'] },
        role: 'person whom signalman.yml names for it',
        from: { repository: 'acme/rocket', path: 'docs/packages.md', ref: 'main' },
      },
    ]);
    expect(gates).toMatchObject([
      { type: 'checklist', checklists: ['before-the-release', 'packages'] },
      { type: 'checklist', checklists: ['packages'] },
    ]);
  });

  const list = (its: string) => `checklists: { one: { ${its} } }`;
  it.each([
    ['nothing on it', list('title: One'), 'checklists.one: nothing is on it'],
    ['items and a file', list('items: [a], path: a.md'), 'items of its own and a file'],
    ['the same twice', list('items: [Tag it, "(R) tag  it"]'), 'says the same as an item before it'],
    ['only a mark', list('items: ["(R)"]'), 'says nothing'],
    ['a way out', list('path: docs/../../secret.md'), 'expected the path of a file'],
    ['a way from the root', list('path: /etc/passwd'), 'expected the path of a file'],
    ['a question in a path', list('path: "a.md?ref=x"'), 'expected the path of a file'],
    ['a ref that is none', list('path: a.md, ref: "a..b"'), 'expected a branch, a tag or a commit'],
    ['a phase that there is not', list('items: [a], phase: relaese'), 'did you mean release?'],
    [
      'a list that there is not',
      `${list('items: [a]')}\ngates: { g: { checklists: [onn] } }`,
      'did you mean one?',
    ],
    ['a gate without a list', 'gates: { g: { type: checklist } }', 'there is no checklist'],
    [
      'a list for a count',
      `${list('items: [a]')}\ngates: { g: { count: "*", checklists: [one], type: count } }`,
      'has no meaning for a gate of type count',
    ],
  ])('refuse %s', (_what, more, said) => {
    expect(problemsOf(more)).toContain(said);
  });
});
