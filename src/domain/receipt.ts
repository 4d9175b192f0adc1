/** What became of a report in each of its places, and a schedule with what came of it last. */
import { refusalInWords } from './refusal.js';
import type { Schedule, SlotState } from './schedule.js';

export interface Receipt {
  delivered: number;
  all: number;
  failed: {
    /** A Slack id. */
    destination: string;
    /** Slack's code, or words. */
    reason: string;
    /** Whether it may have arrived all the same: nobody can look there. */
    unclear?: true;
  }[];
  /** How many are still on their way. */
  open: number;
  /** Of an incident: what stands at GitHub; left out: nothing does. */
  github?: GitHubPlace[];
}

/** Something of an incident at GitHub. */
export interface GitHubPlace {
  /** The purpose of its delivery. */
  what: string;
  /** `owner/name#12`; `owner/name` of an issue that could not be opened */
  name: string;
  url: string | null;
  /** The revision that it shows; null: none, or that is not known. */
  revision: number | null;
  /** Why it could not be written, in words; null: it could. */
  reason: string | null;
}

/** A schedule as people look at it. Moments are ms, UTC. */
export interface ScheduleView {
  schedule: Schedule;
  next: number | null;
  last: {
    slot: number;
    state: SlotState;
    /** Why nothing was posted, where there is more to say than the state does. */
    note: string | null;
    receipt: Receipt | null;
  } | null;
}

/** More than this nobody reads in a line. */
const mostNamed = 10;

/**
 * As Slack's markup, with places by their ids:
 * `7 of 10 delivered; <#C1> archived; <#C2> not found: deleted, or private; 1 still on its way`.
 */
export function receiptInWords({ delivered, all, failed, open }: Receipt): string {
  const named = failed
    .slice(0, mostNamed)
    .map((one) => `${place(one.destination)} ${escaped(troubleInWords(one))}`);
  const more = failed.length - named.length;
  return [
    `${delivered} of ${all} delivered`,
    ...named,
    ...(more > 0 ? [`${more} more failed`] : []),
    ...(open > 0 ? [`${open} still on ${open === 1 ? 'its' : 'their'} way`] : []),
  ].join('; ');
}

/** Why a place has not got it, or why nobody knows whether it has. */
export function troubleInWords({
  reason,
  unclear,
}: Pick<Receipt['failed'][number], 'reason' | 'unclear'>): string {
  const words = refusalInWords(reason) || 'failed';
  return unclear ? `not known whether it arrived: ${words}` : words;
}

function place(id: string): string {
  if (/^D[A-Z0-9]+$/.test(id)) return 'a direct message';
  if (/^[CG][A-Z0-9]+$/.test(id)) return `<#${id}>`;
  return /^[UW][A-Z0-9]+$/.test(id) ? `<@${id}>` : escaped(id);
}

/** A reason may carry words of a server: short, on one line, and nothing in it is markup or turns the line around. */
const escaped = (text: string): string =>
  [...text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '').replace(/\s+/g, ' ')]
    .slice(0, 200)
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
