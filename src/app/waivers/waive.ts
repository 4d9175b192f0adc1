/** Decides that the release ships with a finding all the same: which parts of it, why, and until when. */
import { UserFault } from '../../domain/fault.js';
import { nearest } from '../../domain/nearest.js';
import { findRelease, type Release } from '../../domain/release.js';
import { decideVerdict } from '../../domain/verdict.js';
import { canBeNamed, coverOf, ruleOf } from '../../domain/waiver/cover.js';
import { giveWaiver } from '../../domain/waiver/give.js';
import { requireRole } from '../permission.js';
import type { ShownWaiver, Waivable, WaiverDesk } from '../ports/waiver.js';
import type { WaiverDependencies } from './dependencies.js';
import { placesOf, shownOf, tellEverybody } from './tell.js';

/** What holds the release back now, red and by name; what is not known cannot be waived. */
async function redOf(
  deps: WaiverDependencies,
  release: Release,
  now: number,
): Promise<Omit<Waivable, 'rule'>[]> {
  const evidence = await deps.evidence.gather(release);
  const { reasons } = decideVerdict(release, evidence, now);
  return reasons
    .filter(({ state }) => state === 'no-go')
    .map((finding) => {
      const cover = coverOf(finding, evidence.waivers, release.waiving, now);
      return { finding, cover, isWhole: !canBeNamed(cover, finding) };
    });
}

export async function prepareWaiver(
  deps: WaiverDependencies,
  { actor, release: name, gate }: Parameters<WaiverDesk['prepare']>[0],
): Promise<{ release: Release; choices: Waivable[]; now: number }> {
  const release = findRelease(deps.releases, name);
  const now = deps.clock();
  const red = await redOf(deps, release, now);
  if (red.length === 0) throw nothing(release);
  const wanted = gate === null ? red : red.filter(({ finding }) => finding.gate === gate.toLowerCase());
  if (gate !== null && wanted.length === 0) throw unknownGate(gate, red, release);
  const choices: Waivable[] = [];
  let refusal: unknown = nobodyMay(wanted[0]?.finding.gate ?? '');
  for (const one of wanted) {
    const rule = ruleOf(release.waiving, one.finding.gate);
    if (!rule) continue;
    try {
      await requireRole(deps.people, rule.by, actor, rule.role);
      choices.push({ ...one, rule });
    } catch (error) {
      if (!(error instanceof UserFault)) throw error;
      refusal = error;
    }
  }
  if (choices.length === 0) throw refusal;
  return { release, choices, now };
}

export async function giveWaiverTo(
  deps: WaiverDependencies,
  { actor, request, release: name, gate, ...form }: Parameters<WaiverDesk['waive']>[0],
): Promise<ShownWaiver> {
  // Whoever sends a form once more, because the answer was late, has given it already.
  const before = await deps.store.given(request);
  if (before) return shownOf(findRelease(deps.releases, before.release), before, deps.clock());
  const { release, choices } = await prepareWaiver(deps, { actor, release: name, gate });
  const [choice] = choices;
  if (!choice) throw nothing(release);
  const now = deps.clock();
  const { finding, cover, rule } = choice;
  const event = giveWaiver(form, { finding, cover, rule, waiving: release.waiving, by: actor, now });
  const places = await placesOf(deps, release, gate);
  const waiver = await deps.store.give(
    { release: release.name, by: actor, at: now, event },
    request,
    (added) => tellEverybody(deps, shownOf(release, added, now), places),
  );
  deps.nudge();
  return shownOf(release, waiver, now);
}

const nothing = ({ name }: Release) =>
  new UserFault(
    'nothing-to-waive',
    `Nothing that is red holds ${name} back now, so there is nothing to waive.`,
    'What is not known cannot be waived: it has to be read. See the verdict with: `/release-status`',
  );

function unknownGate(gate: string, red: readonly Pick<Waivable, 'finding'>[], { name }: Release): UserFault {
  const ids = red.map(({ finding }) => finding.gate);
  const close = nearest(gate, ids);
  return new UserFault(
    'unknown-gate',
    `"${gate.slice(0, 60)}" is not a red gate of ${name}.${close ? ` Did you mean \`${close}\`?` : ''}`,
    `Red now: ${ids.slice(0, 20).join(', ')}.`,
  );
}

const nobodyMay = (gate: string) =>
  new UserFault(
    'not-allowed',
    `What ${gate} finds cannot be waived.`,
    'signalman.yml says so with `waive: false`.',
  );
