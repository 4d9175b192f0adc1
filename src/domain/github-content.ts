/** What is written at GitHub as a delivery: comments, issues, pull requests, files, descriptions, issues that are closed. */
import type { BlockText } from './release-notes/block.js';

/**
 * What is written at GitHub. Its destination is `github:owner/name`, and `github:owner/name#12` for what stands at an
 * issue; the `ts` of such a message is the id of the comment or the number of the issue or pull request.
 */
export type GitHubContent =
  /** @property pin whether it is pinned, where GitHub allows it */
  | { kind: 'comment'; body: string; pin: boolean }
  | { kind: 'issue'; title: string; body: string; labels: string[]; assignees: string[] }
  /** The issue is closed, and says as what; already closed is as good. */
  | { kind: 'closing'; reason: 'duplicate' | 'completed'; lock: boolean }
  /** A file on a branch of its own, and the pull request that brings it in. What people wrote into it stays. */
  | { kind: 'pull-request'; title: string; body: string; branch: string; path: string; text: string }
  /** A file on a branch that is there, as a commit with this message. What people wrote into it stays. */
  | { kind: 'commit'; message: string; branch: string; path: string; text: string }
  /**
   * What somebody wrote for the release notes, told to the pull request: its description is edited, where the token may
   * and where it says nothing that nobody knew of; otherwise it is commented.
   * @property comment the body of that comment
   * @property instead notes that it takes the place of; null: of NONE
   */
  | {
      kind: 'release-note';
      how: 'comment' | 'description';
      note: BlockText;
      comment: string;
      instead: (string | null)[];
    };

/** What destinations at GitHub begin with. */
export const githubPlace = 'github:';
