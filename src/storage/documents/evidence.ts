/** What is known of a release's enhancements. The board is parsed once for each change of it. */
import type { Kysely } from 'kysely';
import type { EnhancementStanding, EnhancementsEvidence } from '../../domain/enhancement/standing.js';
import type { Release } from '../../domain/release.js';
import { repositoryKey, type Tables } from '../tables.js';

type Db = Kysely<Tables>;

/** Boards that were parsed before, by release. */
export type ParsedBoards = Map<string, { version: number; standings: EnhancementStanding[] }>;

/** @returns null where the documents are not read */
export async function documentsOfRelease(
  db: Db,
  parsed: ParsedBoards,
  { name, enhancements, readsDocuments }: Release,
): Promise<EnhancementsEvidence | null> {
  if (!enhancements || !readsDocuments) return null;
  const repository = repositoryKey(enhancements.repository);
  const board = await db
    .selectFrom('enhancement_board')
    .innerJoin('document_source', 'document_source.key', 'enhancement_board.source')
    .select(['version', 'read_at', 'problem'])
    .where('release', '=', name)
    .where('repository', '=', repository)
    // One of another milestone says nothing about this one.
    .where('milestone', '=', enhancements.milestone)
    .executeTakeFirst();
  if (!board) return { standings: [], readAt: null, problem: await whyNot(db, repository) };
  const { version, read_at: readAt, problem } = board;
  return { standings: await standingsOf(db, parsed, name, version), readAt, problem };
}

/** @param version as it was read just before: what is newer is as good */
export async function standingsOf(
  db: Db,
  parsed: ParsedBoards,
  release: string,
  version: number,
): Promise<EnhancementStanding[]> {
  const known = parsed.get(release);
  if (known?.version === version) return known.standings;
  const row = await db
    .selectFrom('enhancement_board')
    .select(['version', 'standings'])
    .where('release', '=', release)
    .executeTakeFirst();
  const standings = JSON.parse(row?.standings ?? '[]') as EnhancementStanding[];
  if (row) parsed.set(release, { version: row.version, standings });
  return standings;
}

/** Why nothing was made of its documents, where the last try says so. */
async function whyNot(db: Db, repository: string): Promise<string | null> {
  const row = await db
    .selectFrom('document_source')
    .select('problem')
    .where('key', 'like', `${JSON.stringify([repository]).slice(0, -1)},%`)
    .orderBy('tried_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.problem ?? null;
}
