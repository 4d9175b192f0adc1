/** What people may write into an incident: how long it may be, and what must not be empty. */
import { FormFault } from '../fault.js';
import type { FactsChange } from './event.js';

/** So that the head and its copies stay within what Slack lets a bot edit. */
export const longest = {
  title: 140,
  versions: 200,
  impact: 500,
  workaround: 500,
  text: 900,
  action: 400,
  owner: 120,
  reason: 300,
  lingering: 400,
  entry: 600,
} as const;

export type Field =
  | keyof typeof longest
  | 'severity'
  | 'release'
  | 'commander'
  | 'issue'
  | 'nextUpdateBy'
  | 'fix';

/** Collects what is wrong with a form, so that everything is told at once. */
export class Wrong {
  private readonly fields: Record<string, string> = {};

  add(field: string, message: string): void {
    this.fields[field] ??= message;
  }

  /** @throws FormFault when something is wrong */
  check(): void {
    if (Object.keys(this.fields).length > 0) throw new FormFault(this.fields);
  }
}

/** What was typed, without blanks around it; too long or, where it is needed, empty is wrong. */
export function typed(
  wrong: Wrong,
  field: keyof typeof longest,
  text: string,
  need: string | null = null,
): string {
  const clean = field === 'title' ? text.replace(/\s+/g, ' ').trim() : text.trim();
  if (clean === '' && need !== null) wrong.add(field, need);
  const length = [...clean].length;
  if (length > longest[field])
    wrong.add(
      field,
      `That has ${length} characters, and ${longest[field]} fit. Put the details into the thread.`,
    );
  return clean;
}

/**
 * The issue that somebody named: `owner/name#12`, `#12` of the release's repository, or an address.
 * @param repository `owner/name` of the release
 * @param web where repositories are looked at, e.g. `https://github.com`
 */
export function issueNamed(
  wrong: Wrong,
  text: string,
  repository: string,
  web: string,
): { name: string; url: string } | null {
  const clean = text.trim();
  if (clean === '') return null;
  const short = /^(?:([\w.-]+\/[\w.-]+))?#?(\d{1,9})$/.exec(clean);
  const long =
    /^(https:\/\/[\w.-]+(?::\d+)?)\/([\w.-]+\/[\w.-]+)\/(issues|pull)\/(\d{1,9})(?:[/?#]\S*)?$/.exec(clean);
  if (short?.[2]) {
    const where = short[1] ?? repository;
    return { name: `${where}#${short[2]}`, url: `${web}/${where}/issues/${short[2]}` };
  }
  if (long) return { name: `${long[2]}#${long[4]}`, url: `${long[1]}/${long[2]}/${long[3]}/${long[4]}` };
  wrong.add('issue', 'Write it as owner/name#123, as #123, or paste its address.');
  return null;
}

/** Only what an update really changes: the record shows who changed what. */
export function changedOnly(change: FactsChange, facts: FactsChange): FactsChange {
  return Object.fromEntries(
    Object.entries(change).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(facts[key as keyof FactsChange]),
    ),
  );
}
