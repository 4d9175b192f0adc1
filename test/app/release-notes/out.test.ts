/** The draft goes out as a file, or into a repository, and there it follows what is merged. */
import { expect, it } from '@jest/globals';
import { hour, minute } from '../../../src/domain/time.js';
import { onEveryDatabase } from '../../builders/databases.js';
import { ann, com, lea, noted, notesDesk, owedIn, refused } from '../../builders/notes-acting.js';

onEveryDatabase('the draft of release notes', ({ open }) => {
  const asked = { actor: lea, request: 'r1', name: null, to: 'repository' as const, channel: 'C0HERE' };
  const text = '# Notes\n\n- #7\n- #8\n';

  it('is posted as a file where it was asked for, once for the same text', async () => {
    const database = await open();
    const { desk, world } = notesDesk(database);
    const file = { ...asked, actor: com, to: 'file' as const };
    expect(await desk.writeOut(file)).toEqual({ kind: 'queued', edition: 1 });
    expect(await desk.writeOut(file)).toEqual({ kind: 'queued', edition: 1 });
    expect(await desk.writeOut({ ...file, request: 'r2' })).toEqual({ kind: 'same', edition: 1 });
    expect(await desk.writeOut({ ...file, request: 'r3', channel: 'C0ELSE' })).toMatchObject({ edition: 2 });
    world.pulls = [noted(7)];
    expect(await desk.writeOut({ ...file, request: 'r4' })).toEqual({ kind: 'queued', edition: 3 });
    expect((await owedIn(database)).map(({ destination, content }) => [destination, content])).toEqual([
      [
        'C0HERE',
        { kind: 'file', name: 'release-notes-v1.6.md', title: 'Release notes of v1.6, edition 1', text },
      ],
      ['C0ELSE', expect.objectContaining({ text })],
      ['C0HERE', expect.objectContaining({ text: '# Notes\n\n- #7\n' })],
    ]);
  });

  it('is proposed in the repository, and follows from then on', async () => {
    const database = await open();
    const { desk, world, tend } = notesDesk(database);
    await tend();
    expect(await owedIn(database)).toEqual([]);
    expect(await desk.writeOut(asked)).toEqual({ kind: 'queued', edition: 1 });
    expect(await desk.writeOut({ ...asked, request: 'r2' })).toEqual({ kind: 'same', edition: 1 });
    world.pulls = [noted(7)];
    world.now += 14 * minute;
    await tend();
    expect(await owedIn(database)).toHaveLength(1);
    world.now += minute;
    await tend();
    await tend();
    expect(
      (await owedIn(database)).map(({ destination, revision, content }) => [destination, revision, content]),
    ).toEqual([
      [
        'github:acme/rocket',
        1,
        expect.objectContaining({
          ...{ kind: 'pull-request', branch: 'signalman/release-notes-v1.6', path: 'notes/1.6.md', text },
          title: 'Release notes of v1.6',
        }),
      ],
      ['github:acme/rocket', 2, expect.objectContaining({ text: '# Notes\n\n- #7\n' })],
    ]);
    world.now += hour;
    await tend();
    expect(await owedIn(database)).toHaveLength(2);
  });

  it('does not follow what could not be read, unless that lasts', async () => {
    const database = await open();
    const { desk, world, tend } = notesDesk(database);
    await desk.writeOut(asked);
    Object.assign(world, { pulls: [], problems: ['GitHub did not answer'], now: world.now + hour });
    await tend();
    expect(await owedIn(database)).toHaveLength(1);
    world.now += 24 * hour;
    await tend();
    expect(await owedIn(database)).toHaveLength(2);
  });

  it('is committed where a branch is configured', async () => {
    const database = await open();
    const { desk } = notesDesk(database, { commitTo: 'main' });
    await desk.writeOut(asked);
    expect((await owedIn(database))[0]?.content).toEqual({
      ...{ kind: 'commit', message: 'Release notes of v1.6', branch: 'main', path: 'notes/1.6.md', text },
    });
  });

  it('is written once more after delivery has given it up', async () => {
    const database = await open();
    const { desk } = notesDesk(database);
    await desk.writeOut(asked);
    await database.write.updateTable('delivery').set({ state: 'failed', due_at: null }).execute();
    expect(await desk.writeOut({ ...asked, request: 'r2' })).toEqual({ kind: 'queued', edition: 2 });
  });

  it('is offered to those who may have it written out, and to everybody while that cannot be told', async () => {
    const database = await open();
    const { desk } = notesDesk(database);
    const offered = async (who: string) => (await desk.show(null, who)).mayWriteOut;
    expect(await Promise.all([lea.id, com.id, ann.id].map(offered))).toEqual([true, true, false]);
    const people = { isAmong: () => Promise.reject(new Error('Slack is away')) };
    const unread = notesDesk(database, {}, { people });
    expect((await unread.desk.show(null, ann.id)).mayWriteOut).toBe(true);
  });

  it('is shown with its pull request once that is there', async () => {
    const database = await open();
    const { desk } = notesDesk(database);
    await desk.writeOut(asked);
    expect((await desk.show(null, 'U0LEAD')).proposed).toBeNull();
    await database.write.updateTable('message').set({ channel: 'acme/rocket', ts: '31' }).execute();
    expect((await desk.show('1.6', 'U0LEAD')).proposed).toEqual({
      ...{ name: 'acme/rocket#31', url: 'https://github.com/acme/rocket/pull/31', edition: 1 },
    });
    await database.write.updateTable('message').set({ ts: 'main:notes/1.6.md' }).execute();
    expect((await desk.show('1.6', 'U0LEAD')).proposed?.name).toBe('acme/rocket');
  });

  it('counts its editions though two ask in the same moment', async () => {
    const database = await open();
    const { desk, another } = notesDesk(database);
    const file = { ...asked, to: 'file' as const };
    const all = await Promise.all(
      ['a', 'b', 'c', 'd'].map((one, at) =>
        (at % 2 ? desk : another().desk).writeOut({ ...file, request: one, channel: `C0${one}` }),
      ),
    );
    expect(all.map(({ edition }) => edition).sort()).toEqual([1, 2, 3, 4]);
  });

  it('goes out only for those who may, and where it can', async () => {
    const database = await open();
    expect(await refused(notesDesk(database).desk.writeOut({ ...asked, actor: ann }))).toBe('not-allowed');
    expect(await refused(notesDesk(database, { repository: null }).desk.writeOut(asked))).toBe(
      'no-repository',
    );
    expect(await owedIn(database)).toEqual([]);
  });

  it('is written around what people changed', async () => {
    const { desk, world } = notesDesk(await open());
    const first = await desk.markdown(null, null);
    world.pulls.push(noted(9));
    const after = await desk.markdown(null, first.replace('- #8', '- #8, which people like'));
    expect(after).toContain('- #7\n- #8, which people like\n- #9\n');
  });
});
