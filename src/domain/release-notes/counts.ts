/** How far the release notes are, and the documentation, in figures. */
import type { DocsCounts, NotesCounts } from './board.js';
import type { Feature } from './feature.js';
import { standingDocs } from './features.js';
import type { NotedPull } from './pull.js';

/** What was taken back is counted apart; what takes it back needs no note. */
export function countNotes(pulls: readonly NotedPull[]): NotesCounts {
  const counts: NotesCounts = { pulls: 0, notes: 0, none: 0, missing: 0, actionRequired: 0, takenBack: 0 };
  for (const { said, revertedBy, reverts } of pulls) {
    if (revertedBy !== null) {
      counts.takenBack++;
      continue;
    }
    counts.pulls++;
    if (said.kind === 'note') counts.notes++;
    else if (said.kind === 'none' || reverts !== null) counts.none++;
    else counts.missing++;
    if (said.kind === 'note' && said.isActionRequired) counts.actionRequired++;
  }
  return counts;
}

/** Documentation that is no pull request stands where it is; of several pull requests the last one counts. */
export function countDocs(features: readonly Feature[]): DocsCounts {
  const counts: DocsCounts = { asked: 0, open: 0, ready: 0, merged: 0 };
  for (const feature of features) {
    if (feature.needsNoDocs) continue;
    counts.asked++;
    const docs = standingDocs(feature);
    if (docs.length === 0) continue;
    counts.open++;
    const states = docs.map(({ url, state }) =>
      state === null && !/\/pull\/\d+/.test(url) ? 'merged' : state,
    );
    if (states.every((state) => state === 'open' || state === 'merged')) counts.ready++;
    if (states.every((state) => state === 'merged')) counts.merged++;
  }
  return counts;
}
