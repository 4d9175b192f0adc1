/** Finds the documents of each enhancement in the listing of its repository's tree. */
import { approvalPath } from './about.js';
import type { DocumentFault } from './enhancement.js';

/** A file of the tree. */
export interface TreeFile {
  path: string;
  /** Of its content: an unchanged one is never fetched again. */
  sha: string;
}

/** Where the documents of one enhancement are. */
export interface EnhancementFolder {
  /** `keps/sig-node/1234-name` */
  folder: string;
  kep: TreeFile | null;
  readme: TreeFile | null;
  prr: TreeFile | null;
  faults: DocumentFault[];
}

/** `keps/<group>/…/<number>-<slug>/<file>`; the groups may be several folders deep. */
const inFolder = /^(keps\/((?:[^/]+\/)+?)0*(\d{1,7})(?:-[^/]*)?)\/([^/]+)$/;
const approval = /^keps\/prod-readiness\/(?:[^/]+\/)*0*(\d{1,7})\.ya?ml$/i;

/**
 * Every numbered folder of the listing, by its number. Where several have one number, the one that has a
 * `kep.yaml` counts, then the one that has a README, then the first by its name; the others are told.
 */
export function findFolders(paths: readonly TreeFile[]): Map<number, EnhancementFolder> {
  const candidates = new Map<number, Map<string, EnhancementFolder>>();
  const approvals = new Map<number, TreeFile[]>();
  for (const file of paths) {
    const approved = approval.exec(file.path)?.[1];
    if (approved !== undefined) {
      const its = approvals.get(Number(approved)) ?? [];
      approvals.set(Number(approved), its);
      its.push(file);
    }
    const [, folder, groups, digits, name] = inFolder.exec(file.path) ?? [];
    if (!folder || !groups || !digits || !name) continue;
    // The folders of an enhancement are its own, whatever they are called.
    if (groups.startsWith('prod-readiness/') || groups.split('/').some((one) => /^\d+-/.test(one))) continue;
    const number = Number(digits);
    // A template, as in 0000-name.
    if (number === 0) continue;
    const folders = candidates.get(number) ?? new Map<string, EnhancementFolder>();
    candidates.set(number, folders);
    const found = folders.get(folder) ?? { folder, kep: null, readme: null, prr: null, faults: [] };
    folders.set(folder, found);
    const small = name.toLowerCase();
    if (small === 'kep.yaml' || small === 'kep.yml') found.kep ??= file;
    if (small === 'readme.md') found.readme ??= file;
  }
  return new Map([...candidates].map(([number, folders]) => [number, chosen(number, folders, approvals)]));
}

function chosen(
  number: number,
  folders: ReadonlyMap<string, EnhancementFolder>,
  approvals: ReadonlyMap<number, readonly TreeFile[]>,
): EnhancementFolder {
  const rank = (one: EnhancementFolder) => (one.kep ? 0 : 2) + (one.readme ? 0 : 1);
  const [best, ...others] = [...folders.values()].sort(
    (a, b) => rank(a) - rank(b) || (a.folder < b.folder ? -1 : 1),
  ) as [EnhancementFolder, ...EnhancementFolder[]];
  const faults = others.map(({ folder }) => ({
    file: folder,
    field: null,
    line: null,
    problem: `has the number ${number} too: ${best.folder} is read`,
  }));
  // A KEP that went to another group may have left an approval behind.
  const found = approvals.get(number) ?? [];
  const own = found.find(({ path }) => path === approvalPath(best.folder, number));
  return { ...best, prr: own ?? found[0] ?? null, faults };
}
