/** The guard of an embargo, and what nobody finds who did not ask for it. */
import { expect, it } from '@jest/globals';
import type { NewDelivery } from '../../src/domain/delivery.js';
import { liftedFrom } from '../../src/domain/incident/embargo.js';
import { messages } from '../../src/domain/incident/places.js';
import { day } from '../../src/domain/time.js';
import { decisionsAbout } from '../../src/storage/audit.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import type { Database } from '../../src/storage/dialect.js';
import { incidentIn, type Refused } from '../../src/storage/incident/embargo.js';
import { incidentStore } from '../../src/storage/incident/incidents.js';
import { incidentsOfRelease } from '../../src/storage/incident/rows.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';
import { ann, declared, declaredAt, incidentFacts, step } from '../builders/incident.js';

const hidden = 'C0HIDDEN';
const secret = {
  by: ann,
  event: { kind: 'declared', facts: incidentFacts(), source: null, embargo: true },
} as const;

const everywhere = (id: number, edition: number): NewDelivery[] => [
  delivery({ ...messages.head(id), destination: hidden, revision: edition }),
  delivery({ ...messages.copy(id), destination: 'C0RELEASE', revision: edition }),
  delivery({ purpose: 'mirror', subject: 'a comment', destination: 'github:acme/x#1', revision: edition }),
  delivery({ purpose: 'incident-escalation', subject: `incident ${id} rev 1`, destination: 'U0IN' }),
  delivery({ purpose: 'incident-escalation', subject: `incident ${id} rev 1`, destination: 'U0OUT' }),
];

const owedTo = async ({ read }: Database) =>
  (await read.selectFrom('delivery').select('destination').orderBy('id').execute()).map(
    (row) => row.destination,
  );

it('the subjects of deliveries name the incident that they are about', () => {
  expect(
    ['incident 12', 'incident 12 rev 3', 'post-mortem 7', 'postmortem 7 nag', 'report 12', 'incidents'].map(
      incidentIn,
    ),
  ).toEqual([12, 12, 7, 7, null, null]);
});

onEveryDatabase('an incident under embargo', ({ open }) => {
  async function start(circle?: string[]) {
    const database = await open();
    const refused: Refused[] = [];
    const store = incidentStore(database, () => declaredAt + day, {
      refuse: (one) => void refused.push(one),
    });
    const deliveries = ({ id }: { id: number }, edition: number) => everywhere(id, edition);
    await store.declare('secret', declaredAt, 0, {
      ...step([secret], { deliveries }),
      ...(circle ? { circle: new Set(circle) } : {}),
    });
    return { database, store, refused };
  }

  it('is told where it may be, and what would leave its channel is refused, without a word of it', async () => {
    const { database, refused } = await start([hidden, 'U0IN']);
    expect(await owedTo(database)).toEqual([hidden, 'U0IN']);
    expect(refused).toEqual([
      { incident: 1, purpose: 'incident-copy' },
      { incident: 1, purpose: 'mirror' },
      { incident: 1, purpose: 'incident-escalation' },
    ]);
  });

  it('is told nowhere where nobody says among whom it is kept', async () => {
    const { database, refused } = await start();
    expect(await owedTo(database)).toEqual([]);
    expect(refused).toHaveLength(5);
  });

  it('is told by nobody else either: a delivery about it is not written down', async () => {
    const { database } = await start();
    await enqueue(database.write, everywhere(1, 1), declaredAt);
    expect(await owedTo(database)).toEqual(['github:acme/x#1']);
    await enqueue(database.write, [delivery({ ...messages.head(2), destination: 'C0RELEASE' })], declaredAt);
    expect(await owedTo(database)).toEqual(['github:acme/x#1', 'C0RELEASE']);
  });

  it('is in no list, no verdict and no audit, unless it is asked for', async () => {
    const { database, store } = await start();
    await store.declare('public', declaredAt, 1, step([declared()]));
    const list = async (withEmbargoed?: boolean) =>
      (
        await store.list({
          ...{ isOpen: true, release: null, most: 9 },
          ...(withEmbargoed === undefined ? {} : { withEmbargoed }),
        })
      ).map(({ id }) => id);
    expect([await list(), await list(false), await list(true)]).toEqual([[2], [2], [2, 1]]);
    expect([await store.toTend(0), await store.toTend(0, { withEmbargoed: true })]).toEqual([[2], [1, 2]]);
    expect(await store.underEmbargo([1, 2, 3])).toEqual([1]);
    expect((await incidentsOfRelease(database.read, 'v1.6')).map(({ id }) => id)).toEqual([2]);
    for (const id of [1, 2])
      await store.change([id], null, declaredAt, () => [
        step([{ by: ann, event: { kind: 'resolved', text: `end of ${id}`, lingering: '' } }]),
      ]);
    const audit = async () =>
      JSON.stringify(await decisionsAbout(database, { name: 'v1.6', groups: [] } as never, declaredAt));
    expect(await audit()).toContain('end of 2');
    expect(await audit()).not.toContain('end of 1');
    // Nor does what was said before stand there once it is lifted.
    await store.change([1], null, declaredAt, () => [
      step([{ by: ann, event: { kind: 'lifted', text: 'Told', facts: {} } }]),
    ]);
    expect(await store.underEmbargo([1])).toEqual([]);
    expect(await list()).toEqual([]);
    expect(await audit()).not.toContain('end of 1');
  });

  it('does not keep others from declaring, though it is newer', async () => {
    const { store } = await start();
    const done = await store.declare('public', declaredAt, 0, step([declared()]));
    expect(done).toMatchObject({ isNew: true, incident: { id: 2 } });
  });
});

it('a lifting without words of its own leaves none of before', () => {
  const before = { facts: incidentFacts(), revisions: [{}] } as never;
  expect(liftedFrom(before, { facts: {} })).toMatchObject({ lingering: '', reason: '', source: null });
});
