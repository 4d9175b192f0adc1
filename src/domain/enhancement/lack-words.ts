/** What an enhancement lacks, in as few words as a list has room for. */
import type { Lack } from './standing.js';

/** By code; `#` stands for how many of them there are. */
const words: Record<string, [one: string, many: string]> = {
  folder: ['no folder', 'no folder'],
  status: ['status', 'status'],
  stage: ['stage', 'stage'],
  milestone: ['latest milestone', 'latest milestone'],
  prr: ['production readiness', 'production readiness'],
  file: ['a missing file', '# missing files'],
  box: ['1 box open', '# boxes open'],
  'ticked-unanswered': ['1 ticked box does not count', '# ticked boxes do not count'],
  answer: ['an open question', '# open questions'],
  'test-plan': ['test plan', 'test plan'],
  graduation: ['graduation criteria', 'graduation criteria'],
  link: ['link in the issue', 'links in the issue'],
  history: ['history', 'history'],
};

/** `status`, `2 boxes open`: each code once, in the order of the lacks. */
export function lackWords(lacks: readonly Lack[]): string[] {
  const counts = new Map<string, number>();
  for (const { code } of lacks) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => {
    const [one, many] = Object.hasOwn(words, code) ? (words[code] ?? []) : [];
    return ((count === 1 ? one : many) ?? code).replace('#', String(count));
  });
}
