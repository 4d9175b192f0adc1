/** What is wrong with a configuration, as data: where, what, and what was expected instead. */

export interface Problem {
  /** The key, from the top: `['gates', 'flakes', 'at-most']`. Empty for the file as a whole. */
  path: (string | number)[];
  /** The key elsewhere that is missing, where that is what is wrong. */
  needs?: (string | number)[];
  message: string;
  /** What would be right, or the nearest known key. */
  expected?: string;
  /** 1-based line of the file, once it is known. */
  line?: number;
}

/** `line 12: gates.flakes.at-most: …` */
export function showProblem({ path, message, expected, line }: Problem): string {
  const where = [line === undefined ? '' : `line ${line}`, path.join('.')].filter(Boolean).join(': ');
  return `${where}${where ? ': ' : ''}${message}${expected ? ` (${expected})` : ''}`;
}

/** Thrown when a configuration or environment cannot be used; `message` lists every problem. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';

  constructor(
    title: string,
    readonly problems: Problem[],
  ) {
    super(`${title}\n${problems.map((problem) => `  - ${showProblem(problem)}`).join('\n')}`);
  }
}
