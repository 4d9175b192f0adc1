/** `signalman check-notes <file>`: reads descriptions of pull requests, and prints what each says for the release notes. */

import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { readDescription } from '../documents/release-note.js';
import { UserFault } from '../domain/fault.js';
import { plural } from '../domain/plural.js';
import type { MissingWhy, Said } from '../domain/release-notes/said.js';
import { harmless } from './harmless.js';

const lineSchema = z.object({ pr: z.int().positive().optional(), body: z.string() });

interface Counts {
  bodies: number;
  notes: number;
  actionRequired: number;
  none: number;
  missing: number;
  unread: number;
}

export function addCheckNotes(signalman: Command, write: (text: string) => void): void {
  signalman
    .command('check-notes')
    .description('read descriptions of pull requests, and print what each says for the release notes')
    .argument('<file>', 'JSON lines with "body" and, where it is known, "pr"; - reads what is piped in')
    .addOption(new Option('--format <format>', 'the form').choices(['text', 'json']).default('text'))
    .action(async (file: string, { format }: { format: 'text' | 'json' }) => {
      const counts: Counts = { bodies: 0, notes: 0, actionRequired: 0, none: 0, missing: 0, unread: 0 };
      let number = 0;
      for await (const line of linesOf(file)) {
        number += 1;
        if (line.trim() === '') continue;
        const read = lineOf(line);
        if ('problem' in read) {
          counts.unread += 1;
          process.stderr.write(`line ${number}: ${read.problem}\n`);
          continue;
        }
        const said = readDescription(read.body);
        count(counts, said);
        write(format === 'json' ? inJson(read.pr ?? null, said) : inText(read.pr ?? null, number, said));
      }
      // In JSON every line is a body: whoever reads them counts for himself.
      if (format === 'json') process.stderr.write(summary(counts));
      else write(summary(counts));
      if (counts.unread > 0) process.exitCode = 1;
    });
}

async function* linesOf(file: string): AsyncGenerator<string> {
  if (file === '-') {
    yield* createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
    return;
  }
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new UserFault('no-file', `There is no file ${file}.`, 'Give the path of a file of JSON lines.');
  });
  yield* handle.readLines({ encoding: 'utf8' });
}

function lineOf(line: string): z.infer<typeof lineSchema> | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: 'is not JSON' };
  }
  const read = lineSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue?.path.join('.') || 'the line';
  return { problem: harmless(`${field}: ${issue?.message ?? 'cannot be read'}`) };
}

function count(counts: Counts, said: Said): void {
  counts.bodies += 1;
  if (said.kind === 'note') counts.notes += 1;
  else counts[said.kind] += 1;
  if (said.kind === 'note' && said.isActionRequired) counts.actionRequired += 1;
}

function inJson(pr: number | null, said: Said): string {
  const isNote = said.kind === 'note';
  return `${JSON.stringify({
    pr,
    class: said.kind,
    reason: said.kind === 'missing' ? said.why : null,
    actionRequired: isNote && said.isActionRequired,
    text: isNote ? said.text : null,
  })}\n`;
}

const whys: Record<MissingWhy, string> = {
  'no-block': 'nothing in it is for the release notes',
  empty: 'its release note is empty',
  template: "only the template's text stands there",
};

function inText(pr: number | null, line: number, said: Said): string {
  const name = pr === null ? `line ${line}` : `#${pr}`;
  if (said.kind === 'none') return `${name}: none\n`;
  if (said.kind === 'missing') return `${name}: missing: ${whys[said.why]}\n`;
  const text = said.text.split('\n').map((one) => `  ${harmless(one)}`.trimEnd());
  return [`${name}: note${said.isActionRequired ? ', action required' : ''}`, ...text, ''].join('\n');
}

function summary({ bodies, notes, actionRequired, none, missing, unread }: Counts): string {
  const urgent = actionRequired === 0 ? '' : ` (${actionRequired} with action required)`;
  const bad = unread === 0 ? '' : `; ${plural(unread, 'line')} not read`;
  return `${bodies} bodies: ${notes} notes${urgent}, ${none} none, ${missing} missing${bad}\n`;
}
