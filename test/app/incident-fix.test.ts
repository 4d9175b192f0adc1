/** What is made of what GitHub tells of fixes: each thing once, whatever GitHub, other processes and people do meanwhile. */
import { afterEach, expect, it } from '@jest/globals';
import {
  attachSuggestion,
  closeDuplicate,
  dismissSuggestion,
  linkItems,
  unlinkItem,
} from '../../src/app/incident/link.js';
import { UserFault } from '../../src/domain/fault.js';
import { day, minute } from '../../src/domain/time.js';
import { onEveryDatabase } from '../builders/databases.js';
import { byAnn, type FixWorld, fixWorld, other, releaseBranch, rocket } from '../builders/fix-world.js';
import { ann, ben } from '../builders/incident.js';

let requests = 0;
const asked = () => ({ ...byAnn, request: `request ${++requests}` });

async function codeOf(work: Promise<unknown>): Promise<string> {
  const fault = await work.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );
  return fault instanceof UserFault ? fault.code : String(fault);
}

onEveryDatabase('the fix of an incident', ({ open, reopen }) => {
  let world: FixWorld;
  afterEach(() => world.close());
  const begin = async (given: Parameters<typeof fixWorld>[1] = {}) => {
    world = await fixWorld(await open(), given);
  };
  const link = (text: string, as: 'fix' | 'duplicate' = 'fix') =>
    linkItems(world.deps, { ...asked(), text, as });

  it('that is reverted is told and taken back, once', async () => {
    await begin();
    const fix = world.pull({ title: 'Start pods again' });
    await link(`#${fix}`);
    const sha = world.merge(fix);
    await world.watch();
    await world.facts({ fix: 'merged' });
    world.now += minute;
    const revert = world.pull({
      title: 'Revert "Start pods again"',
      body: `Reverts ${rocket}#${fix}\n\nThis reverts commit ${sha}.`,
    });
    await world.watch();
    expect((await world.timeline()).at(-1)).toContain('merged to master by robot');
    world.merge(revert);
    await world.watch();
    await world.watch();
    expect((await world.timeline()).filter((one) => one.includes('reverted'))).toEqual([
      expect.stringContaining(`rocket#${fix} reverted in master by robot: rocket#${revert}`),
    ]);
    expect(await world.proposals()).toEqual([
      `The fix was reverted: rocket#${fix} is not in master any more.`,
    ]);
  });

  it('that is closed without being merged takes back what the incident says', async () => {
    await begin();
    const fix = world.pull({ title: 'Start pods again' });
    await link(`#${fix}`);
    await world.facts({ fix: 'merged' });
    world.github.closeIssue(rocket, fix, { by: 'mike' });
    await world.watch();
    expect(await world.proposals()).toEqual([
      `rocket#${fix} was closed without being merged: the fix is not merged.`,
    ]);
    world.github.reopenIssue(rocket, fix, { by: 'ann' });
    await world.watch();
    await world.watch();
    expect((await world.timeline()).at(-1)).toContain(`rocket#${fix} reopened by ann`);
    world.github.closeIssue(rocket, fix, { by: 'mike' });
    await world.watch();
    expect((await world.timeline()).filter((one) => one.includes('closed without'))).toHaveLength(2);
  });

  it('merged to a branch that the release is not made from is no fix of the release', async () => {
    await begin();
    const fix = world.pull({ title: 'Start pods again', base: 'feature-x' });
    await link(`#${fix}`);
    world.merge(fix, 'feature-x');
    world.github.addTag(rocket, 'v1.6.1', 'refs/heads/feature-x');
    await world.watch();
    await world.watch();
    expect(await world.proposals()).toEqual([
      `Fix merged to feature-x: rocket#${fix}, “Start pods again”. It is not on release-1.6 yet.`,
    ]);
    expect((await world.timeline()).some((one) => one.includes('released'))).toBe(false);
  });

  it('is released by a tag without a release, at the time of the tag or of its commit', async () => {
    await begin();
    const fix = world.pull({ title: 'Start pods again', base: releaseBranch });
    await link(`#${fix}`);
    world.merge(fix, releaseBranch);
    world.now += 5 * minute;
    world.github.addTag(rocket, 'v1.6.1-rc.1', `refs/heads/${releaseBranch}`);
    world.github.addTag(rocket, 'v1.60.0', `refs/heads/${releaseBranch}`);
    await world.watch();
    expect((await world.timeline()).some((one) => one.includes('released'))).toBe(false);
    const merged = world.now;
    world.now += 5 * minute;
    world.github.addTag(rocket, 'v1.6.2', `refs/heads/${releaseBranch}`, 'later');
    world.github.addTag(rocket, 'v1.6.1', `refs/heads/${releaseBranch}`, 'Rocket 1.6.1');
    const tagged = world.now;
    await world.watch();
    await world.watch();
    const released = (await world.incident()).github.linked[0]?.sights.filter(
      (one) => one.what === 'released',
    );
    expect(released).toEqual([
      {
        ...{ what: 'released', at: Math.floor(tagged / 1000) * 1000, by: null, branch: releaseBranch },
        ...{ tag: 'v1.6.1', url: `https://github.com/${rocket}/releases/tag/v1.6.1` },
      },
    ]);
    expect(merged).toBeLessThan(tagged);
    expect(await world.proposals()).toEqual([`Released in v1.6.1: it contains the fix, rocket#${fix}.`]);
  });

  it('a proposal is made once: a newer one takes its place, and one that was refused stays away', async () => {
    await begin();
    const fix = world.pull({ title: 'Start pods again' });
    await link(`#${fix}`);
    await world.watch();
    expect(await world.proposals()).toEqual([`Fix in progress: rocket#${fix}, “Start pods again”.`]);
    world.merge(fix);
    await world.watch();
    const record = await world.record();
    expect(record.filter(({ kind }) => kind === 'drafted')).toHaveLength(2);
    expect(record.find(({ kind }) => kind === 'draft-closed')).toMatchObject({ outcome: 'outdated' });
    await world.facts({ fix: 'merged' });
    await world.watch();
    await world.watch();
    expect(await world.proposals()).toEqual([]);
    expect((await world.record()).filter(({ kind }) => kind === 'drafted')).toHaveLength(2);
  });

  it('what two processes see at once stands in the record once', async () => {
    await begin();
    const fix = world.pull({ title: 'Start pods again' });
    await link(`#${fix}`);
    world.merge(fix, releaseBranch);
    world.github.addTag(rocket, 'v1.6.1', `refs/heads/${releaseBranch}`);
    const second = world.replica(await reopen());
    for (let round = 0; round < 4; round++) await Promise.all([world.watch(), world.watch(second)]);
    const seen = (await world.record()).flatMap((event) =>
      event.kind === 'seen' ? `${event.item} ${event.sight.what}` : [],
    );
    expect(seen).toEqual([...new Set(seen)]);
    expect(seen).toEqual(expect.arrayContaining([`${rocket}#1 opened`, `${rocket}#${fix} merged`]));
    const drafted = (await world.record()).filter(({ kind }) => kind === 'drafted');
    expect(new Set(drafted.map((one) => JSON.stringify(one))).size).toBe(drafted.length);
  });

  it('who dies before it is kept what was asked notes nothing twice', async () => {
    await begin();
    const fix = world.pull({ title: 'Start pods again' });
    await link(`#${fix}`);
    world.merge(fix);
    const dying = { ...world.deps, watches: { ...world.deps.watches, save: async () => {} } };
    await world.watch(dying);
    await world.watch(dying);
    await world.watch();
    expect((await world.timeline()).filter((one) => one.includes('merged'))).toHaveLength(1);
  });

  it('nothing is asked again that has not changed, and nothing more often than it is configured', async () => {
    await begin();
    const fix = world.pull({ title: 'Start pods again' });
    await link(`#${fix}`);
    await world.watch();
    await world.watch();
    const before = world.github.requests.length;
    await world.watch();
    const asked = world.github.requests.slice(before);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.map(({ status }) => status).filter((status) => status !== 304)).toEqual([]);
    const after = world.github.requests.length;
    world.now -= 2 * minute - 1000;
    await world.watch();
    world.now -= 2 * minute - 1000;
    expect(world.github.requests.length - after).toBeLessThanOrEqual(asked.length);
  });

  it('that was transferred, deleted, or whose repository was renamed is still known', async () => {
    await begin({ settings: { fix: { every: minute, duplicatesIn: [] } } });
    const [moved, deleted, renamed] = ['moves', 'goes away', 'is renamed'].map((title) =>
      world.github.addIssue(rocket, { title, author: { login: 'dora' } }),
    ) as [number, number, number];
    await link(`#${moved}, #${deleted} #${renamed}`, 'duplicate');
    const to = world.github.transferIssue(rocket, moved, other);
    world.github.deleteIssue(rocket, deleted);
    await world.watch();
    await world.watch();
    world.github.closeIssue(other, to, { by: 'dora' });
    world.github.renameRepo(rocket, 'acme/missile');
    world.github.closeIssue('acme/missile', renamed, { by: 'dora' });
    await world.watch();
    const lines = (await world.timeline()).map((one) => one.slice(6));
    expect(lines).toContain(`rocket#${moved} moved: it is other#${to} now`);
    expect(lines).toContain(`rocket#${deleted} deleted`);
    expect(lines).toContain(`rocket#${moved} closed by dora`);
    expect(lines).toContain(`rocket#${renamed} closed by dora`);
    expect(lines.filter((one) => /moved|deleted/.test(one))).toHaveLength(2);
  });

  it('is linked though GitHub is away, and looked at later', async () => {
    let isAway = true;
    await begin({
      reader: (real) => ({
        ...real,
        look: (...given) => (isAway ? Promise.reject(new Error('away')) : real.look(...given)),
      }),
    });
    const fix = world.pull({ title: 'Start pods again' });
    const done = await link(`#${fix}`);
    expect(done.unchecked.map(({ name }) => name)).toEqual([`${rocket}#${fix}`]);
    await world.watch();
    expect(await world.proposals()).toEqual([]);
    isAway = false;
    await world.watch();
    expect(await world.proposals()).toEqual([`Fix in progress: rocket#${fix}, “Start pods again”.`]);
    expect((await world.timeline()).at(-1)).toContain(`mike opened rocket#${fix}: Start pods again`);
  });

  it('under embargo is linked without GitHub being asked about it, and without a word in the log', async () => {
    await begin({
      reader: (real) => ({ ...real, look: () => Promise.reject(new Error('away')) }),
    });
    const { store } = world.deps;
    const load = store.load.bind(store);
    const change = store.change.bind(store);
    const hidden = <T extends { incident: object }>(one: T): T => ({
      ...one,
      incident: { ...one.incident, isEmbargoed: true },
    });
    store.load = async (id) => {
      const stored = await load(id);
      return stored && hidden(stored);
    };
    store.underEmbargo = async (ids) => [...ids];
    store.change = async (ids, request, at, work) =>
      await change(ids, request, at, (all) => work(all.map(hidden)));
    world.deps.settings.embargo = { channel: 'C0HIDDEN', lift: [] };
    world.deps.circle = { members: async () => new Set([ann.id]) };
    const before = world.github.requests.length;
    const done = await link('acme/zqsecret#7');
    expect(done.items.map(({ name }) => name)).toEqual(['acme/zqsecret#7']);
    expect(done.unchecked).toEqual([]);
    expect(world.github.requests).toHaveLength(before);
    expect(JSON.stringify(world.log)).not.toContain('zqsecret');
  });

  it('links as much as can be linked, and says why the rest cannot', async () => {
    await begin();
    const fix = world.pull({ title: 'Start pods again' });
    const issue = world.github.addIssue(rocket, { title: 'The same' });
    const gone = world.github.addIssue(rocket, { title: 'Gone' });
    world.github.deleteIssue(rocket, gone);
    const done = await link(`#${fix} #1 #${issue} #${gone} #999 nonsense https://example.com/a/b/pull/3`);
    expect(done.items.map(({ name }) => name)).toEqual([`${rocket}#${fix}`]);
    expect(done.troubles.join('\n')).toMatch(/rocket#\d+ was deleted/);
    for (const why of [
      'rocket#1 is the tracking issue itself',
      `rocket#${issue} is an issue`,
      `${rocket}#999 is not there`,
      '"nonsense" is not a name',
      'a/b#3 is not at https://github.com',
    ])
      expect(done.troubles.join('\n')).toContain(why);
    expect(await codeOf(link(`#${fix}`))).toBe('nothing-linked');
    expect(await codeOf(link(`#${fix}`, 'duplicate'))).toBe('nothing-linked');
    expect(await codeOf(link(' , '))).toBe('nothing-linked');
    expect(await codeOf(link(Array.from({ length: 11 }, (_, at) => `#${at + 50}`).join(' ')))).toBe(
      'too-many',
    );
    expect(await codeOf(linkItems(world.deps, { ...asked(), actor: ben, text: '#5', as: 'fix' }))).toBe(
      'not-allowed',
    );
  });

  it('once taken off is not found again by itself', async () => {
    await begin();
    const fix = world.pull({ title: 'Start pods again' });
    await link(`#${fix}`);
    const pick = world.pull({
      title: 'Automated cherry pick of #9',
      body: `Cherry pick of #${fix} on release-1.6.`,
      base: releaseBranch,
    });
    await world.watch();
    expect((await world.incident()).github.linked.at(-1)).toMatchObject({
      as: 'cherry-pick',
      of: `${rocket}#${fix}`,
    });
    await unlinkItem(world.deps, { ...asked(), item: `#${pick}`, reason: 'another one comes' });
    world.github.updateIssue(rocket, pick, { title: 'Automated cherry pick, again' });
    await world.watch();
    expect((await world.incident()).github.linked.map(({ name }) => name)).toEqual([`${rocket}#${fix}`]);
    await link(`#${pick}`);
    expect((await world.incident()).github.linked.at(-1)).toMatchObject({ as: 'cherry-pick' });
    expect(await codeOf(unlinkItem(world.deps, { ...asked(), item: '#77', reason: '' }))).toBe('not-linked');
  });

  it('duplicates are suggested once, attached or dismissed, and closed on a confirmation', async () => {
    const mirror = { comment: true, opensIn: null, labels: [], lock: false };
    await begin({ settings: { mirror, fix: { every: minute, duplicatesIn: [other] } } });
    world.now += minute;
    const same = world.github.addIssue(other, {
      title: 'Pods do not start any more after upgrading',
      body: '1.6.0',
    });
    const named = world.github.addIssue(rocket, { title: 'Odd', body: 'maybe #1' });
    world.github.addIssue(rocket, { title: 'The docs have a typo', body: 'in 1.6.0' });
    await world.watch();
    await world.watch();
    const suggested = async () =>
      (await world.incident()).github.suggested.map(({ name, isOpen }) => `${name} ${isOpen}`);
    expect((await suggested()).sort()).toEqual([`${other}#${same} true`, `${rocket}#${named} true`]);
    await dismissSuggestion(world.deps, { ...asked(), item: `${rocket}#${named}` });
    expect(await codeOf(attachSuggestion(world.deps, { ...asked(), item: `${rocket}#${named}` }))).toBe(
      'no-suggestion',
    );
    await attachSuggestion(world.deps, { ...asked(), item: `${other}#${same}` });
    await world.watch();
    expect(await suggested()).toEqual(
      expect.arrayContaining([`${other}#${same} false`, `${rocket}#${named} false`]),
    );
    const close = (actor = ann) =>
      closeDuplicate(world.deps, { ...asked(), actor, item: `${other}#${same}`, lock: true });
    expect(await codeOf(close(ben))).toBe('not-allowed');
    world.deps.settings.mirror = null;
    expect(await codeOf(close())).toBe('no-mirror');
    world.deps.settings.mirror = mirror;
    await close();
    expect((await world.incident()).github.linked[0]?.closing).toMatchObject({ lock: true });
    expect(await codeOf(close())).toBe('closed-already');
  });

  it('is not watched for ever after the end, nor where watching is switched off', async () => {
    await begin();
    const fix = world.pull({ title: 'Start pods again' });
    await link(`#${fix}`);
    await world.deps.store.change([1], null, world.now, () => [
      {
        events: [{ by: ann, event: { kind: 'resolved', text: 'Over.', lingering: '' } }],
        deliveries: () => [],
      },
    ]);
    world.merge(fix);
    await world.watch();
    expect((await world.timeline()).at(-1)).toContain('merged to master');
    expect(await world.proposals()).toEqual([]);
    world.now += 15 * day;
    const before = world.github.requests.length;
    await world.watch();
    await world.watch({ ...world.deps, settings: { ...world.deps.settings, fix: null } });
    expect(world.github.requests.length).toBe(before);
    expect(await world.deps.watches.watched()).toEqual([]);
  });
});
