/** The incidents of signalman.yml: what they mean, and what is said of those that cannot be. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import { fileSchema } from '../../src/config/schema.js';
import { intervalOf } from '../../src/domain/incident/cadence.js';
import type { IncidentSettings } from '../../src/domain/incident/settings.js';
import { hour, minute } from '../../src/domain/time.js';

const everyRole = '{ release-lead: [U0LEAD], incident-commander: [U0CMD], communications: [S0COMMS] }';

const file = (incidents: string, roles = everyRole) => `repository: acme/rocket
timezone: Europe/Berlin
roles: ${roles}
releases:
  v1.36: { aliases: [next] }
  v1.35: {}
incidents:
${incidents}`;

function settingsOf(incidents: string, roles?: string): IncidentSettings {
  const found = loadSettings(file(incidents, roles), 'signalman.yml').incidents;
  if (!found) throw new Error('no incidents are set up');
  return found;
}

/** @param more keys beside the channel, one a line */
const withKeys = (...more: string[]) => ['channel: C0INC', ...more].map((line) => `  ${line}`).join('\n');

function problemsOf(incidents: string, roles?: string): string[] {
  try {
    settingsOf(incidents, roles);
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^ {2}- /, ''));
  }
  return [];
}

const severityOf = (id: string, ...more: string[]) =>
  settingsOf(withKeys(...more)).severities.find((one) => one.id === id);

describe('the incidents of signalman.yml', () => {
  it('are not set up unless the file says so', () => {
    const settings = loadSettings('repository: a/b\nreleases: { v1: {} }', 'signalman.yml');
    expect(settings.incidents).toBeNull();
    expect(settings.roles).toEqual({ releaseLead: [], incidentCommander: [], communications: [] });
  });

  it('need no more than a channel and a release lead', () => {
    expect(settingsOf(withKeys(), '{ release-lead: [U0LEAD] }')).toEqual({
      channel: 'C0INC',
      discussion: null,
      announcements: [],
      severities: [
        {
          id: 's1',
          title: 'S1',
          meaning: expect.stringMatching(/./),
          cadence: 20 * minute,
          slower: { after: 2 * hour, cadence: hour },
          blocks: true,
          approval: true,
          confirmations: ['commander', 'release-lead'],
        },
        {
          id: 's2',
          title: 'S2',
          meaning: expect.stringMatching(/./),
          cadence: 30 * minute,
          slower: { after: 2 * hour, cadence: 2 * hour },
          blocks: true,
          approval: false,
          confirmations: ['commander'],
        },
        {
          id: 's3',
          title: 'S3',
          meaning: expect.stringMatching(/./),
          cadence: 4 * hour,
          slower: null,
          blocks: false,
          approval: false,
          confirmations: ['commander'],
        },
      ],
      exitCriteria: [
        'The fix is released, or a workaround is published',
        'A user who was affected has confirmed it',
        'Tests that would have caught it are green',
      ],
      declare: null,
      reaction: 'round_pushpin',
      dailyAt: 10 * 60,
      zone: 'Europe/Berlin',
      checkEvery: 10 * minute,
      // What comes after the fix is switched on key by key.
      ...{ mirror: null, fix: null, embargo: null },
      postmortem: {
        ...{ repository: null, path: 'post-mortems/{date}-{id}-{title}.md', actionsIn: null, labels: [] },
        ...{ nagEvery: 24 * hour, zone: 'Europe/Berlin', ask: false },
      },
    });
  });

  it('are read as they are written, with releases by their own name and severities in lower case', () => {
    const settings = settingsOf(
      withKeys(
        'discussion: C0TALK',
        'timezone: America/Los_Angeles',
        'declare: [incident-commander, release-lead, incident-commander]',
        'reaction: "+1"',
        'check-every: 90s',
        'daily-at: "09:30"',
        'exit-criteria: [" It works again "]',
        'announce:',
        '  - { channels: [C0ONE, G0TWO], severities: [S1, s2], releases: [next], ping: true }',
        '  - { channels: [C0ALL] }',
      ),
    );
    expect(settings).toMatchObject({
      discussion: 'C0TALK',
      zone: 'America/Los_Angeles',
      declare: ['incident-commander', 'release-lead'],
      reaction: '+1',
      checkEvery: 90_000,
      dailyAt: 9 * 60 + 30,
      exitCriteria: ['It works again'],
      announcements: [
        { channels: ['C0ONE', 'G0TWO'], severities: ['s1', 's2'], releases: ['v1.36'], ping: true },
        { channels: ['C0ALL'], severities: null, releases: null, ping: false },
      ],
    });
  });

  it('may be declared by anyone, said or not', () => {
    expect(settingsOf(withKeys('declare: anyone')).declare).toBeNull();
  });

  it('are documented by the example, which says what holds by itself', () => {
    const written = loadSettings(readFileSync('signalman.example.yml', 'utf8'), 'the example');
    const itself = settingsOf(withKeys());
    expect(written.incidents).toMatchObject({
      severities: itself.severities,
      exitCriteria: itself.exitCriteria,
      declare: itself.declare,
      reaction: itself.reaction,
      dailyAt: itself.dailyAt,
      checkEvery: itself.checkEvery,
    });
    expect(written.incidents?.announcements).toHaveLength(2);
    expect(written.roles).toEqual({
      releaseLead: ['U012AB3CD', 'S0614TZR7'],
      incidentCommander: ['U012AB3CD'],
      communications: ['S0614TZR7'],
    });
  });

  it('are told with other roles in the settings', () => {
    expect(loadSettings(file(withKeys()), 'signalman.yml').roles).toEqual({
      releaseLead: ['U0LEAD'],
      incidentCommander: ['U0CMD'],
      communications: ['S0COMMS'],
    });
  });
});

describe('a severity', () => {
  it('is changed key by key', () => {
    expect(severityOf('s1', 'severities: { s1: { title: Red, every: 10m, approval: false } }')).toMatchObject(
      {
        title: 'Red',
        cadence: 10 * minute,
        slower: { after: 2 * hour, cadence: hour },
        approval: false,
        confirmations: ['commander', 'release-lead'],
      },
    );
  });

  it('may keep its cadence however long it lasts, or become rarer where it did not', () => {
    expect(severityOf('s1', 'severities: { s1: { slower: false } }')?.slower).toBeNull();
    const s3 = severityOf('s3', 'severities: { s3: { slower: 12h, slower-after: 1d } }');
    expect(s3 && [intervalOf(s3, 23 * hour), intervalOf(s3, 24 * hour)]).toEqual([4 * hour, 12 * hour]);
  });

  it.each([
    ['{ s2: false }', ['s1', 's3']],
    ['{ s3: { every: 3h } }', ['s1', 's2', 's3']],
    ['{ s0: { meaning: All, every: 10m }, s1: {} }', ['s0', 's1', 's2', 's3']],
    ['{ s1: {}, s1b: { meaning: Some, every: 10m }, s3: {} }', ['s1', 's2', 's1b', 's3']],
    ['{ s4: { meaning: None, every: 2d } }', ['s1', 's2', 's3', 's4']],
    ['{ s1: false, s2: false, s3: false, data-loss: { meaning: Lost, every: 1h } }', ['data-loss']],
    [
      '{ red: { meaning: R, every: 1h }, amber: { meaning: A, every: 2h }, s1: false, s2: false }',
      ['red', 'amber', 's3'],
    ],
  ])('stands with the gravest first: %s', (given, order) => {
    expect(settingsOf(withKeys(`severities: ${given}`)).severities.map(({ id }) => id)).toEqual(order);
  });

  it('of one’s own blocks and is confirmed by its commander, unless it says otherwise', () => {
    expect(severityOf('data-loss', 'severities: { data-loss: { meaning: Lost, every: 1h } }')).toEqual({
      id: 'data-loss',
      title: 'Data loss',
      meaning: 'Lost',
      cadence: hour,
      slower: null,
      blocks: true,
      approval: false,
      confirmations: ['commander'],
    });
    expect(severityOf('s4', 'severities: { s4: { meaning: Little, every: 1d } }')?.title).toBe('S4');
    expect(severityOf('constructor', 'severities: { constructor: { meaning: X, every: 1d } }')?.slower).toBe(
      null,
    );
  });
});

describe('incidents with mistakes', () => {
  it('are told of all of them at once, each with its line, its key and what would be right', () => {
    const problems = problemsOf(
      `  timezone: Europe/Berln
  chanel: C0INC
  declare: [relase-lead]
  reaction: ":round_pushpin:"
  check-every: 0m
  daily-at: 25:00
  exit-criteria: [Works, Works]
  severities:
    s1: { every: 0m, aproval: true }
    s2: { slower: 5m }
    s3: { slower: 8h }
    s4: {}
  announce:
    - channels: [C0ONE, C0ONE]
      severities: [s5-minor, s1]
      releases: [v1.37, v9]
    - channels: [C0ONE]
      severities: [s1]
      releases: [v1.35]
      pings: true
`,
      '{}',
    );
    expect(problems).toEqual([
      'line 7: incidents.channel: no channel is given (add the channel where incidents stand, e.g. channel: C012AB3CD)',
      'line 8: incidents.timezone: "Europe/Berln" is not a time zone (expected an IANA name such as Europe/Berlin)',
      'line 9: incidents.chanel: is not a key that Signalman knows (did you mean channel?)',
      'line 10: incidents.declare.0: "relase-lead" cannot be used here (did you mean release-lead?)',
      'line 11: incidents.reaction: expected the name of an emoji without colons, such as round_pushpin',
      'line 12: incidents.check-every: 0m is too short (expected at least 1m)',
      'line 13: incidents.daily-at: expected a time such as 16:00',
      'line 14: incidents.exit-criteria.1: "Works" is listed twice',
      'line 16: incidents.severities.s1.aproval: is not a key that Signalman knows (did you mean approval?)',
      'line 16: incidents.severities.s1.every: 0m is too short (expected at least 1m)',
      'line 16: incidents.severities.s1.confirm: nobody is configured as release lead: the all-clear could never be given (add roles: { release-lead: [U012AB3CD] }, or leave the role out here)',
      'line 17: incidents.severities.s2.slower: updates every 5m are not rarer than every 30m (expected `slower` to be longer than `every`, or false)',
      'line 18: incidents.severities.s3.slower: has no meaning without `slower-after` (add for example slower-after: 2h)',
      'line 19: incidents.severities.s4: no meaning is given (add a line that helps to choose: meaning: …)',
      'line 19: incidents.severities.s4: no cadence is given (add for example every: 1h)',
      'line 21: incidents.announce.0.channels.1: "C0ONE" is listed twice',
      'line 22: incidents.announce.0.severities.0: there is no severity "s5-minor" (expected one of s1, s2, s3, s4)',
      'line 23: incidents.announce.0.releases.0: there is no release "v1.37" (did you mean v1.36?)',
      'line 23: incidents.announce.0.releases.1: there is no release "v9" (expected one of v1.36, v1.35)',
      'line 27: incidents.announce.1.pings: is not a key that Signalman knows (did you mean ping?)',
    ]);
  });

  it.each([
    [['severities: { s1: false, s2: false, s3: false }'], 'severities: no severity is left'],
    [['severities: { s1: { slower-after: 0m } }'], 's1.slower-after: 0m is too short'],
    [['severities: { s3: { every: 31d } }'], 's3.every: 31d is too long (expected at most 30d)'],
    [['severities: { s1: { slower: 0h } }'], 's1.slower: 0h is too short'],
    [['severities: { s1: { slower: false, slower-after: 1h } }'], 'slower-after: has no meaning without'],
    [['severities: { s3: { slower-after: 1h } }'], 's3.slower-after: has no meaning without `slower`'],
    [['severities: { s1: { slower: hourly } }'], 's1.slower: expected a duration such as'],
    [['severities: { s1: { every: 90m } }'], 's1.every: updates every 60m are not rarer than every 90m'],
    [['severities: { s2: {}, s1: {} }'], 's1: is more severe than s2, and is listed below it'],
    [['severities: { s2: { title: s1 } }'], 's2.title: s1 has the title "s1" too'],
    [['severities: { S1: { every: 10m } }'], 'incidents.severities.S1: expected a letter and then'],
    [['severities: { "1": { every: 10m } }'], 'incidents.severities.1: expected a letter and then'],
    [['severities: { s1: { confirm: [] } }'], 'expected at least one, such as [commander]'],
    [
      ['severities: { s1: { confirm: [comander] } }'],
      'confirm.0: "comander" cannot be used here (did you mean',
    ],
    [['severities: { s1: true }'], 's1: cannot be used here (expected false or a map of keys)'],
    [['declare: everyone'], 'declare: expected anyone, or a list such as [release-lead, incident-commander]'],
    [['declare: []'], 'declare: expected at least one'],
    [['declare: [commander]'], 'declare.0: "commander" cannot be used here'],
    [['reaction: "📌"'], 'reaction: expected the name of an emoji'],
    [['check-every: 2d'], 'check-every: 2d is too long (expected at most 1d)'],
    [['exit-criteria: []'], 'exit-criteria: expected at least one'],
    [['discussion: C0INC'], 'discussion: is the channel of the incidents itself'],
    [['announce: [{ channels: [C0ONE, C0INC] }]'], 'announce.0.channels.1: C0INC gets the head already'],
    [['announce: [{ channels: [] }]'], 'announce.0.channels'],
    [['announce: [{ severities: [s1] }]'], 'announce.0.channels'],
    [['announce: [{ channels: [C0ONE], severities: [] }]'], 'announce.0.severities'],
    [['severities: { s3: false }', 'announce: [{ channels: [C0ONE], severities: [s3] }]'], 'severity "s3"'],
    [
      ['announce: [{ channels: [C0A], severities: [s1] }, { channels: [C0B, C0A] }]'],
      'announce.0.channels.0: C0A is told of the same incidents by incidents.announce.1',
    ],
    [
      ['announce: [{ channels: [C0A], releases: [v1.36] }, { channels: [C0A], releases: [next] }]'],
      'announce.1.channels.0: C0A is told of the same incidents by incidents.announce.0',
    ],
  ])('%j is refused', (lines, said) => {
    const problems = problemsOf(withKeys(...lines));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(said);
    expect(problems[0]).toMatch(/^line (9|10): /);
  });

  it.each([
    '[{ channels: [C0A] }, { channels: [C0A], severities: [s1], ping: true }]',
    '[{ channels: [C0A], severities: [s1, s2] }, { channels: [C0A], severities: [s2, s3] }]',
    '[{ channels: [C0A], releases: [v1.36] }, { channels: [C0A], releases: [v1.35] }]',
  ])('a channel may be told by two entries, each of which adds something: %s', (announce) => {
    expect(settingsOf(withKeys(`announce: ${announce}`)).announcements).toHaveLength(2);
  });

  it('name each role that nobody has, where it is asked for', () => {
    expect(
      problemsOf(
        withKeys('declare: [communications]', 'severities: { s2: { confirm: [incident-commander] } }'),
        '{ release-lead: [] }',
      ),
    ).toEqual([
      expect.stringMatching(/^line 9: incidents\.declare\.0: nobody is configured as communications: /),
      expect.stringMatching(/^line 10: .*s1\.confirm: nobody is configured as release lead: /),
      expect.stringMatching(/^line 10: .*s2\.confirm: nobody is configured as incident commander: /),
    ]);
  });

  it('do not hold a role for empty whose list was written wrongly', () => {
    expect(problemsOf(withKeys(), '{ release-lead: [nora] }')).toEqual([
      'line 3: roles.release-lead.0: expected a Slack user or user-group id, such as U012AB3CD',
    ]);
  });

  it('are told what is a list of too many severities for Slack to show', () => {
    const more = Array.from({ length: 8 }, (_, at) => `t${at}: { meaning: M, every: 1h }`).join(', ');
    expect(problemsOf(withKeys(`severities: { ${more} }`))).toEqual([
      'line 9: incidents.severities: 11 severities are too many (at most 10)',
    ]);
  });

  it('that hold nothing are told what is needed', () => {
    expect(problemsOf('  {}')).toEqual([expect.stringContaining('incidents.channel: no channel is given')]);
    expect(problemsOf('')).toEqual([expect.stringContaining('line 7: incidents: ')]);
  });
});

describe('the JSON Schema of incidents', () => {
  const schema = z.toJSONSchema(fileSchema);
  const validate = new Ajv2020({ strict: false }).compile(schema);
  const accepts = (incidents: string) => validate(parse(file(incidents)));

  it('accepts what is right and refuses what is not', () => {
    expect(accepts(withKeys('declare: anyone', 'severities: { s1: { slower: false }, s2: false }'))).toBe(
      true,
    );
    expect(accepts(withKeys('declare: nobody'))).toBe(false);
    expect(accepts(withKeys('reaction: ":pin:"'))).toBe(false);
  });

  it('describes every key to whoever writes in an editor', () => {
    const silent: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { properties, description, anyOf, items, additionalProperties } = node as Record<string, unknown>;
      for (const [key, inner] of Object.entries(properties ?? {})) {
        const at = `${path}.${key}`;
        if (!(inner as { description?: string }).description) silent.push(at);
        visit(inner, at);
      }
      for (const inner of [items, additionalProperties, ...((anyOf as unknown[]) ?? [])]) visit(inner, path);
      expect(description === undefined || typeof description === 'string').toBe(true);
    };
    const { properties } = schema as { properties: Record<string, unknown> };
    visit({ properties: { incidents: properties.incidents } }, '');
    visit(properties.roles, '.roles');
    expect(silent).toEqual([]);
  });
});
