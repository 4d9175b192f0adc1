/** What people may write into an incident: how long it may be, and what must not be empty. */
import { FormFault } from '../fault.js';
import { isSame } from './changes.js';
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

/** Something that a reader sees: not only blanks, marks of control or what has no width. */
const visible = /[^\s\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether a reader sees anything of it. */
export const isVisible = (text: string): boolean => visible.test(text);

/** What was typed, without blanks around it; too long or, where it is needed, empty is wrong. */
export function typed(
  wrong: Wrong,
  field: keyof typeof longest,
  text: string,
  need: string | null = null,
): string {
  const clean = field === 'title' ? text.replace(/\s+/g, ' ').trim() : text.trim();
  if (!visible.test(clean)) {
    if (need !== null) wrong.add(field, need);
    return '';
  }
  const length = [...clean].length;
  if (length > longest[field])
    wrong.add(
      field,
      `That has ${length} characters, and ${longest[field]} fit. Put the details into the thread.`,
    );
  return clean;
}

const repositoryName = String.raw`[a-z\d][\w-]{0,38}\/(?!\.{1,2}(?:[/#]|$))[\w.-]{1,100}`;
const issueNumber = String.raw`[1-9]\d{0,8}`;
const shortIssue = new RegExp(`^(?:(${repositoryName})?#)?(${issueNumber})$`, 'i');
const longIssue = new RegExp(
  String.raw`^(https?:\/\/[a-z\d][\w.-]{0,252}(?::\d{1,5})?)\/(${repositoryName})\/(issues|pull)\/(${issueNumber})(?:[/?#]\S*)?$`,
  'i',
);

/**
 * The issue that somebody named: `owner/name#12`, `#12` of the release's repository, or an address.
 * @param repository `owner/name` of the release
 * @param web where repositories are looked at, e.g. `https://github.com`; an address elsewhere has to be https
 */
export function issueNamed(
  wrong: Wrong,
  text: string,
  repository: string,
  web: string,
): { name: string; url: string } | null {
  const clean = text.trim();
  if (clean === '') return null;
  const base = web.replace(/\/+$/, '');
  const [, named, short] = shortIssue.exec(clean) ?? [];
  const where = named ?? repository;
  if (short && where !== '') return { name: `${where}#${short}`, url: `${base}/${where}/issues/${short}` };
  const [, host = '', path = '', kind = '', number = ''] = longIssue.exec(clean) ?? [];
  const origin = host.toLowerCase();
  if (origin.startsWith('https:') || (origin !== '' && origin === base.toLowerCase()))
    return { name: `${path}#${number}`, url: `${origin}/${path}/${kind.toLowerCase()}/${number}` };
  wrong.add('issue', 'Write it as owner/name#123, as #123, or paste its address.');
  return null;
}

/** Only what an update really changes: the record shows who changed what. */
export function changedOnly(change: FactsChange, facts: FactsChange): FactsChange {
  return Object.fromEntries(
    Object.entries(change).filter(([key, value]) => !isSame(value, facts[key as keyof FactsChange])),
  );
}
