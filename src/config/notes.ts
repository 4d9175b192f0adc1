/** The release notes of signalman.yml: for which releases, and how, with what is wrong. */
import type { Release } from '../domain/release.js';
import { notesPlaceholders } from '../domain/release-notes/path.js';
import { readRange } from '../domain/release-notes/range.js';
import type { NotesSettings, PagesRule, ReleaseNotesRef } from '../domain/release-notes/settings.js';
import { day, minute } from '../domain/time.js';
import { daysOf } from './quiet.js';
import { minutesOf, ms, type Report, readZone, releaseNamed } from './read-values.js';
import type { NotesFile } from './schema/notes.js';
import type { ConfigFile } from './schema.js';
import { readSpan } from './severities.js';

/** What is configured, and after how many ms what was read is not known any more. */
export interface ResolvedNotes {
  settings: NotesSettings;
  within: number;
}

/** The site of Kubernetes has lived in two repositories. */
const usualPages: PagesRule[] = [
  {
    repository: 'kubernetes/website',
    path: 'content/en/docs/{page}.md',
    url: 'https://kubernetes.io/docs/{page}/',
  },
  {
    repository: 'kubernetes/kubernetes.github.io',
    path: 'docs/{page}.md',
    url: 'https://kubernetes.io/docs/{page}/',
  },
];

/** @param zone of the file @returns null where there are none */
export function resolveNotes(
  file: ConfigFile,
  releases: readonly Release[],
  zone: string,
  report: Report,
): ResolvedNotes | null {
  const given = file.notes;
  if (given === undefined) {
    reportGatesWithoutNotes(file, report);
    return null;
  }
  const every = readSpan(given.every ?? '15m', ['notes', 'every'], { least: minute, most: day }, report);
  const refs = refsOf(given, releases, report);
  return {
    settings: {
      form: given.form ?? (file.preset === 'kubernetes-1.6' ? 'features' : 'kinds'),
      repository: given.repository ?? null,
      path: readPath(given.path ?? 'release-notes/{version}.md', Object.keys(refs).length, report),
      commitTo: commitTo(given, report),
      pages: given.pages ?? usualPages,
      labels: {
        none: given.labels?.none ?? ['release-note-none'],
        actionRequired: given.labels?.['action-required'] ?? ['release-note-action-required'],
      },
      kindPrefix: given['kind-prefix'] ?? 'kind/',
      write: given.write ?? 'comment',
      nag: nagOf(given.nag, zone, report),
      people: peopleOf(given.people ?? {}, report),
      every,
      releases: refs,
    },
    // One reading may fail without everything being unknown at once.
    within: Math.max(ms(file.sync?.['stale-after'] ?? '30m'), 3 * every),
  };
}

/** The preset's gates, without those over notes where the file has none: a gate of its own may be called like them. */
export function withNotesGates(
  preset: NonNullable<ConfigFile['gates']>,
  { notes }: Pick<ConfigFile, 'notes'>,
): NonNullable<ConfigFile['gates']> {
  if (notes !== undefined) return preset;
  return Object.fromEntries(Object.entries(preset).filter(([, gate]) => !gate || !isOverNotes(gate.type)));
}

const isOverNotes = (type: string | undefined): boolean => type === 'release-notes' || type === 'docs';

/** What of it belongs to a release; a gate over notes has nothing to look at where there are none. */
export function withNotes(
  release: Release,
  notes: ResolvedNotes | null,
): Pick<Release, 'notesWithin' | 'gates'> {
  const has = notes !== null && Object.hasOwn(notes.settings.releases, release.name);
  return {
    notesWithin: has ? notes.within : null,
    gates: release.gates.filter(
      ({ type }) =>
        !isOverNotes(type) || (has && (type === 'release-notes' || release.enhancements !== null)),
    ),
  };
}

function refsOf(
  given: NotesFile,
  releases: readonly Release[],
  report: Report,
): Record<string, ReleaseNotesRef> {
  const refs: Record<string, ReleaseNotesRef> = {};
  const named: NonNullable<NotesFile['releases']> =
    given.releases ?? Object.fromEntries(releases.map(({ name }) => [name, {}]));
  for (const [written, its] of Object.entries(named)) {
    const path = ['notes', 'releases', written];
    const name = releaseNamed(written, releases, path, report);
    const release = releases.find((one) => one.name === name);
    if (!release) continue;
    if (Object.hasOwn(refs, release.name)) report({ path, message: `${release.name} is there already` });
    refs[release.name] = {
      range: rangeOf(its.range, release, path, report),
      knownIssues: issueOf(its['known-issues']),
      previous: its.previous
        ? {
            repository: its.previous.repository ?? given.repository ?? release.issues.repository,
            path: its.previous.path,
            ref: its.previous.ref ?? null,
          }
        : null,
    };
  }
  return refs;
}

function rangeOf(
  text: string | undefined,
  { name, branch }: Release,
  path: string[],
  report: Report,
): ReleaseNotesRef['range'] {
  if (text === undefined) return null;
  const range = readRange(text);
  if (!range)
    report({
      path: [...path, 'range'],
      message: `"${text.slice(0, 100)}" is not a range`,
      expected: 'expected two refs such as v1.6.0..release-1.7',
    });
  else if (range.to === null && branch === null)
    report({
      path: [...path, 'range'],
      message: 'has no end',
      expected: `name a second ref, or add branch to the release ${name}`,
    });
  return range;
}

function issueOf(text: string | undefined): ReleaseNotesRef['knownIssues'] {
  const [repository, number] = text?.split('#') ?? [];
  return repository && number ? { repository, number: Number(number) } : null;
}

function readPath(path: string, releases: number, report: Report): string {
  const wrong = (message: string, expected: string) => report({ path: ['notes', 'path'], message, expected });
  const words = [...path.matchAll(/\{([^{}]*)\}/g)];
  const unknown = words.find(([, word = '']) => !notesPlaceholders.some((one) => one === word));
  if (unknown)
    wrong(
      `has no meaning for ${unknown[0]}`,
      `expected ${notesPlaceholders.map((one) => `{${one}}`).join(', ')}`,
    );
  else if (
    !/^(?:[\w.{}-]+\/)*[\w.{}-]+\.md$/.test(path) ||
    path.split('/').some((one) => /^\.{1,2}$/.test(one))
  )
    wrong(
      'is not the path of a Markdown file within the repository',
      'expected letters, digits, dots and dashes between slashes, such as release-notes/{version}.md',
    );
  else if (words.length === 0 && releases > 1)
    wrong('would be the same for several releases', 'add {version} or {release}');
  return path;
}

function commitTo(given: NotesFile, report: Report): string | null {
  if (given['commit-to'] !== undefined && given.repository === undefined)
    report({
      path: ['notes', 'commit-to'],
      needs: ['notes', 'repository'],
      message: 'there is no repository with that branch',
      expected: 'add repository: owner/name beside it',
    });
  return given['commit-to'] ?? null;
}

function nagOf(nag: NotesFile['nag'], zone: string, report: Report): NotesSettings['nag'] {
  if (nag === undefined) return null;
  const at = nag.timezone === undefined ? zone : readZone(nag.timezone, ['notes', 'nag', 'timezone'], report);
  return { at: minutesOf(nag.at ?? '09:00'), zone: at ?? zone, weekdays: daysOf(nag.days ?? 'weekdays') };
}

/** GitHub does not tell logins apart by their case. */
function peopleOf(given: Record<string, string>, report: Report): Record<string, string> {
  const people: Record<string, string> = {};
  for (const [login, id] of Object.entries(given)) {
    const lower = login.toLowerCase();
    if (Object.hasOwn(people, lower))
      report({ path: ['notes', 'people', login], message: `${login} is there already, written otherwise` });
    people[lower] = id;
  }
  return people;
}

/** It would be UNKNOWN for ever, and nobody would know why. */
function reportGatesWithoutNotes(file: ConfigFile, report: Report): void {
  for (const [id, gate] of Object.entries(file.gates ?? {}))
    if (gate !== false && isOverNotes(gate.type))
      report({
        path: ['gates', id, 'type'],
        needs: ['notes'],
        message: 'there are no release notes to decide it by',
        expected: 'add notes: {}',
      });
}
