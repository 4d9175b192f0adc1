/** The test signal of signalman.yml: which jobs each release has, who owns them and who is told, with what is wrong. */
import type { CiSettings, GroupAlerts, JobSet } from '../domain/ci/settings.js';
import type { Quiet } from '../domain/quiet.js';
import { fill, type Release } from '../domain/release.js';
import { day, minute } from '../domain/time.js';
import { resolveQuiet } from './quiet.js';
import { groupSlug, ms, type Report, releaseNamed } from './read-values.js';
import type { CiFile, JobsFile } from './schema/ci.js';
import type { ConfigFile } from './schema.js';
import { readSpan } from './severities.js';

/** Nobody runs tests more seldom than monthly and calls it a signal. */
const longest = 90 * day;

/** @returns null where there is no test signal */
export function resolveCi(
  file: ConfigFile,
  preset: Partial<ConfigFile>,
  releases: readonly Release[],
  quiet: Quiet,
  report: Report,
): CiSettings | null {
  const given = file.ci;
  if (given === undefined) return null;
  const every = span(given, 'every', '5m', { least: minute, most: day }, report);
  const usualAge = span(given, 'stale-after', '1d', { least: minute, most: longest }, report);
  const jobs = mergedJobs(preset.ci ?? {}, given);
  if (Object.keys(jobs).length === 0)
    report({
      path: ['ci'],
      message: 'no job is given',
      expected: 'add for example jobs: { blocking: { board: sig-release-master-blocking } }',
    });
  // What is wrong with a set is wrong for each release.
  const tell = distinct(report);
  const sets: CiSettings['sets'] = {};
  for (const release of releases) {
    sets[release.name] = Object.entries(jobs).flatMap(([id, one]) => {
      const set = resolveSet(id, one, { release, releases, usualAge }, tell);
      return set ? [set] : [];
    });
  }
  return {
    testgrid: {
      url: plainAddress(given.testgrid?.url ?? 'https://testgrid.k8s.io'),
      api: plainAddress(given.testgrid?.api ?? 'https://testgrid-api.prow.k8s.io'),
      dialect: given.testgrid?.dialect ?? 'api',
      pages: given.testgrid?.pages === undefined ? null : plainAddress(given.testgrid.pages),
    },
    every,
    // One reading may fail without everything being unknown at once.
    readWithin: Math.max(ms(file.sync?.['stale-after'] ?? '30m'), 3 * every),
    sets,
    alerts: resolveAlerts(file, given, { prefix: releases[0]?.groups.prefix ?? '', quiet }, report),
  };
}

const plainAddress = (address: string) => address.replace(/\/+$/, '');

function span(
  given: CiFile,
  key: 'every' | 'stale-after',
  usual: string,
  limits: { least: number; most: number },
  report: Report,
): number {
  return readSpan(given[key] ?? usual, ['ci', key], limits, report);
}

/** Each problem once. */
function distinct(report: Report): Report {
  const told = new Set<string>();
  return (problem) => {
    const key = JSON.stringify([problem.path, problem.message]);
    if (!told.has(key)) report(problem);
    told.add(key);
  };
}

/** The preset's jobs, changed key by key; `false` takes one away. */
function mergedJobs(preset: CiFile, given: CiFile): Record<string, JobsFile> {
  const ids = new Set([...Object.keys(preset.jobs ?? {}), ...Object.keys(given.jobs ?? {})]);
  return Object.fromEntries(
    [...ids].flatMap((id): [string, JobsFile][] => {
      const own = given.jobs?.[id];
      return own === false ? [] : [[id, { ...(preset.jobs?.[id] || {}), ...own }]];
    }),
  );
}

interface Where {
  release: Release;
  releases: readonly Release[];
  usualAge: number;
}

function resolveSet(id: string, given: JobsFile, where: Where, report: Report): JobSet | null {
  const { release, releases, usualAge } = where;
  const path = ['ci', 'jobs', id];
  const names = given.releases?.map((name, at) =>
    releaseNamed(name, releases, [...path, 'releases', at], report),
  );
  const from = resolveFrom(given, release, path, report);
  const staleAfter =
    given['stale-after'] === undefined
      ? usualAge
      : readSpan(given['stale-after'], [...path, 'stale-after'], { least: minute, most: longest }, report);
  const wrong = names !== undefined && !names.includes(release.name);
  if (!from || wrong) return null;
  const plain = (slug: string) => groupSlug(slug, release.groups.prefix);
  const owners = Object.entries(given.owners ?? {}).map(([jobs, group]) => ({ jobs, group: plain(group) }));
  if (given.group !== undefined) owners.push({ jobs: '*', group: plain(given.group) });
  return { id, from, owners, staleAfter, alerts: given.alerts ?? true };
}

function resolveFrom(
  { board, tabs, workflow, repository, branch }: JobsFile,
  release: Release,
  path: string[],
  report: Report,
): JobSet['from'] | null {
  if ((board === undefined) === (workflow === undefined)) {
    report({
      path,
      message:
        board === undefined
          ? 'neither a board nor a workflow is given'
          : 'both `board` and `workflow` are given',
      expected: 'expected one of them, e.g. board: sig-release-master-blocking',
    });
    return null;
  }
  const foreign = board === undefined ? ({ tabs } as const) : ({ repository, branch } as const);
  for (const [key, value] of Object.entries(foreign))
    if (value !== undefined)
      report({
        path: [...path, key],
        message: `has no meaning for a ${board === undefined ? 'workflow' : 'board'}`,
      });
  if (board !== undefined)
    return {
      source: 'testgrid',
      dashboard: fill(board, release),
      tabs: tabs?.map((tab) => fill(tab, release)) ?? null,
    };
  const on = branch === undefined ? release.branch : fill(branch, release);
  if (on === null || on === '') {
    report({
      path: [...path, 'branch'],
      needs: ['releases', release.name, 'branch'],
      message: `no branch is given, here or for ${release.name}`,
      expected: `add branch: main here, or releases: { ${release.name}: { branch: main } }`,
    });
    return null;
  }
  return {
    source: 'actions',
    repository: repository ?? release.issues.repository,
    workflow: workflow ?? '',
    branch: on,
  };
}

function resolveAlerts(
  file: ConfigFile,
  given: CiFile,
  { prefix, quiet }: { prefix: string; quiet: Quiet },
  report: Report,
): CiSettings['alerts'] {
  const alerts = given.alerts === false ? {} : (given.alerts ?? {});
  const path = ['ci', 'alerts'];
  const after = alerts['escalate-after'] ?? '1d';
  const usual: GroupAlerts = {
    channels: file.channels?.release ?? [],
    inQuiet: alerts['in-quiet'] ?? 'send',
    quiet,
  };
  const channels = new Map(
    Object.entries(file.groups?.channels ?? {}).map(([slug, list]) => [groupSlug(slug, prefix), list]),
  );
  const own = new Map(
    Object.entries(alerts.groups ?? {}).map(([slug, one]) => [groupSlug(slug, prefix), { slug, one }]),
  );
  const groups = [...new Set([...channels.keys(), ...own.keys()])].map((slug): [string, GroupAlerts] => {
    const { one, slug: key } = own.get(slug) ?? { slug, one: {} };
    return [
      slug,
      {
        channels: [...new Set(channels.get(slug) ?? [])],
        inQuiet: one['in-quiet'] ?? usual.inQuiet,
        quiet: one.quiet
          ? resolveQuiet(one.quiet, quiet.zone, [...path, 'groups', key, 'quiet'], report)
          : quiet,
      },
    ];
  });
  return {
    enabled: given.alerts !== false,
    escalateAfter:
      after === false
        ? null
        : readSpan(after, [...path, 'escalate-after'], { least: minute, most: longest }, report),
    flapping: readSpan(alerts.flapping ?? '6h', [...path, 'flapping'], { least: 0, most: 14 * day }, report),
    newsPerDay: alerts['news-per-day'] ?? 4,
    usual,
    groups: Object.fromEntries(groups),
  };
}
