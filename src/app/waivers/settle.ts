/** A waiver that is there already: the second person agrees, somebody ends it, everybody sees it. */
import { UserFault } from '../../domain/fault.js';
import { findRelease, type Release } from '../../domain/release.js';
import { ruleOf, stateOfWaiver } from '../../domain/waiver/cover.js';
import { confirmWaiver, endWaiver, type WaiverEvent } from '../../domain/waiver/give.js';
import type { Waiver } from '../../domain/waiver/waiver.js';
import { requireRole } from '../permission.js';
import type { ShownWaiver, WaiverDesk } from '../ports/waiver.js';
import type { WaiverDependencies } from './dependencies.js';
import { placesOf, shownOf, tellEverybody, tellGiver } from './tell.js';

type Asked = Parameters<WaiverDesk['confirm']>[0];

export async function confirmWaiverBy(deps: WaiverDependencies, asked: Asked): Promise<ShownWaiver> {
  const { waiver, release } = await loaded(deps, asked.id);
  await mustBeOfRole(deps, release, waiver, asked);
  return await step(deps, asked, release, (stored, now) =>
    confirmWaiver(stored, { waiving: release.waiving, by: asked.actor, now, zone: release.zone }),
  );
}

export async function endWaiverBy(deps: WaiverDependencies, asked: Asked): Promise<ShownWaiver> {
  const { waiver, release } = await loaded(deps, asked.id);
  if (waiver.by.id !== asked.actor.id) await mustBeOfRole(deps, release, waiver, asked);
  return await step(deps, asked, release, (stored, now) => endWaiver(stored, { now, zone: release.zone }));
}

export async function listWaivers(
  deps: WaiverDependencies,
  name: string | null,
): Promise<{ release: Release; shown: ShownWaiver[]; now: number }> {
  const release = findRelease(deps.releases, name);
  const now = deps.clock();
  const all = await deps.store.ofRelease(release.name);
  const standing = all.filter((one) =>
    ['in-force', 'waiting'].includes(stateOfWaiver(one, release.waiving, now)),
  );
  return { release, now, shown: standing.reverse().map((one) => shownOf(release, one, now)) };
}

async function loaded(
  { store, releases }: WaiverDependencies,
  id: number,
): Promise<{ waiver: Waiver; release: Release }> {
  const waiver = await store.load(id);
  if (!waiver) throw unknown(id);
  return { waiver, release: findRelease(releases, waiver.release) };
}

async function mustBeOfRole(
  { people }: WaiverDependencies,
  { waiving }: Release,
  { gate }: Waiver,
  { actor }: Asked,
): Promise<void> {
  const { by, role } = ruleOf(waiving, gate) ?? waiving.usual;
  await requireRole(people, by, actor, role);
}

async function step(
  deps: WaiverDependencies,
  { actor, request, id }: Asked,
  release: Release,
  work: (waiver: Waiver, now: number) => WaiverEvent,
): Promise<ShownWaiver> {
  const now = deps.clock();
  const places = await placesOf(deps, release, (await deps.store.load(id))?.gate ?? '');
  const done = await deps.store.step(
    id,
    { by: actor, at: now, request },
    (waiver) => work(waiver, now),
    (waiver) => {
      const shown = shownOf(release, waiver, now);
      return [...tellEverybody(deps, shown, places), ...tellGiver(deps, shown, actor)];
    },
  );
  if (!done) throw unknown(id);
  deps.nudge();
  return shownOf(release, done, now);
}

const unknown = (id: number) =>
  new UserFault('unknown-waiver', `There is no waiver ${id}.`, 'See them with: `/release-signoff waivers`');
