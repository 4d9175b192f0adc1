/** Reminds owners at the configured time: one message for each, once for all replicas, late rather than never. */
import { parseCron } from '../../domain/cron.js';
import type { NewDelivery, Saying } from '../../domain/delivery.js';
import type { Release } from '../../domain/release.js';
import { notesMessages } from '../../domain/release-notes/messages.js';
import { type Nag, nagsDue, nagsOf } from '../../domain/release-notes/nag.js';
import { isReleaseOver } from '../../domain/release-notes/over.js';
import type { NotesSettings } from '../../domain/release-notes/settings.js';
import { decideSlot } from '../../domain/schedule.js';
import { slotsBetween, type Times } from '../../domain/slots.js';
import { hour } from '../../domain/time.js';
import type { NagStore } from '../ports/release-notes-store.js';
import { notedReleases, type ReleaseNotesDependencies } from './dependencies.js';

export interface NagRenderer {
  nag(release: Release, nag: Nag): Saying;
}

export interface NagDependencies
  extends Pick<
    ReleaseNotesDependencies,
    'settings' | 'releases' | 'gathering' | 'quiet' | 'clock' | 'log' | 'nudge'
  > {
  nags: NagStore;
  renderer: NagRenderer;
  /** Where the release is talked about. */
  channels: readonly string[];
  /** How late people are reminded, in ms. */
  grace: number;
}

/** What could not be said by then is said the next night, as far as it still holds. ms */
const worthFor = 12 * hour;

/** Never throws: trouble with one release holds up no other. To be done by one process at a time. */
export async function nagOwners(deps: NagDependencies): Promise<void> {
  const times = timesOf(deps.settings);
  if (times === null) return;
  for (const release of notedReleases(deps)) {
    try {
      await nagRelease(deps, release, times);
    } catch (error) {
      deps.log.error({ err: error, release: release.name }, 'owners of release notes could not be reminded');
    }
  }
}

/** @returns null: nobody is reminded */
function timesOf({ nag }: NotesSettings): Times | null {
  if (nag === null) return null;
  const cron = parseCron(`${nag.at % 60} ${Math.floor(nag.at / 60)} * * *`);
  return { cron, zone: nag.zone, weekdays: nag.weekdays };
}

async function nagRelease(deps: NagDependencies, release: Release, times: Times): Promise<void> {
  const { nags, clock, quiet, grace, log } = deps;
  const now = clock();
  const last = await nags.lastSlot(release.name, now);
  // Whoever has just switched it on hears nothing of nights long ago.
  const [slot] = slotsBetween(times, Math.max(last ?? 0, now - grace - hour), now, 1);
  if (slot === undefined) return;
  const decision = decideSlot(slot, now, { quiet, grace });
  const due = decision === 'post' ? await dueNow(deps, release) : [];
  // Without having read what there is nobody is reminded: it is tried again until it is too late.
  if (due === null) return;
  const state = decision === 'post' ? 'posted' : decision;
  const owed = due.map((one) => owedFor(deps, release, slot, one));
  if (!(await nags.take({ release: release.name, slot, state, at: now, told: due }, owed))) return;
  if (due.length > 0) deps.nudge();
  const about = { release: release.name, slot: new Date(slot).toISOString(), state, messages: due.length };
  log.info(about, 'a reminder of release notes was worked off');
}

/** @returns null while nothing is known yet */
async function dueNow(deps: NagDependencies, release: Release): Promise<Nag[] | null> {
  const { gathering, nags, settings, channels, clock } = deps;
  const evidence = await gathering.evidence(release);
  if (evidence.readAt === null) return null;
  if (isReleaseOver(release, evidence, clock())) return [];
  const all = nagsOf(evidence.gaps, {
    ...{ people: settings.people, groups: release.groupPeople.channels, channels },
  });
  return nagsDue(all, await nags.told(release.name), clock());
}

function owedFor({ renderer }: NagDependencies, release: Release, slot: number, nag: Nag): NewDelivery {
  return {
    ...{ ...notesMessages.nag(release.name, slot), revision: 1, destination: nag.place },
    content: { kind: 'message', rich: renderer.nag(release, nag), plain: null },
    ...{ thread: null, urgent: false, worthFor },
  };
}
