/** `signalman audit`: every decision about a release, for whoever has to show who decided what. Only reads. */
import { type Command, Option } from 'commander';
import type { Settings } from '../config/settings.js';
import { UserFault } from '../domain/fault.js';
import { findRelease } from '../domain/release.js';
import { day, hour, momentOf, parseMoment } from '../domain/time.js';
import { auditJson, auditMarkdown } from '../report/audit.js';
import { decisionsAbout } from '../storage/audit.js';
import type { Database } from '../storage/dialect.js';

export function addAudit(
  signalman: Command,
  write: (text: string) => void,
  prepare: () => Promise<{ settings: Settings; open(): Promise<Database> }>,
): void {
  signalman
    .command('audit')
    .description(
      'print every decision about a release in the order of time: sign-offs, waivers, exceptions, overrides, manual tests, checklists',
    )
    .option('--release <name>', 'the release; the first one configured unless given')
    .addOption(new Option('--format <format>', 'the form').choices(['markdown', 'json']).default('markdown'))
    .option('--since <when>', 'only from then on: 2026-07-01, 2026-07-01 18:00, or 7d, 12h ago')
    .action(
      async ({
        release: name,
        format,
        since: typed,
      }: {
        release?: string;
        format: string;
        since?: string;
      }) => {
        const { settings, open } = await prepare();
        const now = Date.now();
        // A wrong name is told before anything is opened.
        const release = findRelease(settings.releases, name ?? null);
        const since = typed === undefined ? null : sinceOf(typed, now, release.zone);
        const database = await open();
        try {
          const all = await decisionsAbout(database, release, now);
          const audit = {
            release,
            since,
            now,
            decisions: all.filter(({ at }) => since === null || at >= since),
          };
          write(format === 'json' ? `${JSON.stringify(auditJson(audit), null, 2)}\n` : auditMarkdown(audit));
        } finally {
          await database.close();
        }
      },
    );
}

/** A day means its beginning here, and a span so long ago. @throws UserFault `bad-date` */
export function sinceOf(typed: string, now: number, zone: string): number {
  const span = /^(\d{1,4})\s*(d|h)$/.exec(typed.trim());
  if (span) return now - Number(span[1]) * (span[2] === 'd' ? day : hour);
  const date = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed.trim());
  if (!date && !/^\d{4}-/.test(typed.trim()))
    throw new UserFault(
      'bad-date',
      `"${typed.slice(0, 60)}" is not a date Signalman can read.`,
      'Write 2026-07-01, 2026-07-01 18:00, or 7d, 12h.',
    );
  const at = parseMoment(typed, now, zone);
  return date ? momentOf({ year: Number(date[1]), month: Number(date[2]), day: Number(date[3]) }, zone) : at;
}
