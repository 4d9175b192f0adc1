/** Turns the gates of the file, laid over the preset's, into gates that can decide. */
import { usualRules } from '../domain/ci/rules.js';
import type { DocsGate, Gate, HygieneGate, JobsGate } from '../domain/gates/gate.js';
import type { Problem } from './problem.js';
import { readFilter } from './read-filter.js';
import { ms } from './read-values.js';
import type { GateFile } from './schema/gates.js';
import type { ConfigFile } from './schema.js';

type Gates = NonNullable<ConfigFile['gates']>;
type Report = (problem: Problem) => void;

/** Which keys belong to which type; any other is reported, because it would do nothing. */
const ofJobs = ['jobs', 'green', 'fewer-tests', 'flake-share', 'stale-after', 'manual', 'counts'] as const;
const keysOf: Record<Gate['type'], readonly (keyof GateFile)[]> = {
  count: ['count', 'of', 'in', 'at-most'],
  enhancements: ['count', 'at-most'],
  hygiene: ['each-has', 'assignee-when-opened-by-a-human'],
  jobs: ofJobs,
  'sign-off': [],
  checklist: ['checklists'],
  'enhancement-sign-off': [],
  'action-items': ['action-types', 'incidents'],
  'release-notes': [],
  docs: ['open', 'ready', 'merged'],
};
const special = [
  ...(['count', 'of', 'in', 'at-most', 'each-has', 'assignee-when-opened-by-a-human'] as const),
  ...ofJobs,
  ...(['checklists', 'action-types', 'incidents', 'open', 'ready', 'merged'] as const),
];

/** @param lists names of all checklists */
export function resolveGates(preset: Gates, given: Gates, lists: readonly string[], report: Report): Gate[] {
  const gates: Gate[] = [];
  for (const id of new Set([...Object.keys(preset), ...Object.keys(given)])) {
    const own = given[id];
    if (own === false) continue;
    const merged: GateFile = { ...(preset[id] || {}), ...own };
    const gate = resolveGate(id, merged, lists, report);
    if (gate) gates.push(gate);
  }
  return gates;
}

function resolveGate(id: string, file: GateFile, lists: readonly string[], report: Report): Gate | undefined {
  const path = ['gates', id];
  const type = file.type ?? typeOf(file);
  for (const key of special) {
    if (file[key] !== undefined && !keysOf[type].includes(key)) {
      report({
        path: [...path, key],
        message: `has no meaning for a gate of type ${type}`,
        expected: keysOf[type].length === 0 ? 'leave it out' : `expected one of ${keysOf[type].join(', ')}`,
      });
    }
  }
  const base = {
    id,
    reason: file.reason ?? `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')} in {milestone}`,
    actions: file.actions ?? usualActions[type] ?? [],
    blocks: file.blocks ?? true,
  };
  if (type === 'hygiene') return { ...base, type, checks: resolveChecks(file, path, report) };
  if (type === 'jobs') return resolveJobs(base, file, path, report);
  if (type === 'sign-off' || type === 'enhancement-sign-off') return { ...base, type };
  if (type === 'release-notes')
    return { ...base, type, reason: file.reason ?? 'Merged pull requests without a release note' };
  if (type === 'docs') return { ...base, ...docsGate(file) };
  if (type === 'checklist') return { ...base, type, checklists: [...new Set(file.checklists ?? lists)] };
  if (type === 'action-items')
    return {
      ...base,
      ...{ type, types: [...new Set(file['action-types'] ?? (['prevent'] as const))] },
      reason: file.reason ?? 'Action items of past incidents are open',
      incidents: file.incidents ?? 'before',
    };
  if (file.count === undefined) {
    report({
      path,
      message: 'says nothing to count',
      expected: 'add count, e.g. count: kind/bug, or count: "*" for every issue',
    });
    return undefined;
  }
  const counted = {
    ...base,
    filter: readFilter(file.count, [...path, 'count'], report),
    atMost: file['at-most'] ?? 0,
  };
  if (type === 'enhancements') return { ...counted, type };
  return { ...counted, type, of: file.of ?? 'issues', in: file.in ?? 'milestone' };
}

/** Where the file says none. */
const usualActions: Partial<Record<Gate['type'], string[]>> = {
  'release-notes': ['Authors: write a release note into the description, or NONE'],
  docs: ['Owners: open a pull request for the documentation, a placeholder at first'],
};

function docsGate(file: GateFile): Pick<DocsGate, 'type' | 'reason' | 'open' | 'ready' | 'merged'> {
  return {
    type: 'docs',
    reason: file.reason ?? 'Enhancements without documentation',
    ...{ open: file.open ?? 1, ready: file.ready ?? null, merged: file.merged ?? 0 },
  };
}

function typeOf(file: GateFile): Gate['type'] {
  if (file['each-has']) return 'hygiene';
  if (file.jobs) return 'jobs';
  if (file['action-types']) return 'action-items';
  return file.checklists ? 'checklist' : 'count';
}

function resolveJobs(
  base: Pick<JobsGate, 'id' | 'reason' | 'actions' | 'blocks'>,
  file: GateFile,
  path: string[],
  report: Report,
): JobsGate | undefined {
  if (file.jobs === undefined) {
    report({ path, message: 'names no job', expected: 'add jobs, e.g. jobs: ["release-1.6-blocking/*"]' });
    return undefined;
  }
  const age = file['stale-after'];
  return {
    ...base,
    type: 'jobs',
    jobs: [...new Set(file.jobs)],
    green: file.green ?? usualRules.green,
    fewerTests: file['fewer-tests'] ?? usualRules.fewerTests,
    flakeShare: file['flake-share'] ?? usualRules.flake.share,
    staleAfter: age === undefined ? null : ms(age),
    manual: file.manual ?? false,
    kind: file.counts ?? 'suites',
  };
}

function resolveChecks(file: GateFile, path: string[], report: Report): HygieneGate['checks'] {
  const checks: HygieneGate['checks'] = Object.entries(file['each-has'] ?? {}).map(([title, source], at) => ({
    id: `lacks-${at + 1}`,
    title,
    lacking: { is: 'not', of: readFilter(source, [...path, 'each-has', title], report) },
  }));
  if (file['assignee-when-opened-by-a-human']) {
    const lacking = readFilter('no:assignee and by:human', path, report);
    checks.push({ id: 'lacks-assignee', title: 'an assignee', lacking });
  }
  if (checks.length === 0) report({ path, message: 'checks nothing', expected: 'add each-has' });
  return checks;
}
