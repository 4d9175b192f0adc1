/** The phases of a release: what each is called, how long it holds, and which of them contradict each other. */
import type { Deadline } from './deadline.js';
import type { Rota } from './rota.js';

export const phaseKinds = [
  ...(['enhancements-freeze', 'prr-freeze', 'slush', 'freeze', 'test-freeze', 'docs-freeze'] as const),
  ...(['thaw', 'rc', 'release', 'own'] as const),
] as const;
export type PhaseKind = (typeof phaseKinds)[number];

export const phaseTitles: Record<Exclude<PhaseKind, 'own'>, string> = {
  'enhancements-freeze': 'Enhancements Freeze',
  'prr-freeze': 'Production Readiness Freeze',
  slush: 'Code Slush',
  freeze: 'Code Freeze',
  'test-freeze': 'Test Freeze',
  'docs-freeze': 'Docs Freeze',
  thaw: 'Thaw',
  rc: 'Release candidate',
  release: 'Release',
};

export interface Phase {
  id: string;
  kind: PhaseKind;
  title: string;
  begins: Deadline;
  /** null: as its kind says. */
  ends: Deadline | null;
  /** One of the team's own that may run beside others. */
  isBeside: boolean;
  /** Who is on call in it; null: whoever is for the whole calendar. */
  rota: Rota | null;
}

export interface Calendar {
  /** IANA; the team's clock, on which days and weeks are counted. */
  zone: string;
  /** When the cycle begins (ms, UTC): its week is week 1; null: weeks are not counted. */
  begins: number | null;
  /** In the order in which they begin. */
  phases: Phase[];
  /** How long before a phase it is announced, in ms, the longest first; 0: when it begins. */
  announceAhead: number[];
  /** Slack channels where phases are announced and exceptions are asked for. */
  channels: string[];
  /** How long a release candidate has to stand before the release, in ms; 0: it does not matter. */
  rcPeriod: number;
  /** Whether a release without a candidate is wrong too. */
  needsCandidate: boolean;
  rota: Rota | null;
  /** What is odd about its dates, for people. */
  notes: string[];
}

const mergingKinds: readonly PhaseKind[] = ['slush', 'freeze'];
/** They say one after the other what may be merged. */
const codeKinds: readonly PhaseKind[] = ['slush', 'freeze', 'thaw'];
/** Moments, unless an end is given. */
const pointKinds: readonly PhaseKind[] = ['thaw', 'release', 'own'];

/** Whether merging is watched in it. */
export const isMerging = ({ kind }: Phase): boolean => mergingKinds.includes(kind);

/** When it is over (ms, UTC); the moment it begins for what does not last; null: it goes on. */
export function endOf(phase: Phase, phases: readonly Phase[]): number | null {
  const { kind, begins, ends } = phase;
  if (ends) return ends.at;
  if (pointKinds.includes(kind)) return begins.at;
  const after = phases.filter((one) => one !== phase && one.begins.at >= begins.at);
  const enders = endersOf(
    kind,
    after.some((one) => one.kind === 'thaw'),
  );
  const next = after.filter((one) => enders.includes(one.kind)).map((one) => one.begins.at);
  return next.length === 0 ? null : Math.min(...next);
}

/** @param isThawed whether a thaw is planned after it: what it opens again, no release opens before it */
function endersOf(kind: PhaseKind, isThawed: boolean): readonly PhaseKind[] {
  if (kind === 'rc') return ['rc', 'release'];
  if (mergingKinds.includes(kind)) return isThawed ? codeKinds : [...codeKinds, 'release'];
  if (kind === 'test-freeze') return isThawed ? ['thaw'] : ['release'];
  return ['thaw', 'release'];
}

export function holdsAt(phase: Phase, phases: readonly Phase[], at: number): boolean {
  return phase.begins.at <= at && at < (endOf(phase, phases) ?? Number.POSITIVE_INFINITY);
}

/** Two that say what holds at the same time, where only one can. */
function excludes(one: Phase, other: Phase): boolean {
  if (one.isBeside || other.isBeside) return false;
  const isOwn = [one, other].some(({ kind }) => kind === 'own');
  const isCode = [one, other].every(({ kind }) => codeKinds.includes(kind) || kind === 'own');
  return one.kind === other.kind || isCode || (isOwn && isCode);
}

/** What cannot be, each with the phase where it is to be mended. */
export function contradictionsOf(phases: readonly Phase[]): { phase: string; message: string }[] {
  const found: { phase: string; message: string }[] = [];
  const add = (phase: Phase, message: string) => found.push({ phase: phase.id, message });
  const lasting = phases.filter((one) => endOf(one, phases) !== one.begins.at);
  for (const one of phases) {
    if (one.ends && one.ends.at <= one.begins.at) add(one, 'ends before it begins');
    const release = phases.find(({ kind }) => kind === 'release');
    // A freeze that begins after it would hold for ever.
    if ((one.kind === 'rc' || isMerging(one)) && release && one.begins.at >= release.begins.at)
      add(one, `is not before ${release.id}`);
  }
  for (const [at, one] of phases.entries())
    for (const other of phases.slice(at + 1)) {
      if (!excludes(one, other)) continue;
      const isTwin = one.begins.at === other.begins.at && one.kind !== 'own' && other.kind !== 'own';
      if (isTwin) add(other, `begins at the same moment as ${one.id}`);
      else if (lasting.includes(one) && lasting.includes(other) && overlap(one, other, phases))
        add(other, `overlaps with ${one.id}`);
    }
  return found;
}

function overlap(one: Phase, other: Phase, phases: readonly Phase[]): boolean {
  const end = (phase: Phase) => endOf(phase, phases) ?? Number.POSITIVE_INFINITY;
  return one.begins.at < end(other) && other.begins.at < end(one);
}
