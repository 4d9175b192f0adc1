/** `signalman incident`: the whole record of an incident, for whoever writes the post-mortem or has to prove something. */
import type { Command } from 'commander';
import { exportIncident } from './app/incident/show.js';
import { UserFault } from './domain/fault.js';
import { incidentJson } from './report/incident-json.js';
import type { Database } from './storage/dialect.js';
import { incidentStore } from './storage/incidents.js';

export function addIncident(
  signalman: Command,
  write: (text: string) => void,
  open: () => Promise<Database>,
): void {
  const incident = signalman.command('incident').description('see what is recorded of an incident');

  incident
    .command('export')
    .description('print everything that is recorded: who did what when, and what it came to')
    .argument('<id>', 'its number, as in /incident list')
    .action(async (id: string) => {
      if (!/^[1-9]\d{0,8}$/.test(id))
        throw new UserFault('bad-number', `"${id}" is not the number of an incident.`, 'For example: 12');
      const database = await open();
      try {
        const store = incidentStore(database, Date.now);
        write(`${JSON.stringify(incidentJson(await exportIncident({ store }, Number(id))), null, 2)}\n`);
      } finally {
        await database.close();
      }
    });
}
