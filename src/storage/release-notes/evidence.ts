/** What is known of a release's notes, for its verdict. The board is parsed once for each change of it. */
import type { Kysely } from 'kysely';
import type { Release } from '../../domain/release.js';
import type { ReleaseNotesEvidence } from '../../domain/release-notes/board.js';
import { askAll } from '../questions.js';
import { repositoryKey, type Tables } from '../tables.js';

/** Boards that were parsed before, by release. */
export type ParsedNotes = Map<string, { version: number; evidence: Omit<ReleaseNotesEvidence, 'readAt'> }>;

/** Of what is read for a release beside its issues. */
export const readingKey = (release: string): string => `release ${release}`;

/** @returns null where it has no notes */
export async function notesOfRelease(
  db: Kysely<Tables>,
  parsed: ParsedNotes,
  { name, issues, notesWithin }: Release,
): Promise<ReleaseNotesEvidence | null> {
  if (notesWithin === undefined || notesWithin === null) return null;
  const [row, reading, place, milestone] = await askAll(db, [
    () => db.selectFrom('notes_board').select('version').where('release', '=', name).executeTakeFirst(),
    () =>
      db
        .selectFrom('notes_read')
        .select(['read_at', 'problem'])
        .where('key', '=', readingKey(name))
        .executeTakeFirst(),
    () =>
      db
        .selectFrom('repository')
        .select(['observed_at', 'problem'])
        .where('full_name', '=', repositoryKey(issues.repository))
        .executeTakeFirst(),
    () =>
      db
        .selectFrom('milestone')
        .innerJoin('repository', 'repository.id', 'milestone.repository_id')
        .select('milestone.state')
        .where('full_name', '=', repositoryKey(issues.repository))
        .where('title', '=', issues.milestone)
        .executeTakeFirst(),
  ]);
  const board = row ? await boardAt(db, parsed, name, row.version) : null;
  const problem = reading?.problem ?? place?.problem ?? null;
  if (!board)
    return {
      counts: { pulls: 0, notes: 0, none: 0, missing: 0, actionRequired: 0, takenBack: 0 },
      ...{ docs: null, gaps: [], readAt: null, problem },
    };
  const times = [reading?.read_at ?? null, place?.observed_at ?? null];
  return {
    ...board,
    // As old as the oldest of what it was made from.
    readAt: times.includes(null) ? null : Math.min(...times.map((time) => time ?? 0)),
    problem: problem ?? board.problem,
    ...(milestone?.state === 'closed' ? { isMilestoneClosed: true } : {}),
  };
}

/** @param version as it was read just before: what is newer is as good */
async function boardAt(db: Kysely<Tables>, parsed: ParsedNotes, release: string, version: number) {
  const known = parsed.get(release);
  if (known?.version === version) return known.evidence;
  const row = await db
    .selectFrom('notes_board')
    .select(['version', 'evidence'])
    .where('release', '=', release)
    .executeTakeFirst();
  if (!row) return null;
  const evidence = JSON.parse(row.evidence) as Omit<ReleaseNotesEvidence, 'readAt'>;
  parsed.set(release, { version: row.version, evidence });
  return evidence;
}
