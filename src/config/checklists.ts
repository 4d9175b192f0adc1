/** The release team's checklists of signalman.yml, with what is wrong with them. */
import type { ChecklistSetting } from '../domain/checklist/checklist.js';
import { boxesOf } from '../domain/checklist/standing.js';
import type { Release } from '../domain/release.js';
import type { Problem } from './problem.js';
import { type Report, unknown } from './read-values.js';
import type { ChecklistFileShape } from './schema/waivers.js';
import type { ConfigFile } from './schema.js';
import { whoOf } from './waivers.js';

export function resolveChecklists(file: ConfigFile, report: Report): ChecklistSetting[] {
  return Object.entries(file.checklists ?? {}).flatMap(([name, given]) => {
    if (given === false) return [];
    const from = sourceOf(given, ['checklists', name], file, report);
    if (!from) return [];
    const title = given.title ?? `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;
    return [{ ...{ name, title, phase: given.phase ?? null, from }, ...whoOf(given.by, file) }];
  });
}

function sourceOf(
  { items, path: at, repository = '', ref }: ChecklistFileShape,
  path: Problem['path'],
  file: ConfigFile,
  report: Report,
): ChecklistSetting['from'] | null {
  const inFile = [at, ref, repository || undefined].some((one) => one !== undefined);
  if (items && inFile) {
    report({
      path: [...path, 'items'],
      message: 'it has items of its own and a file',
      expected: 'expected either items, or repository and path',
    });
    return null;
  }
  if (items) {
    const keys = boxesOf(items).map(({ key }) => key);
    const twin = keys.findIndex((key, index) => keys.indexOf(key) < index);
    if (twin >= 0) report({ path: [...path, 'items', twin], message: 'says the same as an item before it' });
    const empty = boxesOf(items).findIndex(({ text }) => /^\(r\)$/i.test(text) || text === '');
    if (empty >= 0) report({ path: [...path, 'items', empty], message: 'says nothing' });
    return { items };
  }
  const where = repository || file.repository;
  if (at === undefined || !where) {
    report({
      path,
      message: at === undefined ? 'nothing is on it' : 'no repository is given',
      expected:
        at === undefined
          ? 'add items, or repository and path of a Markdown file'
          : 'add repository: owner/name',
    });
    return null;
  }
  return { repository: where, path: at, ref: ref ?? null };
}

/** What lists and gates name, and there is not. */
export function reportUnknownChecklists(
  file: ConfigFile,
  releases: readonly Release[],
  report: Report,
): void {
  const phases = [...new Set(releases.flatMap(({ calendar }) => calendar?.phases ?? []).map(({ id }) => id))];
  for (const [name, given] of Object.entries(file.checklists ?? {})) {
    if (given === false || given.phase === undefined || phases.includes(given.phase)) continue;
    const path = ['checklists', name, 'phase'];
    if (phases.length > 0) report(unknown('phase', given.phase, phases, path));
    else report({ path, message: 'no release has a calendar', expected: 'leave the phase out' });
  }
  const names = Object.entries(file.checklists ?? {}).flatMap(([name, given]) => (given ? [name] : []));
  for (const [id, gate] of Object.entries(file.gates ?? {})) {
    if (gate === false || (gate.type ?? (gate.checklists ? 'checklist' : null)) !== 'checklist') continue;
    const path = ['gates', id, 'checklists'];
    if (names.length === 0)
      report({
        path: ['gates', id],
        needs: ['checklists'],
        message: 'there is no checklist',
        expected: 'add one, e.g. checklists: { before-the-release: { items: [Say what has to be done] } }',
      });
    else
      for (const [at, name] of (gate.checklists ?? []).entries())
        if (!names.includes(name)) report(unknown('checklist', name, names, [...path, at]));
  }
}
