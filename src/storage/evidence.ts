/** Reads what a verdict is decided from: a handful of rows, however large the milestone is. */
import type { Kysely } from 'kysely';
import { planKey } from '../app/count.js';
import type { EvidenceStore } from '../app/ports/evidence.js';
import type { Census } from '../domain/census.js';
import type { SourceEvidence } from '../domain/evidence.js';
import { compileFilter } from '../domain/filter.js';
import type { KnownAction } from '../domain/gates/action-items.js';
import type { Issue } from '../domain/issue.js';
import { issuesPlan } from '../domain/plan.js';
import type { MilestoneRef, Release } from '../domain/release.js';
import { exceptionsOfRelease } from './calendar/exceptions.js';
import { ciOfRelease, type ParsedJobs } from './ci/evidence.js';
import type { Database } from './dialect.js';
import { documentsOfRelease, type ParsedBoards } from './documents/evidence.js';
import { listNotes } from './hand-written.js';
import { openActionsOfPast } from './incident/actions.js';
import { incidentsOfRelease } from './incident/rows.js';
import { eachOpenIssue } from './issues/open-issues.js';
import { askAll } from './questions.js';
import { notesOfRelease, type ParsedNotes } from './release-notes/evidence.js';
import { signOffOfRelease } from './signoff/rows.js';
import { repositoryKey, type Tables } from './tables.js';
import { checklistsOfRelease } from './waiver/checklists.js';
import { openWaivers } from './waiver/waivers.js';

type Db = Kysely<Tables>;

/** Figures that were read before, by release and source, each with the reading of GitHub that made them. */
type Censuses = Map<string, { reading: string; census: Census | null }>;

/** What was parsed before. */
interface Remembered {
  censuses: Censuses;
  jobs: ParsedJobs;
  boards: ParsedBoards;
  notes: ParsedNotes;
}

const nothingRemembered = (): Remembered => ({
  censuses: new Map(),
  jobs: new Map(),
  boards: new Map(),
  notes: new Map(),
});

export function evidenceStore({ read }: Database): EvidenceStore {
  const remembered = nothingRemembered();
  return {
    gather: (release) => gather(read, remembered, release),

    async gatherWhole(release) {
      // One transaction, so that the issues are those that were counted.
      return await read
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (tx) => {
          const evidence = await gather(tx, nothingRemembered(), release);
          const counted = issuesPlan(release).measures.filter((measure) => measure.in === 'no-milestone');
          const matches = counted.map((measure) => compileFilter(measure.filter));
          const loose = counted.length === 0 ? [] : await openIssues(tx, release.issues.repository, null);
          return {
            evidence,
            issues: await ofSource(tx, evidence.issues),
            withoutMilestone: loose.filter((issue) => matches.some((match) => match(issue))),
            enhancements: evidence.enhancements ? await ofSource(tx, evidence.enhancements) : [],
          };
        });
    },
  };
}

const newRules = 'the rules in signalman.yml have changed since: the next reading counts by the new ones';

/** What is known of a release, within a transaction. */
export const gatherEvidence = (db: Kysely<Tables>, release: Release) =>
  gather(db, nothingRemembered(), release);

async function gather(db: Db, remembered: Remembered, release: Release) {
  const [issues, enhancements, notes, incidents, exceptions, ci, signOff, documents, waivers, actionItems] =
    await askAll(db, [
      () => source(db, remembered.censuses, release, 'issues', release.issues),
      () =>
        release.enhancements
          ? source(db, remembered.censuses, release, 'enhancements', release.enhancements)
          : null,
      () => listNotes(db, release.name),
      () => incidentsOfRelease(db, release.name),
      () => (release.calendar ? exceptionsOfRelease(db, release.name) : []),
      () => ciOfRelease(db, remembered.jobs, release),
      () => signOffOfRelease(db, release),
      () => documentsOfRelease(db, remembered.boards, release),
      () => openWaivers(db, release.name),
      () => actionItemsFor(db, release),
    ]);
  const [checklists, releaseNotes] = await askAll(db, [
    () => checklistsOfRelease(db, release, issues.web),
    () => notesOfRelease(db, remembered.notes, release),
  ]);
  return {
    ...{ issues, enhancements, notes, incidents, exceptions, signOff, documents, waivers, checklists },
    ...{ actionItems, releaseNotes },
    // What could not be confirmed the last time says nothing of the commit that is to ship now.
    ci: { ...ci, head: signOff.problem === null ? (signOff.head?.commit ?? null) : null },
  };
}

/** Only where a gate asks for them. */
async function actionItemsFor(db: Db, { gates }: Release): Promise<KnownAction[] | null> {
  const types = gates.flatMap((gate) => (gate.type === 'action-items' ? gate.types : []));
  return types.length === 0 ? null : await openActionsOfPast(db, [...new Set(types)]);
}

async function source(
  db: Db,
  remembered: Censuses,
  release: Release,
  which: 'issues' | 'enhancements',
  wanted: MilestoneRef,
): Promise<SourceEvidence> {
  const repository = await db
    .selectFrom('repository')
    .selectAll()
    .where('full_name', '=', repositoryKey(wanted.repository))
    .executeTakeFirst();
  const nothing = {
    repository: wanted.repository,
    wanted: wanted.milestone,
    web: 'https://github.com',
    milestone: null,
    census: null,
    observedAt: null,
    problem: null,
    notice: null,
    spent: null,
  };
  if (!repository) return nothing;
  // Before the figures: what is remembered may then be newer than its reading, and never older.
  const run = await db
    .selectFrom('sync_run')
    .select(['id', 'requests', 'quota'])
    .where('repository_id', '=', repository.id)
    .where('outcome', '=', 'done')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const place = { release: release.name, source: which, repository_id: repository.id };
  const [counted, census] = await askAll(db, [
    () =>
      db
        .selectFrom('census')
        .leftJoin('milestone', (join) =>
          join
            .onRef('milestone.repository_id', '=', 'census.repository_id')
            .onRef('milestone.number', '=', 'census.milestone'),
        )
        .select(['problem', 'plan', 'number', 'title', 'url', 'state', 'due_on'])
        .where('release', '=', place.release)
        .where('source', '=', place.source)
        // A release whose repository was changed in the configuration has not been counted in the new one.
        .where('census.repository_id', '=', place.repository_id)
        .executeTakeFirst(),
    () => censusAt(db, remembered, place, run ? JSON.stringify(run) : null),
  ]);
  const { number, title, url, state } = counted ?? {};
  // Figures that were counted by other rules say nothing about these.
  const outdated = census !== null && counted?.plan !== planKey(release, which);
  return {
    ...nothing,
    web: repository.web,
    milestone:
      counted && number && title && url && state
        ? { number, title, url, state, dueOn: counted.due_on }
        : null,
    census: outdated ? null : census,
    observedAt: repository.observed_at,
    problem: repository.problem ?? counted?.problem ?? (outdated ? newRules : null),
    notice: repository.notice,
    spent: run ? { requests: run.requests, quota: run.quota } : null,
  };
}

/** The figures of one place. They only change together with a reading, so each is read and parsed once. */
async function censusAt(
  db: Db,
  remembered: Censuses,
  place: { release: string; source: 'issues' | 'enhancements'; repository_id: number },
  reading: string | null,
): Promise<Census | null> {
  const key = JSON.stringify(place);
  const known = remembered.get(key);
  if (known && known.reading === reading) return known.census;
  const row = await db
    .selectFrom('census')
    .select('data')
    .where('release', '=', place.release)
    .where('source', '=', place.source)
    .where('repository_id', '=', place.repository_id)
    .executeTakeFirst();
  const census = row?.data ? (JSON.parse(row.data) as Census) : null;
  if (reading !== null) remembered.set(key, { reading, census });
  return census;
}

async function ofSource(db: Db, { repository, milestone }: SourceEvidence): Promise<Issue[]> {
  return milestone ? await openIssues(db, repository, milestone.number) : [];
}

async function openIssues(db: Db, fullName: string, milestone: number | null): Promise<Issue[]> {
  const row = await db
    .selectFrom('repository')
    .select('id')
    .where('full_name', '=', repositoryKey(fullName))
    .executeTakeFirst();
  const found: Issue[] = [];
  if (row) await eachOpenIssue(db, row.id, milestone, true, (issue) => found.push(issue));
  return found;
}
