/** What a report's figures see in an issue of the local GitHub: its kind, its SIGs, whether a test run broke. */

import type { Issue } from '../github/model.js';

/** An issue as the control interface shows it. */
export type Standing = Readonly<Issue>;

const BUG = 'kind/bug';

export function isFlake(issue: Standing): boolean {
  return has(issue, 'kind/flake');
}

/** A bug that is no flake. */
export function isPlainBug(issue: Standing): boolean {
  return has(issue, BUG) && !isFlake(issue);
}

/** Neither bug nor flake. */
export function isOther(issue: Standing): boolean {
  return !has(issue, BUG) && !isFlake(issue);
}

/** Whether it says "broken test run", in any case and with anything between the words, as the search finds it. */
export function isBroken({ title, body }: Standing): boolean {
  return [title, body ?? ''].some((text) => /\bbroken\W+test\W+run\b/i.test(text));
}

/** Of a flake's labels those that figures depend on: `sig/*` and `kind/bug`. */
export function decidingLabels({ labels }: Standing): string[] {
  return labels.map(({ name }) => name).filter((name) => name === BUG || name.startsWith('sig/'));
}

function has({ labels }: Standing, wanted: string): boolean {
  return labels.some(({ name }) => name === wanted);
}
