/** What an agenda tells of the release, as it was read from GitHub: what blocks, and what has changed since the last meeting. */
import { expect, it } from '@jest/globals';
import { loadSettings } from '../../src/config/load.js';
import type { Exception } from '../../src/domain/calendar/exception.js';
import { nothingSigned } from '../../src/domain/signoff/poll.js';
import { day } from '../../src/domain/time.js';
import { onEveryDatabase } from '../builders/databases.js';
import { ann, lea, meetingScene, tuesday } from '../builders/meeting.js';
import { notesEvidence } from '../builders/remembering-notes.js';
import { answer, asking, poll, waiting } from '../builders/signoff.js';
import { lack, standing } from '../builders/standing.js';
import { evidence } from '../builders/status.js';
import { smallConfig, startWorld } from '../builders/world.js';

const repo = 'acme/rocket';
const config = `${smallConfig.replace('v1.0: { milestone: v1.0 }', '')}  v1.0:
    milestone: v1.0
    calendar:
      begins: 2017-03-01
      phases:
        code-freeze: 2017-03-30 AoE
        release: 2017-04-20
`;

onEveryDatabase('an agenda', (databases) => {
  it('tells what blocks, with owners, and what was new, closed or moved since the last meeting', async () => {
    const database = await databases.open();
    const world = await startWorld(database, config);
    const { github } = world;
    try {
      github.addRepo({ fullName: repo });
      for (const title of ['v1.0', 'v1.1']) github.addMilestone(repo, { title });
      const bug = (title: string, more = {}) =>
        github.addIssue(repo, { title, labels: ['kind/bug'], milestone: 'v1.0', ...more });
      const [stays, closes, moves] = [bug('stays', { assignees: ['ann'] }), bug('closes'), bug('moves')];
      github.addIssue(repo, { title: 'no bug', milestone: 'v1.0' });
      await world.sync();
      const { releases } = loadSettings(config, 'signalman.yml');
      const scene = meetingScene(database, { releases, series: [{ release: 'v1.0' }] });
      scene.at(tuesday);
      await scene.tend();
      const first = await scene.desk.agenda({ series: null, id: 1 });
      expect(first.blockers).toMatchObject({ fresh: [], closed: [], moved: [] });
      expect(first.blockers?.open.map(({ name, owners }) => [name, owners]).sort()).toEqual([
        [`${repo}#${stays}`, ['ann']],
        [`${repo}#${closes}`, []],
        [`${repo}#${moves}`, []],
      ]);

      github.closeIssue(repo, closes);
      github.updateIssue(repo, moves, { milestone: 'v1.1' });
      const fresh = bug('fresh');
      world.pass(tuesday + 7 * day - world.now());
      await world.sync();
      scene.at(tuesday + 7 * day);
      await scene.tend();
      const { blockers, week, next, flipped, verdict } = await scene.desk.agenda({ series: null, id: 2 });
      const names = (some: { name: string }[] | undefined) => some?.map(({ name }) => name).sort();
      expect(names(blockers?.open)).toEqual([`${repo}#${stays}`, `${repo}#${fresh}`]);
      expect(names(blockers?.fresh)).toEqual([`${repo}#${fresh}`]);
      expect(names(blockers?.closed)).toEqual([`${repo}#${closes}`]);
      expect(names(blockers?.moved)).toEqual([`${repo}#${moves}`]);
      expect({ week, verdict }).toEqual({ week: { number: 4, of: 8 }, verdict: 'NO GO' });
      expect(next).toMatchObject({ title: 'Code Freeze', at: Date.UTC(2017, 2, 31, 12) });
      // At the first one the reading was not of that day yet.
      expect(flipped).toContainEqual({ gate: 'bugs', from: 'UNKNOWN', to: 'NO GO' });

      github.closeIssue(repo, stays);
      github.closeIssue(repo, fresh);
      world.pass(7 * day);
      await world.sync();
      scene.at(tuesday + 14 * day);
      const third = await scene.desk.agenda({ series: null, id: null });
      expect(third.meeting.id).toBe(3);
      expect(third.flipped).toContainEqual({ gate: 'bugs', from: 'NO GO', to: 'GO' });
      expect(scene.problems).toEqual([]);
    } finally {
      await github.close();
    }
  });

  it('tells which exceptions wait, who has not signed, what is at risk, and how far the documentation is', async () => {
    const ask = { from: tuesday, until: tuesday + day, by: ann, askedAt: tuesday - day, reason: 'Late' };
    const exception = (id: number, more: Partial<Exception> = {}): Exception => ({
      ...{ id, release: 'v1.6', what: `Thing ${id}`, decision: null, ...ask },
      ...{ issue: { name: 'acme/rocket#1', url: 'https://github.com/acme/rocket/issues/1' } },
      ...more,
    });
    const gathered = evidence({
      exceptions: [
        exception(1),
        exception(2, { decision: { isApproved: true, by: lea, at: tuesday, reason: '' } }),
        exception(3, { until: tuesday }),
      ],
      signOff: {
        ...nothingSigned,
        poll: poll({
          groups: [
            waiting('node'),
            { group: 'network', state: 'go', answer: answer() },
            { group: 'storage', state: 'no-go', answer: answer({ answer: 'no-go' }) },
            { group: 'docs', state: 'void', answer: answer() },
          ],
        }),
      },
      documents: {
        standings: [
          standing({ number: 1 }),
          standing({ number: 2, lacks: [lack(), lack({ code: 'question' }), lack({ blocks: false })] }),
          standing({ number: 3, lacks: [lack({ blocks: false })] }),
        ],
        ...{ readAt: tuesday, problem: null },
      },
      releaseNotes: notesEvidence(),
    });
    const scene = meetingScene(await databases.open(), {
      releases: [asking()],
      evidence: (real) => ({
        ...real,
        gatherWhole: async () => ({
          ...{ evidence: gathered, issues: [], withoutMilestone: [], enhancements: [] },
        }),
      }),
    });
    scene.at(tuesday);
    const { exceptions, unsigned, atRisk, docs } = await scene.desk.agenda({ series: null, id: null });
    expect(exceptions).toEqual([{ id: 1, what: 'Thing 1', by: 'ann', until: tuesday + day }]);
    // A word that counts no more is asked for again; who said NO GO has answered.
    expect(unsigned).toEqual(['Node', 'Docs']);
    expect(atRisk).toMatchObject([{ number: 2, title: 'Thing 2', group: 'Node', lacks: 2 }]);
    expect(docs).toEqual({ asked: 33, open: 27, ready: 14, merged: 9 });
  });

  it('compares nothing with what an earlier version has written down otherwise', async () => {
    const database = await databases.open();
    const scene = meetingScene(database);
    scene.at(tuesday - day);
    await scene.tend();
    await scene.store.change(1, null, tuesday, () => ({
      events: [{ by: null, event: { kind: 'agenda-posted', facts: { gates: 7 } as never } }],
      deliveries: () => [],
    }));
    const { meeting } = await scene.desk.show({ series: null, id: 1 });
    expect(meeting.agenda).toEqual({ at: tuesday, facts: null });
    scene.at(tuesday + 6 * day);
    await scene.tend();
    expect((await scene.desk.agenda({ series: null, id: 2 })).flipped).toEqual([]);
    expect(scene.problems).toEqual([]);
  });

  it('is not gathered anew for each topic', async () => {
    let gathered = 0;
    const scene = meetingScene(await databases.open(), {
      evidence: (real) => ({
        ...real,
        gatherWhole: (release) => {
          gathered++;
          return real.gatherWhole(release);
        },
      }),
    });
    scene.at(tuesday - day);
    await scene.tend();
    for (const text of ['a', 'b', 'c']) await scene.desk.addTopic({ ...scene.by(ann), text, source: null });
    expect(gathered).toBe(1);
  });
});
