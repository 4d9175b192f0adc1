/** Who is asked for lessons by itself: after the all-clear, once, where post-mortems are configured. */
import { expect, it } from '@jest/globals';
import { day, hour } from '../../src/domain/time.js';
import { onEveryDatabase } from '../builders/databases.js';
import { ann, ben } from '../builders/incident.js';
import { type DeskGiven, postMortemScene } from '../builders/postmortem-desk.js';

const resolved = { by: ann, event: { kind: 'resolved', text: 'v1.6.1 is out', lingering: 'none' } } as const;
const asking = { postmortem: { ask: true } };

onEveryDatabase('the question for lessons', ({ open }) => {
  const start = async (given: DeskGiven) => await postMortemScene(await open(), given);

  it('comes once after the all-clear, into the thread of the discussion', async () => {
    const { having, tend, restarted, owed } = await start(asking);
    await tend();
    expect(await owed('incident-lessons')).toEqual([]);
    await having(resolved);
    await tend();
    await restarted()();
    const [only, ...others] = await owed('incident-lessons');
    expect(others).toEqual([]);
    expect(only).toMatchObject({ destination: 'C0INCIDENTS', subject: 'incident 1 lessons' });
    expect(JSON.stringify(only?.content)).toContain('What went well?');
  });

  it('does not come again when it is resolved once more', async () => {
    const { having, tend, owed } = await start(asking);
    await having(resolved);
    await tend();
    await having(
      { by: ann, event: { kind: 'reopened', reason: 'It hangs again.', nextUpdateBy: 0 } },
      resolved,
    );
    await tend();
    expect(await owed('incident-lessons')).toHaveLength(1);
  });

  it('does not come where it is not configured', async () => {
    const off = await start({});
    await off.having(resolved);
    await off.tend();
    expect(await off.owed('incident-lessons')).toEqual([]);
  });

  it('does not come for what was no incident', async () => {
    const { having, tend, owed } = await start(asking);
    await having({ by: ann, event: { kind: 'retracted', reason: 'A proxy.' } });
    await tend();
    expect(await owed('incident-lessons')).toEqual([]);
  });

  it('does not come for what was over long before', async () => {
    const { having, later, tend, owed } = await start(asking);
    await having(resolved);
    later(4 * day);
    await tend();
    expect(await owed('incident-lessons')).toEqual([]);
  });

  it('is not asked by itself where somebody has asked already', async () => {
    const { having, later, tend, owed, desk, by } = await start(asking);
    await having(resolved);
    await desk.askForLessons(by(ann));
    later(hour);
    await tend();
    expect(await owed('incident-lessons')).toHaveLength(1);
    await expect(desk.askForLessons(by(ben))).rejects.toThrow();
  });
});
