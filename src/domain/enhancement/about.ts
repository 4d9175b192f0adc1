/** What is known around the documents of an enhancement: its issue, its release and where things are. */
export interface About {
  issue: { number: number; title: string; body: string | null; url: string; labels: readonly string[] };
  /** The release's milestone: `v1.37`. */
  milestone: string;
  /** `kubernetes/enhancements` */
  repository: string;
  /** `https://github.com` */
  web: string;
  /** The branch that was read. */
  ref: string;
  /** Of labels that name a group: `sig/`. */
  groupPrefix: string;
}

/** The address of a file, at a line where one is known. Markdown shows its lines as plain text only. */
export function fileUrl(about: About, path: string, line?: number | null): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const at = line ? `${/\.md$/i.test(path) ? '?plain=1' : ''}#L${line}` : '';
  return `${about.web}/${about.repository}/blob/${encodeURIComponent(about.ref)}/${encoded}${at}`;
}

export function folderUrl(about: About, path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${about.web}/${about.repository}/tree/${encodeURIComponent(about.ref)}/${encoded}`;
}

/** Milestones are one with and without a v. */
export function isMilestone(a: string, b: string): boolean {
  const bare = (text: string) => text.trim().replace(/^v(?=\d)/i, '');
  return bare(a) === bare(b);
}

/** The folder's group, as the approvals have it: `sig-node` of `keps/sig-node/1234-name`. */
export function approvalPath(folder: string, number: number): string {
  return `keps/prod-readiness/${folder.split('/')[1] ?? ''}/${number}.yaml`;
}
