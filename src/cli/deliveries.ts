/** `signalman deliveries`: what is owed and what became of it, for whoever runs the bot. */
import { type Command, Option } from 'commander';
import type { DeliveryRow } from '../app/ports/delivery.js';
import type { DeliveryState } from '../domain/delivery.js';
import { UserFault } from '../domain/fault.js';
import { refusalInWords } from '../domain/refusal.js';
import { showDuration } from '../domain/time.js';
import { deliveryDesk } from '../storage/delivery/desk.js';
import type { Database } from '../storage/dialect.js';

const states: DeliveryState[] = [
  ...(['waiting', 'pending', 'sending', 'uncertain', 'sent', 'failed', 'superseded', 'dropped'] as const),
];
/** What is not settled, and what was given up: what an operator comes for. */
const usual: DeliveryState[] = ['waiting', 'pending', 'sending', 'uncertain', 'failed'];

export function addDeliveries(
  signalman: Command,
  write: (text: string) => void,
  open: () => Promise<Database>,
): void {
  const deliveries = signalman
    .command('deliveries')
    .description('see what is owed to which channel and what became of it, try again, or drop');

  deliveries
    .command('list')
    .description('what is still owed and what failed, the newest first')
    .addOption(new Option('--state <state...>', 'only these; or all').choices([...states, 'all']))
    .option('--limit <number>', 'so many at most', '50')
    .option('--json', 'one JSON object per line')
    .action(async ({ state, limit, json }: { state?: string[]; limit: string; json?: boolean }) => {
      const most = numberOf(limit, 'a limit');
      const wanted = state?.includes('all') ? null : ((state as DeliveryState[] | undefined) ?? usual);
      await at(open, async (database) => {
        const rows = await deliveryDesk(database).list({ states: wanted, most });
        if (json) for (const row of rows) write(`${JSON.stringify(row)}\n`);
        else if (rows.length === 0)
          write(wanted === usual ? 'nothing is owed and nothing failed\n' : 'none\n');
        else for (const row of rows) write(`${line(row, Date.now())}\n`);
      });
    });

  deliveries
    .command('retry')
    .description('send a failed or dropped delivery again; one that may have arrived is looked for first')
    .argument('<id>', 'its number in the list')
    .action(async (id: string) => {
      await at(open, async (database) => {
        const row = await deliveryDesk(database).retry(numberOf(id, 'a delivery'), Date.now());
        if (!row) throw none(id, 'failed or was dropped');
        write(`${line(row, Date.now())}\n`);
      });
    });

  deliveries
    .command('drop')
    .description('give up a delivery that is owed or has failed')
    .argument('<id>', 'its number in the list')
    .action(async (id: string) => {
      await at(open, async (database) => {
        const row = await deliveryDesk(database).drop(numberOf(id, 'a delivery'), Date.now());
        if (!row) throw none(id, 'is owed, or has failed, and is not being sent right now');
        write(`${line(row, Date.now())}\n`);
      });
    });
}

async function at(open: () => Promise<Database>, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await open();
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

function numberOf(text: string, what: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new UserFault(
    'bad-number',
    `"${text.slice(0, 40)}" is not the number of ${what}.`,
    'For example: 12',
  );
}

const none = (id: string, which: string) =>
  new UserFault(
    'unknown-delivery',
    `There is no delivery ${id} that ${which}.`,
    'See them with: signalman deliveries list --state all',
  );

function line(row: DeliveryRow, now: number): string {
  const age = showDuration(Math.max(0, now - row.createdAt));
  const why = row.reason === null ? '' : `  ${refusalInWords(row.reason)}`;
  const tries = row.attempts > 1 ? `, ${row.attempts} tries` : '';
  return `${row.id}  ${row.state}  ${row.destination}  ${row.purpose} of ${row.subject}, revision ${row.revision}  ${age} old${tries}${why}`;
}
