/** The incidents of signalman.yml: where they stand, who is told and who may do what, with what is wrong with it. */
import type { Announcement, IncidentSettings, Severity } from '../domain/incident/settings.js';
import type { Release } from '../domain/release.js';
import { day, minute } from '../domain/time.js';
import { resolveEmbargo } from './embargo.js';
import { resolveFix } from './incident-fix.js';
import { resolveMirror } from './mirror.js';
import { resolvePostMortem } from './postmortem.js';
import { minutesOf, type Report, readZone, releaseNamed, unknown } from './read-values.js';
import type { IncidentsFile } from './schema/incidents.js';
import type { ConfigFile } from './schema.js';
import { nobody, type RoleIds, readSpan, resolveSeverities } from './severities.js';

const usualCriteria = [
  'The fix is released, or a workaround is published',
  'A user who was affected has confirmed it',
  'Tests that would have caught it are green',
];

/** @returns null where incidents are not set up */
export function resolveIncidents(
  { incidents: given, roles: people }: ConfigFile,
  releases: readonly Release[],
  fallbackZone: string,
  report: Report,
): IncidentSettings | null {
  if (given === undefined) return null;
  const roles: RoleIds = {
    'release-lead': people?.['release-lead'] ?? [],
    'incident-commander': people?.['incident-commander'] ?? [],
    communications: people?.communications ?? [],
  };
  const path = ['incidents'];
  if (given.channel === undefined)
    report({
      path: [...path, 'channel'],
      message: 'no channel is given',
      expected: 'add the channel where incidents stand, e.g. channel: C012AB3CD',
    });
  if (given.discussion !== undefined && given.discussion === given.channel)
    report({
      path: [...path, 'discussion'],
      message: 'is the channel of the incidents itself',
      expected: 'leave it out: people then talk below a second message there',
    });
  const severities = resolveSeverities(given.severities ?? {}, roles, report);
  reportTwice(given['exit-criteria'] ?? [], [...path, 'exit-criteria'], report);
  return {
    channel: given.channel ?? '',
    discussion: given.discussion ?? null,
    announcements: resolveAnnouncements(given, severities, releases, report),
    severities,
    exitCriteria: given['exit-criteria'] ?? usualCriteria,
    declare: resolveDeclare(given.declare, roles, report),
    reaction: given.reaction ?? 'round_pushpin',
    dailyAt: minutesOf(given['daily-at'] ?? '10:00'),
    zone: readZone(given.timezone ?? fallbackZone, [...path, 'timezone'], report) ?? fallbackZone,
    checkEvery: readSpan(
      given['check-every'] ?? '10m',
      [...path, 'check-every'],
      // Each look reads every message of every open incident, and Slack allows so many of these.
      { least: minute, most: day },
      report,
    ),
    mirror: resolveMirror(given.github, report),
    fix: resolveFix(given.fix, report),
    postmortem: resolvePostMortem(
      given['post-mortem'],
      readZone(given.timezone ?? fallbackZone, [...path, 'timezone'], () => {}) ?? fallbackZone,
      report,
    ),
    embargo: resolveEmbargo(given, roles, report),
  };
}

function resolveDeclare(
  given: IncidentsFile['declare'],
  roles: RoleIds,
  report: Report,
): IncidentSettings['declare'] {
  if (given === undefined || given === 'anyone') return null;
  for (const [at, role] of given.entries())
    if (roles[role].length === 0)
      report(nobody(role, ['incidents', 'declare', at], 'nobody could declare by it'));
  return [...new Set(given)];
}

function resolveAnnouncements(
  { announce = [], channel }: IncidentsFile,
  severities: readonly Severity[],
  releases: readonly Release[],
  report: Report,
): Announcement[] {
  const known = severities.map(({ id }) => id);
  const announcements = announce.map((one, at): Announcement => {
    const path = ['incidents', 'announce', at];
    reportTwice(one.channels, [...path, 'channels'], report);
    for (const [place, target] of one.channels.entries())
      if (target === channel)
        report({
          path: [...path, 'channels', place],
          message: `${target} gets the head already`,
          expected: 'leave out the channel of the incidents',
        });
    return {
      channels: one.channels,
      severities:
        one.severities?.map((given, place) => {
          const id = given.toLowerCase();
          // Without any, that alone is worth saying.
          if (known.length > 0 && !known.includes(id))
            report(unknown('severity', given, known, [...path, 'severities', place]));
          return id;
        }) ?? null,
      releases:
        one.releases?.map(
          (given, place) => releaseNamed(given, releases, [...path, 'releases', place], report) ?? given,
        ) ?? null,
      ping: one.ping ?? false,
    };
  });
  reportNeedless(announcements, report);
  return announcements;
}

/** An entry that adds nothing to another is a slip: somebody meant another channel, severity or release. */
function reportNeedless(announcements: readonly Announcement[], report: Report): void {
  for (const [at, one] of announcements.entries()) {
    for (const [place, channel] of one.channels.entries()) {
      const other = announcements.findIndex(
        (each, where) =>
          where !== at &&
          each.channels.includes(channel) &&
          covers(each, one) &&
          (where < at || !covers(one, each)),
      );
      if (other >= 0)
        report({
          path: ['incidents', 'announce', at, 'channels', place],
          message: `${channel} is told of the same incidents by incidents.announce.${other}`,
          expected: 'name it once',
        });
    }
  }
}

/** Whether whatever the second one tells is told by the first one too. */
function covers(first: Announcement, second: Announcement): boolean {
  const holds = (all: string[] | null, some: string[] | null) =>
    all === null || (some?.every((each) => all.includes(each)) ?? false);
  return (
    holds(first.severities, second.severities) &&
    holds(first.releases, second.releases) &&
    (first.ping || !second.ping)
  );
}

function reportTwice(list: readonly string[], path: (string | number)[], report: Report): void {
  for (const [at, one] of list.entries())
    if (list.indexOf(one) < at) report({ path: [...path, at], message: `"${one}" is listed twice` });
}
