/** What a draft of the release notes is made of, piece by piece. */
import type { KnownIssue } from './facts.js';
import type { DocsLink, Feature } from './feature.js';

export interface Named {
  name: string;
  url: string;
}

export interface DraftFeature {
  stage: Feature['stage'];
  /** Markdown of its owner, or its title where there is none. */
  text: { markdown: string } | { title: string };
  docs: DocsLink[];
  issue: Named;
}

export interface DraftNote {
  repository: string;
  number: number;
  url: string;
  author: string;
  /** Markdown of its author. */
  text: string;
  /** Of the pull request. */
  title: string;
  /** As people call them: `SIG Node`. */
  groups: string[];
}

/** Something that a person has to do, about one issue or pull request. */
export interface Todo {
  item: Named;
  title: string;
  /** GitHub logins */
  owners: string[];
  /** What lacks; empty: what stands above says it. */
  lacks: string[];
}

export type DraftPart =
  | { is: 'heading'; level: 2 | 3; text: string }
  /** Our own words, with links in them where `{1}`, `{2}` stand. */
  | { is: 'words'; text: string; links: Named[] }
  /** `more`: so many are not listed. */
  | { is: 'todo'; text: string; items: Todo[]; more: number }
  | { is: 'group'; name: string; features: DraftFeature[] }
  | { is: 'notes'; notes: DraftNote[] }
  | { is: 'taken-back'; changes: { change: Named; by: Named }[] }
  | { is: 'known-issues'; issues: KnownIssue[] }
  /** Markdown of the notes of the release before. */
  | { is: 'carried'; text: string };

export const heading = (text: string, level: 2 | 3 = 2): DraftPart => ({ is: 'heading', level, text });
export const words = (text: string, ...links: Named[]): DraftPart => ({ is: 'words', text, links });
export const todo = (text: string, items: Todo[] = [], more = 0): DraftPart => ({
  is: 'todo',
  text,
  items,
  more,
});

export const nameOf = ({ repository, number }: { repository: string; number: number }) =>
  `${repository}#${number}`;
