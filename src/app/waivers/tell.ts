/** Who hears of a waiver: the release's channels, or those who decide; and whoever gave it, of what others made of it. */
import { aDay, type NewDelivery, type Saying } from '../../domain/delivery.js';
import type { Release } from '../../domain/release.js';
import { ruleOf } from '../../domain/waiver/cover.js';
import type { Waiver } from '../../domain/waiver/waiver.js';
import type { ShownWaiver } from '../ports/waiver.js';
import type { WaiverDependencies } from './dependencies.js';

/** Where no channel is named, those who decide hear of it directly; what is told directly is told to people. */
export async function placesOf(
  { channels, people }: WaiverDependencies,
  release: Release,
  gate: string,
): Promise<string[]> {
  if (channels.length > 0) return [...channels];
  const ids = await people.among(ruleOf(release.waiving, gate)?.by ?? []);
  return ids.filter((id) => !id.startsWith('S'));
}

export const shownOf = (release: Release, waiver: Waiver, now: number): ShownWaiver => ({
  ...{ release, waiver, now, rule: ruleOf(release.waiving, waiver.gate) },
});

/** Its own message as it is now: edited when it was there before. */
export function tellEverybody(
  { renderer }: Pick<WaiverDependencies, 'renderer'>,
  shown: ShownWaiver,
  places: readonly string[],
): NewDelivery[] {
  const { second, ended } = shown.waiver;
  const revision = 1 + (second ? 1 : 0) + (ended ? 1 : 0);
  return places.map((place) => message(shown, 'waiver', place, revision, renderer.waiver(shown)));
}

/** An edit notifies nobody: whoever gave it hears directly what somebody else did. */
export function tellGiver(
  { renderer }: Pick<WaiverDependencies, 'renderer'>,
  shown: ShownWaiver,
  by: { id: string },
): NewDelivery[] {
  const { by: giver, ended } = shown.waiver;
  if (giver.id === by.id) return [];
  return [message(shown, ended ? 'waiver-ended' : 'waiver-confirmed', giver.id, 1, renderer.answer(shown))];
}

function message(
  { waiver }: ShownWaiver,
  purpose: string,
  destination: string,
  revision: number,
  saying: Saying,
): NewDelivery {
  return {
    ...{ purpose, subject: `waiver ${waiver.id}`, revision, destination },
    content: { kind: 'message', rich: saying, plain: null },
    ...{ thread: null, urgent: true, worthFor: 3 * aDay },
  };
}
