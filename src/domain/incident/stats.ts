/** Figures of many incidents: how many of which sort, how long what took, and what is still owed. */
import { type ActionType, actionTypes } from '../postmortem/event.js';
import { type Course, nothingToDo, type Step, steps, type Todo } from './course.js';
import type { Span } from './period.js';

/** Of how long something took, in ms. */
export interface Spread {
  /** Of how many incidents that is known. */
  of: number;
  median: number;
  longest: number;
  /** The incident that took so long; the newest of several. */
  longestId: number;
}

export interface Counted {
  /** A severity's id, or a release's name. */
  name: string;
  count: number;
}

export interface IncidentStats {
  /** Those that are open or resolved: what was retracted or merged into another is not among them. */
  count: number;
  open: number;
  resolved: number;
  retracted: number;
  merged: number;
  /** Most first, then by name. */
  bySeverity: Counted[];
  byRelease: Counted[];
  took: Record<Step, Spread | null>;
  /** Promises of a next update. */
  updates: { kept: number; missed: number };
  postmortems: { final: number; open: number };
  actions: Record<ActionType, Todo>;
}

/** What is answered to whoever asks for them. */
export interface ShownStats {
  stats: IncidentStats;
  span: Span;
  /** null: of every release */
  release: string | null;
}

/** Of no incident at all it is all zeros and nulls. */
export function statsOf(courses: readonly Course[]): IncidentStats {
  const counted = courses.filter(({ outcome }) => outcome === 'open' || outcome === 'resolved');
  const having = (outcome: Course['outcome']) => courses.filter((one) => one.outcome === outcome).length;
  const owed = (status: 'open' | 'final') => counted.filter(({ postmortem }) => postmortem === status).length;
  const sum = (of: (course: Course) => number) => counted.reduce((total, one) => total + of(one), 0);
  const actions = nothingToDo();
  for (const type of actionTypes)
    for (const part of ['open', 'done'] as const) actions[type][part] = sum((one) => one.actions[type][part]);
  return {
    ...{ count: counted.length, open: having('open'), resolved: having('resolved') },
    ...{ retracted: having('retracted'), merged: having('merged') },
    bySeverity: countBy(counted, ({ severity }) => severity),
    byRelease: countBy(counted, ({ release }) => release),
    took: Object.fromEntries(steps.map((step) => [step, spreadOf(counted, step)])) as IncidentStats['took'],
    updates: { kept: sum(({ kept }) => kept), missed: sum(({ missed }) => missed) },
    postmortems: { final: owed('final'), open: owed('open') },
    actions,
  };
}

function countBy(courses: readonly Course[], of: (course: Course) => string): Counted[] {
  const counts = new Map<string, number>();
  for (const course of courses) counts.set(of(course), (counts.get(of(course)) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function spreadOf(courses: readonly Course[], step: Step): Spread | null {
  const known = courses
    .flatMap(({ id, took }) => (took[step] === null ? [] : [{ id, ms: took[step] }]))
    .sort((a, b) => a.ms - b.ms || a.id - b.id);
  const last = known.at(-1);
  if (!last) return null;
  // Of an even number the mean of the two in the middle.
  const [low, high] = [known[(known.length - 1) >> 1] ?? last, known[known.length >> 1] ?? last];
  const median = Math.floor((low.ms + high.ms) / 2);
  return { of: known.length, median, longest: last.ms, longestId: last.id };
}

/** 0 to 100, rounded so that it says "all" and "none" only where that is so; null: there was none. */
export function share(part: number, rest: number): number | null {
  const all = part + rest;
  if (all === 0) return null;
  const rounded = Math.round((part / all) * 100);
  if (part > 0 && rounded === 0) return 1;
  return rest > 0 && rounded === 100 ? 99 : rounded;
}
