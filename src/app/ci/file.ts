/** Files an issue about an alert, once: the wish is stored first, and after a try without an answer it is looked for. */
import { randomUUID } from 'node:crypto';
import { linkIssue } from '../../domain/ci/alert.js';
import type { ShownAlert } from '../../domain/ci/shown-alert.js';
import { UserFault } from '../../domain/fault.js';
import type { Release } from '../../domain/release.js';
import { minute } from '../../domain/time.js';
import { whileHolding } from '../holding.js';
import type { CiDesk, IssueDraft } from '../ports/ci.js';
import type { FilingStore, IssueFiler } from '../ports/ci-store.js';
import { SourceFault } from '../ports/source-fault.js';
import { type AlertDependencies, changing } from './alerts.js';

export interface FilingDependencies extends AlertDependencies {
  filings: FilingStore;
  filer: IssueFiler;
  /** Writes what an issue about it would say. */
  draft(shown: ShownAlert, release: Release): Omit<IssueDraft, 'repository'>;
}

/** Clocks here and at GitHub may differ by so much, in ms. */
const clocks = 10 * minute;
/** GitHub takes so many characters. */
const most = { title: 256, body: 60_000 };

export function draftFor({ releases, draft }: FilingDependencies, shown: ShownAlert): IssueDraft {
  const release = releases.find(({ name }) => name === shown.releases[0]);
  if (!release || shown.repository === null)
    throw new UserFault(
      'no-repository',
      'No release has this job any more, so there is no repository for an issue.',
      'File it by hand.',
    );
  return { repository: shown.repository, ...draft(shown, release) };
}

/** @throws UserFault `not-filed`, which says whether to try again */
export async function fileIssue(
  deps: FilingDependencies,
  shown: ShownAlert,
  { by, request, title, body }: Parameters<CiDesk['file']>[0],
): Promise<{ url: string; number: number }> {
  const { filings, clock } = deps;
  const { repository, labels } = draftFor(deps, shown);
  if (title.trim() === '') throw new UserFault('not-filed', 'An issue needs a title.', 'Say what fails.');
  const { id } = shown.alert;
  const marker = randomUUID();
  const wish = await filings.begin({ alert: id, repository, request, by, at: clock(), marker });
  if (wish.filed) return wish.filed;
  const filed = await whileHolding(deps, `ci issue ${id}`, async () => {
    // Asked again: whoever held it before may have done it.
    const known = await filings.begin({ alert: id, repository, request, by, at: clock(), marker });
    if (known.filed) return known.filed;
    const there = known.attempts > 0 ? await found(deps, known) : null;
    const issue = there ?? (await created(deps, known, { title, body, labels }));
    const follow = await changing(deps, id, shown.job, (alert) => linkIssue(alert, issue.url));
    await filings.done(id, shown.job.key, issue, follow);
    deps.nudge();
    return issue;
  });
  if (filed) return filed;
  throw new UserFault(
    'not-filed',
    'Somebody else is filing it at this moment.',
    'Look at the alert again in a minute.',
  );
}

type Wish = Awaited<ReturnType<FilingStore['begin']>>;

async function found({ filer }: FilingDependencies, { repository, marker, at }: Wish) {
  try {
    return await filer.find(repository, commentOf(marker), at - clocks);
  } catch (error) {
    throw notFiled(error, 'It may have been filed before, and that could not be looked up.');
  }
}

async function created(
  { filer, filings }: FilingDependencies,
  { alert, repository, marker }: Wish,
  { title, body, labels }: { title: string; body: string; labels: string[] },
) {
  await filings.tries(alert);
  try {
    return await filer.create(repository, {
      title: title.trim().slice(0, most.title),
      // Invisible on GitHub; by it the issue is found again.
      body: `${body.slice(0, most.body)}\n\n${commentOf(marker)}`,
      labels,
    });
  } catch (error) {
    throw notFiled(error, 'The issue was not filed, or GitHub did not say so.');
  }
}

const commentOf = (marker: string) => `<!-- signalman ${marker} -->`;

function notFiled(error: unknown, what: string): UserFault {
  if (!(error instanceof SourceFault)) throw error;
  return new UserFault(
    'not-filed',
    `${what} ${error.message}.`,
    'Try again: it is looked for first, and filed once.',
  );
}
