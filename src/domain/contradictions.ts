/**
 * Checks a report's arithmetic before anybody reads it. Of 621 deltas that were published by hand 8 were wrong, and one
 * report listed 33 issues of a kind within 20.
 */
import { type Figures, figureOf, isCountOfIssues, isRow } from './figures.js';
import { comparer, type Flow, type Flows, inOf, netOf, outOf, scopesOf } from './flow.js';
import type { Release } from './release.js';
import type { Member, Snapshot } from './snapshot.js';

/** @returns what cannot be true at once, in words; nothing when all of it holds */
export function contradictions(
  release: Release,
  now: Snapshot,
  before: Snapshot | null,
  flows: Flows | null,
): string[] {
  const { figures } = now;
  if (figures[figureOf.total] === undefined) return [];
  return [
    ...impossible(figures),
    ...partsAndWhole(release, figures),
    ...counted(now),
    ...(before && flows ? flowing(now, before, flows) : []),
  ];
}

function impossible(figures: Figures): string[] {
  return Object.entries(figures)
    .filter(([, value]) => !Number.isSafeInteger(value) || value < 0)
    .map(([key, value]) => `${key} is ${value}`);
}

/** No part is larger than its whole, and the rows together hold at least everything once. */
function partsAndWhole(release: Release, figures: Figures): string[] {
  const found: string[] = [];
  const total = figures[figureOf.total] ?? 0;
  const rows = Object.keys(figures).filter(isRow);
  const atMost = (part: string, whole: string) => {
    const [small, large] = [figures[part], figures[whole]];
    if (small !== undefined && large !== undefined && small > large)
      found.push(`${part} is ${small} within ${large} of ${whole}`);
  };
  for (const part of [figureOf.unassigned, figureOf.noKind]) atMost(part, figureOf.total);
  for (const phrase of release.phrases) atMost(figureOf.phrase(phrase), figureOf.total);
  for (const gate of release.gates)
    if (gate.type === 'hygiene' || (gate.type === 'count' && gate.of === 'issues' && gate.in === 'milestone'))
      atMost(figureOf.gate(gate.id), figureOf.total);
  for (const kind of release.kinds) atMost(figureOf.kind(kind), figureOf.total);
  for (const row of rows) {
    atMost(figureOf.row(row, null), figureOf.total);
    for (const kind of release.kinds) {
      atMost(figureOf.row(row, kind), figureOf.row(row, null));
      atMost(figureOf.row(row, kind), figureOf.kind(kind));
    }
  }
  for (const kind of [null, ...release.kinds]) {
    const whole = kind ? (figures[figureOf.kind(kind)] ?? 0) : total;
    const sum = rows.reduce((all, row) => all + (figures[figureOf.row(row, kind)] ?? 0), 0);
    if (rows.length > 0 && sum < whole)
      found.push(`the rows hold ${sum} of ${whole} ${kind ? figureOf.kind(kind) : figureOf.total}`);
  }
  return found;
}

/** The issues themselves, counted a second time. */
function counted({ figures, members }: Snapshot): string[] {
  if (members === null) return [];
  const counts = new Map<string, number>();
  for (const member of members)
    for (const scope of [...scopesOf(member), ...(member.kinds.length === 0 ? [figureOf.noKind] : [])])
      counts.set(scope, (counts.get(scope) ?? 0) + 1);
  const scopes = new Set([
    ...counts.keys(),
    ...Object.keys(figures).filter(isCountOfIssues),
    figureOf.noKind,
  ]);
  const twice = members.length - new Set(members.map((one) => one.number)).size;
  return [
    ...(twice > 0 ? [`${twice} issues are listed twice`] : []),
    ...[...scopes]
      .filter((scope) => (figures[scope] ?? 0) !== (counts.get(scope) ?? 0))
      .map((scope) => `${scope} is ${figures[scope] ?? 0}, and ${counts.get(scope) ?? 0} issues are listed`),
  ];
}

/** Before, plus what came, less what went, is now: as figures, and issue by issue. */
function flowing(now: Snapshot, before: Snapshot, flows: Flows): string[] {
  const comparable = comparer(before, now);
  const past = inScopes((before.members ?? []).map(comparable));
  const present = inScopes((now.members ?? []).map(comparable));
  const inBoth = Object.keys(now.figures).filter(
    (key) => before.figures[key] !== undefined && isCountOfIssues(key),
  );
  const scopes = new Set([...flows.keys(), ...past.keys(), ...present.keys(), ...inBoth]);
  const found = [...scopes].flatMap((scope) => {
    const flow = flows.get(scope);
    const [was, is] = [before.figures[scope] ?? 0, now.figures[scope] ?? 0];
    const expected = was + (flow ? netOf(flow) : 0);
    if (is !== expected)
      return [`${scope} is ${is}; with ${was} before and what came and went it would be ${expected}`];
    const odd = unexplained(past.get(scope), present.get(scope), flow);
    return odd.length === 0
      ? []
      : [
          `${scope} does not follow from what came and went, with ${odd
            .slice(0, 5)
            .map((one) => `#${one}`)
            .join(', ')}`,
        ];
  });
  const total = flows.get(figureOf.total);
  const sums = [
    ['came in', now.cameIn, total ? inOf(total) : 0],
    ['went out', now.wentOut, total ? outOf(total) : 0],
  ] as const;
  for (const [what, noted, sum] of sums)
    if (noted !== null && noted !== sum) found.push(`${noted} ${what}, and ${sum} issues are listed`);
  return found;
}

function inScopes(members: readonly Member[]): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const member of members)
    for (const scope of scopesOf(member)) {
      const numbers = found.get(scope) ?? new Set();
      found.set(scope, numbers.add(member.number));
    }
  return found;
}

/** Issues that came though they were there, went though they were not, or are where nothing has led them. */
function unexplained(
  past: ReadonlySet<number> = new Set(),
  present: ReadonlySet<number> = new Set(),
  flow: Flow | undefined,
): number[] {
  const came = flow ? [...flow.opened, ...flow.reopened, ...flow.movedIn, ...flow.relabelledIn] : [];
  const went = flow ? [...flow.closed, ...flow.movedOut, ...flow.relabelledOut] : [];
  const odd = came.filter((number) => past.has(number));
  const expected = new Set([...past, ...came]);
  for (const number of went) if (!expected.delete(number)) odd.push(number);
  odd.push(...[...present].filter((number) => !expected.delete(number)), ...expected);
  return odd;
}
