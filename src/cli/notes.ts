/** `signalman notes`: the draft of the release notes, around a file that people changed, or what a draft of theirs lacks. */
import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { Log } from '../app/ports/log.js';
import { composeReleaseNotes } from '../compose/release-notes-reading.js';
import type { GitHubAccess } from '../config/environment.js';
import type { Settings } from '../config/settings.js';
import { readProse } from '../documents/prose.js';
import { UserFault } from '../domain/fault.js';
import { regenerate } from '../domain/regenerate/regenerate.js';
import { findRelease } from '../domain/release.js';
import { draftOf } from '../domain/release-notes/draft.js';
import type { NotesFacts } from '../domain/release-notes/facts.js';
import { featureGaps } from '../domain/release-notes/feature-gaps.js';
import type { Gap } from '../domain/release-notes/gap.js';
import { auditDraft } from '../domain/release-notes/hand-kept.js';
import { pullGaps } from '../domain/release-notes/pull-gaps.js';
import { readRange } from '../domain/release-notes/range.js';
import type { NotesForm } from '../domain/release-notes/settings.js';
import { releaseNotesMarkdown } from '../report/release-notes.js';
import { notesGapsMarkdown } from '../report/release-notes-gaps.js';
import { notesJson } from '../report/release-notes-json.js';
import type { Database } from '../storage/dialect.js';

interface Prepared {
  settings: Settings;
  log: Log;
  open(): Promise<Database>;
}

interface Asked {
  release?: string;
  range?: string;
  form?: NotesForm;
  format: 'markdown' | 'json';
  around?: string;
  against?: string;
  stored?: boolean;
}

interface Reading {
  prepare(): Promise<Prepared>;
  /** @throws ConfigFault when the environment does not say how GitHub is reached */
  github(): GitHubAccess;
  /** Reads issues and pull requests. @returns what went wrong, in words for people */
  sync(
    prepared: { settings: Settings; log: Log; database: Database },
    github: GitHubAccess,
  ): Promise<string[]>;
}

export function addNotes(
  signalman: Command,
  output: { write(text: string): void; warn(text: string): void },
  reading: Reading,
): void {
  signalman
    .command('notes')
    .description('print the draft of the release notes; reads GitHub first')
    .option('--release <name>', 'the release; the first one configured unless given')
    .option('--range <from..to>', 'of these commits instead of what is configured: v1.6.0..release-1.7')
    .addOption(new Option('--form <form>', 'other than configured').choices(['features', 'kinds']))
    .addOption(new Option('--format <format>', 'the form').choices(['markdown', 'json']).default('markdown'))
    .option('--around <file>', 'keep what people changed in this file since it was generated')
    .addOption(
      new Option('--against <file>', 'print what this draft, kept by hand, lacks').conflicts('around'),
    )
    .option('--stored', 'only from what is stored, without asking GitHub')
    .action(async (asked: Asked) => {
      const { around, against, format, form } = asked;
      const range = asked.range === undefined ? undefined : rangeOf(asked.range);
      const [existing, kept] = await Promise.all([textOf(around), textOf(against)]);
      const prepared = await reading.prepare();
      const facts = await gather(prepared, asked, range, output, reading);
      const shown = form ? { ...facts, settings: { ...facts.settings, form } } : facts;
      const own = kept === null ? gapsOf(shown) : auditDraft(kept, shown);
      if (format === 'json') {
        const gaps = kept === null ? own : [...own, ...gapsOf(shown)];
        return output.write(`${JSON.stringify(notesJson(shown, sorted(gaps), Date.now()), null, 2)}\n`);
      }
      if (kept !== null) return output.write(notesGapsMarkdown(own));
      const markdown = releaseNotesMarkdown(draftOf(shown), readProse);
      output.write(around === undefined ? markdown : regenerate(existing, markdown));
    });
}

const gapsOf = ({ pulls, features, release }: NotesFacts): Gap[] =>
  sorted([...pullGaps(pulls), ...featureGaps(features, release.groups.noun)]);

const sorted = (gaps: readonly Gap[]): Gap[] => gaps.toSorted((a, b) => Number(b.blocks) - Number(a.blocks));

/** @throws UserFault `bad-range` */
function rangeOf(typed: string) {
  const range = readRange(typed);
  if (range) return range;
  throw new UserFault(
    'bad-range',
    `"${typed.slice(0, 60)}" is not a range of commits.`,
    'Write two tags, branches or commits: v1.6.0..release-1.7',
  );
}

/** @throws UserFault `no-file` */
async function textOf(file: string | undefined): Promise<string | null> {
  if (file === undefined) return null;
  return await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'EISDIR') throw error;
    throw new UserFault(
      'no-file',
      `There is no file ${file}.`,
      'Check its path: it is read from the folder you are in.',
    );
  });
}

/** Asks nobody: what needs an answer is not called. */
const nobody: GitHubAccess = { apiUrl: 'http://127.0.0.1:9', token: 'none' };

async function gather(
  { settings, log, open }: Prepared,
  { release: name, stored }: Asked,
  range: ReturnType<typeof rangeOf> | undefined,
  output: { warn(text: string): void },
  reading: Reading,
): Promise<NotesFacts> {
  // A wrong name is told before anything is opened.
  const release = findRelease(settings.releases, name ?? null);
  const github = stored ? null : reading.github();
  const database = await open();
  try {
    const parts = { settings, log, database, clock: Date.now };
    const notes = composeReleaseNotes(parts, { github: github ?? nobody });
    if (!notes)
      throw new UserFault(
        'no-notes',
        'There are no release notes here.',
        'Add `notes: {}` to signalman.yml: signalman.example.yml says what can stand in it.',
      );
    if (github) {
      // It is told before anybody is asked that the release has none.
      await notes.facts(release, range);
      for (const problem of await reading.sync({ settings, log, database }, github)) output.warn(problem);
      const problem = await notes.readNow(release, range);
      if (problem !== null) output.warn(`the release notes of ${release.name}: ${problem}`);
    }
    const facts = await notes.facts(release, range);
    // A draft of nothing would be taken for one: a script has to see that these commits could not be read.
    if (range && facts.pulls.length === 0 && facts.problems[0])
      throw new UserFault('no-range', facts.problems[0], 'Name tags, branches or commits that are there.');
    return facts;
  } finally {
    await database.close();
  }
}
