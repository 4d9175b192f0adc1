/** Gathers what a draft is made from, and what is known of a release's notes: from what is stored, without asking anybody. */
import { UserFault } from '../../domain/fault.js';
import { lingers } from '../../domain/incident/known.js';
import type { Issue } from '../../domain/issue.js';
import type { Release } from '../../domain/release.js';
import { knownIssuesIn } from '../../domain/release-notes/accumulator.js';
import type { KnownIssue, NotesFacts } from '../../domain/release-notes/facts.js';
import type { Feature } from '../../domain/release-notes/feature.js';
import { type FeatureSaid, featuresOf } from '../../domain/release-notes/features.js';
import { notingPulls, unknownParents } from '../../domain/release-notes/noted.js';
import { pagesOf } from '../../domain/release-notes/pages.js';
import type { MergedPull, NotedPull } from '../../domain/release-notes/pull.js';
import type { ReadDescription } from '../../domain/release-notes/said.js';
import type { NotesSettings, ReleaseNotesRef } from '../../domain/release-notes/settings.js';
import type { NotesStore, WrittenNotes } from '../ports/release-notes-reading.js';
import { type Asked, type KeptRange, keyOf, type PullData, pullAt } from './asked.js';

export interface GatherDependencies {
  store: NotesStore;
  settings: NotesSettings;
  written: WrittenNotes;
  parsers: {
    description: ReadDescription;
    /** @param web where shorthands such as `k/website#12` are */
    enhancement(body: string, web: string): FeatureSaid & { isEnhancement: boolean };
  };
  /** Lets others come in between. */
  pause(ms: number): Promise<unknown>;
}

/** What one release has of its own; another range than the configured one is what somebody asks for once. */
export function refOf(
  { releases }: NotesSettings,
  release: Release,
  range?: ReleaseNotesRef['range'],
): ReleaseNotesRef {
  const ref = Object.hasOwn(releases, release.name) ? releases[release.name] : undefined;
  if (!ref) throw noNotes(release);
  return range === undefined ? ref : { ...ref, range };
}

export const noNotes = ({ name }: Release): UserFault =>
  new UserFault(
    'no-notes',
    `There are no release notes for ${name}.`,
    'Whoever runs Signalman adds `notes: {}` to signalman.yml.',
  );

/** The two ends of a range; without a second one, the release's branch. */
export function rangeOf(ref: ReleaseNotesRef, { branch }: Release): Asked['range'] {
  if (ref.range === null) return null;
  return { from: ref.range.from, to: ref.range.to ?? branch ?? 'HEAD' };
}

/** @throws UserFault `no-notes` @param range instead of the one that is configured */
export async function gatherFacts(
  deps: GatherDependencies,
  release: Release,
  range?: ReleaseNotesRef['range'],
): Promise<NotesFacts> {
  const { store, settings } = deps;
  const ref = refOf(settings, release, range);
  const asked: Asked = { repository: release.issues.repository, range: rangeOf(ref, release) };
  const keys = [keyOf.release(release.name), keyOf.range(asked)];
  if (ref.knownIssues) keys.push(keyOf.issue(ref.knownIssues));
  if (ref.previous) keys.push(keyOf.file(ref.previous));
  const [reads, web] = await Promise.all([store.reads(keys), store.web(release)]);
  const problems = [...reads.values()].flatMap(({ problem }) => problem ?? []);
  const found = await pullsOf(deps, release, asked, (reads.get(keyOf.range(asked))?.data ?? null) as never);
  const pulls = await noted(deps, release, found.pulls);
  const accumulator = ref.knownIssues ? reads.get(keyOf.issue(ref.knownIssues))?.data : null;
  const { title, url, body } = (accumulator ?? {}) as { title?: string; url?: string; body?: string };
  const previous = ref.previous ? reads.get(keyOf.file(ref.previous))?.data : null;
  const carried = (previous as { dependencies?: string | null } | null)?.dependencies ?? null;
  return {
    ...{ release, settings, ref, web, pulls },
    features: (await gatherFeatures(deps, release, web)) ?? [],
    knownIssues: [
      ...(body && ref.knownIssues ? knownIssuesIn(body, ref.knownIssues.repository, web) : []),
      ...(await ofIncidents(store, release)),
    ].filter(isFirst),
    accumulator: title && url ? { title, url } : null,
    dependencies:
      carried !== null && ref.previous
        ? { text: carried, from: `${ref.previous.repository}/${ref.previous.path}` }
        : null,
    range: asked.range,
    problems: [...new Set([...problems, ...found.problems])],
  };
}

/** Pull requests that belong to the release. @param kept the range as it was read; null: it was not, or there is none */
export async function pullsOf(
  { store }: Pick<GatherDependencies, 'store'>,
  release: Release,
  { repository, range }: Asked,
  kept: KeptRange | null,
): Promise<{ pulls: MergedPull[]; problems: string[] }> {
  if (range === null) {
    const merged = await store.merged(release);
    return {
      pulls: (merged ?? []).map((issue) => mergedPull(repository, issue, null)),
      problems:
        merged === null ? [`The pull requests of ${release.issues.milestone} have not been read yet`] : [],
    };
  }
  if (kept === null)
    return { pulls: [], problems: [`The commits from ${range.from} to ${range.to} have not been read yet`] };
  const times = new Map(kept.pulls.map(({ number, at }) => [number, at]));
  const items = await store.items(repository, [...times.keys()]);
  const lost = times.size - items.length;
  return {
    pulls: items
      .filter(({ isPullRequest }) => isPullRequest)
      .map((issue) => mergedPull(repository, issue, times.get(issue.number) ?? null)),
    problems:
      lost === 0
        ? []
        : [`${lost} of ${times.size} pull requests from ${range.from} to ${range.to} could not be read`],
  };
}

/** @param at when its commit was made (ms, UTC), where GitHub does not say when it was merged */
function mergedPull(repository: string, issue: Issue, at: number | null): MergedPull {
  const { number, title, body, url, author, authorIsBot, labels } = issue;
  const mergedAt = issue.mergedAt ?? at ?? issue.closedAt ?? issue.updatedAt;
  return { ...{ repository, number, title, body, url, author, authorIsBot, labels, mergedAt } };
}

/** So many descriptions are read at a time: others come in between. */
const atOnce = 100;

/** Pull requests as they count, each read once. */
export async function noted(
  { store, settings, written, parsers, pause }: GatherDependencies,
  release: Release,
  pulls: readonly MergedPull[],
): Promise<NotedPull[]> {
  const repository = release.issues.repository;
  const numbers = unknownParents(pulls).map(({ number }) => number);
  const parents = (await store.items(repository, numbers)).map((issue) =>
    mergedPull(repository, issue, null),
  );
  const known = new Map<string, ReturnType<ReadDescription>>();
  const read: ReadDescription = (body) => {
    const said = known.get(body) ?? parsers.description(body);
    known.set(body, said);
    return said;
  };
  for (const [at, { body }] of [...pulls, ...parents].entries()) {
    read(body);
    if (at % atOnce === atOnce - 1) await pause(0);
  }
  const noting = notingPulls({
    ...{ pulls, parents, written: await written(repository), read, settings },
    groupPrefix: release.groups.prefix,
  });
  for (;;) {
    const { done, value } = noting.next();
    if (done) return value;
    await pause(0);
  }
}

/** @returns null where no enhancements are tracked, or they have not been read yet */
export async function gatherFeatures(
  { store, settings, parsers }: GatherDependencies,
  release: Release,
  web: string,
): Promise<Feature[] | null> {
  const { enhancements } = release;
  const issues = enhancements ? await store.enhancements(release) : null;
  if (!issues || !enhancements) return null;
  const { repository } = enhancements;
  const isElsewhere = repository.toLowerCase() !== release.issues.repository.toLowerCase();
  // Some are tracked where they are built, in the same template.
  const others = (isElsewhere ? await store.enhancementsAmong(release) : []).filter(
    ({ body }) => parsers.enhancement(body, web).isEnhancement,
  );
  const stages = new Map((await store.standings(release)).map(({ number, stage }) => [number, stage]));
  const features = (docsState: Parameters<typeof featuresOf>[0]['docsState']) =>
    featuresOf({
      issues: [
        ...issues.map((issue) => ({ ...issue, repository })),
        ...others.map((issue) => ({ ...issue, repository: release.issues.repository })),
      ],
      read: (body) => parsers.enhancement(body, web),
      kepStage: (number) => stages.get(number) ?? null,
      docsState,
      milestone: enhancements.milestone,
      groupPrefix: release.groups.prefix,
    });
  const links = features(() => ({ state: null, pages: [] })).flatMap(({ docs }) => docs);
  const pulls = new Map(links.flatMap(({ url }) => [[url, pullAt(url, web)] as const]));
  const reads = await store.reads([...pulls.values()].flatMap((pull) => (pull ? [keyOf.pull(pull)] : [])));
  return features((url) => {
    const pull = pulls.get(url);
    const data = (pull ? reads.get(keyOf.pull(pull))?.data : null) as PullData | null;
    if (!pull || !data) return { state: null, pages: [] };
    return { state: data.state, pages: pagesOf(settings.pages, pull.repository, data.files ?? []) };
  });
}

/** Those that are open, or of which something remains. Under embargo there are none. */
async function ofIncidents(store: NotesStore, { name }: Release): Promise<KnownIssue[]> {
  return (await store.incidents(name)).map((incident) => ({
    text: lingers(incident) ? `${incident.title}: ${incident.lingering}` : incident.title,
    link: incident.issue ? { name: incident.issue.name, url: incident.issue.url } : null,
  }));
}

const isFirst = (one: KnownIssue, at: number, all: readonly KnownIssue[]): boolean =>
  one.link === null || all.findIndex((other) => other.link?.url === one.link?.url) === at;
