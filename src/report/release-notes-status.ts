/** The release notes in the report: how far they are, and what is missing, with whose it is. */

import { z } from 'zod';
import type { Gap } from '../domain/release-notes/gap.js';
import { sayNotes } from '../domain/release-notes/line.js';
import type { Status } from '../domain/status.js';
import { escapeMarkdown as plain, webAddress } from './escape.js';
import { iso } from './iso.js';

/** So many gaps are listed; `npx signalman notes` has all of them. */
const most = { markdown: 50, json: 500 };

const count = z.number().int().min(0);

export const releaseNotesShape = z.object({
  readAt: z.iso.datetime().nullable().describe('When what they are made from was last confirmed (UTC).'),
  problem: z.string().nullable().describe('Why not all of it is known.'),
  counts: z.object({
    pulls: count.describe('Merged, and not taken back.'),
    notes: count,
    none: count,
    missing: count,
    actionRequired: count.describe('Among the notes.'),
    takenBack: count,
  }),
  docs: z
    .object({ asked: count, open: count, ready: count, merged: count })
    .nullable()
    .describe('Enhancements that need documentation, and how far it is; null: none are tracked.'),
  gaps: z
    .array(
      z.object({
        code: z.string(),
        repository: z.string().nullable(),
        number: z.number().int().nullable(),
        title: z.string(),
        url: z.string().nullable(),
        owners: z.array(z.string()).describe('GitHub logins.'),
        groups: z.array(z.string()),
        text: z.string(),
        todo: z.string(),
        blocks: z.boolean().describe('false: only told.'),
      }),
    )
    .max(most.json)
    .describe(`Those that block first, ${most.json} at most.`),
});

/** Nothing where there are none. */
export function releaseNotesJson({ evidence }: Status): {
  releaseNotes?: z.infer<typeof releaseNotesShape>;
} {
  const notes = evidence.releaseNotes;
  if (!notes) return {};
  const { readAt, problem, counts, docs, gaps } = notes;
  return {
    releaseNotes: {
      ...{ problem, counts, docs, gaps: gaps.slice(0, most.json) },
      readAt: readAt === null ? null : iso(readAt),
    },
  };
}

/** Nothing where there are none. @param brief only the figures */
export function releaseNotesLines(status: Status, { brief }: { brief: boolean }): string[] {
  const words = sayNotes(status);
  if (words === null) return [];
  const gaps = (status.evidence.releaseNotes?.gaps ?? []).filter(({ blocks }) => blocks);
  const shown = brief ? [] : gaps.slice(0, most.markdown);
  const more = brief ? 0 : gaps.length - shown.length;
  return [`- ${plain(words)}`, ...shown.map(entry), ...(more > 0 ? [`  - and ${more} more`] : [])];
}

function entry({ number, title, url, text, owners }: Gap): string {
  const address = url === null ? null : webAddress(url);
  const name = number === null ? '' : address === null ? `\\#${number} ` : `[\\#${number}](${address}) `;
  const whose = owners.length === 0 ? '' : ` (${owners.map(plain).join(', ')})`;
  return `  - ${name}${plain(title)}: ${plain(text)}${whose}`;
}
