/** Everything that is measured, in the order of the table. A new measurement is a file here and a line in the list. */
import type { Measurement } from '../measurement.js';
import { acknowledgement } from './acknowledgement.js';
import { broadcast } from './broadcast.js';
import { githubCost } from './github-cost.js';
import { load500 } from './load.js';
import { memory } from './memory.js';
import { ownTime } from './own-time.js';
import { releaseNotes } from './release-notes.js';
import { start } from './start.js';
import { sync } from './sync.js';

export const measurements: readonly Measurement[] = [
  acknowledgement,
  ownTime,
  githubCost,
  sync,
  start,
  memory,
  broadcast,
  load500,
  releaseNotes,
];
