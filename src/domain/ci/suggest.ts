/** Which open issue seems to be about a red job: one whose title names a failing test, or the job itself. */

export interface TitledIssue {
  number: number;
  title: string;
  url: string;
}

/** Shorter names stand in too many titles. */
const shortest = 8;

/** Words alone: titles and sources differ in marks, blanks and the name of the suite around a test. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What TestGrid and titles put around the name of a test. */
const bare = (name: string) =>
  plain(name.replace(/^\s*(kubernetes )?e2e suite\s*[.:]/i, '').replace(/\{[^{}]*\}\s*$/, ''));

/**
 * @param about the job's name and the tests that fail in it
 * @returns the issue that says the most of it, the newest of several; null: none does
 */
export function suggestIssue(
  { name, tests }: { name: string; tests: readonly string[] },
  issues: readonly TitledIssue[],
): TitledIssue | null {
  const wanted = [...new Set(tests.map(bare))].filter((test) => test.length >= shortest);
  const job = plain(name);
  let best: { issue: TitledIssue; score: number } | null = null;
  for (const issue of issues) {
    const title = ` ${plain(issue.title)} `;
    const ofTest = wanted.reduce(
      (most, test) => (title.includes(` ${test} `) ? Math.max(most, test.length) : most),
      0,
    );
    // A test says more than a job, in which many things fail.
    const score = ofTest > 0 ? 1000 + ofTest : job.length >= shortest && title.includes(` ${job} `) ? 1 : 0;
    const isBetter =
      best === null || score > best.score || (score === best.score && issue.number > best.issue.number);
    if (score > 0 && isBetter) best = { issue, score };
  }
  return best?.issue ?? null;
}
