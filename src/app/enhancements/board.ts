/** Makes the board of a release: each enhancement of its milestone with what its documents lack. */
import { createHash } from 'node:crypto';
import type { EnhancementDocuments, Parsed } from '../../domain/enhancement/enhancement.js';
import { findFolders } from '../../domain/enhancement/folders.js';
import { judgeEnhancement } from '../../domain/enhancement/judge.js';
import type { EnhancementDetail } from '../../domain/enhancement/standing.js';
import type { Issue } from '../../domain/issue.js';
import type { Release } from '../../domain/release.js';
import type {
  DocumentKey,
  DocumentParsers,
  DocumentStore,
  DocumentText,
  MilestoneIssues,
  TreeFile,
} from '../ports/enhancement.js';
import type { Log } from '../ports/log.js';

export interface BoardDependencies {
  store: DocumentStore;
  parsers: DocumentParsers;
  log: Log;
  pause(ms: number): Promise<unknown>;
}

type Folders = ReturnType<typeof findFolders>;
type Folder = NonNullable<ReturnType<Folders['get']>>;

/** Goes up when the same documents are judged otherwise. */
const rules = 2;

const enhancementsOf = ({ issues }: MilestoneIssues): Issue[] =>
  issues.filter(({ isPullRequest }) => !isPullRequest);

/** What a board is made from: as long as that is the same, so is the board. */
export function basisOf(
  key: DocumentKey,
  listing: number,
  { enhancements, groups }: Release,
  found: MilestoneIssues,
): string {
  const issues = enhancementsOf(found).map(({ number, updatedAt, title }) => [number, updatedAt, title]);
  const all = [rules, key, listing, enhancements, groups.prefix, found.web, issues];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

/** The files of all enhancements in the milestones of these releases. */
export async function neededOf(
  { store }: Pick<BoardDependencies, 'store'>,
  releases: readonly Release[],
  files: readonly TreeFile[],
): Promise<TreeFile[]> {
  const folders = findFolders([...files]);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const needed = new Map<string, TreeFile>();
  for (const release of releases) {
    const found = await store.issues(release, false);
    for (const { number } of found ? enhancementsOf(found) : [])
      for (const one of filesOf(folders.get(number))) {
        const file = byPath.get(one.path);
        if (file) needed.set(file.path, file);
      }
  }
  return [...needed.values()];
}

const filesOf = (folder: Folder | undefined) =>
  folder ? [folder.kep, folder.readme, folder.prr].filter((one) => one !== null) : [];

interface Listed {
  key: DocumentKey;
  listing: number;
  files: readonly TreeFile[];
}

/** @param again also where nothing has changed but what could not be read may have come */
export async function makeBoard(
  deps: BoardDependencies,
  { key, listing, files }: Listed,
  release: Release,
  again: boolean,
): Promise<void> {
  const { store } = deps;
  const found = await store.issues(release, true);
  if (!found || !release.enhancements) return;
  const basis = basisOf(key, listing, release, found);
  const before = await store.board(release);
  const isComplete = before?.standings.every(({ unread }) => unread === undefined) ?? false;
  if (before?.basis === basis && (isComplete || !again)) return;
  const folders = findFolders([...files]);
  const standings = [];
  for (const issue of enhancementsOf(found)) {
    standings.push((await detailOf(deps, key, release, found, issue, folders)).standing);
    // A hundred of them are some hundreds of ms: others come in between.
    await deps.pause(0);
  }
  await store.save(release, key, { basis, milestone: release.enhancements.milestone, standings });
}

/** One enhancement, from what is known of its documents. */
export async function detailOf(
  { store, parsers, log }: Pick<BoardDependencies, 'store' | 'parsers' | 'log'>,
  key: DocumentKey,
  release: Release,
  { web }: Pick<MilestoneIssues, 'web'>,
  issue: Issue,
  folders: Folders,
): Promise<EnhancementDetail> {
  const folder = folders.get(issue.number);
  const texts = await store.texts(
    key.repository,
    filesOf(folder).map(({ sha }) => sha),
  );
  const unread: string[] = [];
  const parsed = <T>(file: Folder['kep'], parse: (text: string, file: string) => Parsed<T>) =>
    file && parseText(file, texts.get(file.sha), parse, unread, log);
  const documents: EnhancementDocuments = {
    number: issue.number,
    folder: folder?.folder ?? null,
    kep: parsed(folder?.kep ?? null, parsers.kep),
    readme: parsed(folder?.readme ?? null, parsers.readme),
    prr: parsed(folder?.prr ?? null, parsers.prr),
    ...(folder?.prr ? { prrFile: folder.prr.path } : {}),
  };
  const { number, title, body, url, labels } = issue;
  const detail = judgeEnhancement(documents, {
    issue: { number, title, body, url, labels },
    milestone: release.enhancements?.milestone ?? release.issues.milestone,
    repository: key.repository,
    web,
    ref: key.branch ?? 'HEAD',
    groupPrefix: release.groups.prefix,
  });
  const faults = [...detail.faults, ...(folder?.faults ?? [])];
  if (unread.length === 0) return { ...detail, faults };
  // What a document seems to lack that nobody could read is no lack.
  const lacks = detail.standing.lacks.filter(({ code }) => code === 'file' || code === 'folder');
  return { ...detail, faults, standing: { ...detail.standing, lacks, unread } };
}

/** What could not be read has no value, and says why. */
function parseText<T>(
  { path }: { path: string },
  known: DocumentText | undefined,
  parse: (text: string, file: string) => Parsed<T>,
  unread: string[],
  log: Log,
): Parsed<T> {
  let problem = known && 'problem' in known ? known.problem : 'it has not been read yet';
  if (known && known.text !== null)
    try {
      return parse(known.text, path);
    } catch (error) {
      // One document must not take the others with it.
      log.error({ err: error, file: path }, 'a document could not be parsed');
      problem = 'it could not be understood, for a reason of our own';
    }
  unread.push(`${path}: ${problem}`);
  return { value: parse('', path).value, faults: [{ file: path, field: null, line: null, problem }] };
}
