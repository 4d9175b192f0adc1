/** GitHub Actions as a source: the runs of one workflow on one branch, and the failed jobs of those that failed. */
import { RequestError } from '@octokit/request-error';
import { z } from 'zod';
import type { CiSource, Cursor, Reading, Wanted } from '../app/ports/ci.js';
import type { Clock } from '../app/ports/clock.js';
import { SourceFault } from '../app/ports/source-fault.js';
import type { Column, Job } from '../domain/ci/job.js';
import { actionsKey } from '../domain/ci/key.js';
import { isOfBranch, jobPage, runOutcome, runPage, toRun, type WorkflowRun } from './actions-payload.js';
import { type ClientOptions, createClient } from './client.js';
import { BadAnswer, toSourceFault } from './faults.js';

export interface ActionsOptions extends ClientOptions {
  now?: Clock;
}

/** So many failed runs are looked into in one reading, the newest first. */
const lookedInto = 10;
/** A run's jobs are read up to so many pages of 100. */
const jobPages = 5;
const kept = 200;

/** Which attempt of a failed run was looked into: its jobs are not asked for again. */
const memory = z.object({
  etag: z.string().nullable(),
  attempts: z.array(z.tuple([z.string(), z.number()])),
});

type Wish = Extract<Wanted, { source: 'actions' }>;

/** Limits are waited out and counted as everywhere at GitHub; a "not modified" costs no quota. */
export function createActions(options: ActionsOptions): CiSource {
  const { now = Date.now } = options;

  async function read(
    wanted: Wanted,
    known: ReadonlyMap<string, Job>,
    cursor: Cursor | null,
  ): Promise<Reading> {
    if (wanted.source !== 'actions') throw new Error(`GitHub Actions know nothing of ${wanted.source}`);
    const { octokit, meter } = createClient(options);
    const { repository, workflow, branch } = wanted;
    const [owner = '', repo = ''] = repository.split('/');
    const key = actionsKey(repository, workflow, branch);
    const job = known.get(key);
    const before = job ? memory.safeParse(cursor).data : undefined;

    async function request(path: string, query: Record<string, string | number>, etag?: string | null) {
      try {
        return await octokit.request(`GET /repos/{owner}/{repo}/actions/${path}`, {
          owner,
          repo,
          ...query,
          ...(etag ? { headers: { 'if-none-match': etag } } : {}),
        });
      } catch (error) {
        if (etag && error instanceof RequestError && error.status === 304) return null;
        throw inWords(error, wanted as Wish);
      }
    }

    async function jobsOf(run: WorkflowRun): Promise<Pick<Column, 'failed' | 'ran'>> {
      const jobs: z.infer<typeof jobPage>['jobs'] = [];
      for (let page = 1; page <= jobPages; page++) {
        const path = 'runs/{run_id}/jobs';
        const answer = await request(path, { run_id: run.id, filter: 'latest', per_page: 100, page });
        const parsed = jobPage.safeParse(answer?.data);
        if (!parsed.success) throw inWords(new BadAnswer('no list of jobs'), wanted as Wish);
        jobs.push(...parsed.data.jobs);
        if (parsed.data.jobs.length < 100 || jobs.length >= (parsed.data.total_count ?? 0)) break;
      }
      const ends = jobs.map((one) => ({ name: one.name, outcome: runOutcome(one) }));
      return {
        failed: [...new Set(ends.filter(({ outcome }) => outcome === 'red').map(({ name }) => name))],
        ran: ends.filter(({ outcome }) => outcome !== 'none' && outcome !== 'running').length,
      };
    }

    const answer = await request(
      'workflows/{workflow_id}/runs',
      { workflow_id: workflow, branch, per_page: 100, exclude_pull_requests: 'true' },
      before?.etag,
    );
    if (answer === null) {
      return { jobs: [], unchanged: [key], gone: [], cursor, requests: meter.requests };
    }
    const page = runPage.safeParse(answer.data);
    if (!page.success) throw inWords(new BadAnswer('no list of runs'), wanted);
    const listed = page.data.workflow_runs.map(toRun);
    const runs = listed
      .filter((run): run is WorkflowRun => run !== null && isOfBranch(run, branch))
      .sort((a, b) => b.created_at - a.created_at);
    const odd = listed.filter((run) => run === null).length;
    if (odd > 0 && odd === listed.length) throw inWords(new BadAnswer('no run in the list of runs'), wanted);

    const seen = new Map(before?.attempts);
    const attempts: [string, number][] = [];
    const unread = odd > 0 ? `${odd} of ${listed.length} runs could not be read` : null;
    let missed: string | null = null;
    let looked = 0;
    let isFollowed = false;
    const columns: Column[] = [];
    for (const run of new Map(runs.map((one) => [one.id, one])).values()) {
      const earlier = job?.columns.find(({ build }) => build === String(run.id));
      const column = columnOf(run, earlier);
      const attempt = run.run_attempt ?? 1;
      const lookedAt = seen.get(column.build);
      if (isTriedAgain(run)) {
        if (lookedAt !== undefined) attempts.push([column.build, lookedAt]);
      } else if (column.outcome === 'red') {
        if (earlier?.outcome === 'red' && lookedAt === attempt) {
          Object.assign(column, { failed: earlier.failed, ran: earlier.ran });
          attempts.push([column.build, attempt]);
        } else if (missed === null && looked++ < lookedInto) {
          try {
            Object.assign(column, await jobsOf(run));
            attempts.push([column.build, attempt]);
          } catch (error) {
            missed = error instanceof SourceFault ? error.message : String(error);
          }
        }
      }
      // GitHub calls a job cancelled that ran out of time. Nobody knows of one that no other run has followed.
      isFollowed ||= column.outcome !== 'none';
      const isOpen = !isFollowed && run.conclusion === 'cancelled';
      columns.push(isOpen ? { ...column, outcome: 'unclear' } : column);
    }
    const oldest = Math.min(...columns.map(({ startedAt }) => startedAt));
    const builds = new Set(columns.map(({ build }) => build));
    const older = (job?.columns ?? []).filter(
      ({ build, startedAt }) => startedAt < oldest && !builds.has(build),
    );
    const starts = runs
      .filter((run) => runOutcome(run) !== 'none')
      .map((run) => run.run_started_at ?? run.created_at);
    const fresh: Job = {
      key,
      name: workflow,
      board: repository,
      url: pageOf(runs[0], workflow, branch),
      columns: [...columns, ...older].slice(0, kept),
      readAt: now(),
      lastRunAt: starts.length > 0 ? Math.max(...starts) : null,
      status: runs[0] ? (runs[0].conclusion ?? runs[0].status ?? null) : null,
      linked: {},
      messages: {},
      problem: unread ?? missed,
    };
    // Without the tag the next reading asks in full, and makes good what is missing.
    const etag = fresh.problem === null ? (answer.headers.etag ?? null) : null;
    const next = { etag, attempts } satisfies z.infer<typeof memory>;
    return { jobs: [fresh], unchanged: [], gone: [], cursor: next, requests: meter.requests };
  }

  return { read };
}

/** Another attempt is in progress, of which nothing is known yet. */
const isTriedAgain = (run: WorkflowRun): boolean =>
  (run.run_attempt ?? 1) > 1 && runOutcome(run) === 'running';

/** @param earlier the same run as it is known: another attempt may have taken its place */
function columnOf(run: WorkflowRun, earlier: Column | undefined): Column {
  // What an attempt came to holds until the next one has ended: whoever tries a failure again has not mended it.
  if (isTriedAgain(run) && earlier && earlier.outcome !== 'running') return { ...earlier };
  const outcome = isTriedAgain(run) ? 'unclear' : runOutcome(run);
  return {
    build: String(run.id),
    // Not when its last attempt began: an old commit that is run again is no newer for it.
    startedAt: run.created_at,
    commit: run.head_sha,
    outcome,
    ran: null,
    failed: [],
    // What failed in an attempt before and did not in this one is a flake.
    flaked: outcome === 'green' ? [...new Set([...(earlier?.failed ?? []), ...(earlier?.flaked ?? [])])] : [],
    url: webAddress(run.html_url),
  };
}

function webAddress(url: string | null | undefined): string | null {
  return url && /^https?:\/\/[^\s<>"|]+$/.test(url) ? url : null;
}

/** The workflow's own page lies beside its runs. */
function pageOf(run: WorkflowRun | undefined, workflow: string, branch: string): string | null {
  const base = /^(https?:\/\/[^\s<>"|]+)\/actions\/runs\/\d+/.exec(run?.html_url ?? '')?.[1];
  if (!base) return null;
  return `${base}/actions/workflows/${encodeURIComponent(workflow)}?query=${encodeURIComponent(`branch:${branch}`)}`;
}

function inWords(error: unknown, { repository, workflow }: Wish): SourceFault {
  if (error instanceof RequestError && error.status === 404) {
    return new SourceFault(
      'not-found',
      `There is no workflow ${workflow} in ${repository}, or the GitHub token cannot see it (it needs the permission Actions: read)`,
      { cause: error },
    );
  }
  const fault = toSourceFault(error, repository);
  if (fault.code !== 'access' || !(error instanceof RequestError) || error.status !== 403) return fault;
  return new SourceFault(
    'access',
    `The GitHub token may not read the workflows of ${repository}: it needs the permission Actions: read (or the scope repo)`,
    { cause: error },
  );
}
