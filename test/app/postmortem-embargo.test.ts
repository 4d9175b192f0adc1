/** Post-mortems of what is, or was, under embargo: for few before it is lifted, and then nothing of what few were told. */
import { expect, it } from '@jest/globals';
import { liftEmbargo } from '../../src/app/incident/lift.js';
import { UserFault } from '../../src/domain/fault.js';
import type { Lift } from '../../src/domain/incident/lift.js';
import { hour } from '../../src/domain/time.js';
import { onEveryDatabase } from '../builders/databases.js';
import { ann, ben, updated } from '../builders/incident.js';
import { cleo, postMortemScene } from '../builders/postmortem-desk.js';

const action = { text: 'Add a test', type: 'prevent', owner: null, login: null, due: '', issue: '' } as const;
const words: Omit<Lift, 'base'> = {
  ...{ text: 'A hole is closed.', title: 'A hole', versions: '1.6', impact: 'All', workaround: 'Upgrade' },
  ...{ noWorkaround: false, action: '', owner: '', issue: '', lingering: '', keeps: false },
};

async function refused(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'nothing was refused',
    (error: unknown) => (error instanceof UserFault ? error.code : String(error)),
  );
}

onEveryDatabase('a post-mortem under embargo', ({ open }) => {
  const start = async () => {
    const scene = await postMortemScene(await open(), { embargo: [ann.id, cleo.id] });
    const lift = async (given: Partial<Lift> = {}) => {
      const stored = await scene.store.load(1);
      const base = stored?.incident.revisions.at(-1)?.number ?? 0;
      return await liftEmbargo(scene.deps, { ...scene.by(ann), input: { ...words, ...given, base } });
    };
    return { ...scene, lift };
  };

  it('is there for nobody else, whatever they do', async () => {
    const { desk, by } = await start();
    await desk.addAction({ ...by(ann), ...action, owner: ben });
    const at = (await desk.show(1, ann)).postmortem.actions[0]?.id ?? '';
    const asked = by(ben);
    for (const work of [
      desk.show(1, ben),
      desk.write({ ...asked, section: 'summary', text: 'x', base: null }),
      desk.addLesson({ ...asked, list: 'well', text: 'x', source: null }),
      desk.changeLesson({ ...asked, lesson: 'x', list: 'well', text: 'x' }),
      desk.removeLesson({ ...asked, lesson: 'x' }),
      desk.addAction({ ...asked, ...action }),
      desk.changeAction({ ...asked, action: at, change: { owner: ben } }),
      desk.removeAction({ ...asked, action: at, reason: 'x' }),
      desk.fileAction({ ...asked, action: at, repository: null }),
      desk.endAction({ ...asked, action: at, how: 'said', reason: 'x' }),
      desk.reopenAction({ ...asked, action: at, reason: 'x' }),
      desk.setOwners({ ...asked, owners: [ben] }),
      desk.askForLessons(asked),
      desk.setStatus({ ...asked, status: 'pending', reason: '' }),
      desk.sign(asked),
      desk.writeOut({ ...asked, to: 'file' }),
      desk.writeOut({ ...asked, to: 'pull-request' }),
    ])
      expect(await refused(work)).toBe('unknown-incident');
    expect(await desk.openActions()).toEqual([]);
  });

  it('is not asked about on GitHub, nor is anybody reminded of it', async () => {
    const { desk, by, looks, tend, later, owed } = await start();
    await desk.addAction({ ...by(ann), ...action, issue: 'acme/secret#7' });
    later(48 * hour);
    await tend();
    expect(looks).toEqual([]);
    expect(await owed('incident-nag')).toEqual([]);
    const id = (await desk.show(1, ann)).postmortem.actions[0]?.id ?? '';
    expect(await refused(desk.fileAction({ ...by(ann), action: id, repository: null }))).toBe('embargo');
  });

  it('once lifted, follows the issues that the lifter lets everybody see', async () => {
    const { desk, by, looks, tend, lift } = await start();
    await desk.addAction({ ...by(ann), ...action, issue: 'acme/secret#7' });
    await lift({ keeps: true });
    await tend();
    expect(looks.map(({ name }) => name)).toEqual(['acme/secret#7']);
  });

  it('once lifted, tells of the time before only that it was declared', async () => {
    const { desk, having, lift } = await start();
    await having(
      updated('A secret was said.', { impact: 'Secret', fix: 'cause-known' }),
      { by: ann, event: { kind: 'handed-over', to: cleo, reason: 'For a secret reason' } },
      { by: cleo, event: { kind: 'handed-over', to: ann, reason: '' } },
      { by: cleo, event: { kind: 'resolved', text: 'A secret fix', lingering: 'none' } },
      { by: ben, event: { kind: 'reopened', reason: 'A secret is back', nextUpdateBy: 0 } },
    );
    await lift({ keeps: true });
    const { markdown } = await desk.show(1, ben);
    const story = markdown.slice(markdown.indexOf('**Timeline**'));
    expect(story.split('\n').filter((line) => /^> \S/.test(line))).toEqual([
      expect.stringMatching(/^> \d\d:\d\d ann declares the incident, under embargo$/),
      expect.stringMatching(/^> \d\d:\d\d ann lifts the embargo: A hole is closed\.$/),
    ]);
    expect(markdown).not.toMatch(/secret|cleo|ben|Signalman|all-clear/i);
  });

  it('that was read before it was lifted is not written out for everybody', async () => {
    const { deps, desk, by, owed, lift } = await start();
    const { store } = deps;
    const record = store.record.bind(store);
    let isOnce = true;
    store.record = async (...given) => {
      const read = await record(...given);
      if (isOnce) {
        isOnce = false;
        await lift();
      }
      return read;
    };
    expect(await refused(desk.writeOut({ ...by(ann), to: 'file' }))).toBe('lifted');
    expect(await owed('incident-post-mortem')).toEqual([]);
  });
});

onEveryDatabase('what is written on GitHub', ({ open }) => {
  const titled = async (title: string) => {
    const scene = await postMortemScene(await open(), { postmortem: { repository: 'acme/docs' } });
    await scene.having(updated('News', { title }));
    return scene;
  };

  it('closes no issue and mentions nobody by way of a title', async () => {
    const { desk, by, owed } = await titled(
      'Fixes #12, closes acme/rocket#13, resolves GH-14 and https://github.com/acme/rocket/issues/15 @ben',
    );
    await desk.writeOut({ ...by(ann), to: 'pull-request' });
    const [delivery] = await owed('incident-document');
    const title = delivery?.content.title as string;
    expect(title).toMatch(/^Postmortem: Fixes #\u200b12/);
    expect(title).not.toMatch(/#\d|GH-\d|issues\/\d|@b/);
  });

  it('refers to no issue that merely has the same number there', async () => {
    const { desk, by, owed } = await titled('Since #12 it hangs');
    await desk.addAction({ ...by(ann), ...action, text: 'Test #13, GH-14 and acme/rocket#15' });
    const id = (await desk.show(1)).postmortem.actions[0]?.id ?? '';
    await desk.fileAction({ ...by(ann), action: id, repository: null });
    const [delivery] = await owed('incident-action');
    const body = delivery?.content.body as string;
    expect(body).toContain('\\#\u200b13');
    expect(body).toContain('[acme/rocket\\#15](https://github.com/acme/rocket/issues/15)');
    expect(body.replace(/\[[^\]]*\]\([^)]*\)/g, '')).not.toMatch(/#\d|GH-\d/);
  });

  it('is opened only where whoever runs Signalman has repositories', async () => {
    const { desk, by, owed } = await titled('It hangs');
    await desk.addAction({ ...by(ann), ...action });
    const id = (await desk.show(1)).postmortem.actions[0]?.id ?? '';
    const file = (repository: string) => desk.fileAction({ ...by(ann), action: id, repository });
    await expect(file('evil/rocket')).rejects.toThrow();
    expect(await owed('incident-action')).toEqual([]);
    await file('acme/other');
    expect(await owed('incident-action')).toHaveLength(1);
  });

  it('of an issue at another host is not taken from one that is called the same here', async () => {
    const { desk, by, items, looks, tend } = await titled('It hangs');
    await desk.addAction({
      ...{ ...by(ann), ...action },
      issue: 'https://git.example.com/acme/rocket/issues/16',
    });
    items.set('acme/rocket#16', {
      ...{ kind: 'found', name: 'acme/rocket#16', url: 'https://github.com/acme/rocket/issues/16' },
      ...{ isPullRequest: false, etag: null, state: 'closed', closedAt: 0 },
    } as never);
    await tend();
    expect(looks).toEqual([]);
    expect((await desk.show(1)).postmortem.actions[0]?.done).toBeNull();
  });
});
