/** Anybody writes the note of a pull request: it is kept, and its pull request is told once. */
import { expect, it } from '@jest/globals';
import { readDescription } from '../../../src/documents/release-note.js';
import { writtenNoteStore } from '../../../src/storage/release-notes/written-notes.js';
import { onEveryDatabase } from '../../builders/databases.js';
import { ann, lea, noted, notesDesk, owedIn, refused } from '../../builders/notes-acting.js';

const note = (text: string, isActionRequired = false) => ({ kind: 'note' as const, text, isActionRequired });

onEveryDatabase('a note that somebody writes', ({ open }) => {
  const asked = { actor: ann, request: 'r1', name: null, number: 7, said: note('The flag is gone') };

  it('is kept with their name, and owed to its pull request', async () => {
    const database = await open();
    const { desk, world } = notesDesk(database);
    expect(await desk.write(asked)).toMatchObject({ number: 7, said: asked.said, by: ann, at: world.now });
    const [one, ...others] = await owedIn(database);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ destination: 'github:acme/rocket#7', subject: 'acme/rocket#7' });
    expect(one?.content).toEqual({
      ...{ kind: 'release-note', how: 'comment', instead: [] },
      note: { text: 'The flag is gone', isActionRequired: false },
      comment:
        'ann \\<!channel\\> @\u200bbob wrote this release note in Slack:\n\n```release-note\nThe flag is gone\n```\n',
    });
    expect(await writtenNoteStore(database, Date.now).written('Acme/Rocket')).toMatchObject([
      { repository: 'acme/rocket', number: 7, said: asked.said },
    ]);
  });

  it('is written once, however often the form arrives', async () => {
    const database = await open();
    const { desk, another } = notesDesk(database);
    await Promise.all([desk.write(asked), another().desk.write(asked), desk.write(asked)]);
    expect(await owedIn(database)).toHaveLength(1);
    expect(await writtenNoteStore(database, Date.now).ofPull('acme/rocket', 7)).toHaveLength(1);
  });

  it('takes the place of what was written and known before', async () => {
    const database = await open();
    const { desk, world } = notesDesk(database, { write: 'description' });
    world.pulls = [noted(7, { said: note('change 7') })];
    await desk.write(asked);
    await desk.write({ ...asked, actor: lea, request: 'r2', said: { kind: 'none' } });
    const written = await writtenNoteStore(database, Date.now).written('acme/rocket');
    expect(written).toMatchObject([{ number: 7, said: { kind: 'none' }, by: lea }]);
    const owed = await owedIn(database);
    expect(owed.map(({ content }) => content)).toMatchObject([
      { how: 'description', instead: ['change 7'], note: { text: 'The flag is gone' } },
      { how: 'description', instead: ['change 7', 'The flag is gone'], note: { text: null } },
    ]);
    expect(owed[1]?.revision).toBeGreaterThan(owed[0]?.revision ?? 0);
    expect(owed[0]?.state).toBe('superseded');
  });

  it('is kept as it will be read where it stands', async () => {
    const database = await open();
    const { desk } = notesDesk(database);
    const { said } = await desk.write({ ...asked, said: note('- Action required: rename it\r\n\r\n') });
    const [one] = await owedIn(database);
    const comment = one?.content.kind === 'release-note' ? one.content.comment : '';
    expect(said).toMatchObject({ kind: 'note', isActionRequired: true });
    expect(readDescription(comment)).toEqual(said);
  });

  it.each([
    ['nothing', note(' \n '), { text: 'Write the note.' }],
    [
      'a long one',
      note('x'.repeat(3001)),
      { text: 'A note has at most 3,000 characters; this one has 3,001.' },
    ],
    ...['/approve', 'It works.\n /lgtm cancel', 'It works.\n/close now', '- /hold'].map(
      (text) =>
        [
          `a command to robots: ${JSON.stringify(text)}`,
          note(text),
          { text: expect.stringMatching(/is a command to robots on GitHub\. Put `\/\w+` in backticks/) },
        ] as const,
    ),
    ['NONE', note('NONE'), { text: expect.stringMatching(/^That says that there is no note/) }],
  ])('is refused where it says %s', async (_, said, fault) => {
    const database = await open();
    expect(await refused(notesDesk(database).desk.write({ ...asked, said }))).toEqual(fault);
    expect(await owedIn(database)).toEqual([]);
  });

  it('is refused for what is not of the release, or of somebody else', async () => {
    const database = await open();
    const { desk, world } = notesDesk(database);
    world.pulls.push(noted(9, { repository: 'evil/rocket' }));
    expect(await refused(desk.write({ ...asked, number: 6 }))).toBe('unknown-pull');
    expect(await refused(desk.write({ ...asked, number: 9 }))).toBe('other-owner');
    expect(await refused(desk.write({ ...asked, name: 'v1.5' }))).toBe('no-notes');
    expect(await refused(desk.write({ ...asked, name: 'v9' }))).toBe('unknown-release');
    expect(await owedIn(database)).toEqual([]);
  });

  it('stays as it was written: the database refuses to change it', async () => {
    const database = await open();
    await notesDesk(database).desk.write(asked);
    await expect(database.write.updateTable('written_note').set({ number: 8 }).execute()).rejects.toThrow(
      'notes that people wrote are only added to',
    );
  });
});
