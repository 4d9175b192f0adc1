/** What an enhancement lacks, in as few words as a list has room for. */
import type { Lack } from './standing.js';

/** By code; `#` stands for how many of them there are. */
const words: Record<string, [one: string, many: string]> = {
  folder: ['no folder', 'no folder'],
  'no-status': ['no valid status', 'no valid status'],
  status: ['status not implementable', 'status not implementable'],
  stage: ['no stage', 'no stage'],
  'no-milestone': ['no valid latest milestone', 'no valid latest milestone'],
  milestone: ['wrong latest milestone', 'wrong latest milestone'],
  group: ['no group', 'no group'],
  prr: ['production readiness not approved', 'production readiness not approved'],
  file: ['a missing file', '# missing files'],
  box: ['1 box open', '# boxes open'],
  'ticked-unanswered': ['1 box ticked too early', '# boxes ticked too early'],
  answer: ['an open question', '# open questions'],
  design: ['no design details', 'no design details'],
  'test-plan': ['no test plan', 'no test plan'],
  graduation: ['no graduation criteria', 'no graduation criteria'],
  link: ['no link in the issue', 'no link in the issue'],
  history: ['no line in the history', 'no line in the history'],
};

/** `no stage`, `2 boxes open`: each code once, in the order of the lacks. */
export function lackWords(lacks: readonly Lack[]): string[] {
  const counts = new Map<string, number>();
  for (const { code } of lacks) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => {
    const [one, many] = Object.hasOwn(words, code) ? (words[code] ?? []) : [];
    return ((count === 1 ? one : many) ?? code).replace('#', String(count));
  });
}
