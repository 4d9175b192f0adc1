/** How release notes are collected, written and published, as configured. */

/** `features`: by group with stages (2017). `kinds`: what is urgent, then changes by kind (today). */
export type NotesForm = 'features' | 'kinds';

/** Where a merged pull request of the documentation becomes a page: `content/en/docs/{page}.md` → an address. */
export interface PagesRule {
  /** `owner/name` of the documentation. */
  repository: string;
  /** Path with `{page}`, which may hold slashes. */
  path: string;
  /** Address with `{page}`. */
  url: string;
}

/** What one release has of its own. */
export interface ReleaseNotesRef {
  /** Two refs; null: the merged pull requests of the milestone. `to` null: the release's branch. */
  range: { from: string; to: string | null } | null;
  /** The issue that collects known issues, `owner/name#12`; null: none. */
  knownIssues: { repository: string; number: number } | null;
  /** Where the notes of the release before stand, whose dependency versions are carried over; null: nowhere. */
  previous: { repository: string; path: string; ref: string | null } | null;
}

export interface NotesSettings {
  form: NotesForm;
  /** Where the draft is proposed; null: it is posted as a file only. */
  repository: string | null;
  /** Path in that repository, as it is configured: `filledNotesPath` fills it in. */
  path: string;
  /** The branch that it is written to directly; null: by a pull request. */
  commitTo: string | null;
  pages: PagesRule[];
  /** Labels that say that there is no note, and that users have to act. */
  labels: { none: string[]; actionRequired: string[] };
  /** Of labels that name a kind: `kind/`. */
  kindPrefix: string;
  /** What Signalman does with a note that somebody writes: it comments, or edits the description where the token may. */
  write: 'comment' | 'description';
  /** When owners are reminded of what lacks; null: never. */
  nag: { at: number; zone: string; weekdays: number[] | null } | null;
  /** Slack ids by GitHub login in lower case; whoever is not among them is told through their group's channel. */
  people: Record<string, string>;
  /** ms between two looks at what the issue listing does not show: the range, docs pull requests, the accumulator. */
  every: number;
  /** By release name; a release that is not here has no notes. */
  releases: Record<string, ReleaseNotesRef>;
}
