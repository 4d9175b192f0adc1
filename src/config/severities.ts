/** The severities of signalman.yml, laid over s1, s2 and s3, with what is wrong with them. */
import type { IncidentRole, Severity } from '../domain/incident/settings.js';
import { day, hour, minute, second } from '../domain/time.js';
import type { Problem } from './problem.js';
import { ms, type Report } from './read-values.js';
import type { IncidentsFile, SeverityFile } from './schema/incidents.js';

/** Slack user and user-group ids of every role that is given to people beforehand. */
export type RoleIds = Record<Exclude<IncidentRole, 'commander'>, readonly string[]>;

type Path = Problem['path'];

/** Cadences: facts of the incident process. */
const presets = new Map<string, SeverityFile>([
  [
    's1',
    {
      meaning: 'Users are hit hard: data is lost, clusters fail, or security is broken.',
      every: '20m',
      'slower-after': '2h',
      slower: '60m',
      approval: true,
      confirm: ['commander', 'release-lead'],
    },
  ],
  [
    's2',
    {
      meaning: 'Something that many rely on is broken, or upgrades fail.',
      every: '30m',
      'slower-after': '2h',
      slower: '120m',
    },
  ],
  ['s3', { meaning: 'Few are affected, or there is a good workaround.', every: '4h', blocks: false }],
]);

/** What a list of choices in Slack holds. */
const most = 10;
/** Nobody can update more often, and nobody waits longer. */
const limits = { least: minute, most: 30 * day };

export function resolveSeverities(
  given: NonNullable<IncidentsFile['severities']>,
  roles: RoleIds,
  report: Report,
): Severity[] {
  const path = ['incidents', 'severities'];
  reportOrder(Object.keys(given), path, report);
  const severities = inOrder(Object.keys(given)).flatMap((id) => {
    const own = given[id];
    if (own === false) return [];
    return [resolveSeverity(id, { ...presets.get(id), ...own }, own ?? {}, roles, report)];
  });
  if (severities.length === 0)
    report({ path, message: 'no severity is left', expected: 'expected at least one' });
  if (severities.length > most)
    report({ path, message: `${severities.length} severities are too many`, expected: `at most ${most}` });
  const titles = new Map<string, string>();
  for (const { id, title } of severities) {
    const other = titles.get(title.toLowerCase());
    if (other !== undefined)
      report({ path: [...path, id, 'title'], message: `${other} has the title "${title}" too` });
    titles.set(title.toLowerCase(), id);
  }
  return severities;
}

/** The presets keep their order. One that is added stands before the preset that the file names next, or last. */
function inOrder(given: readonly string[]): string[] {
  const order = [...presets.keys()];
  for (const [at, id] of given.entries()) {
    if (presets.has(id)) continue;
    const next = given.slice(at + 1).find((one) => presets.has(one));
    order.splice(next === undefined ? order.length : order.indexOf(next), 0, id);
  }
  return order;
}

/** Who writes s2 above s1 would take it for the graver one. */
function reportOrder(given: readonly string[], path: Path, report: Report): void {
  const known = [...presets.keys()];
  const named = given.filter((id) => presets.has(id));
  for (const [at, id] of named.entries()) {
    const above = named[at - 1];
    if (above !== undefined && known.indexOf(id) < known.indexOf(above))
      report({
        path: [...path, id],
        message: `is more severe than ${above}, and is listed below it`,
        expected: 'the most severe comes first',
      });
  }
}

function resolveSeverity(
  id: string,
  file: SeverityFile,
  own: SeverityFile,
  roles: RoleIds,
  report: Report,
): Severity {
  const path = ['incidents', 'severities', id];
  if (file.meaning === undefined)
    report({ path, message: 'no meaning is given', expected: 'add a line that helps to choose: meaning: …' });
  if (file.every === undefined)
    report({ path, message: 'no cadence is given', expected: 'add for example every: 1h' });
  const cadence = file.every === undefined ? hour : readSpan(file.every, [...path, 'every'], limits, report);
  const confirmations = [...new Set(file.confirm ?? (['commander'] as const))];
  for (const role of confirmations)
    if (role !== 'commander' && roles[role].length === 0)
      report(nobody(role, [...path, 'confirm'], 'the all-clear could never be given'));
  return {
    id,
    title: file.title ?? titleOf(id),
    meaning: file.meaning ?? '',
    cadence,
    slower: resolveSlower(file, own, cadence, path, report),
    blocks: file.blocks ?? true,
    approval: file.approval ?? false,
    confirmations,
  };
}

function resolveSlower(
  file: SeverityFile,
  own: SeverityFile,
  cadence: number,
  path: Path,
  report: Report,
): Severity['slower'] {
  const after = own.slower === false ? own['slower-after'] : file['slower-after'];
  if (!file.slower) {
    if (after !== undefined)
      report({
        path: [...path, 'slower-after'],
        message: 'has no meaning without `slower`',
        expected: 'add for example slower: 60m',
      });
    return null;
  }
  if (after === undefined) {
    report({
      path: [...path, 'slower'],
      message: 'has no meaning without `slower-after`',
      expected: 'add for example slower-after: 2h',
    });
    return null;
  }
  const slower = {
    after: readSpan(after, [...path, 'slower-after'], limits, report),
    cadence: readSpan(file.slower, [...path, 'slower'], limits, report),
  };
  // What is too short was told already.
  if (slower.cadence <= cadence && slower.cadence >= limits.least)
    report({
      path: [...path, own.slower === undefined ? 'every' : 'slower'],
      message: `updates every ${file.slower} are not rarer than every ${file.every}`,
      expected: 'expected `slower` to be longer than `every`, or false',
    });
  return slower;
}

/** `s4` is S4, `data-loss` is Data loss. */
function titleOf(id: string): string {
  return /^[a-z]\d+$/.test(id)
    ? id.toUpperCase()
    : `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
}

/** A duration within limits; what is beyond them is reported. */
export function readSpan(
  text: string,
  path: Path,
  { least, most }: { least: number; most: number },
  report: Report,
): number {
  const span = ms(text);
  if (span < least)
    report({
      path,
      message: `${text} is too short`,
      expected: `expected at least ${least < minute ? `${least / second}s` : `${least / minute}m`}`,
    });
  if (span > most)
    report({ path, message: `${text} is too long`, expected: `expected at most ${most / day}d` });
  return span;
}

/** That a role is asked for which nobody has. */
export function nobody(role: keyof RoleIds, path: Path, consequence: string): Problem {
  return {
    path,
    needs: ['roles', role],
    message: `nobody is configured as ${role.replaceAll('-', ' ')}: ${consequence}`,
    expected: `add roles: { ${role}: [U012AB3CD] }, or leave the role out here`,
  };
}
