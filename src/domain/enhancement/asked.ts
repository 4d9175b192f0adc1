/** What is asked of an enhancement at which stage: the words of a box decide, and the section of a question. */
import type { Box } from '../checklist/checklist.js';
import type { Stage } from './enhancement.js';

/** The sections of the production-readiness questionnaire, in the order of the template. */
export const sections = [
  'Feature Enablement and Rollback',
  'Rollout, Upgrade and Rollback Planning',
  'Monitoring Requirements',
  'Dependencies',
  'Scalability',
  'Troubleshooting',
] as const;
export type Section = (typeof sections)[number];

/** Stands for all sections, where one answer takes their place: `N/A: only tests change`. */
export const wholeQuestionnaire = 'Production Readiness Review Questionnaire';

/**
 * From alpha the first section; from beta all of them, as their instructions say. A feature that goes is asked
 * like one that stays for good: people rely on it, and its end reaches every cluster.
 */
export function sectionsAsked(stage: Stage | null): readonly Section[] {
  return stage === 'alpha' || stage === null ? sections.slice(0, 1) : sections;
}

/**
 * Boxes about GA and its conformance tests are asked at stable, those about beta from beta on, all others always.
 * A feature that goes has no GA before it.
 */
export function isAskedAt(text: string, stage: Stage | null): boolean {
  if (/\b(?:GA|general availability|stable|conformance)\b/i.test(text)) return stage === 'stable';
  if (/\bbeta\b/i.test(text)) return stage === 'beta' || stage === 'stable';
  return true;
}

/** What a box is about, where something can speak for or against it. */
export type BoxKind =
  | 'issue'
  | 'status'
  | 'design'
  | 'test-plan'
  | 'graduation'
  | 'prr-completed'
  | 'prr-approved'
  | 'history';

const kinds: [BoxKind, RegExp][] = [
  ['issue', /\benhancements?\b.*\bissue\b|\bissue\b.*\b(?:milestone|links?)\b/i],
  ['status', /\bstatus\b.*\bimplementable\b|\bapprovers have\b.*\bstatus\b/i],
  ['prr-approved', /\bproduction readiness\b.*\bapproved\b/i],
  ['prr-completed', /\bproduction readiness\b/i],
  ['graduation', /\bgraduation criteria\b/i],
  ['history', /\bimplementation history\b/i],
  ['test-plan', /\btest plan\b/i],
  ['design', /\bdesign details\b/i],
];

export function kindOf(text: string): BoxKind | null {
  return kinds.find(([, words]) => words.test(text))?.[0] ?? null;
}

/** Those that count. A list without any (R) is of a time before the mark: what the mark stands for today counts. */
export function requiredOf<T extends Box>(boxes: readonly T[]): T[] {
  if (boxes.length === 0 || boxes.some((box) => box.isRequired)) return boxes.filter((box) => box.isRequired);
  const standing = boxes.filter((box) => ![null, 'history'].includes(kindOf(box.text)));
  return standing.length > 0 ? standing : [...boxes];
}
