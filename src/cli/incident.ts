/** `signalman incident`: the whole record of an incident, for whoever writes the post-mortem or has to prove something. */
import { type Command, Option } from 'commander';
import { exportIncident } from '../app/incident/show.js';
import { UserFault } from '../domain/fault.js';
import { documentOf } from '../domain/postmortem/document.js';
import { requireStory } from '../domain/postmortem/words.js';
import { isZone } from '../domain/time.js';
import { incidentJson } from '../report/incident-json.js';
import { timelineMarkdown } from '../report/incident-timeline.js';
import { postMortemMarkdown } from '../report/postmortem.js';
import type { Database } from '../storage/dialect.js';
import { incidentStore } from '../storage/incident/incidents.js';

interface Asked {
  format: string;
  timezone?: string;
  embargoed?: boolean;
}

type Exported = Awaited<ReturnType<typeof exportIncident>>;

/** @throws UserFault `no-post-mortem` */
function shown({ incident, record }: Exported, format: string, zone: string): string {
  if (format === 'json') return `${JSON.stringify(incidentJson({ incident, record }), null, 2)}\n`;
  if (format === 'markdown') return timelineMarkdown(incident, zone);
  requireStory(incident);
  return postMortemMarkdown(documentOf(incident, record, { zone, web: 'https://github.com' }));
}

/** @param configured the zone of post-mortems; rejected where there is no configuration that can be read */
export function addIncident(
  signalman: Command,
  write: (text: string) => void,
  open: () => Promise<Database>,
  configured: () => Promise<string | null>,
): void {
  const incident = signalman.command('incident').description('see what is recorded of an incident');

  incident
    .command('export')
    .description('print everything that is recorded: who did what when, and what it came to')
    .argument('<id>', 'its number, as in /incident list')
    .addOption(
      new Option(
        '--format <format>',
        'json: everything; markdown: the timeline, as post-mortems have it; post-mortem: all of that',
      )
        .choices(['json', 'markdown', 'post-mortem'])
        .default('json'),
    )
    .option('--timezone <zone>', 'IANA; UTC unless given, for a post-mortem the one of signalman.yml')
    .option('--embargoed', 'also what is under embargo, or was said while it lasted: for few')
    .action(async (id: string, { format, timezone: asked, embargoed = false }: Asked) => {
      // A record can be printed where nothing is configured any more.
      const usual = format === 'post-mortem' ? await configured().catch(() => null) : null;
      const timezone = asked ?? usual ?? 'UTC';
      if (!isZone(timezone))
        throw new UserFault('bad-zone', `"${timezone}" is not a time zone.`, 'For example: Europe/Berlin');
      if (!/^[1-9]\d{0,8}$/.test(id))
        throw new UserFault('bad-number', `"${id}" is not the number of an incident.`, 'For example: 12');
      const database = await open();
      try {
        const store = incidentStore(database, Date.now);
        const exported = await exportIncident({ store }, Number(id), { withEmbargoed: embargoed });
        write(shown(exported, format, timezone));
      } finally {
        await database.close();
      }
    });
}
