/** Post-mortems from the first word to the signed document, with a real store. */
import { describe, expect, it } from '@jest/globals';
import { UserFault } from '../../src/domain/fault.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { onEveryDatabase } from '../builders/databases.js';
import { ann, ben, bySignalman, noted, updated } from '../builders/incident.js';
import { cleo, type DeskGiven, postMortemScene } from '../builders/postmortem-desk.js';
import { waitFor } from '../builders/wait.js';

const resolved = { by: ann, event: { kind: 'resolved', text: 'v1.6.1 is out', lingering: 'none' } } as const;
const action = { text: 'Add a test', type: 'prevent', owner: null, login: null, due: '', issue: '' } as const;

async function refused(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'nothing was refused',
    (error: unknown) => {
      if (error instanceof UserFault) return error.code;
      throw error;
    },
  );
}

onEveryDatabase('a post-mortem', ({ open }) => {
  const start = async (given: DeskGiven = {}) => await postMortemScene(await open(), given);
  /** Everything that people have to write is there. */
  const written = async (given: DeskGiven = {}) => {
    const scene = await start(given);
    await scene.having(resolved);
    const { desk, by } = scene;
    await desk.write({ ...by(ann), section: 'root-causes', text: 'A default was changed.', base: null });
    await desk.addLesson({ ...by(ann), list: 'well', text: 'Found within a day.', source: null });
    return scene;
  };

  describe('as it is shown', () => {
    it('is filled from the record, and says what only people can write', async () => {
      const { desk, having } = await start();
      await having(updated('The cause is known.', { fix: 'cause-known' }), noted('n1', null), resolved);
      const shown = await desk.show(1);
      expect(shown.owners).toMatchObject([ann]);
      expect(shown.collaborators).toEqual([ben]);
      expect(shown.sections['root-causes']).toEqual({ text: '', isWritten: false });
      expect(shown.sections.summary.text).toContain('Pods do not start after the upgrade.');
      expect(shown.missing).toEqual([
        'Root Causes: nobody has written it.',
        'Lessons Learned: there is none.',
      ]);
      expect(shown.markdown).toContain('**Root Causes:** *TODO*');
    });

    it('says that an owner has left, and then anybody who took part may take over', async () => {
      const { desk, by, gone, having } = await start();
      await having(noted('n1', null), resolved);
      expect(await refused(desk.setOwners({ ...by(ben), owners: [ben] }))).toBe('not-allowed');
      gone.add(ann.id);
      expect((await desk.show(1)).missing).toContain('Owners: ann has left, somebody else has to take over.');
      expect((await desk.show(1)).markdown).toContain('**Owners:** ann (has left)');
      expect(await refused(desk.setOwners({ ...by(cleo), owners: [cleo] }))).toBe('not-allowed');
      await desk.setOwners({ ...by(ben), owners: [ben] });
      expect((await desk.show(1)).owners).toMatchObject([ben]);
    });

    it('is none of what was retracted', async () => {
      const { desk, having } = await start();
      await having({ by: ann, event: { kind: 'retracted', reason: 'A proxy.' } });
      expect(await refused(desk.show(1))).toBe('no-post-mortem');
      expect(await refused(desk.show(2))).toBe('unknown-incident');
    });
  });

  describe('is written', () => {
    it('by its owners and the roles, and by nobody else', async () => {
      const { desk, by } = await start();
      const text = { section: 'summary', text: 'It broke.', base: null } as const;
      expect(await refused(desk.write({ ...by(cleo), ...text }))).toBe('not-allowed');
      await desk.write({ ...by({ id: 'U0LEAD', name: 'lead' }), ...text });
      expect((await desk.show(1)).sections.summary).toEqual({ text: 'It broke.', isWritten: true });
    });

    it('gets lessons from whoever took part, who may change their own', async () => {
      const { desk, by, having } = await start();
      const lesson = { list: 'wrong', text: 'Nobody was told.', source: null } as const;
      expect(await refused(desk.addLesson({ ...by(ben), ...lesson }))).toBe('not-allowed');
      await having(noted('n1', null));
      await desk.addLesson({ ...by(ben), ...lesson });
      const [added] = (await desk.show(1)).postmortem.lessons;
      const changed = { lesson: added?.id ?? '', list: 'lucky', text: 'Few noticed.' } as const;
      await having(noted('n2', null, { by: cleo }));
      expect(await refused(desk.changeLesson({ ...by(cleo), ...changed }))).toBe('not-allowed');
      await desk.changeLesson({ ...by(ben), ...changed });
      expect((await desk.show(1)).postmortem.lessons).toMatchObject([
        { list: 'lucky', text: 'Few noticed.' },
      ]);
    });

    it('once for each request, however often it arrives', async () => {
      const { desk, by } = await start();
      const asked = { ...by(ann, 'the same'), list: 'well', text: 'Fast.', source: null } as const;
      await desk.addLesson(asked);
      expect((await desk.addLesson(asked)).isNew).toBe(false);
      expect((await desk.show(1)).postmortem.lessons).toHaveLength(1);
    });

    it('after people were asked once, in the discussion', async () => {
      const { desk, by, owed } = await start({ settings: { discussion: 'C0TALK' } });
      await desk.askForLessons(by(ann));
      expect(await refused(desk.askForLessons(by(ann)))).toBe('asked');
      expect(await owed('incident-lessons')).toMatchObject([{ destination: 'C0TALK' }]);
    });
  });

  describe('from draft to final', () => {
    it('waits for feedback only once nothing is missing', async () => {
      const { desk, by } = await start();
      const pending = desk.setStatus({ ...by(ann), status: 'pending', reason: '' });
      await expect(pending).rejects.toThrow(/The incident is open.*Root Causes: nobody has written it\./);
    });

    it('is final once all owners have signed, and then the incident is published', async () => {
      const { desk, by } = await written();
      await desk.setOwners({ ...by(ann), owners: [ann, ben] });
      expect(await refused(desk.sign(by(ann)))).toBe('not-pending');
      await desk.setStatus({ ...by(ann), status: 'pending', reason: '' });
      expect(await refused(desk.sign(by(cleo)))).toBe('not-owner');
      await desk.sign(by(ann));
      expect(await refused(desk.setStatus({ ...by(ann), status: 'final', reason: '' }))).toBe('not-signed');
      const { incident } = await desk.sign(by(ben));
      expect([incident.postmortem.status, incident.state]).toEqual(['final', 'published']);
      expect((await desk.show(1)).markdown).toContain('\\[draft | pending feedback | **final**\\]');
    });

    it('has to be signed again by everybody when it is reworded', async () => {
      const { desk, by } = await written();
      await desk.setOwners({ ...by(ann), owners: [ann, ben] });
      await desk.setStatus({ ...by(ann), status: 'pending', reason: '' });
      await desk.sign(by(ann));
      await desk.write({ ...by(ben), section: 'impact', text: 'All of it.', base: null });
      const { incident } = await desk.sign(by(ben));
      expect(incident.postmortem.status).toBe('pending');
      expect((await desk.sign(by(ann))).incident.postmortem.status).toBe('final');
    });

    it('is taken up again with a reason; until then nothing in it is changed', async () => {
      const { desk, by } = await written();
      await desk.setStatus({ ...by(ann), status: 'pending', reason: '' });
      await desk.sign(by(ann));
      const text = { section: 'impact', text: 'More.', base: null } as const;
      expect(await refused(desk.write({ ...by(ann), ...text }))).toBe('final');
      expect(await refused(desk.setStatus({ ...by(ann), status: 'draft', reason: '' }))).toBe('bad-form');
      const { incident } = await desk.setStatus({ ...by(ann), status: 'draft', reason: 'More is known.' });
      expect([incident.state, incident.postmortem.signed.size]).toEqual(['resolved', 0]);
      await desk.write({ ...by(ann), ...text });
    });
  });

  describe('an action item', () => {
    it('is added by who took part, and read with its day and its issue', async () => {
      const { desk, by } = await start();
      const typed = { ...action, owner: ben, login: '@ben-hub', due: '2017-04-28', issue: '#250' };
      await desk.addAction({ ...by(ann), ...typed });
      expect(await refused(desk.addAction({ ...by(cleo), ...typed }))).toBe('not-allowed');
      expect((await desk.show(1)).postmortem.actions).toMatchObject([
        {
          ...{ owner: ben, login: 'ben-hub', due: Date.UTC(2017, 3, 28, 23, 59) },
          issue: { name: 'acme/rocket#250', url: 'https://github.com/acme/rocket/issues/250' },
        },
      ]);
      expect(await desk.openActions()).toMatchObject([{ incident: { id: 1 }, answerable: [ben] }]);
    });

    it('that nobody owns is taken by one of two who take it in one moment', async () => {
      const { desk, by, having, deps } = await start();
      const { event } = noted('n2', null, { by: cleo });
      await having(noted('n1', null), { by: cleo, event });
      await desk.addAction({ ...by(ann), ...action });
      const id = (await desk.show(1)).postmortem.actions[0]?.id ?? '';
      // Both have been told that nobody owns it before either of them is written down.
      const write = deps.store.change.bind(deps.store);
      let come = 0;
      deps.store.change = async (...change) => {
        come++;
        await waitFor(
          () => come >= 2,
          () => 'both to come to the store',
        );
        return await write(...change);
      };
      const taking = [ben, cleo].map((owner) =>
        desk.changeAction({ ...by(owner), action: id, change: { owner } }),
      );
      const done = await Promise.allSettled(taking);
      const [had] = [ben, cleo].filter((_, at) => done[at]?.status === 'fulfilled');
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await desk.show(1)).postmortem.actions[0]?.owner).toEqual(had);
    });

    it('keeps what is not changed, and loses the login of whoever it is taken from', async () => {
      const { desk, by } = await start();
      await desk.addAction({ ...by(ann), ...action, owner: ben, login: 'ben-hub', due: '2017-04-28' });
      const id = (await desk.show(1)).postmortem.actions[0]?.id ?? '';
      await desk.changeAction({ ...by(ben), action: id, change: { owner: cleo } });
      const [changed] = (await desk.show(1)).postmortem.actions;
      expect(changed).toMatchObject({ text: 'Add a test', owner: cleo, login: null });
      expect(changed?.due).not.toBeNull();
      await desk.changeAction({ ...by(cleo), action: id, change: { due: '' } });
      expect((await desk.show(1)).postmortem.actions[0]?.due).toBeNull();
    });

    it('is opened as an issue by one delivery, and noted once that is done', async () => {
      const {
        desk,
        by,
        owed,
        written: at,
        tend,
      } = await start({
        postmortem: { actionsIn: 'acme/todo', labels: ['cleanup'] },
      });
      await desk.addAction({ ...by(ann), ...action, owner: ben, login: 'ben-hub' });
      const id = (await desk.show(1)).postmortem.actions[0]?.id ?? '';
      await desk.fileAction({ ...by(ann), action: id, repository: null });
      expect(await refused(desk.fileAction({ ...by(ann), action: id, repository: null }))).toBe(
        'being-filed',
      );
      const [delivery, ...more] = await owed('incident-action');
      expect(more).toEqual([]);
      expect(delivery).toMatchObject({
        ...{ destination: 'github:acme/todo', subject: `incident 1 action ${id}` },
        content: { kind: 'issue', title: 'Add a test', labels: ['cleanup'], assignees: ['ben-hub'] },
      });
      const item = { name: 'acme/todo#7', url: 'https://github.com/acme/todo/issues/7' };
      at.push({
        ...{ purpose: 'incident-action', subject: `incident 1 action ${id}`, item, state: 'sent' },
        ...{ destination: 'github:acme/todo', shown: 1, reason: null, failedFor: null },
      });
      await tend();
      expect((await desk.show(1)).postmortem.actions[0]?.issue).toEqual(item);
    });

    it('that is changed afterwards is changed in its issue; one that was there before is left alone', async () => {
      const { desk, by, owed } = await start();
      await desk.addAction({ ...by(ann), ...action });
      const id = (await desk.show(1)).postmortem.actions[0]?.id ?? '';
      await desk.changeAction({ ...by(ann), action: id, change: { text: 'Not opened yet' } });
      expect(await owed('incident-action')).toEqual([]);
      await desk.fileAction({ ...by(ann), action: id, repository: null });
      await desk.changeAction({
        ...by(ann),
        action: id,
        change: { text: 'Add two tests', owner: ben, login: 'ben-hub' },
      });
      await desk.changeAction({ ...by(ann), action: id, change: { text: 'Add two tests' } });
      const editions = await owed('incident-action');
      expect(editions.map(({ content }) => content.title)).toEqual(['Not opened yet', 'Add two tests']);
      expect(editions[1]?.content.body).toContain('ben');
    });

    it('of whoever has left is opened without anybody assigned, and says so', async () => {
      const { desk, by, owed, gone } = await start();
      await desk.addAction({ ...by(ann), ...action, owner: ben, login: 'ben-hub' });
      const id = (await desk.show(1)).postmortem.actions[0]?.id ?? '';
      gone.add(ben.id);
      await desk.fileAction({ ...by(ann), action: id, repository: null });
      const [delivery] = await owed('incident-action');
      expect(delivery?.content.assignees).toEqual([]);
      expect(delivery?.content.body).toContain('ben (has left, somebody else has to take it over)');
    });

    it('that could not be opened may be opened elsewhere', async () => {
      const { desk, by, owed, written: at } = await start();
      await desk.addAction({ ...by(ann), ...action });
      const id = (await desk.show(1)).postmortem.actions[0]?.id ?? '';
      await desk.fileAction({ ...by(ann), action: id, repository: null });
      at.push({
        ...{ purpose: 'incident-action', subject: `incident 1 action ${id}`, item: null, state: 'failed' },
        ...{ destination: 'github:acme/rocket', shown: 0, reason: 'no write access', failedFor: 0 },
      });
      await desk.fileAction({ ...by(ann), action: id, repository: 'acme/other' });
      expect((await owed('incident-action')).map(({ destination }) => destination)).toEqual([
        'github:acme/rocket',
        'github:acme/other',
      ]);
    });

    it('is followed until its issue is closed, and open again when that is reopened', async () => {
      const { desk, by, items, looks, tend, later } = await start();
      await desk.addAction({ ...by(ann), ...action, owner: ann, issue: '#250' });
      const now = (state: 'open' | 'closed' | 'dropped', etag: string) =>
        items.set('acme/rocket#250', {
          ...{ kind: 'found', name: 'acme/rocket#250', url: 'https://x', isPullRequest: false, state, etag },
          ...(state === 'open' ? {} : { closedAt: 1_000 }),
        });
      const done = async () => (await desk.show(1)).postmortem.actions[0]?.done;
      now('open', '"1"');
      await tend();
      now('closed', '"2"');
      await tend();
      expect(await done()).toBeNull();
      later(10 * minute);
      await tend();
      expect(looks.map(({ etag }) => etag)).toEqual([null, '"1"']);
      expect(await done()).toMatchObject({ how: 'closed', at: 1_000, by: null });
      expect(await desk.openActions()).toEqual([]);
    });

    it('is dropped when its issue is closed as not planned, and open again when it is reopened', async () => {
      const { desk, by, items, tend, later, deps } = await start();
      await desk.addAction({ ...by(ann), ...action, owner: ann, issue: '#250' });
      const now = (state: 'open' | 'dropped') =>
        items.set('acme/rocket#250', {
          ...{ kind: 'found', name: 'acme/rocket#250', url: 'https://x', isPullRequest: false, state },
          ...{ etag: null, ...(state === 'open' ? {} : { closedAt: deps.clock() }) },
        });
      now('dropped');
      await tend();
      expect((await desk.show(1)).postmortem.actions[0]?.done?.how).toBe('dropped');
      now('open');
      later(2 * hour);
      await tend();
      expect((await desk.show(1)).postmortem.actions[0]?.done).toBeNull();
    });
  });

  describe('reminders of action items', () => {
    const nagEvery = { postmortem: { nagEvery: day } };

    it('go to the owners of the post-mortem and into the thread where nobody owns it, until it is done', async () => {
      const { desk, by, owed, later, tend, restarted } = await start(nagEvery);
      await desk.addAction({ ...by(ann), ...action });
      await desk.addAction({ ...by(ann), ...action, text: 'Tell the SIG', type: 'detect' });
      await tend();
      expect(await owed('incident-nag')).toEqual([]);
      later(day);
      await tend();
      await tend();
      await restarted()();
      const nags = await owed('incident-nag');
      expect(nags.map(({ destination }) => destination).sort()).toEqual(['C0INCIDENTS', ann.id]);
      expect(nags[0]?.content.rich.text).toBe('2 action items of incident 1 wait: 2 without an owner.');
      later(day);
      await tend();
      expect(await owed('incident-nag')).toHaveLength(4);
      for (const { id } of (await desk.show(1)).postmortem.actions)
        await desk.endAction({ ...by(ann), action: id, how: 'said', reason: '' });
      later(day);
      await tend();
      expect(await owed('incident-nag')).toHaveLength(4);
    });

    it('go to the owner of what is overdue, and to nobody before', async () => {
      const { desk, by, owed, later, tend } = await start(nagEvery);
      await desk.addAction({ ...by(ann), ...action, owner: ben, due: '2017-03-18' });
      later(day);
      await tend();
      expect(await owed('incident-nag')).toEqual([]);
      later(2 * day);
      await tend();
      expect(await owed('incident-nag')).toMatchObject([{ destination: ben.id }]);
    });

    it('go to somebody else once its owner has left', async () => {
      const { desk, by, owed, later, tend, gone } = await start(nagEvery);
      await desk.addAction({ ...by(ann), ...action, owner: ben });
      gone.add(ben.id);
      later(day);
      await tend();
      expect((await owed('incident-nag')).map(({ destination }) => destination).sort()).toEqual([
        'C0INCIDENTS',
        ann.id,
      ]);
    });

    it('wait until it is not quiet any more', async () => {
      const quiet = { zone: 'UTC', hours: { from: 11 * 60, to: 14 * 60 }, holidays: [], weekdays: [] };
      const { desk, by, owed, later, tend } = await start({ ...nagEvery, quiet });
      await desk.addAction({ ...by(ann), ...action });
      later(day);
      await tend();
      expect(await owed('incident-nag')).toEqual([]);
      later(3 * hour);
      await tend();
      expect(await owed('incident-nag')).toHaveLength(2);
    });
  });

  describe('written out', () => {
    const kept = { postmortem: { repository: 'acme/docs', path: 'pm/{release}/{id}-{title}.md' } };

    it('is a file in the thread, edition by edition', async () => {
      const { desk, by, owed } = await start();
      await desk.writeOut({ ...by(ann), to: 'file' });
      await desk.writeOut({ ...by(ann), to: 'file' });
      expect((await owed('incident-post-mortem')).map(({ subject }) => subject)).toEqual([
        'incident 1 edition 1',
        'incident 1 edition 2',
      ]);
      expect(await refused(desk.writeOut({ ...by(ann), to: 'pull-request' }))).toBe('no-repository');
    });

    it('is a pull request that follows the record, but not each word by itself', async () => {
      const { desk, by, owed, tend, later } = await start(kept);
      await desk.writeOut({ ...by(ann), to: 'pull-request' });
      expect(await refused(desk.writeOut({ ...by(ann), to: 'pull-request' }))).toBe('same-text');
      await desk.write({ ...by(ann), section: 'root-causes', text: 'A default.', base: null });
      await tend();
      expect(await owed('incident-document')).toHaveLength(1);
      later(11 * minute);
      await tend();
      await tend();
      const editions = await owed('incident-document');
      expect(editions.map(({ revision }) => revision)).toEqual([1, 2]);
      expect(editions[1]).toMatchObject({
        destination: 'github:acme/docs',
        content: { kind: 'pull-request', path: 'pm/v1.6/1-pods-do-not-start-after-the-upgrade.md' },
      });
      expect(editions[1]?.content.text).toContain('**Root Causes:** A default.');
    });

    it('keeps its file where it was when the title changes, so that there is no second one', async () => {
      const { desk, by, owed, tend, later, store, deps } = await start(kept);
      await desk.writeOut({ ...by(ann), to: 'pull-request' });
      const retitled = updated('It is worse.', { title: 'Nothing starts any more' });
      await store.change([1], 'retitled', deps.clock(), () => [{ events: [retitled], deliveries: () => [] }]);
      later(11 * minute);
      await tend();
      const [first, second] = (await owed('incident-document')).map(({ content }) => content);
      expect(second?.text).toContain('Postmortem: Nothing starts any more');
      expect(second?.path).toBe(first?.path);
      expect(first?.path).toBe('pm/v1.6/1-pods-do-not-start-after-the-upgrade.md');
    });
  });

  it('of an incident under embargo is opened nowhere, and its items are in no list', async () => {
    const { desk, store, deps, tend, later, owed, restarted } = await start({
      postmortem: { repository: 'acme/docs' },
    });
    const { facts } = (await desk.show(1)).incident;
    const item = { ...action, id: 'x', due: null, issue: null } as const;
    await store.declare('secret', deps.clock(), 9, {
      events: [
        { by: ann, event: { kind: 'declared', facts, source: null, embargo: true } },
        bySignalman({ kind: 'action-added', action: item }),
        bySignalman({ kind: 'written-out', to: 'pull-request', edition: 1, hash: '' }),
      ],
      deliveries: () => [],
    });
    expect(await desk.openActions()).toEqual([]);
    later(2 * day);
    await tend();
    await restarted()();
    expect([await owed('incident-nag'), await owed('incident-document')]).toEqual([[], []]);
  });
});
