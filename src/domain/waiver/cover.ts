/** Lays waivers over what the gates have found: what is waived by name, and nothing else, holds no release back. */
import type { Finding } from '../gates/gate.js';
import type { Part, WaiveRule, Waiver, Waiving } from './waiver.js';

/** The rule for a gate; null: nobody may waive it. */
export function ruleOf({ byGate, usual }: Waiving, gate: string): WaiveRule | null {
  const own = Object.hasOwn(byGate, gate) ? byGate[gate] : undefined;
  return own === false ? null : (own ?? usual);
}

/** `waiting`: for a second person, because one was asked for when it was given, or is by now. */
export type WaiverState = 'in-force' | 'waiting' | 'over' | 'ended' | 'void';

export function stateOfWaiver(waiver: Waiver, waiving: Waiving, now: number): WaiverState {
  const rule = ruleOf(waiving, waiver.gate);
  if (waiver.ended !== null) return 'ended';
  // Without that moment: at its second it is over.
  if (!(now < waiver.until)) return 'over';
  if (!rule) return 'void';
  if (!waiver.needsSecond && !rule.twoPersons) return 'in-force';
  return waiver.second !== null && waiver.second.by.id !== waiver.by.id ? 'in-force' : 'waiting';
}

/** How a finding stands with the waivers about it. */
export interface Cover {
  /** Those in force and those that wait for a second person. */
  waivers: Waiver[];
  /** Parts that a waiver in force names. */
  waived: Part[];
  /** Parts that none names. */
  left: Part[];
  /** Waived as a whole, and not worse than it was then. */
  isWhole: boolean;
  /** Nothing is left that holds it back. */
  isCovered: boolean;
}

export function coverOf(finding: Finding, waivers: readonly Waiver[], waiving: Waiving, now: number): Cover {
  const parts = [...new Map((finding.parts ?? []).map((part) => [part.key, part])).values()];
  const alive = waivers.filter(
    (one) => one.gate === finding.gate && ['in-force', 'waiting'].includes(stateOfWaiver(one, waiving, now)),
  );
  const about = alive.filter((one) => isAbout(one, finding, parts));
  const counting = about.filter((one) => stateOfWaiver(one, waiving, now) === 'in-force');
  const needsTwo = ruleOf(waiving, finding.gate)?.twoPersons ?? false;
  const mayCover = (one: Waiver, part: Part) =>
    !(one.needsSecond || needsTwo) ||
    ![one.by.id, one.second?.by.id].some((id) => id !== undefined && part.raisedBy?.includes(id));
  const waived = parts.filter((part) =>
    counting.some(
      (one) => 'parts' in one.covers && one.covers.parts.includes(part.key) && mayCover(one, part),
    ),
  );
  const isWhole = counting.some(
    (one) =>
      'whole' in one.covers &&
      isNoWorse(finding.value, one.covers.whole) &&
      parts.every((part) => mayCover(one, part)),
  );
  const left = isWhole ? [] : parts.filter((part) => !waived.includes(part));
  return { waivers: about, waived, left, isWhole, isCovered: isWhole || isEnough(finding, waived, left) };
}

/** Whether it says anything of what is there now. Of what is not known nobody can tell. */
function isAbout({ covers }: Waiver, { state }: Finding, parts: readonly Part[]): boolean {
  return 'whole' in covers || state === 'unknown' || parts.some(({ key }) => covers.parts.includes(key));
}

const isNoWorse = (value: number | null, then: number | null): boolean =>
  value === null || then === null ? value === then : value <= then;

/** Gates whose figure counts their parts: of a long list only the first are named, and the others are not covered. */
const counting: readonly Finding['type'][] = ['count', 'enhancements', 'hygiene', 'release-notes', 'docs'];

const countsParts = ({ type }: Pick<Finding, 'type'>): boolean => counting.includes(type);

/** Whether a list of its parts can cover the finding: of a long one only the first are named. */
export const canBeNamed = ({ left, waived }: Pick<Cover, 'left' | 'waived'>, finding: Finding): boolean =>
  left.length > 0 &&
  (!countsParts(finding) ||
    finding.value === null ||
    finding.value - left.length - waived.length <= (finding.limit ?? 0));

function isEnough(finding: Finding, waived: readonly Part[], left: readonly Part[]): boolean {
  const { value, limit } = finding;
  if (waived.length === 0) return false;
  if (!countsParts(finding)) return left.length === 0;
  return value !== null && value - waived.length <= (limit ?? 0);
}

/**
 * The findings as they count. Only what is red can be turned: what is not known stays so, whatever was waived.
 * @param now ms, UTC: a waiver stops counting by itself at its end
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  waiving: Waiving,
  now: number,
): Finding[] {
  if (waivers.length === 0) return [...findings];
  return findings.map((finding) => {
    if (finding.state === 'go') return finding;
    const cover = coverOf(finding, waivers, waiving, now);
    if (cover.waivers.length === 0) return finding;
    const said = { ...finding, waivers: cover.waivers };
    if (finding.state === 'unknown' || (cover.waived.length === 0 && !cover.isWhole)) return said;
    const waived = cover.isWhole ? 'waived as a whole' : `${cover.waived.length} waived`;
    const state = cover.isCovered ? (finding.besides ?? 'go') : finding.state;
    return { ...said, state, waived, detail: sayDetail(finding, waived) };
  });
}

/** `3 open, 1 waived`; with a limit `5 open, 2 allowed, 3 waived`. */
function sayDetail(finding: Finding, waived: string): string {
  const { type, detail, limit, value } = finding;
  if (countsParts(finding) && type !== 'hygiene' && value !== null)
    return `${value} open${limit ? `, ${limit} allowed` : ''}, ${waived}`;
  return `${detail}; ${waived}`;
}

/** Every waiver that the findings of a verdict name, the one that ends first before the others. */
export function waiversOf(findings: readonly Finding[]): Waiver[] {
  const all = new Map(findings.flatMap(({ waivers = [] }) => waivers).map((one) => [one.id, one]));
  return [...all.values()].sort((a, b) => a.until - b.until || a.id - b.id);
}
