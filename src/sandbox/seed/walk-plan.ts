/** Decides which issues of a milestone stay, change their labels, leave and arrive between one day and the next. */

import type { Random } from './random.js';

/** An open flake of the milestone, in what figures depend on. */
export interface StandingFlake {
  readonly number: number;
  /** Its `sig/*` labels, and `kind/bug` if it has that. */
  readonly labels: readonly string[];
  /** Whether it says "broken test run". */
  readonly broken: boolean;
}

export interface FlakeArrival {
  readonly labels: readonly string[];
  readonly broken: boolean;
}

export interface FlakePlan {
  readonly relabelled: readonly { readonly number: number; readonly labels: readonly string[] }[];
  readonly leaving: readonly number[];
  readonly arriving: readonly FlakeArrival[];
}

/** A flake that stays, and the labels it will have. */
interface Placed {
  readonly flake: StandingFlake;
  readonly labels: readonly string[];
}

/**
 * How many are replaced by others although the number would allow them to stay: a few, so that a day with the same
 * totals is not a day without work.
 */
export function churn(present: number, target: number): number {
  return Math.min(Math.floor(Math.min(present, target) / 2), 1 + Math.ceil(target / 20));
}

/** Who leaves of issues that are all alike, and how many arrive, so that `target` are there in the end. */
export function turnover<T>(
  chance: Random,
  present: readonly T[],
  target: number,
): { leaving: T[]; arriving: number } {
  const leaving = Math.max(0, present.length - target) + churn(present.length, target);
  return {
    leaving: chance.shuffle(present).slice(0, leaving),
    arriving: target - present.length + leaving,
  };
}

/**
 * Makes the flakes that are there into flakes with the labels of `slots`, as few hands as possible moving: what fits
 * stays, what nearly fits is relabelled, and only then does anything leave or arrive.
 * @param broken how many must say "broken test run" in the end; any number when undefined
 */
export function planFlakes(
  chance: Random,
  present: readonly StandingFlake[],
  slots: readonly (readonly string[])[],
  broken: number | undefined,
): FlakePlan {
  const fitting = pair(chance.shuffle(present), chance.shuffle(slots), 0, slots.length);
  // Half of what is still missing may come of new labels, so that there is something to open as well.
  const near = pair(fitting.flakes, fitting.slots, 1, Math.ceil(fitting.slots.length / 2));
  const leaving = near.flakes.map(({ number }) => number);
  const vacant = [...near.slots];
  let kept = [...fitting.pairs, ...near.pairs];
  const replace = (count: number, which: (flake: StandingFlake) => boolean) => {
    const gone = new Set(kept.filter(({ flake }) => which(flake)).slice(0, Math.max(0, count)));
    kept = kept.filter((placed) => !gone.has(placed));
    for (const { flake, labels } of gone) {
      leaving.push(flake.number);
      vacant.push(labels);
    }
  };
  const saying = () => kept.filter(({ flake }) => flake.broken).length;
  replace(churn(present.length, slots.length) - vacant.length, () => true);
  if (broken !== undefined) {
    replace(saying() - broken, (flake) => flake.broken);
    replace(broken - saying() - vacant.length, (flake) => !flake.broken);
  }
  const missing = broken === undefined ? Math.floor(vacant.length / 4) : broken - saying();
  return {
    relabelled: kept
      .filter(({ flake, labels }) => labelsApart(flake.labels, labels) > 0)
      .map(({ flake, labels }) => ({ number: flake.number, labels })),
    leaving,
    arriving: chance.shuffle(vacant).map((labels, index) => ({ labels, broken: index < missing })),
  };
}

/** Gives flakes the first free slot that is `distance` labels away, at most `most` of them; and what is left of both. */
function pair(
  flakes: readonly StandingFlake[],
  slots: readonly (readonly string[])[],
  distance: number,
  most: number,
): { pairs: Placed[]; flakes: StandingFlake[]; slots: (readonly string[])[] } {
  const free = [...slots];
  const pairs: Placed[] = [];
  const left: StandingFlake[] = [];
  for (const flake of flakes) {
    const at =
      pairs.length < most ? free.findIndex((slot) => labelsApart(flake.labels, slot) === distance) : -1;
    const [labels] = at < 0 ? [] : free.splice(at, 1);
    if (labels) pairs.push({ flake, labels });
    else left.push(flake);
  }
  return { pairs, flakes: left, slots: free };
}

/** How many labels must be taken or added to make one set the other. */
export function labelsApart(a: readonly string[], b: readonly string[]): number {
  const both = a.filter((label) => b.includes(label)).length;
  return a.length + b.length - 2 * both;
}
