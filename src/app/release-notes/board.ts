/** Makes the board of a release's notes: its figures and gaps, made anew only when something has changed. */
import { createHash } from 'node:crypto';
import type { Release } from '../../domain/release.js';
import { countDocs, countNotes } from '../../domain/release-notes/counts.js';
import { featureGaps } from '../../domain/release-notes/feature-gaps.js';
import type { Gap } from '../../domain/release-notes/gap.js';
import { auditDraft } from '../../domain/release-notes/hand-kept.js';
import { pullGaps } from '../../domain/release-notes/pull-gaps.js';
import type { NotesSettings } from '../../domain/release-notes/settings.js';
import { type Asked, type KeptRange, keyOf, type ReadingData } from './asked.js';
import { type GatherDependencies, gatherFeatures, noted, pullsOf, rangeOf, refOf } from './gather.js';
import { draftPlace, handKeptDraft } from './read-draft.js';

/** Goes up when the same is judged otherwise. */
const rules = 2;

/** What a board is made from: as long as that is the same, so is the board. */
export async function notesBasis(deps: GatherDependencies, release: Release): Promise<string> {
  const { store, settings, written } = deps;
  const [marks, reads, notes] = await Promise.all([
    store.marks(release),
    store.reads([keyOf.release(release.name)]),
    written(release.issues.repository),
  ]);
  const reading = reads.get(keyOf.release(release.name))?.data as ReadingData | null | undefined;
  const { issues, enhancements, groups } = release;
  const all = [
    ...[rules, marks, reading?.changedAt ?? null, notes, judgedBy(settings, release)],
    ...[issues, enhancements, groups.prefix, groups.noun],
  ];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

const judgedBy = (settings: NotesSettings, release: Release) => [
  settings.labels,
  settings.kindPrefix,
  rangeOf(refOf(settings, release), release),
  draftPlace(settings, release),
];

/** @returns whether there is a new one */
export async function makeNotesBoard(
  deps: GatherDependencies,
  release: Release,
  now: number,
): Promise<boolean> {
  const { store, settings } = deps;
  const basis = await notesBasis(deps, release);
  if ((await store.basis(release.name)) === basis) return false;
  const asked: Asked = {
    repository: release.issues.repository,
    range: rangeOf(refOf(settings, release), release),
  };
  const kept = (await store.reads([keyOf.range(asked)])).get(keyOf.range(asked))?.data ?? null;
  const found = await pullsOf(deps, release, asked, kept as KeptRange | null);
  // Nothing is said of a milestone that nobody has read.
  if (found.pulls.length === 0 && found.problems.length > 0) return false;
  await deps.pause(0);
  const pulls = await noted(deps, release, found.pulls);
  await deps.pause(0);
  const features = await gatherFeatures(deps, release, await store.web(release));
  const draft = await handKeptDraft(deps, release);
  const gaps: Gap[] = [
    ...pullGaps(pulls),
    ...(draft === null ? [] : auditDraft(draft, { release, pulls })),
    ...featureGaps(features ?? [], release.groups.noun),
  ];
  await deps.pause(0);
  await store.saveBoard(
    release.name,
    {
      basis,
      evidence: {
        counts: countNotes(pulls),
        docs: features && countDocs(features),
        gaps: gaps.sort((a, b) => Number(b.blocks) - Number(a.blocks)),
        problem: found.problems[0] ?? null,
      },
    },
    now,
  );
  return true;
}
