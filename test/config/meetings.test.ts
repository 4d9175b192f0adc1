/** The meetings of signalman.yml: what they mean, and what is said of those that cannot be. */
import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import { describeTimes } from '../../src/domain/slots.js';
import { day, hour, minute } from '../../src/domain/time.js';

const load = (meetings: string, more = 'channels: { release: [C0RELEASE, C0OTHER] }') =>
  loadSettings(
    `repository: acme/rocket\ntimezone: Europe/Berlin\nreleases: { v1.36: {}, v1.35: { aliases: [last] } }\n${more}\n${meetings}`,
    'signalman.yml',
  ).meetings;
const meeting = (keys: string) => load(`meetings: { release-team: { ${keys} } }`);

function problems(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigFault) return error.message;
    throw error;
  }
  return '';
}

describe('meetings of signalman.yml', () => {
  it('are none unless they are named', () => {
    expect(load('')).toEqual([]);
    expect(load('meetings: { release-team: false }')).toEqual([]);
  });

  it('need to be told nothing but when they begin', () => {
    const [found] = meeting('at: "17:00", days: [tue]');
    expect(found).toMatchObject({
      ...{ name: 'release-team', title: 'Release team', release: 'v1.36', channel: 'C0RELEASE' },
      ...{ length: hour, agendaAhead: day, collectFor: 2 * hour, repository: null, actionsIn: null },
      ...{ path: 'meetings/{series}/{date}.md', slug: 'release-team', url: '', intro: '', labels: [] },
      reactions: { note: 'memo', decision: 'ballot_box_with_check', attention: 'eyes', action: 'clipboard' },
    });
    expect(found && describeTimes(found.times)).toBe('Tuesdays at 17:00 Europe/Berlin');
  });

  it('are as it is said', () => {
    const [found] = meeting(
      [
        'title: Hangout, release: last, channel: C0HANG, cron: "0 10 * * fri", timezone: America/Los_Angeles',
        'length: 30m, agenda-ahead: 2d, collect-for: 1d, reactions: { note: pencil }, repository: acme/docs',
        'path: "{release}/{date}.md", issues-in: acme/todo, labels: [a, a], intro: Hello., slug: weekly',
        'url: "/blog/{year}/{month}/{slug}"',
      ].join(', '),
    );
    expect(found).toMatchObject({
      ...{ title: 'Hangout', release: 'v1.35', channel: 'C0HANG', length: 30 * minute, agendaAhead: 2 * day },
      ...{ collectFor: day, repository: 'acme/docs', path: '{release}/{date}.md', actionsIn: 'acme/todo' },
      ...{ labels: ['a'], intro: 'Hello.', slug: 'weekly', url: '/blog/{year}/{month}/{slug}' },
    });
    expect(found?.reactions).toMatchObject({ note: 'pencil', decision: 'ballot_box_with_check' });
    expect(found && describeTimes(found.times)).toBe('Fridays at 10:00 America/Los_Angeles');
  });

  it.each([
    ['title: x', /meetings.release-team.at: nobody knows when it begins/],
    ['at: "25:00"', /meetings.release-team.at/],
    ['at: "17:00", cron: "0 9 * * *"', /meetings.release-team.cron: both/],
    ['cron: "0 9,12 * * *"', /meetings.release-team: it would come more than once a day/],
    ['at: "17:00", days: daily, length: 12h', /^((?!length).)*$/s],
    ['cron: "0 23 * * 1-5", length: 13h', /meetings.release-team.length: 13h is too long/],
    ['at: "17:00", length: 1m', /meetings.release-team.length: 1m is too short/],
    ['at: "17:00", agenda-ahead: 30d', /meetings.release-team.agenda-ahead/],
    ['at: "17:00", collect-for: 1s', /meetings.release-team.collect-for/],
    ['at: "17:00", release: v9', /meetings.release-team.release: there is no release "v9"/],
    ['at: "17:00", channel: general', /meetings.release-team.channel/],
    ['at: "17:00", timezone: Mars', /meetings.release-team.timezone/],
    ['at: "17:00", path: "../{date}.md"', /meetings.release-team.path: .*not the path/],
    ['at: "17:00", path: notes.md', /meetings.release-team.path: would be the same/],
    ['at: "17:00", path: "{day}.md"', /meetings.release-team.path: has no meaning for \{day\}/],
    ['at: "17:00", url: "/{series}"', /meetings.release-team.url: has no meaning for \{series\}/],
    ['at: "17:00", url: "https://x.test"', /meetings.release-team.url: .*path/],
    ['at: "17:00", slug: "Not This"', /meetings.release-team.slug/],
    ['at: "17:00", reactions: { note: eyes }', /meetings.release-team.reactions: "eyes" would mean two/],
    ['at: "17:00", repository: docs', /meetings.release-team.repository/],
    ['at: "17:00", titel: x', /titel.*title/s],
  ])('say what is wrong with %s', (keys, message) => {
    expect(problems(() => meeting(keys))).toMatch(message);
  });

  it('need a channel', () => {
    expect(problems(() => load('meetings: { all: { at: "17:00" } }', ''))).toMatch(
      /meetings.all.channel: no channel is given/,
    );
  });

  it('do not write their notes over one another', () => {
    const both = (path: string) =>
      load(
        `meetings:\n  one: { at: "17:00", repository: acme/docs, path: "${path}" }\n  two: { at: "18:00", repository: acme/docs, path: "${path}" }`,
      );
    expect(problems(() => both('{date}.md'))).toMatch(/meetings.two.path: is that of "one" too/);
    expect(both('{series}-{date}.md')).toHaveLength(2);
  });
});
