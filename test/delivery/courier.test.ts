/** The courier on real stores, before a place that loses answers, refuses, and lets others wait. */
import { describe, expect, it } from '@jest/globals';
import { slackTiming } from '../../src/domain/delivery-timing.js';
import { deliveryDesk } from '../../src/storage/delivery/desk.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery, fastTiming } from '../builders/delivery.js';
import { waitFor } from '../builders/wait.js';
import { doneButLost, lost, memoryPlace } from './place.js';
import { couriers, gate, owe, states, until, untilQuiet, untilSettled } from './stage.js';

/** Edits as often as they come: here their number matters, not Slack's patience. */
const eager = { ...fastTiming, editsPerMinute: 60_000, readsPerMinute: 60_000 };
const inThread = { purpose: 'digest', subject: 'head' };
const head = (more: Parameters<typeof delivery>[0] = {}) =>
  delivery({ subject: 'head', text: 'head', ...more });
const reply = (name: string, more: Parameters<typeof delivery>[0] = {}) =>
  delivery({ purpose: 'details', subject: name, text: name, thread: inThread, ...more });
const file = (name = 'report.md') =>
  delivery({ subject: name, content: { kind: 'file', name, title: name, text: name } });

onEveryDatabase('the courier', ({ open, reopen }) => {
  describe('what is owed', () => {
    const { start } = couriers();

    it('is sent at once when somebody nudges, not when the next look is due', async () => {
      const database = await open();
      const place = memoryPlace();
      const { courier } = start(database, place);
      const begun = Date.now();
      const count = 8;
      for (let at = 1; at <= count; at++) {
        await owe(database, [delivery({ subject: `${at}`, destination: `C${at}` })]);
        courier.nudge();
        await waitFor(() => place.messages.length === at);
      }
      // Without the nudge each would have waited for a look that comes every second.
      expect(Date.now() - begun).toBeLessThan(count * 500);
    });

    it('is found without a nudge too: another process may have written it', async () => {
      const database = await open();
      const place = memoryPlace();
      start(database, place);
      await owe(await reopen(), [delivery()]);
      await untilSettled(database);
      expect(place.texts()).toEqual(['hello']);
    });

    it('to one that hangs, has to wait or is broken delays no other', async () => {
      const database = await open();
      const place = memoryPlace();
      const { opened, open: letGo } = gate();
      place.always(async (one) => {
        if (one.channel === 'C-hangs') await opened;
        if (one.channel === 'C-waits') return { kind: 'wait', ms: 60_000 };
        if (one.channel === 'C-archived') return { kind: 'refused', reason: 'is_archived' };
        return one.done();
      });
      const healthy = Array.from({ length: 20 }, (_, at) => `C${at}`);
      await owe(
        database,
        ['C-hangs', 'C-waits', 'C-archived', ...healthy].flatMap((destination) => [
          delivery({ subject: 'first', destination }),
          delivery({ subject: 'second', destination }),
        ]),
      );
      start(database, place);
      // Both messages of each healthy place stand there while the one still hangs and the other still waits.
      await waitFor(() => place.messages.length === 40);
      expect(place.texts('C-hangs')).toEqual([]);
      letGo();
      const all = await until(database, (now) => now.filter((row) => row.state === 'sent').length === 42);
      expect(all.filter((row) => row.state === 'failed').map((row) => row.reason)).toEqual([
        'is_archived',
        'is_archived',
      ]);
      expect(place.tries.filter((one) => one.includes('C-waits'))).toHaveLength(1);
    });

    it('to a person goes into their direct conversation, and so does what follows', async () => {
      const database = await open();
      const place = memoryPlace();
      start(database, place);
      await owe(database, [head({ destination: 'U1' }), reply('detail', { destination: 'U1' })]);
      await untilSettled(database);
      await owe(database, [head({ destination: 'U1', revision: 2, text: 'newer' })]);
      await untilSettled(database);
      expect(place.texts('D1')).toEqual(['newer', 'detail']);
      expect(place.messages[1]?.threadTs).toBe(place.messages[0]?.ts);
    });

    it('is given up when it would come too late', async () => {
      const database = await open();
      const place = memoryPlace();
      await owe(database, [delivery({ worthFor: 1000 })], Date.now() - 2000);
      start(database, place);
      const [row] = await untilSettled(database);
      expect(row).toMatchObject({ state: 'failed', reason: 'given up: it would come too late' });
      expect(place.tries).toEqual([]);
    });

    it('is sent once, however many couriers work on one store', async () => {
      const database = await open();
      const place = memoryPlace();
      const wanted = Array.from({ length: 80 }, (_, at) =>
        delivery({ subject: `${at}`, text: `${at}`, destination: `C${at % 16}` }),
      );
      const others = [await reopen(), await reopen()];
      // With Slack's own leases: a machine that is busy must not lose one.
      const timing = { ...slackTiming, pace: 0 };
      const [first] = [database, ...others].map((one) => start(one, place, undefined, timing).courier);
      await owe(database, wanted);
      first?.nudge();
      await untilSettled(database);
      expect(place.texts().sort()).toEqual(wanted.map((one) => one.subject).sort());
      expect(place.tries).toHaveLength(80);
    });
  });

  describe('a thread', () => {
    const { start } = couriers();

    it('keeps its order, whatever goes wrong on the way', async () => {
      const database = await open();
      const place = memoryPlace();
      place.next('post', () => ({ kind: 'not-sent', why: 'no connection' }));
      place.next('post', doneButLost);
      place.next('post', () => ({ kind: 'wait', ms: 100 }));
      place.next('post', () => lost);
      const parts = ['one', 'two', 'three', 'four'];
      await owe(database, [head(), ...parts.map((part) => reply(part))]);
      start(database, place);
      await untilSettled(database);
      expect(place.texts()).toEqual(['head', ...parts]);
      expect(new Set(place.messages.slice(1).map((one) => one.threadTs))).toEqual(
        new Set([place.messages[0]?.ts]),
      );
    });

    it('comes whole when a waiting reply is replaced by a later revision', async () => {
      const database = await open();
      const place = memoryPlace();
      await owe(database, [head(), reply('one'), reply('two')]);
      await owe(database, [reply('one', { revision: 2, text: 'one, corrected' })]);
      start(database, place);
      await untilSettled(database);
      expect(place.texts()).toEqual(['head', 'one, corrected', 'two']);
    });

    it('comes whole when its head is replaced while the first try of it is refused for now', async () => {
      const database = await open();
      const place = memoryPlace();
      place.next('post', async () => {
        await owe(database, [head({ revision: 2, text: 'newer head' })]);
        return { kind: 'not-sent', why: 'no connection' };
      });
      await owe(database, [head(), reply('one'), reply('two')]);
      start(database, place);
      await untilSettled(database);
      expect(await states(database)).toEqual({
        'head r1': 'superseded',
        'head r2': 'sent',
        'one r1': 'sent',
        'two r1': 'sent',
      });
      expect(place.texts()).toEqual(['newer head', 'one', 'two']);
    });

    it('comes whole when its head fails and a later revision of it does not', async () => {
      const database = await open();
      const place = memoryPlace();
      place.next('post', async () => {
        await owe(database, [head({ revision: 2, text: 'newer head' })]);
        return { kind: 'refused', reason: 'metadata_too_large' };
      });
      await owe(database, [head(), reply('one'), reply('two')]);
      start(database, place);
      await untilSettled(database);
      expect(place.texts()).toEqual(['newer head', 'one', 'two']);
    });

    it('keeps its order when a reply is replaced while the first try of it is refused for now', async () => {
      const database = await open();
      const place = memoryPlace();
      place.next('post', (one) => one.done());
      place.next('post', async () => {
        await owe(database, [reply('one', { revision: 2, text: 'one, corrected' })]);
        return { kind: 'not-sent', why: 'no connection' };
      });
      await owe(database, [head(), reply('one'), reply('two')]);
      start(database, place);
      await untilSettled(database);
      expect(place.texts()).toEqual(['head', 'one, corrected', 'two']);
    });
  });

  describe('what is written while couriers work', () => {
    const { start } = couriers();

    it('is not forgotten when what it waits for is settled before it is there', async () => {
      const database = await open();
      // There a transaction that writes is alone.
      if (database.flavour === 'sqlite') return;
      const place = memoryPlace();
      const { opened, open: answer } = gate();
      place.next('post', async (one) => {
        await opened;
        return one.done();
      });
      await owe(database, [head()]);
      start(await reopen(), place);
      await waitFor(() => place.tries.length === 1);
      await database.write.transaction().execute(async (tx) => {
        await enqueue(tx, [reply('detail')], Date.now());
        answer();
        await until(await reopen(), (all) => all[0]?.state === 'sent');
      });
      await untilSettled(database);
      expect(place.texts()).toEqual(['head', 'detail']);
    });

    it('stands once and in its latest revision, however close revisions follow each other', async () => {
      const database = await open();
      const place = memoryPlace();
      const subjects = Array.from({ length: 12 }, (_, at) => `message ${at}`);
      const workers = [await reopen(), await reopen()].map(
        (one) => start(one, place, undefined, eager).courier,
      );
      for (let revision = 1; revision <= 12; revision++)
        await Promise.all(
          subjects.map(async (subject) => {
            const [destination, text] = [`C ${subject}`, `${subject}, revision ${revision}`];
            await owe(database, [delivery({ subject, destination, revision, text })]);
            for (const worker of workers) worker.nudge();
          }),
        );
      await untilSettled(database);
      expect(place.texts().sort()).toEqual(subjects.map((one) => `${one}, revision 12`).sort());
    });

    it('stands in its latest revision, although several processes write revisions at once', async () => {
      const database = await open();
      const writers = [database, await reopen(), await reopen()];
      const place = memoryPlace();
      const subjects = Array.from({ length: 12 }, (_, at) => `message ${at}`);
      await owe(
        database,
        subjects.map((subject) => delivery({ subject, destination: `C ${subject}` })),
      );
      await Promise.all(
        subjects.flatMap((subject) =>
          writers.map(async (writer, at) => {
            const [revision, destination] = [at + 2, `C ${subject}`];
            await owe(writer, [delivery({ subject, destination, revision, text: `revision ${revision}` })]);
          }),
        ),
      );
      start(database, place, undefined, eager);
      const all = await untilSettled(database);
      expect(all.filter((row) => row.state === 'sent')).toHaveLength(subjects.length);
      expect(place.texts()).toEqual(subjects.map(() => 'revision 4'));
    });

    it('comes after what stands above it, although the head is edited meanwhile', async () => {
      const database = await open();
      const place = memoryPlace();
      start(database, place);
      await owe(database, [head()]);
      await untilSettled(database);
      place.next('post', async () => {
        await owe(database, [head({ revision: 2, text: 'newer head' }), reply('two')]);
        return lost;
      });
      await owe(database, [reply('one')]);
      await untilSettled(database);
      expect(place.texts()).toEqual(['newer head', 'one', 'two']);
    });
  });

  describe('a message that was refused as too rich', () => {
    const { start } = couriers();
    const tooRich = { kind: 'too-rich', reason: 'invalid_blocks' } as const;
    const content = {
      kind: 'message',
      rich: { text: 'with a chart', blocks: [] },
      plain: { text: 'without one', blocks: [] },
    } as const;

    it('is sent in its plain version', async () => {
      const database = await open();
      const place = memoryPlace();
      place.next('post', () => tooRich);
      await owe(database, [delivery({ content })]);
      start(database, place);
      await untilSettled(database);
      expect(place.texts()).toEqual(['without one']);
    });

    it('fails when the plain version is refused as well, which is tried once', async () => {
      const database = await open();
      const place = memoryPlace();
      place.always(() => tooRich);
      await owe(database, [delivery({ content })]);
      start(database, place);
      const [row] = await untilSettled(database);
      expect(row).toMatchObject({ state: 'failed', reason: 'invalid_blocks', usePlain: true });
      expect(place.tries).toEqual(['post C0RELEASE with a chart', 'post C0RELEASE without one']);
    });
  });

  describe('a try whose answer was lost', () => {
    const { start } = couriers();

    it('is adopted when it is found where it should be', async () => {
      const database = await open();
      const place = memoryPlace();
      place.next('post', doneButLost);
      await owe(database, [head(), reply('detail')]);
      const { observed } = start(database, place);
      await untilSettled(database);
      expect(place.texts()).toEqual(['head', 'detail']);
      expect(place.messages[1]?.threadTs).toBe(place.messages[0]?.ts);
      await waitFor(() => observed.sent === 2);
      expect(observed).toEqual({ sent: 2, failed: 0, reconciled: 1, doubled: 0 });
    });

    it('is posted again after it was absent twice', async () => {
      const database = await open();
      const place = memoryPlace();
      place.next('post', () => lost);
      await owe(database, [delivery()]);
      start(database, place);
      const [row] = await untilSettled(database);
      expect(row).toMatchObject({ state: 'sent', attempts: 2 });
      expect(place.tries).toEqual([
        'post C0RELEASE hello',
        'find C0RELEASE',
        'find C0RELEASE',
        'post C0RELEASE hello',
      ]);
    });

    it('that arrives after all is deleted and counted, and the one with the thread stays', async () => {
      const database = await open();
      const place = memoryPlace();
      let arriveLate = () => {};
      place.next('post', (one) => {
        arriveLate = one.done;
        return lost;
      });
      await owe(database, [head(), reply('detail')]);
      const { observed } = start(database, place);
      await untilSettled(database);
      const [posted] = place.messages;
      arriveLate();
      await untilQuiet(database);
      expect(place.texts()).toEqual(['head', 'detail']);
      expect(place.messages[0]).toEqual(posted);
      expect(place.messages[1]?.threadTs).toBe(posted?.ts);
      await waitFor(() => observed.doubled === 1);
    });

    it.each([
      ['while it is looked for', 0],
      ['while it waits to be posted again', 1],
      ['while it is posted again', 2],
    ])('that arrives after all is deleted when a newer revision was written %s', async (_, when) => {
      const database = await open();
      const place = memoryPlace();
      const newer = () => owe(database, [head({ revision: 2, text: 'newer' })]);
      let arriveLate = () => {};
      place.next('post', async (one) => {
        arriveLate = () => void one.done();
        if (when === 0) await newer();
        return lost;
      });
      if (when > 0)
        place.next('post', async () => {
          if (when === 2) await newer();
          return { kind: 'wait', ms: 300 };
        });
      await owe(database, [head()]);
      start(database, place);
      if (when === 1) {
        await until(database, ([row]) => row?.state === 'pending' && row.attempts === 2);
        await newer();
      }
      await until(database, (all) => all.some((row) => row.name === 'head r2' && row.state === 'sent'));
      arriveLate();
      await untilQuiet(database);
      expect(place.texts()).toEqual(['newer']);
    });

    it('that arrives after all is not taken for the newer revision that stands for it', async () => {
      const database = await open();
      const place = memoryPlace();
      let arriveLate = () => {};
      place.next('post', async (one) => {
        arriveLate = () => void one.done();
        await owe(database, [head({ revision: 2, text: 'newer' })]);
        return lost;
      });
      place.next('post', () => {
        // Nothing of the newer one arrives, and the earlier one at last.
        arriveLate();
        return lost;
      });
      await owe(database, [head(), reply('detail')]);
      start(database, place);
      await untilQuiet(database);
      expect(place.texts()).toEqual(['newer', 'detail']);
      expect(place.messages[1]?.threadTs).toBe(place.messages[0]?.ts);
      expect(await states(database)).toEqual({
        'head r1': 'sent',
        'head r2': 'sent',
        'detail r1': 'sent',
      });
    });

    it('that arrives after all is found although the place cannot be read for a while', async () => {
      const database = await open();
      const place = memoryPlace();
      let arriveLate = () => {};
      place.next('post', (one) => {
        arriveLate = () => void one.done();
        return lost;
      });
      await owe(database, [delivery()]);
      start(database, place);
      await untilSettled(database);
      arriveLate();
      for (let at = 0; at < 4; at++) place.unreadable();
      await untilQuiet(database);
      expect(place.texts()).toEqual(['hello']);
    });

    it('that arrives after all is deleted although that does not succeed at first', async () => {
      const database = await open();
      const place = memoryPlace();
      let arriveLate = () => {};
      place.next('post', (one) => {
        arriveLate = () => void one.done();
        return lost;
      });
      await owe(database, [delivery()]);
      start(database, place);
      await untilSettled(database);
      arriveLate();
      for (let at = 0; at < 3; at++) place.undeletable();
      await untilQuiet(database);
      expect(place.texts()).toEqual(['hello']);
    });

    it('and that is there twice is deleted although that does not succeed at first', async () => {
      const database = await open();
      const place = memoryPlace();
      place.next('post', (one) => {
        one.done();
        one.done();
        return lost;
      });
      place.undeletable();
      await owe(database, [delivery()]);
      start(database, place);
      await untilQuiet(database);
      expect(place.texts()).toEqual(['hello']);
    });

    it('counts, and not how often there was no connection before', async () => {
      const database = await open();
      const place = memoryPlace();
      for (let at = 0; at < 6; at++) place.next('post', () => ({ kind: 'not-sent', why: 'no connection' }));
      place.next('post', () => lost);
      await owe(database, [delivery()]);
      start(database, place);
      const [row] = await untilSettled(database);
      expect(row).toMatchObject({ state: 'sent', attempts: 8 });
      expect(place.texts()).toEqual(['hello']);
    });

    it('is given up after five of them, and says that it is not there', async () => {
      const database = await open();
      const place = memoryPlace();
      place.always(() => lost);
      await owe(database, [delivery()]);
      // Only how often matters here, so it goes faster.
      start(database, place, undefined, { ...fastTiming, reconcile: 50, secondLook: 20, lease: 600 });
      const [row] = await untilSettled(database);
      expect(row).toMatchObject({
        state: 'failed',
        reason: 'no clear answer in 5 tries, and it is not there',
      });
    });
  });

  describe('an edit', () => {
    const { start } = couriers();

    it('that is overtaken by a newer revision gives way to it', async () => {
      const database = await open();
      const place = memoryPlace();
      start(database, place);
      await owe(database, [head()]);
      await untilSettled(database);
      place.next('edit', async () => {
        await owe(database, [head({ revision: 3, text: 'third' })]);
        return lost;
      });
      await owe(database, [head({ revision: 2, text: 'second' })]);
      await untilSettled(database);
      expect(place.texts()).toEqual(['third']);
      expect(await states(database)).toEqual({
        'head r1': 'sent',
        'head r2': 'superseded',
        'head r3': 'sent',
      });
    });

    it('that failed is not tried again over a newer one that stands', async () => {
      const database = await open();
      const place = memoryPlace();
      start(database, place);
      await owe(database, [head()]);
      await untilSettled(database);
      place.next('edit', () => ({ kind: 'refused', reason: 'cant_update_message' }));
      await owe(database, [head({ revision: 2, text: 'second' })]);
      await untilSettled(database);
      await owe(database, [head({ revision: 3, text: 'third' })]);
      const all = await untilSettled(database);
      const second = all.find((row) => row.name === 'head r2');
      await deliveryDesk(database).retry(second?.id ?? 0, Date.now());
      await untilSettled(database);
      expect(place.texts()).toEqual(['third']);
    });

    it('of a message that was deleted becomes a new one, with what follows in its thread', async () => {
      const database = await open();
      const place = memoryPlace();
      start(database, place);
      await owe(database, [head()]);
      await untilSettled(database);
      place.messages.splice(0);
      await owe(database, [head({ revision: 2, text: 'newer' }), reply('detail')]);
      await untilSettled(database);
      expect(place.texts()).toEqual(['newer', 'detail']);
      expect(place.messages[1]?.threadTs).toBe(place.messages[0]?.ts);
    });

    it('is not sent any more by a process that slept through its lease', async () => {
      const database = await open();
      const place = memoryPlace();
      await owe(database, [head()]);
      const early = start(database, place);
      await untilSettled(database);
      await early.courier.stop(5000);
      await owe(database, [head({ revision: 2, text: 'second' })]);
      const { opened, open: wakeUp } = gate();
      // The claim is the database's at once, but this process hears of it only when it wakes up.
      const sleeper = start(database, place, (store) => ({
        async claim(wanted, now) {
          const claimed = await store.claim(wanted, now);
          if (claimed.length > 0) await opened;
          return claimed;
        },
      }));
      await until(database, (all) => all.some((row) => row.state === 'sending'));
      await owe(database, [head({ revision: 3, text: 'third' })]);
      start(await reopen(), place);
      await untilSettled(database);
      wakeUp();
      await waitFor(() => sleeper.lines.some((line) => line.message.startsWith('a claim was lost')));
      expect(place.texts()).toEqual(['third']);
      expect(place.tries.filter((one) => one.startsWith('edit'))).toEqual(['edit C0RELEASE third']);
    });
  });

  describe('a file', () => {
    const { start } = couriers();

    it('is remembered by its id before it is shared, and found by it', async () => {
      const database = await open();
      const place = memoryPlace();
      let remembered: string | undefined;
      place.next('share', async (one) => {
        [remembered] = (await until(database, () => true)).map((row) => row.files);
        return doneButLost(one);
      });
      await owe(database, [file()]);
      const { observed } = start(database, place);
      await untilSettled(database);
      expect(remembered).toBe('["F1"]');
      expect(place.texts()).toEqual(['report.md']);
      await waitFor(() => observed.sent === 1);
      expect(observed).toMatchObject({ sent: 1, reconciled: 1 });
    });

    it('is looked for only when its sharing cannot be under way any more, however long the upload took', async () => {
      const database = await open();
      const place = memoryPlace();
      place.uploadsIn(fastTiming.lease - fastTiming.request / 2);
      place.next('share', () => lost);
      await owe(database, [file()]);
      start(database, place);
      const [row] = await until(database, (all) => all[0]?.state === 'uncertain');
      expect((row?.dueAt ?? 0) - (row?.startedAt ?? 0)).toBeGreaterThanOrEqual(fastTiming.reconcile);
    });

    it('is not shared by a process that has lost the claim', async () => {
      const database = await open();
      const place = memoryPlace();
      await owe(database, [file()]);
      const { opened, open: wakeUp } = gate();
      let isAsleep = false;
      // It sleeps as a whole: were it to take the delivery again and again, it would use up all tries.
      const sleeper = start(database, place, (store) => ({
        claim: async (...given) => (isAsleep ? [] : await store.claim(...given)),
        async uploaded(...given) {
          isAsleep = true;
          await opened;
          return await store.uploaded(...given);
        },
      }));
      await waitFor(() => isAsleep);
      start(await reopen(), place);
      await untilSettled(database);
      wakeUp();
      await waitFor(() => sleeper.lines.some((line) => line.message.startsWith('a claim was lost')));
      expect(place.texts()).toEqual(['report.md']);
    });
  });

  describe('a courier', () => {
    const { start } = couriers();

    it('that has lost its claim settles nothing', async () => {
      const database = await open();
      const place = memoryPlace();
      const { opened, open: answer } = gate();
      place.next('post', async (one) => {
        one.done();
        await opened;
        return { kind: 'refused', reason: 'is_archived' };
      });
      await owe(database, [delivery()]);
      const slow = start(database, place);
      await waitFor(() => place.messages.length === 1);
      start(await reopen(), place);
      await untilSettled(database);
      answer();
      await waitFor(() => slow.lines.some((line) => line.message.startsWith('a claim was lost')));
      expect(await states(database)).toEqual({ 'report 1 r1': 'sent' });
      expect(slow.observed.failed).toBe(0);
      expect(place.texts()).toEqual(['hello']);
    });

    it('keeps what it has sent in mind while the store is away', async () => {
      const database = await open();
      const place = memoryPlace();
      await owe(database, [head(), reply('detail')]);
      let refusals = 3;
      const { lines } = start(database, place, (store) => ({
        async settle(...given) {
          if (refusals-- > 0) throw new Error('the store is away');
          return await store.settle(...given);
        },
      }));
      await untilSettled(database);
      expect(place.texts()).toEqual(['head', 'detail']);
      expect(lines.filter((line) => line.message.startsWith('the store does not answer'))).toHaveLength(3);
    });

    it('goes on when the store was away while it looked', async () => {
      const database = await open();
      const place = memoryPlace();
      await owe(database, [delivery()]);
      let refusals = 2;
      start(database, place, (store) => ({
        async claim(...given) {
          if (refusals-- > 0) throw new Error('the store is away');
          return await store.claim(...given);
        },
      }));
      await untilSettled(database);
      expect(place.texts()).toEqual(['hello']);
    });

    it('that is stopped waits for what is under way and begins nothing more', async () => {
      const database = await open();
      const place = memoryPlace();
      const { opened, open: answer } = gate();
      place.next('post', async (one) => {
        await opened;
        return one.done();
      });
      await owe(database, [delivery({ subject: 'first' }), delivery({ subject: 'second' })]);
      const { courier } = start(database, place);
      await waitFor(() => place.tries.length === 1);
      let ended = false;
      const stopping = courier.stop(10_000).then(() => {
        ended = true;
      });
      expect(ended).toBe(false);
      answer();
      await stopping;
      expect(await states(database)).toEqual({ 'first r1': 'sent', 'second r1': 'pending' });
      expect(place.tries).toHaveLength(1);
    });

    it('that is stopped does not wait for ever', async () => {
      const database = await open();
      const place = memoryPlace();
      const { opened, open: answer } = gate();
      place.next('post', async (one) => {
        await opened;
        return one.done();
      });
      await owe(database, [delivery()]);
      const { courier } = start(database, place);
      await waitFor(() => place.tries.length === 1);
      await courier.stop(50);
      expect(await states(database)).toEqual({ 'report 1 r1': 'sending' });
      answer();
      await untilSettled(database);
    });
  });
});
