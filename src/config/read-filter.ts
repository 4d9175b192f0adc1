/** Reads a filter of the configuration, reporting one that cannot be read beside all other problems. */
import { everyIssue, type Filter, parseFilter } from '../domain/filter.js';
import type { Problem } from './problem.js';

/** A filter, or a reported problem and the filter that matches all. */
export function readFilter(
  source: string,
  path: Problem['path'],
  report: (problem: Problem) => void,
): Filter {
  try {
    return parseFilter(source);
  } catch (error) {
    report({ path, message: error instanceof Error ? error.message : String(error) });
    return everyIssue;
  }
}
