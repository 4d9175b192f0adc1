/** What people do with the release team's checklists: look at them, and tick what is done. */
import type { ReleaseChecklist } from '../../domain/checklist/checklist.js';
import { changesIn, unknownBecause } from '../../domain/checklist/standing.js';
import { FormFault, UserFault } from '../../domain/fault.js';
import { nearest } from '../../domain/nearest.js';
import { findRelease, type Release } from '../../domain/release.js';
import { type Actor, type People, requireRole } from '../permission.js';
import type { ChecklistDesk, ChecklistStore, ShownChecklist } from '../ports/checklist.js';
import type { Clock } from '../ports/clock.js';
import type { EvidenceStore } from '../ports/evidence.js';

export interface ChecklistDependencies {
  releases: readonly Release[];
  evidence: Pick<EvidenceStore, 'gather'>;
  store: Pick<ChecklistStore, 'tick'>;
  people: People;
  clock: Clock;
}

/** Characters of a note. */
export const longestNote = 500;

export function checklistDesk(deps: ChecklistDependencies): ChecklistDesk {
  const lists: ChecklistDesk['lists'] = async (name, wanted) => {
    const release = findRelease(deps.releases, name);
    const { checklists } = await deps.evidence.gather(release);
    if (checklists.length === 0) throw none(release);
    if (wanted === null) return { release, lists: checklists };
    const same = wanted.trim().toLowerCase();
    const found = checklists.find((one) => one.name === same || one.title.toLowerCase() === same);
    if (!found) throw unknownList(wanted, checklists, release);
    return { release, lists: [found] };
  };
  const prepare: ChecklistDesk['prepare'] = async ({ actor, release: name, name: wanted }) => {
    const { release, lists: found } = await lists(name, wanted);
    const [list, ...others] = found;
    if (!list || others.length > 0) throw which(found);
    await mayTick(deps, release, list, actor);
    const why = unknownBecause(list, deps.clock());
    if (list.problem !== null || list.items.length === 0)
      throw new UserFault(
        'checklist-unknown',
        `The checklist ${list.title} cannot be ticked: ${why}.`,
        list.source ? `Its file is ${list.source.url}` : 'Whoever runs Signalman looks at signalman.yml.',
      );
    return { release, list };
  };
  return {
    lists,
    prepare,
    async tick({ actor, request, release: name, name: wanted, shown, sent, note }) {
      const { release, list } = await prepare({ actor, release: name, name: wanted });
      const length = [...note.trim()].length;
      if (length > longestNote)
        throw new FormFault({
          note: `That has ${length} characters, and ${longestNote} fit. Put the details into an issue.`,
        });
      const texts = new Map(list.items.map(({ key, text }) => [key, text]));
      const changes = changesIn(list, new Set(shown), new Set(sent)).map((change) => ({
        ...change,
        text: texts.get(change.item) ?? '',
      }));
      await deps.store.tick({
        ...{ release: release.name, checklist: list.name, by: actor, at: deps.clock() },
        ...{ note: note.trim(), request, changes },
      });
      const after = await lists(name, wanted);
      return { release, list: after.lists[0] ?? list, changed: changes.length } satisfies ShownChecklist & {
        changed: number;
      };
    },
  };
}

async function mayTick(
  { people }: Pick<ChecklistDependencies, 'people'>,
  { checklists }: Release,
  { name }: ReleaseChecklist,
  actor: Actor,
): Promise<void> {
  const setting = checklists.find((one) => one.name === name);
  await requireRole(people, setting?.by ?? [], actor, setting?.role ?? 'release lead');
}

const none = ({ name }: Release) =>
  new UserFault(
    'no-checklist',
    `${name} has no checklist.`,
    'Whoever runs Signalman adds `checklists:` in signalman.yml.',
  );

const which = (lists: readonly ReleaseChecklist[]) =>
  new UserFault(
    'unknown-checklist',
    'Which checklist? There are several.',
    `Name one: ${lists
      .slice(0, 20)
      .map(({ name }) => name)
      .join(', ')}.`,
  );

function unknownList(wanted: string, lists: readonly ReleaseChecklist[], { name }: Release): UserFault {
  const names = lists.map((one) => one.name);
  const close = nearest(wanted, names);
  return new UserFault(
    'unknown-checklist',
    `${name} has no checklist "${wanted.slice(0, 60)}".${close ? ` Did you mean \`${close}\`?` : ''}`,
    `There are: ${names.slice(0, 20).join(', ')}.`,
  );
}
