/** Action items beside the record: what a verdict and reminders read without folding anything. */
import { expect, it } from '@jest/globals';
import { actionStore, openActionsOfPast } from '../../src/storage/incident/actions.js';
import { incidentStore } from '../../src/storage/incident/incidents.js';
import { onEveryDatabase } from '../builders/databases.js';
import { ann, ben, bySignalman, declared, declaredAt, step } from '../builders/incident.js';

const resolved = { by: ann, event: { kind: 'resolved', text: 'Over.', lingering: '' } } as const;
const added = (id: string, issue: string | null = null) =>
  bySignalman({
    kind: 'action-added',
    action: {
      ...{ id, text: `Do ${id}`, type: 'prevent', owner: ben, login: null, due: null },
      issue: issue === null ? null : { name: issue, url: 'https://github.com/acme/rocket/issues/1' },
    },
  });

onEveryDatabase('action items', ({ open }) => {
  const start = async () => {
    const database = await open();
    const store = incidentStore(database, () => declaredAt);
    await store.declare('one', declaredAt, 0, step([declared(), added('a'), added('b', 'acme/rocket#1')]));
    const having = async (...told: Parameters<typeof step>[0]) =>
      void (await store.change([1], null, declaredAt + 1, () => [step(told)]));
    return { database, actions: actionStore(database), having };
  };

  it('are there as long as they are open, with the words that stand now', async () => {
    const { actions, having } = await start();
    expect(await actions.open()).toMatchObject([
      { incident: 1, title: 'Pods do not start after the upgrade', owners: [ann], action: { id: 'a' } },
      { action: { id: 'b' } },
    ]);
    await having(
      { by: ann, event: { kind: 'updated', text: 'x', facts: { title: 'Other' }, draftedBy: null } },
      bySignalman({ kind: 'action-done', action: 'a', at: 5, how: 'said', reason: '' }),
    );
    expect(await actions.open()).toMatchObject([{ title: 'Other', action: { id: 'b' } }]);
    await having(bySignalman({ kind: 'action-removed', action: 'b', reason: 'No.' }));
    expect(await actions.open()).toEqual([]);
    expect(await actions.followed(0)).toEqual([]);
  });

  it('count for a verdict once their incident is over, and no more once it is open again', async () => {
    const { database, having } = await start();
    const known = async () => (await openActionsOfPast(database.read, ['prevent'])).map(({ id }) => id);
    expect(await known()).toEqual([]);
    await having(resolved);
    expect(await known()).toEqual(['a', 'b']);
    expect(await openActionsOfPast(database.read, ['detect'])).toEqual([]);
    await having({ by: ann, event: { kind: 'reopened', reason: 'Again.', nextUpdateBy: 9 } });
    expect(await known()).toEqual([]);
  });

  it('remember how their issue was looked at, and forget it with another issue', async () => {
    const { actions, having } = await start();
    await actions.looked({ incident: 1, action: 'b', etag: '"1"', triedAt: 7 });
    await having(bySignalman({ kind: 'action-changed', action: 'b', change: { text: 'Do more' } }));
    expect(await actions.followed(0)).toMatchObject([
      { action: 'b', etag: '"1"', triedAt: 7, isDone: false },
    ]);
    const issue = { name: 'acme/rocket#2', url: 'https://github.com/acme/rocket/issues/2' };
    await having(bySignalman({ kind: 'action-changed', action: 'b', change: { issue } }));
    expect(await actions.followed(0)).toMatchObject([{ issue: 'acme/rocket#2', etag: null, triedAt: null }]);
  });
});
