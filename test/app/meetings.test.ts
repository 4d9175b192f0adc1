/** Meetings from agenda to notes with a real store: held, moved, cancelled, missed, and with nobody adding a word. */
import { expect, it } from '@jest/globals';
import { day, hour, minute } from '../../src/domain/time.js';
import { onEveryDatabase } from '../builders/databases.js';
import { ann, ben, lea, meetingScene, tuesday } from '../builders/meeting.js';

const week = 7 * day;
const noSource = { source: null };
const action = { owner: null, login: null, due: '', ...noSource };

onEveryDatabase('a meeting', (databases) => {
  it('has its agenda posted ahead, once, and again with the facts of its beginning', async () => {
    const scene = meetingScene(await databases.open());
    await scene.tend();
    expect(await scene.owed()).toEqual([]);
    scene.at(tuesday - day);
    await scene.tend();
    await scene.tend();
    expect(await scene.owed()).toEqual(['meeting-agenda: agenda ; ahead']);
    scene.at(tuesday);
    await scene.tend();
    expect(await scene.owed()).toEqual([
      'meeting-agenda: agenda ; ahead',
      'meeting-agenda: agenda ; begun',
      'meeting-begins: begins',
    ]);
    const [agenda, again, begins] = await scene.deliveries();
    expect(agenda).toMatchObject({ destination: 'C0TEAM', subject: 'meeting 1' });
    expect(again?.id).toBe(agenda?.id);
    expect(begins?.thread_id).toBe(agenda?.id);
    expect(scene.problems).toEqual([]);
  });

  it('is made and told once, by however many who look after it', async () => {
    const database = await databases.open();
    const other = await databases.reopen();
    const scenes = [meetingScene(database), meetingScene(other)];
    for (const scene of scenes) scene.at(tuesday - hour);
    await Promise.all(scenes.map((scene) => scene.tend()));
    expect(await scenes[0]?.owed()).toEqual(['meeting-agenda: agenda ; ahead']);
    expect(scenes.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('takes topics from anybody, and of two who add one at once both are kept', async () => {
    const scene = meetingScene(await databases.open());
    const { desk } = scene;
    await Promise.all([
      desk.addTopic({ ...scene.by(ann), text: 'Freeze', ...noSource }),
      desk.addTopic({ ...scene.by(ben), text: 'Upgrades', ...noSource }),
    ]);
    const { meeting } = await desk.show({ series: null, id: null });
    expect(meeting.begins).toBe(tuesday);
    expect(meeting.topics.map(({ text }) => text).sort()).toEqual(['Freeze', 'Upgrades']);
    expect(await scene.owed()).toEqual([]);
    const again = { ...scene.by(ann, 'same'), text: 'Third', ...noSource };
    expect((await desk.addTopic(again)).isNew).toBe(true);
    expect((await desk.addTopic(again)).isNew).toBe(false);
    expect((await desk.show({ series: null, id: null })).meeting.topics).toHaveLength(3);
  });

  it('made by two at once is the same one, though one of them has looked before the other has made it', async () => {
    const scene = meetingScene(await databases.open());
    const { list } = scene.store;
    let isFirst = true;
    scene.store.list = async (...given) => {
      const seen = await list(...given);
      // The last look before it is made.
      if (isFirst && given[1].most === 1000) {
        isFirst = false;
        await scene.desk.addTopic({ ...scene.by(ben), text: 'Upgrades', ...noSource });
      }
      return seen;
    };
    const { meeting } = await scene.desk.addTopic({ ...scene.by(ann), text: 'Freeze', ...noSource });
    expect([meeting.begins, meeting.topics.map(({ text }) => text)]).toEqual([
      ...[tuesday, ['Upgrades', 'Freeze']],
    ]);
  });

  it('shows a topic that comes later in its agenda', async () => {
    const scene = meetingScene(await databases.open());
    scene.at(tuesday - hour);
    await scene.tend();
    await scene.desk.addTopic({ ...scene.by(ann), text: 'Freeze', ...noSource });
    expect(await scene.owed()).toEqual([
      'meeting-agenda: agenda ; ahead',
      'meeting-agenda: agenda ; Freeze; ahead',
    ]);
  });

  it('is written out at its end: as a file, and as a pull request where one is wanted', async () => {
    const scene = meetingScene(await databases.open(), { series: [{ repository: 'acme/docs' }] });
    scene.at(tuesday);
    await scene.tend();
    await scene.desk.addTopic({ ...scene.by(ann), text: 'Freeze', ...noSource });
    const { meeting } = await scene.desk.openTopic({
      ...scene.by(ann),
      topic: (await scene.desk.show({ series: null, id: null })).meeting.topics[0]?.id ?? '',
    });
    await scene.desk.addPoint({ ...scene.by(ben), kind: 'note', text: 'It begins today', ...noSource });
    await scene.desk.addAction({ ...scene.by(ben), ...action, text: 'Tell everybody' });
    scene.at(tuesday + hour);
    await scene.tend();
    const owed = (await scene.owed()).slice(-4);
    expect(owed).toEqual([
      'meeting-agenda: agenda ; Freeze; begun',
      'meeting-notes: Release team, 2017-03-14: notes, edition 1',
      'meeting-actions: Tell everybody and ',
      'meeting-document: meetings/release-team/2017-03-14.md',
    ]);
    expect(await scene.desk.markdown({ series: null, id: meeting.id })).toContain('* It begins today');
    // Late words are collected, and written out once they have come to rest.
    scene.at(tuesday + hour + 5 * minute);
    await scene.desk.addPoint({ ...scene.by(ann), kind: 'decision', text: 'Go on', ...noSource });
    await scene.tend();
    expect((await scene.owed()).slice(10)).toEqual(['meeting-agenda: agenda ; Freeze; begun']);
    scene.at(tuesday + hour + 11 * minute);
    await scene.tend();
    expect((await scene.owed()).slice(11)).toEqual(['meeting-document: meetings/release-team/2017-03-14.md']);
    scene.at(tuesday + 3 * hour);
    await scene.tend();
    expect((await scene.owed()).slice(12)).toEqual([
      'meeting-notes: Release team, 2017-03-14: notes, edition 3',
    ]);
    await expect(
      scene.desk.addPoint({
        ...{ ...scene.by(ann), id: meeting.id, kind: 'note', text: 'Too late' },
        ...noSource,
      }),
    ).rejects.toMatchObject({ code: 'over' });
    expect(scene.problems).toEqual([]);
  });

  it('of which nobody has added a word is flagged, and not published', async () => {
    const scene = meetingScene(await databases.open(), { series: [{ repository: 'acme/docs' }] });
    scene.at(tuesday);
    await scene.tend();
    await scene.desk.setAttendees({ ...scene.by(ann), people: [ann] });
    scene.at(tuesday + hour);
    await scene.tend();
    expect((await scene.owed()).slice(2)).toEqual([
      'meeting-agenda: agenda ; begun',
      'meeting-untouched: untouched',
    ]);
    await expect(scene.desk.writeOut({ ...scene.by(ann), id: 1, to: 'file' })).rejects.toMatchObject({
      code: 'untouched',
    });
    scene.at(tuesday + 5 * hour);
    await scene.tend();
    expect(await scene.store.toTend()).toEqual([]);
    expect(await scene.owed()).toHaveLength(4);
  });

  it('is proposed to its repository before its time for a release lead only; anybody may have its file', async () => {
    const scene = meetingScene(await databases.open(), { series: [{ repository: 'acme/docs' }] });
    scene.at(tuesday);
    await scene.tend();
    await scene.desk.addPoint({ ...scene.by(ann), id: 1, kind: 'note', text: 'We met', ...noSource });
    await expect(scene.desk.writeOut({ ...scene.by(ann), id: 1, to: 'pull-request' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    const before = (await scene.owed()).length;
    await scene.desk.writeOut({ ...scene.by(ann), id: 1, to: 'file' });
    await scene.desk.writeOut({ ...scene.by(lea), id: 1, to: 'pull-request' });
    expect(await scene.owed()).toHaveLength(before + 2);
  });

  it('is published after all when somebody adds a word late', async () => {
    const scene = meetingScene(await databases.open());
    scene.at(tuesday);
    await scene.tend();
    scene.at(tuesday + hour);
    await scene.tend();
    await scene.desk.addPoint({ ...scene.by(ann), id: 1, kind: 'note', text: 'We met', ...noSource });
    scene.at(tuesday + 3 * hour);
    await scene.tend();
    expect((await scene.owed()).at(-1)).toBe('meeting-notes: Release team, 2017-03-14: notes, edition 1');
  });

  it('that is cancelled takes no words, says so, and its topics are carried to the next one', async () => {
    const scene = meetingScene(await databases.open());
    scene.at(tuesday - hour);
    await scene.tend();
    await scene.desk.addTopic({ ...scene.by(ann), text: 'Freeze', ...noSource });
    await expect(scene.desk.cancel({ ...scene.by(ann), reason: 'Nobody is there' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await scene.desk.cancel({ ...scene.by(lea), reason: 'Nobody is there' });
    expect((await scene.owed()).slice(2)).toEqual([
      'meeting-agenda: agenda Nobody is there; Freeze; ahead',
      'meeting-news: cancelled by lea',
    ]);
    await expect(
      scene.desk.addTopic({ ...scene.by(ann), id: 1, text: 'More', ...noSource }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    // Without its number the next one is meant.
    const { meeting } = await scene.desk.addTopic({ ...scene.by(ann), text: 'More', ...noSource });
    expect(meeting.begins).toBe(tuesday + week);
    await scene.tend();
    scene.at(tuesday + hour);
    await scene.tend();
    expect(await scene.owed()).toHaveLength(4);
    scene.at(tuesday + week - day);
    await scene.tend();
    expect((await scene.owed()).slice(4)).toEqual(['meeting-agenda: agenda ; More; Freeze from 1; ahead']);
    expect(scene.problems).toEqual([]);
  });

  it('that is moved keeps its slot, and begins at the new time', async () => {
    const scene = meetingScene(await databases.open());
    scene.at(tuesday - hour);
    await scene.tend();
    await scene.desk.move({ ...scene.by(lea), begins: tuesday + day, reason: 'Holiday' });
    expect((await scene.owed()).slice(1)).toEqual([
      'meeting-agenda: agenda Holiday; ahead',
      'meeting-news: moved by lea',
    ]);
    scene.at(tuesday);
    await scene.tend();
    expect(await scene.owed()).toHaveLength(3);
    scene.at(tuesday + day);
    await scene.tend();
    expect((await scene.owed()).slice(3)).toEqual([
      'meeting-agenda: agenda Holiday; begun',
      'meeting-begins: begins',
    ]);
    const { meeting } = await scene.desk.show({ series: null, id: null });
    expect(meeting).toMatchObject({
      id: 1,
      slot: tuesday,
      begins: tuesday + day,
      ends: tuesday + day + hour,
    });
    await expect(scene.desk.move({ ...scene.by(lea), begins: tuesday, reason: '' })).rejects.toMatchObject({
      fields: { begins: expect.anything(), reason: expect.anything() },
    });
  });

  it('that is moved back is where it was planned, and says no more that it was moved', async () => {
    const scene = meetingScene(await databases.open());
    scene.at(tuesday - hour);
    await scene.tend();
    await scene.desk.move({ ...scene.by(lea), begins: tuesday + day, reason: 'Holiday' });
    await scene.desk.move({ ...scene.by(lea), begins: tuesday, reason: 'It is none' });
    expect((await scene.owed()).slice(1)).toEqual([
      'meeting-agenda: agenda Holiday; ahead',
      'meeting-news: moved by lea',
      'meeting-agenda: agenda ; ahead',
      'meeting-news: moved by lea',
    ]);
    await scene.desk.addTopic({ ...scene.by(ann), text: 'Freeze', ...noSource });
    expect(await scene.desk.markdown({ series: null, id: 1 })).not.toContain('moved');
    scene.at(tuesday);
    await scene.tend();
    expect((await scene.owed()).at(-1)).toBe('meeting-begins: begins');
  });

  it('in which something was said is ended, not cancelled: its notes would be lost', async () => {
    const scene = meetingScene(await databases.open());
    scene.at(tuesday + minute);
    await scene.tend();
    await scene.desk.addPoint({ ...scene.by(ann), kind: 'note', text: 'We met', ...noSource });
    await expect(scene.desk.cancel({ ...scene.by(lea), id: 1, reason: 'Enough' })).rejects.toMatchObject({
      code: 'spoken-in',
    });
  });

  it('shows in its agenda how much was said', async () => {
    const scene = meetingScene(await databases.open());
    scene.at(tuesday + minute);
    await scene.tend();
    await scene.desk.addPoint({ ...scene.by(ann), kind: 'note', text: 'We met', ...noSource });
    expect((await scene.owed()).at(-1)).toBe('meeting-agenda: agenda ; begun');
    const [first, , last] = await scene.deliveries();
    expect([first?.id, (last?.revision ?? 0) > (first?.revision ?? 0)]).toEqual([last?.id, true]);
  });

  it('lets whoever said something change it, though somebody else has marked it', async () => {
    const scene = meetingScene(await databases.open());
    scene.at(tuesday + minute);
    await scene.tend();
    const source = { channel: 'C0TEAM', ts: '1.2', author: ben, url: null };
    const said = { ...scene.by(ann), kind: 'note' as const, text: 'We met', source };
    const { meeting } = await scene.desk.addPoint(said);
    const point = meeting.points[0]?.id ?? '';
    const change = { point, kind: 'note' as const, text: 'We met again' };
    await expect(
      scene.desk.changePoint({ ...scene.by({ id: 'U0EVE', name: 'eve' }), ...change }),
    ).rejects.toMatchObject({ code: 'not-allowed' });
    const changed = await scene.desk.changePoint({ ...scene.by(ben), ...change });
    expect(changed.meeting.points[0]?.text).toBe('We met again');
  });

  it('whose whole time was missed is not announced, but its words are kept', async () => {
    const scene = meetingScene(await databases.open());
    await scene.desk.addTopic({ ...scene.by(ann), text: 'Freeze', ...noSource });
    scene.at(tuesday + week - 2 * day);
    await scene.tend();
    expect(await scene.owed()).toEqual(['meeting-notes: Release team, 2017-03-14: notes, edition 1']);
    scene.at(tuesday + 3 * week);
    await scene.tend();
    expect((await scene.desk.past(null)).map(({ meeting }) => meeting.begins)).toEqual([
      tuesday + 3 * week,
      tuesday,
    ]);
  });

  it('that the bot found running is announced and begun at once', async () => {
    const scene = meetingScene(await databases.open());
    scene.at(tuesday + 20 * minute);
    await scene.tend();
    expect(await scene.owed()).toEqual(['meeting-agenda: agenda ; begun', 'meeting-begins: begins']);
  });

  it('is ended by hand, and written out then', async () => {
    const scene = meetingScene(await databases.open());
    scene.at(tuesday + minute);
    await scene.tend();
    await scene.desk.addPoint({ ...scene.by(ann), kind: 'note', text: 'Short', ...noSource });
    await scene.desk.end(scene.by(ann));
    expect((await scene.owed()).slice(3)).toEqual([
      'meeting-agenda: agenda ; begun',
      'meeting-notes: Release team, 2017-03-14: notes, edition 1',
    ]);
    scene.at(tuesday + hour);
    await scene.tend();
    expect(await scene.owed()).toHaveLength(5);
    expect((await scene.desk.show({ series: null, id: null })).meeting.begins).toBe(tuesday + week);
  });

  it('keeps nothing that was written where an embargo holds', async () => {
    const scene = meetingScene(await databases.open());
    const source = { channel: 'C0SECRET', ts: '1.2', author: ann, url: null };
    for (const work of [
      scene.desk.addTopic({ ...scene.by(ann), text: 'Hidden', source }),
      scene.desk.addPoint({ ...scene.by(ann), kind: 'note', text: 'Hidden', source }),
      scene.desk.addAction({ ...scene.by(ann), ...action, text: 'Hidden', source }),
    ])
      await expect(work).rejects.toMatchObject({ code: 'embargo' });
  });

  it('is found by its agenda, and by nothing else', async () => {
    const database = await databases.open();
    const scene = meetingScene(database);
    scene.at(tuesday);
    await scene.tend();
    await database.write
      .updateTable('message')
      .set({ channel: 'C0TEAM', ts: '12.3' })
      .where('purpose', '=', 'meeting-agenda')
      .execute();
    expect(await scene.desk.at({ channel: 'C0TEAM', ts: '12.3' })).toMatchObject({
      ...{ meeting: { id: 1 }, url: 'https://acme.slack.com/C0TEAM/12.3' },
    });
    expect(await scene.desk.at({ channel: 'C0TEAM', ts: '12.4' })).toBeNull();
  });

  it('says what there is not', async () => {
    const none = meetingScene(await databases.open(), { series: [] });
    await expect(none.desk.show({ series: null, id: null })).rejects.toMatchObject({ code: 'no-meetings' });
    const scene = meetingScene(await databases.open());
    await expect(scene.desk.show({ series: 'relase-team', id: null })).rejects.toMatchObject({
      ...{ code: 'unknown-series', message: expect.stringContaining('release-team') },
    });
    await expect(scene.desk.show({ series: null, id: 99 })).rejects.toMatchObject({
      code: 'unknown-meeting',
    });
  });
});

onEveryDatabase('an action item of a meeting', (databases) => {
  it('becomes an issue once somebody confirms it, is followed, and stands in the next agendas until it is done', async () => {
    const scene = meetingScene(await databases.open(), { series: [{ labels: ['cleanup'] }] });
    scene.at(tuesday);
    await scene.tend();
    const { meeting } = await scene.desk.addAction({
      ...{ ...scene.by(ann), ...action, text: 'Tell everybody', owner: ben, due: '2017-03-20' },
    });
    const [added] = meeting.actions;
    expect(added).toMatchObject({ login: 'benny', issue: null });
    const filing = { ...scene.by(ann), id: 1, action: added?.id ?? '' };
    await scene.desk.fileAction(filing);
    await expect(scene.desk.fileAction({ ...filing, request: 'again' })).rejects.toMatchObject({
      code: 'being-filed',
    });
    const issue = (await scene.deliveries()).find(({ purpose }) => purpose === 'meeting-action');
    expect(issue).toMatchObject({
      ...{ destination: 'github:acme/rocket' },
      content: { kind: 'issue', title: 'Tell everybody', labels: ['cleanup'], assignees: ['benny'] },
    });
    const { purpose, subject } = issue ?? { purpose: '', subject: '' };
    const item = { name: 'acme/rocket#7', url: 'https://github.com/acme/rocket/issues/7' };
    scene.written.push({
      ...{ purpose, subject, destination: 'github:acme/rocket', item, shown: 1, state: 'sent' },
      ...{ reason: null, failedFor: null },
    });
    await scene.tend();
    expect((await scene.owed()).at(-1)).toBe('meeting-news: action-filed by signalman');

    scene.at(tuesday + week);
    await scene.tend();
    expect((await scene.owed()).at(-2)).toBe('meeting-agenda: agenda ; todo Tell everybody; begun');
    const found = { kind: 'found' as const, ...item, isPullRequest: false, etag: 'e' };
    scene.items.set(item.name, { ...found, state: 'closed', closedAt: tuesday + week });
    scene.at(tuesday + week + 6 * minute);
    await scene.tend();
    expect((await scene.desk.show({ series: null, id: 1 })).meeting.actions[0]?.done).toMatchObject({
      ...{ how: 'closed', at: tuesday + week, by: null },
    });
    expect((await scene.desk.agenda({ series: null, id: 2 })).actions).toEqual([]);

    scene.items.set(item.name, { ...found, state: 'open', etag: 'f' });
    scene.at(tuesday + week + 2 * hour);
    await scene.tend();
    expect((await scene.desk.agenda({ series: null, id: 2 })).actions).toHaveLength(1);
    expect(scene.problems).toEqual([]);
  });

  it('is open for whoever has it until it is done, whichever meeting it is of', async () => {
    const scene = meetingScene(await databases.open());
    const add = (text: string) => scene.desk.addAction({ ...scene.by(ann), ...action, text, owner: ben });
    const { meeting } = await add('First');
    scene.at(tuesday + week + minute);
    await add('Second');
    const open = async () => (await scene.desk.openActions()).map(({ action: { text } }) => text);
    expect(await open()).toEqual(['First', 'Second']);
    const first = meeting.actions[0]?.id ?? '';
    await scene.desk.endAction({ ...scene.by(ben), id: 1, action: first, how: 'said', reason: '' });
    expect(await open()).toEqual(['Second']);
  });

  it('opened once the notes are closed gets into the pull request, and nobody is sent the file again', async () => {
    const scene = meetingScene(await databases.open(), { series: [{ repository: 'acme/docs' }] });
    scene.at(tuesday);
    await scene.tend();
    const { meeting } = await scene.desk.addAction({ ...scene.by(ann), ...action, text: 'Tell everybody' });
    scene.at(tuesday + 4 * hour);
    await scene.tend();
    await scene.desk.fileAction({ ...scene.by(ann), id: 1, action: meeting.actions[0]?.id ?? '' });
    const { purpose, subject } = (await scene.deliveries()).at(-1) ?? { purpose: '', subject: '' };
    const item = { name: 'acme/rocket#7', url: 'https://github.com/acme/rocket/issues/7' };
    const sent = { destination: 'github:acme/rocket', shown: 1, state: 'sent' as const };
    scene.written.push({ purpose, subject, item, ...sent, reason: null, failedFor: null });
    const before = await scene.owed();
    await scene.tend();
    expect((await scene.owed()).slice(before.length)).toEqual([
      'meeting-news: action-filed by signalman',
      'meeting-document: meetings/release-team/2017-03-14.md',
    ]);
    expect(JSON.stringify((await scene.deliveries()).at(-1))).toContain('[#7][1]');
    scene.at(tuesday + week);
    await scene.tend();
    const { actions } = await scene.desk.agenda({ series: null, id: 2 });
    expect(actions.map((one) => one.action.issue)).toEqual([item]);
    // Closed within the day or weeks later: no file either.
    const found = {
      kind: 'found' as const,
      ...item,
      isPullRequest: false,
      etag: 'e',
      state: 'closed' as const,
    };
    scene.items.set(item.name, { ...found, closedAt: tuesday + week });
    scene.at(tuesday + week + 6 * minute);
    await scene.tend();
    await scene.tend();
    const files = (await scene.owed()).filter((one) => one.startsWith('meeting-notes'));
    expect(files).toEqual(['meeting-notes: Release team, 2017-03-14: notes, edition 1']);
  });

  it('that came to nothing on GitHub may be opened again', async () => {
    const scene = meetingScene(await databases.open());
    const { meeting } = await scene.desk.addAction({ ...scene.by(ann), ...action, text: 'Tell everybody' });
    const id = meeting.actions[0]?.id ?? '';
    await scene.desk.fileAction({ ...scene.by(ann), action: id });
    scene.written.push({
      ...{ purpose: 'meeting-action', subject: `meeting 1 action ${id}`, destination: 'github:acme/rocket' },
      ...{ item: null, shown: 0, state: 'failed', reason: 'no', failedFor: 1 },
    });
    await scene.desk.fileAction({ ...scene.by(ann), action: id });
    const tries = (await scene.deliveries()).filter(({ purpose }) => purpose === 'meeting-action');
    expect(tries.map(({ revision }) => revision)).toEqual([3, 4]);
  });

  it('is changed by whoever added or owns it, and by a release lead; what nobody owns anybody takes', async () => {
    const scene = meetingScene(await databases.open());
    const { meeting } = await scene.desk.addAction({ ...scene.by(ann), ...action, text: 'Tell everybody' });
    const id = meeting.actions[0]?.id ?? '';
    const taken = await scene.desk.changeAction({ ...scene.by(ben), action: id, change: { owner: ben } });
    expect(taken.meeting.actions[0]).toMatchObject({ owner: ben, login: 'benny' });
    const cleo = { id: 'U0CLEO', name: 'cleo' };
    await expect(
      scene.desk.endAction({ ...scene.by(cleo), action: id, how: 'said', reason: '' }),
    ).rejects.toMatchObject({ code: 'not-allowed' });
    const done = await scene.desk.endAction({ ...scene.by(lea), action: id, how: 'said', reason: '' });
    expect(done.meeting.actions[0]?.done).toMatchObject({ how: 'said', by: { id: lea.id } });
  });
});
