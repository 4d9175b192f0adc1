/** The fields of GitHub Actions' answers that are used, checked, and what a run's end means here. */
import { z } from 'zod';
import type { Outcome } from '../domain/ci/job.js';

const moment = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: 'not a date' });
  return at;
});

const repository = z.object({ full_name: z.string() }).nullish();

const workflowRun = z.object({
  id: z.number().int(),
  run_attempt: z.number().int().nullish(),
  event: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  head_branch: z.string().nullish(),
  head_sha: z.string(),
  head_repository: repository,
  repository,
  created_at: moment,
  run_started_at: moment.nullish(),
  html_url: z.string().nullish(),
});

export type WorkflowRun = z.infer<typeof workflowRun>;

/** One run of another shape hides no other. */
export const runPage = z.object({ workflow_runs: z.array(z.unknown()) });

/** @returns null for what is no run */
export function toRun(value: unknown): WorkflowRun | null {
  return workflowRun.safeParse(value).data ?? null;
}

export const jobPage = z.object({
  total_count: z.number().int().nonnegative().nullish(),
  jobs: z.array(
    z.object({
      name: z.string().transform((name) => name.replaceAll('\0', '').slice(0, 500)),
      status: z.string().nullish(),
      conclusion: z.string().nullish(),
    }),
  ),
});

/** Only `success` is green. What never ran, or was stopped by somebody, says nothing; what is not known is unclear. */
const outcomes = new Map<string, Outcome>([
  ['success', 'green'],
  ['failure', 'red'],
  ['timed_out', 'red'],
  ['startup_failure', 'red'],
  ['cancelled', 'none'],
  ['skipped', 'none'],
  ['stale', 'none'],
  ['action_required', 'none'],
  ['neutral', 'unclear'],
]);

export function runOutcome({ status, conclusion }: Pick<WorkflowRun, 'status' | 'conclusion'>): Outcome {
  if (status && status !== 'completed') return 'running';
  return (conclusion && outcomes.get(conclusion)) || 'unclear';
}

/**
 * Whether a run tests the branch itself. A pull request's run has the name of its own branch, and a fork may call
 * that as it likes, e.g. `main`.
 */
export function isOfBranch(run: WorkflowRun, branch: string): boolean {
  if (run.event.startsWith('pull_request') || (run.head_branch ?? branch) !== branch) return false;
  const { head_repository: head, repository: base } = run;
  return !head || !base || head.full_name.toLowerCase() === base.full_name.toLowerCase();
}
