/** Where something is written at GitHub: a repository, or an issue in it, as deliveries name it. */
import { githubPlace } from '../../domain/github-content.js';

export interface Spot {
  owner: string;
  repo: string;
  /** Of an issue or a pull request; null: the repository itself. */
  number: number | null;
}

const spot = /^([A-Za-z\d](?:[A-Za-z\d-]{0,38}))\/([\w.-]{1,100})(?:#([1-9]\d{0,9}))?$/;

/** @param name `owner/name`, `owner/name#12`, or the same as a destination. @returns null for anything else */
export function spotOf(name: string): Spot | null {
  const [, owner = '', repo = '', number] =
    spot.exec(name.startsWith(githubPlace) ? name.slice(githubPlace.length) : name) ?? [];
  if (owner === '' || /^\.{1,2}$/.test(repo)) return null;
  return { owner, repo, number: number === undefined ? null : Number(number) };
}

export const nameOf = ({ owner, repo, number }: Spot): string =>
  `${owner}/${repo}${number === null ? '' : `#${number}`}`;

export const repositoryOf = ({ owner, repo }: Spot): string => `${owner}/${repo}`;

/** As the interface addresses it. */
export const pathOf = ({ owner, repo, number }: Spot): string =>
  `/repos/${owner}/${repo}${number === null ? '' : `/issues/${number}`}`;

/** A path in a repository, as an address. @returns null for one that leads elsewhere */
export function filePath(path: string): string | null {
  const parts = path.split('/');
  const isFile = parts.every(
    (part) => part !== '' && !/^\.{1,2}$/.test(part) && !/[\p{Cc}\p{Cs}\\]/u.test(part),
  );
  if (!isFile || path.length > 500 || parts[0]?.toLowerCase() === '.git') return null;
  return parts.map(encodeURIComponent).join('/');
}

/** Whether git takes it as the name of a branch; narrower than git is. */
export const isBranch = (name: string): boolean =>
  /^[A-Za-z\d][\w./-]{0,200}$/.test(name) &&
  !/\.\.|\/\/|\/\.|\.$|\/$|\.lock(?:\/|$)/.test(name) &&
  name.toUpperCase() !== 'HEAD';

/** The name of a branch, as an address: git allows `#` and `%` in it. */
export const refPath = (name: string): string => name.split('/').map(encodeURIComponent).join('/');
