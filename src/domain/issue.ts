/** An issue or pull request as Signalman keeps it, and what is said of one in a list. */

/** One issue or pull request of a repository. Times are milliseconds since the epoch, UTC. */
export interface Issue {
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  isPullRequest: boolean;
  labels: string[];
  assignees: string[];
  author: string;
  authorIsBot: boolean;
  milestone: number | null;
  createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  mergedAt: number | null;
  url: string;
}

/** The part of an issue that a list shows. */
export interface ItemRef {
  number: number;
  title: string;
  url: string;
  labels: string[];
  assignees: string[];
  createdAt: number;
}

export function itemRef(issue: Issue): ItemRef {
  const { number, title, url, labels, assignees, createdAt } = issue;
  return { number, title, url, labels, assignees, createdAt };
}
