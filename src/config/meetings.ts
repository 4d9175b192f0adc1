/** The meetings of signalman.yml, with what is wrong with them. */

import { placeholdersOfPath, placeholdersOfUrl } from '../domain/meeting/place.js';
import type { MeetingSeries } from '../domain/meeting/settings.js';
import type { Release } from '../domain/release.js';
import { slotsBetween } from '../domain/slots.js';
import { day, hour, isoDay, minute } from '../domain/time.js';
import { releaseOf, timesOf } from './digests.js';
import type { Problem } from './problem.js';
import type { Report } from './read-values.js';
import type { MeetingFile } from './schema/meetings.js';
import type { ConfigFile } from './schema.js';
import { readSpan } from './severities.js';

const usualReactions = {
  ...{ note: 'memo', decision: 'ballot_box_with_check', attention: 'eyes', action: 'clipboard' },
};

export function resolveMeetings(
  file: ConfigFile,
  releases: readonly Release[],
  zone: string,
  report: Report,
): MeetingSeries[] {
  const all = Object.entries(file.meetings ?? {}).flatMap(([name, given]): MeetingSeries[] => {
    if (given === false) return [];
    const path = ['meetings', name];
    const release = releaseOf(given, releases, path, report);
    const channel = given.channel ?? file.channels?.release?.[0];
    if (!channel)
      report({
        path: [...path, 'channel'],
        message: 'no channel is given',
        expected: 'add `channel: C012AB3CD` here, or `channels: { release: [...] }` at the top',
      });
    if (given.at === undefined && given.cron === undefined)
      report({ path: [...path, 'at'], message: 'nobody knows when it begins', expected: 'add at: "17:00"' });
    const times = timesOf(given, zone, path, report);
    const span = spans(given, path, report);
    const length = span('length', '1h', 5 * minute, 12 * hour);
    if (times) reportOverlap(times, length, path, report);
    const kept = {
      ...{ name, title: given.title ?? titleOf(name), length },
      agendaAhead: span('agenda-ahead', '1d', minute, 14 * day),
      collectFor: span('collect-for', '2h', minute, 7 * day),
      reactions: reactionsOf(given, path, report),
      repository: given.repository ?? null,
      path: pathOf(given.path ?? 'meetings/{series}/{date}.md', [...path, 'path'], report),
      actionsIn: given['issues-in'] ?? null,
      labels: [...new Set(given.labels ?? [])],
      ...{ intro: given.intro ?? '', slug: given.slug ?? name },
      url: known(given.url ?? '', placeholdersOfUrl, [...path, 'url'], report),
    };
    return release && channel && times ? [{ ...kept, release, channel, times }] : [];
  });
  reportTwins(all, report);
  return all;
}

/** `release-team` is Release team. */
const titleOf = (name: string): string =>
  `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;

const spans =
  (given: MeetingFile, path: string[], report: Report) =>
  (key: 'length' | 'agenda-ahead' | 'collect-for', usual: string, least: number, most: number): number =>
    readSpan(given[key] ?? usual, [...path, key], { least, most }, report);

/** Two meetings of a series at once could not be told apart, nor two of one day by the name of their notes. */
function reportOverlap(times: MeetingSeries['times'], length: number, path: string[], report: Report): void {
  // Four weeks of some winter: enough to see every weekday and hour.
  const slots = slotsBetween(times, Date.UTC(2026, 0, 5), Date.UTC(2026, 1, 2));
  const pairs = slots.slice(1).map((slot, at) => [slots[at] ?? 0, slot] as const);
  if (pairs.some(([one, next]) => isoDay(one, times.zone) === isoDay(next, times.zone)))
    report({
      path,
      message: 'it would come more than once a day',
      expected: 'make a meeting of its own of each',
    });
  else if (pairs.some(([one, next]) => next - one < length))
    report({
      path: [...path, 'length'],
      message: 'the next one would begin before it is over',
      expected: 'expected it to be shorter, or rarer',
    });
}

/** Their notes would be one file. */
function reportTwins(all: readonly MeetingSeries[], report: Report): void {
  const placeOf = ({ repository, path, name, release }: MeetingSeries) =>
    `${repository} ${path.replace('{series}', name).replace('{release}', release)}`.toLowerCase();
  for (const [at, one] of all.entries()) {
    const other = all.slice(0, at).find((each) => each.repository && placeOf(each) === placeOf(one));
    if (other)
      report({
        path: ['meetings', one.name, 'path'],
        message: `is that of "${other.name}" too`,
        expected: 'add {series}',
      });
  }
}

function reactionsOf(given: MeetingFile, path: string[], report: Report): MeetingSeries['reactions'] {
  const reactions = { ...usualReactions };
  for (const key of ['note', 'decision', 'attention', 'action'] as const)
    reactions[key] = given.reactions?.[key] ?? reactions[key];
  const names = Object.values(reactions);
  const twice = names.find((one, at) => names.indexOf(one) < at);
  if (twice)
    report({
      path: [...path, 'reactions'],
      message: `"${twice}" would mean two things`,
      expected: 'expected four different emoji',
    });
  return reactions;
}

function pathOf(path: string, at: Problem['path'], report: Report): string {
  known(path, placeholdersOfPath, at, report);
  const isPath =
    /^(?:[\w.{}-]+\/)*[\w.{}-]+\.md$/.test(path) && !path.split('/').some((one) => /^\.{1,2}$/.test(one));
  if (!isPath)
    report({
      path: at,
      message: 'is not the path of a Markdown file within the repository',
      expected: 'letters, digits, dots and dashes between slashes, such as meetings/{date}.md',
    });
  else if (!path.includes('{date}'))
    report({ path: at, message: 'would be the same for all meetings', expected: 'add {date}' });
  return path;
}

function known(text: string, words: readonly string[], path: Problem['path'], report: Report): string {
  const stranger = [...text.matchAll(/\{([^{}]*)\}/g)].find(([, word = '']) => !words.includes(word));
  if (stranger)
    report({
      path,
      message: `has no meaning for ${stranger[0]}`,
      expected: `expected ${words.map((one) => `{${one}}`).join(', ')}`,
    });
  return text;
}
