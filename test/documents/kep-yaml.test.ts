/** kep.yaml: what is written is read as it is written, and everything that is wrong is told with field and line. */
import { describe, expect, it } from '@jest/globals';
import { parseKepYaml } from '../../src/documents/kep-yaml.js';
import { yamlLimit } from '../../src/documents/limits.js';

const file = 'keps/sig-node/1234-some-name/kep.yaml';

const fields = {
  title: 'Some name',
  'kep-number': '1234',
  authors: '["@ada"]',
  'owning-sig': 'sig-node',
  status: 'implementable',
  'creation-date': '2026-01-31',
  approvers: '["@grace"]',
  stage: 'beta',
  'latest-milestone': '"v1.37"',
};

/** A file that is fine but for these fields; undefined leaves one out. */
function kepWith(changes: Record<string, string | undefined>, end = '\n'): string {
  const all = Object.entries({ ...fields, ...changes }).filter(([, value]) => value !== undefined);
  return all.map(([name, value]) => `${name}: ${value}${end}`).join('');
}

/** The faults of one field, as `line: problem`. */
function told(text: string, field: string | null): string[] {
  return parseKepYaml(text, file)
    .faults.filter((fault) => fault.field === field)
    .map(({ line, problem }) => `${line}: ${problem}`);
}

describe('a kep.yaml without faults', () => {
  it('is read whole', () => {
    const text = `${kepWith({})}milestone:
  alpha: "v1.36"
  beta: v1.37 # this one
feature-gates:
  - name: SomeName
    components: [kubelet]
reviewers: # nobody has to be quoted
  - 'hopper'
  - kubernetes/sig-node-leads
`;
    const { value, faults } = parseKepYaml(text, file);
    expect(faults).toEqual([]);
    expect(value).toMatchObject({
      title: 'Some name',
      number: 1234,
      owner: 'node',
      status: 'implementable',
      stage: 'beta',
      latestMilestone: 'v1.37',
      milestones: { alpha: 'v1.36', beta: 'v1.37' },
      authors: ['ada'],
      reviewers: ['hopper', 'kubernetes/sig-node-leads'],
      approvers: ['grace'],
      featureGates: ['SomeName'],
    });
    expect(value.lines).toMatchObject({ title: 1, 'latest-milestone': 9, milestone: 10 });
  });

  it.each([
    ['Windows line ends', kepWith({}, '\r\n')],
    ['a byte order mark', `\uFEFF${kepWith({})}`],
    ['a line of dashes before it', `---\n${kepWith({})}`],
    ['a line of dashes behind it', `${kepWith({})}---\n`],
  ])('is the same with %s', (_, text) => {
    expect(parseKepYaml(text, file)).toMatchObject({
      value: { number: 1234, latestMilestone: 'v1.37' },
      faults: [],
    });
  });

  it('has gates whose names can be names', () => {
    const text = `${kepWith({})}feature-gates:\n  - name: MyGate\n  - name: my-gate\n  - components: [kubelet]\n`;
    expect(parseKepYaml(text, file).value.featureGates).toEqual(['MyGate']);
    expect(told(text, 'feature-gates')).toEqual([
      '12: "my-gate" is not the name of a gate',
      '13: a gate has no name',
    ]);
  });

  it('may leave optional fields empty, as the template does', () => {
    const text = kepWith({ 'participating-sigs': '', 'see-also': '', replaces: '', metrics: '' });
    expect(parseKepYaml(text, file).faults).toEqual([]);
  });
});

describe('a milestone', () => {
  it.each([
    ['1.30', 'v1.30', '9: is "1.30": write v1.30, with a v'],
    ['"1.37"', 'v1.37', '9: is "1.37": write v1.37, with a v'],
    ['V1.37', 'v1.37', '9: is "V1.37": write v1.37, with a small v'],
    ['v1.37.0', null, '9: is "v1.37.0": did you mean v1.37?'],
    ['"v1.21, v1.37"', null, '9: is "v1.21, v1.37": one milestone is expected'],
    ['TBD', null, '9: is "TBD": no milestone is named yet'],
    ['"0.0"', null, '9: is "0.0": no milestone is named yet'],
    ['v0.0', null, '9: is "v0.0": no milestone is named yet'],
    ['soon', null, '9: is "soon", which is not a milestone such as v1.30'],
    ['""', null, '9: is empty'],
    ['~', null, '9: is empty'],
    ['[v1.37]', null, '9: is a list; one text is expected'],
    ['{v: 1}', null, '9: has fields of its own; one text is expected'],
  ])('written %s is read as %s', (written, value, problem) => {
    const text = kepWith({ 'latest-milestone': written });
    expect(parseKepYaml(text, file).value.latestMilestone).toBe(value);
    expect(told(text, 'latest-milestone')).toEqual([problem]);
  });

  it('of a stage is told by that stage, and an unknown stage with the right one', () => {
    const text = `${kepWith({})}milestone:\n  alpha: 1.30\n  beta: ""\n  GA: v1.40\n  stable: [v1.41]\n`;
    expect(parseKepYaml(text, file).value.milestones).toEqual({ alpha: 'v1.30' });
    expect(told(text, 'milestone.alpha')).toEqual(['11: is "1.30": write v1.30, with a v']);
    expect(told(text, 'milestone.beta')).toEqual(['12: is empty']);
    expect(told(text, 'milestone.GA')).toEqual(['13: the stage is "GA": did you mean stable?']);
    expect(told(text, 'milestone.stable')).toEqual(['14: one milestone is expected']);
  });
});

describe('a wrong word', () => {
  it.each([
    ['status', 'imlpemented', null, 'is "imlpemented": did you mean implemented?'],
    ['status', 'implemented (alpha)', null, 'is "implemented (alpha)": did you mean implemented?'],
    ['status', 'Implementable', 'implementable', 'is "Implementable": write implementable'],
    ['stage', 'GA', null, 'is "GA": did you mean stable?'],
    ['stage', 'Alpha', 'alpha', 'is "Alpha": write alpha'],
    ['stage', 'depricated', null, 'is "depricated": did you mean deprecated?'],
  ] as const)('%s: %s', (field, written, value, problem) => {
    const text = kepWith({ [field]: written });
    expect(parseKepYaml(text, file).value[field]).toBe(value);
    expect(told(text, field)).toEqual([expect.stringContaining(problem)]);
  });

  it('that is near to nothing is told with what there is', () => {
    expect(told(kepWith({ status: 'zzz' }), 'status')[0]).toContain(
      'which is none of provisional, implementable',
    );
  });

  it.each([
    ['SIG-Node', 'node', 'is "SIG-Node": write sig-node'],
    ['node', 'node', 'is "node": write sig-node'],
    ['sig-nod', 'nod', 'is "sig-nod": did you mean sig-node?'],
    [
      'sig-federation',
      'federation',
      'is "sig-federation", a group that is no more: name the one whose work it is now',
    ],
    ['sig-aws', 'aws', 'is "sig-aws", a group that is no more: name the one whose work it is now'],
    ['sig-bakery', 'bakery', 'is "sig-bakery", which is not a group of Kubernetes'],
    ['?!', null, 'is "?!", which is not a group such as sig-node'],
    ['a'.repeat(61), null, `is "${'a'.repeat(60)}…", which is not a group such as sig-node`],
  ])('owning-sig: %s', (written, owner, problem) => {
    const text = kepWith({ 'owning-sig': written });
    expect(parseKepYaml(text, file).value.owner).toBe(owner);
    expect(told(text, 'owning-sig')).toEqual([`4: ${problem}`]);
  });

  it('for a field is told with the right one', () => {
    const text = kepWith({ 'latest-milestone': undefined, latest_milestone: 'v1.37' });
    expect(told(text, 'latest_milestone')).toEqual(['9: is not a field: did you mean latest-milestone?']);
    expect(told(text, 'latest-milestone')).toEqual(['null: is missing']);
  });
});

describe('a day', () => {
  it.each([
    ['2019-02-31', 'is "2019-02-31", a day that cannot be'],
    ['2019-13-01', 'is "2019-13-01", a day that cannot be'],
    ['0019-01-01', 'is "0019-01-01", a day that cannot be'],
    ['2019-03-5', 'is "2019-03-5"; a day is written 2026-01-31'],
    ['v1.34', 'is "v1.34"; a day is written 2026-01-31'],
  ])('%s is told', (written, problem) => {
    expect(told(kepWith({ 'creation-date': written }), 'creation-date')).toEqual([`6: ${problem}`]);
  });

  it('of a change cannot be before the beginning', () => {
    const text = kepWith({ 'last-updated': '2025-12-31' });
    expect(told(text, 'last-updated')).toEqual(['10: is 2025-12-31, before creation-date 2026-01-31']);
  });
});

describe('a person', () => {
  it.each([
    ['"@deads2k - For the server"', ['deads2k'], 'has more than a login: "@deads2k - For the server"'],
    ['TBD', [], 'names "TBD": nobody yet'],
    ['"Jane Doe <jane@example.com>"', ['Jane Doe <jane@example.com>'], 'is not a login such as "@name"'],
    ['"@a, @b"', ['@a, @b'], 'is not a login such as "@name"'],
    ['""', [], 'an entry is empty'],
    ['{name: x}', [], 'a login is expected in each line'],
  ])('written %s', (written, people, problem) => {
    const text = kepWith({ approvers: `\n  - ${written}` });
    expect(parseKepYaml(text, file).value.approvers).toEqual(people);
    expect(told(text, 'approvers')).toEqual([expect.stringContaining(problem)]);
  });

  it('outside of a list is read, and told', () => {
    const text = kepWith({ authors: '"@ada"' });
    expect(parseKepYaml(text, file).value.authors).toEqual(['ada']);
    expect(told(text, 'authors')).toEqual(['3: is one text; a list is expected']);
  });
});

describe('a number', () => {
  it('that is not that of the folder is told', () => {
    expect(told(kepWith({ 'kep-number': '999' }), 'kep-number')).toEqual([
      '2: is 999; the folder is that of 1234',
    ]);
    expect(told(kepWith({ 'kep-number': 'NNNN' }), 'kep-number')).toEqual([
      '2: is "NNNN", which is not a number',
    ]);
    expect(told(kepWith({ 'kep-number': 'KEP-1234' }), 'kep-number')).toEqual([
      '2: is "KEP-1234": write 1234',
    ]);
  });
});

describe('a file that is no YAML', () => {
  it.each([
    ['a tab', `${kepWith({})}milestone:\n\talpha: v1.37\n`, 'milestone', 11, 'is indented with a tab'],
    ['a key twice', `${kepWith({})}title: Another\n`, 'title', 10, 'a second time'],
    ['a bare @', kepWith({ authors: '@ada' }), 'authors', 3, 'needs quotes'],
    ['an open quote', `${kepWith({})}editor: "ada\n`, 'editor', 10, 'is not closed'],
    ['a colon in a text', kepWith({ title: 'KEP: some name' }), 'title', 1, 'needs quotes around the text'],
    ['an alias', `${kepWith({})}metrics: &m [a]\nreplaces: *m\n`, null, 11, '*m stands for another place'],
  ])('for %s names the field and the line', (_, text, field, line, problem) => {
    expect(parseKepYaml(text, file).faults).toContainEqual({
      file,
      field,
      line,
      problem: expect.stringContaining(problem),
    });
  });

  it('keeps what can be read: the first of two, and the fields around a fault', () => {
    expect(parseKepYaml(`${kepWith({})}title: Another\n`, file).value.title).toBe('Some name');
    expect(parseKepYaml(kepWith({ authors: '@ada' }), file).value.latestMilestone).toBe('v1.37');
  });

  it.each([
    ['nothing', '', 'is empty'],
    ['comments', '# later\n', 'is empty'],
    ['a list', '- a\n- b\n', 'is not a map'],
    ['a sentence', 'hello\n', 'is not a map'],
    ['two documents', `${kepWith({})}---\ntitle: b\n`, 'a second document begins'],
    ['brackets without end', `a: ${'['.repeat(50_000)}`, 'too deep'],
    ['lists in lists', `${'- '.repeat(30_000)}a`, 'too deep'],
    ['bytes', 'title: \0\0\n', 'bytes that texts never have'],
    ['far too much', `title: a\n${'# more\n'.repeat(yamlLimit)}`, 'only the first'],
  ])('but %s is told', (_, text, problem) => {
    expect(told(text, null).join('\n')).toContain(problem);
  });

  it('never grows: aliases of aliases are not followed', () => {
    const bomb = Array.from({ length: 60 }, (_, at) => `k${at + 1}: &k${at + 1} [*k${at}, *k${at}]`);
    const { faults } = parseKepYaml(`k0: &k0 [a]\n${bomb.join('\n')}\n`, file);
    expect(faults.filter(({ problem }) => problem.includes('stands for another place'))).toHaveLength(120);
  });
});
