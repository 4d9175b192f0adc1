/** Once the draft stands in the repository it follows what is merged, but not each pull request by itself. */
import type { Release } from '../../domain/release.js';
import { day, minute } from '../../domain/time.js';
import { notedReleases, type ReleaseNotesDependencies } from './dependencies.js';
import { repositoryEdition } from './out.js';

/** An edition is not followed by another one sooner, in ms. */
const settles = 10 * minute;

/** One look at all releases. Never throws: trouble with one release holds up no other. */
export async function followDrafts(deps: ReleaseNotesDependencies): Promise<void> {
  if (deps.settings.repository === null) return;
  for (const release of notedReleases(deps)) {
    try {
      await follow(deps, release);
    } catch (error) {
      deps.log.error({ err: error, release: release.name }, 'a draft of release notes could not be followed');
    }
  }
}

async function follow(deps: ReleaseNotesDependencies, release: Release): Promise<void> {
  const { settings, editions, gathering, words, clock } = deps;
  const last = await editions.proposed(release.name);
  const since = last === null ? 0 : clock() - last.at;
  if (last === null || since < Math.max(settles, settings.every)) return;
  const facts = await gathering.facts(release);
  // What GitHub did not tell now would go out of the draft, and come back with the next edition.
  if (facts.problems.length > 0 && since < day) return;
  const edition = repositoryEdition(settings, release, words.markdown(facts));
  if (edition.hash === last.hash && edition.destination === last.destination) return;
  const added = await editions.add(
    {
      ...{ ...edition, release: release.name, at: clock(), by: null },
      ...{ request: `release notes ${release.name} after ${last.edition}`, follows: last.edition },
    },
    (number) => [edition.owed(number)],
  );
  if (added) deps.nudge();
}
