/** Lays a checked file over its preset and turns the result into releases with gates. */
import { everyIssue } from '../domain/filter.js';
import { type Kind, plainName, type Release } from '../domain/release.js';
import { resolveCalendar } from './calendar.js';
import { reportUnknownChecklists, resolveChecklists } from './checklists.js';
import { resolveCi } from './ci.js';
import { reportGatesWithoutJobs } from './ci-gates.js';
import { reportQuietDigests, resolveDigests } from './digests.js';
import { resolveGates } from './gates.js';
import { resolveIncidents } from './incidents.js';
import { type ResolvedKeps, resolveKeps } from './keps.js';
import { resolveMeetings } from './meetings.js';
import { resolveNotes, withNotes, withNotesGates } from './notes.js';
import { kubernetes } from './presets/kubernetes.js';
import { kubernetes16 } from './presets/kubernetes-1.6.js';
import { resolveQuiet } from './quiet.js';
import { readFilter } from './read-filter.js';
import { groupSlug, minutesOf, ms, type Report, readZone } from './read-values.js';
import type { ConfigFile, KindFile } from './schema.js';
import type { Settings } from './settings.js';
import { reportGatesWithoutSignOff, resolveSignOff, withSignOffGate } from './signoff.js';
import { resolveWaiving } from './waivers.js';

const presets: Record<NonNullable<ConfigFile['preset']>, Partial<ConfigFile>> = {
  kubernetes,
  'kubernetes-1.6': kubernetes16,
};

/**
 * The settings a file means. Problems that the file's shape cannot show (an unknown zone, a filter
 * that cannot be read, a gate without a count) are reported; the result is then not to be used.
 */
export function resolveSettings(file: ConfigFile, report: Report): Settings {
  const preset: Partial<ConfigFile> = file.preset ? presets[file.preset] : {};
  const zone = readZone(file.timezone ?? preset.timezone ?? 'UTC', ['timezone'], report) ?? 'UTC';
  const groups = {
    ...preset.groups,
    ...file.groups,
    names: { ...preset.groups?.names, ...file.groups?.names },
    owners: { ...preset.groups?.owners, ...file.groups?.owners },
  };
  const owners = bySlug(groups.owners, groups.prefix);
  const checklists = resolveChecklists(file, report);
  const gates = resolveGates(
    withSignOffGate(withNotesGates({ ...preset.gates }, file), file),
    { ...file.gates },
    checklists.map(({ name }) => name),
    report,
  );
  const shared = {
    zone,
    groups: {
      noun: groups.noun ?? 'group',
      prefix: groups.prefix ?? 'group/',
      // Slugs are compared in lower case, because labels ignore case.
      rows: groups.rows ? [...new Set(groups.rows.map((slug) => slug.toLowerCase()))] : null,
      names: bySlug(groups.names, groups.prefix),
      owners,
    },
    groupPeople: {
      leads: {
        ...Object.fromEntries(Object.entries(owners).map(([slug, owner]) => [slug, [owner]])),
        ...bySlug(file.groups?.leads ?? {}, groups.prefix),
      },
      channels: bySlug(file.groups?.channels ?? {}, groups.prefix),
    },
    kinds: resolveKinds({ ...preset.kinds }, { ...file.kinds }, report),
    phrases: (file.phrases ?? preset.phrases ?? []).map(({ phrase, where }, at) => ({
      id: `phrase-${at + 1}`,
      phrase,
      filter: where === undefined ? everyIssue : readFilter(where, ['phrases', at, 'where'], report),
    })),
    dimensions: file.dimensions ?? preset.dimensions ?? [],
    gates,
    checklists,
    waiving: resolveWaiving(file, gates, report),
    staleAfter: ms(file.sync?.['stale-after'] ?? '30m'),
  };
  const signOff = resolveSignOff(file, shared, report);
  reportGatesWithoutSignOff(file, report);
  const releases = Object.entries(file.releases).map(([name, given]): Release => {
    const repository = given.repository ?? file.repository ?? preset.repository;
    if (!repository) {
      report({
        path: ['releases', name],
        message: 'no repository is given',
        expected: 'add `repository: owner/name` here or at the top',
      });
    }
    const milestone = given.milestone ?? name;
    const tracked =
      given.enhancements === false
        ? undefined
        : (given.enhancements?.repository ??
          file.enhancements?.repository ??
          preset.enhancements?.repository);
    const enhancements = tracked
      ? { repository: tracked, milestone: (given.enhancements || undefined)?.milestone ?? milestone }
      : null;
    return {
      ...shared,
      // A gate over enhancements has nothing to look at where none are tracked, nor one over jobs without any.
      gates: shared.gates.filter(({ type }) =>
        type === 'jobs' ? file.ci !== undefined : type !== 'enhancements' || enhancements !== null,
      ),
      name,
      aliases: given.aliases ?? [],
      issues: { repository: repository ?? 'unknown/unknown', milestone },
      enhancements,
      branch: given.branch ?? null,
      nextMilestones: given['next-milestones'] ?? [],
      severities: [],
      ci: null,
      calendar: resolveCalendar(file, name, zone, report),
      signOff,
      ...{ readsDocuments: false, documentsWithin: 0 },
    };
  });
  if (releases.length === 0) {
    report({
      path: ['releases'],
      message: 'no release is given',
      expected: 'expected at least one, e.g. v1.36: { milestone: v1.36 }',
    });
  }
  reportTwins(releases, report);
  reportUnknownChecklists(file, releases, report);
  const digests = resolveDigests(file, releases, zone, report);
  const quiet = resolveQuiet(file.quiet, zone, ['quiet'], report);
  reportQuietDigests(digests, quiet, report);
  const incidents = resolveIncidents(file, releases, zone, report);
  const ci = resolveCi(file, preset, releases, quiet, report);
  reportGatesWithoutJobs(file, releases, ci, report);
  const keps = resolveKeps(file, releases, report);
  const notes = resolveNotes(file, releases, zone, report);
  const severities = (incidents?.severities ?? []).map(({ id, title, blocks }) => ({ id, title, blocks }));
  return {
    releases: releases.map((release) => ({
      ...release,
      severities,
      ci: ci && { sets: ci.sets[release.name] ?? [], readWithin: ci.readWithin },
      ...withDocuments({ ...release, ...withNotes(release, notes) }, keps),
    })),
    zone,
    bots: file.bots ?? preset.bots ?? [],
    roles: {
      releaseLead: file.roles?.['release-lead'] ?? [],
      incidentCommander: file.roles?.['incident-commander'] ?? [],
      communications: file.roles?.communications ?? [],
    },
    channels: { release: file.channels?.release ?? [] },
    digests,
    quiet,
    incidents,
    ci,
    keps: keps?.settings ?? null,
    notes: notes?.settings ?? null,
    meetings: resolveMeetings(file, releases, zone, report),
    grace: ms(file['digest-grace'] ?? '2h'),
    announceGrace: ms(file.calendar?.grace ?? '6h'),
    sync: { every: ms(file.sync?.every ?? '5m'), fullAt: minutesOf(file.sync?.['full-at'] ?? '03:00') },
  };
}

/** A gate over documents has nothing to look at where none are read. */
function withDocuments({ name, gates, notesWithin }: Release, keps: ResolvedKeps | null) {
  const readsDocuments = keps?.releases.has(name) ?? false;
  return {
    notesWithin: notesWithin ?? null,
    readsDocuments,
    documentsWithin: keps?.within ?? 0,
    gates: gates.filter(({ type }) => type !== 'enhancement-sign-off' || readsDocuments),
  };
}

function bySlug<T>(record: Record<string, T>, prefix = 'group/'): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([slug, value]) => [groupSlug(slug, prefix), value]));
}

/** A name must mean one release only, with its aliases, as names are compared when they are typed. */
function reportTwins(releases: Release[], report: Report): void {
  const owner = new Map<string, string>();
  for (const release of releases) {
    for (const name of [release.name, ...release.aliases]) {
      const other = owner.get(plainName(name));
      if (other !== undefined && other !== release.name) {
        report({ path: ['releases', release.name], message: `"${name}" also names the release ${other}` });
      }
      owner.set(plainName(name), release.name);
    }
  }
}

/** Words that `/release-status` understands already. */
const reserved = [
  ...['verdict', 'issues', 'report', 'features', 'enhancements', 'act', 'help', 'calendar', 'kep'],
  ...['checklist', 'signoff', 'sign-off', 'tests', 'notes', 'release-notes'],
  ...['subscribe', 'unsubscribe', 'schedule', 'schedules'],
];

function resolveKinds(
  preset: NonNullable<ConfigFile['kinds']>,
  given: NonNullable<ConfigFile['kinds']>,
  report: Report,
): Kind[] {
  const kinds: Kind[] = [];
  for (const id of new Set([...Object.keys(preset), ...Object.keys(given)])) {
    const own = given[id];
    if (own === false) continue;
    if (reserved.includes(id)) {
      report({
        path: ['kinds', id],
        message: `"${id}" names another section of /release-status`,
        expected: 'give the kind another name',
      });
    }
    const kind: KindFile = { ...(preset[id] || {}), ...own };
    if (kind.filter === undefined) {
      report({
        path: ['kinds', id],
        message: 'no filter is given',
        expected: `expected for example filter: kind/${id}`,
      });
      continue;
    }
    kinds.push({
      id,
      title: kind.title ?? `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`,
      filter: readFilter(kind.filter, ['kinds', id, 'filter'], report),
      byGroup: kind['by-group'] ?? false,
      withoutMilestone: kind['without-milestone'] ?? false,
    });
  }
  return kinds;
}
