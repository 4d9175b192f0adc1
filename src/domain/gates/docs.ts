/** The documentation of enhancements: each has a pull request for it, and as the docs freeze comes near, one that is ready. */
import { fill, type Release } from '../release.js';
import type { DocsCounts } from '../release-notes/board.js';
import { day } from '../time.js';
import type { Decide, DocsGate } from './gate.js';
import { notesKnown, partOf } from './release-notes.js';
import { notKnown } from './unknown.js';

/** What the release team asks for, so long before the docs freeze (ms): the share that is ready. */
const steps = [
  { before: 0, share: 1 },
  { before: 3 * day, share: 0.9 },
  { before: 7 * day, share: 0.8 },
];

/** The share that has to be ready by then (ms, UTC): as configured, or as near as the docs freeze is. */
export function readyShare({ ready }: DocsGate, { calendar }: Release, now: number): number {
  if (ready !== null) return ready;
  const freeze = calendar?.phases.find(({ kind }) => kind === 'docs-freeze')?.begins.at;
  if (freeze === undefined) return 0;
  return steps.find(({ before }) => now >= freeze - before)?.share ?? 0;
}

/** How many may lack it. */
export function mayLack(share: number, asked: number): number {
  // 0.7 of 10 is 7, whatever the machine makes of it.
  return asked - Math.ceil(share * asked - 1e-9);
}

const levels = ['open', 'ready', 'merged'] as const;
type Step = (typeof levels)[number];

const words: Record<Step, string> = {
  open: 'have a docs pull request',
  ready: 'have one that is ready',
  merged: 'have one that is merged',
};

export const decideDocs: Decide<DocsGate> = (gate, release, evidence, now) => {
  const shares = { open: gate.open, ready: readyShare(gate, release, now), merged: gate.merged };
  const asking = levels.filter((step) => shares[step] > 0);
  const base = {
    gate: gate.id,
    type: gate.type,
    blocks: gate.blocks,
    reason: fill(gate.reason, release),
    rule: `of the enhancements that need documentation ${
      asking.map((step) => `${percent(shares[step])} ${words[step]}`).join(', ') || 'none is required'
    }`,
    actions: gate.actions.map((action) => fill(action, release)),
    items: [],
  };
  const unknown = (why: string, observedAt: number | null) =>
    notKnown({ ...base, limit: null }, why, observedAt);
  const found = notesKnown(release, evidence, now);
  if (!found.known) return unknown(found.why, found.observedAt);
  const { notes, observedAt } = found;
  if (notes.docs === null) return unknown('the enhancements have not been read yet', observedAt);
  const docs = notes.docs;
  const failing = asking.filter((step) => docs.asked - docs[step] > mayLack(shares[step], docs.asked));
  // What lacks most is what is counted.
  const worst = failing.at(-1) ?? asking.at(-1) ?? 'open';
  const gaps = notes.gaps.filter(({ code }) => code === 'feature-docs');
  return {
    ...base,
    state: failing.length === 0 ? 'go' : 'no-go',
    detail: sayDocs(docs),
    value: docs.asked - docs[worst],
    limit: mayLack(shares[worst], docs.asked),
    evidence: gaps.flatMap(({ number, title, url }) =>
      url === null ? [] : [{ title: number === null ? title : `#${number} ${title}`, url }],
    ),
    observedAt,
    // Which ones are not ready is not among the gaps: then it is waived as a whole, or not.
    ...(failing.length === 1 && worst === 'open' ? { parts: gaps.map(partOf) } : {}),
  };
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** `9 of 12 open, 7 ready, 3 merged` */
export function sayDocs({ asked, open, ready, merged }: DocsCounts): string {
  if (asked === 0) return 'no enhancement needs documentation';
  return `${open} of ${asked} open, ${ready} ready, ${merged} merged`;
}
