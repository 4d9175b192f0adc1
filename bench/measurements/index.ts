/** Everything that is measured, in the order of the table. A new measurement is a file here and a line in the list. */
import type { Measurement } from '../measurement.js';
import { acknowledgement } from './acknowledgement.js';
import { acknowledgementBusy } from './acknowledgement-busy.js';
import { backup } from './backup.js';
import { broadcast } from './broadcast.js';
import { byChannels } from './by-channels.js';
import { byHistory } from './by-history.js';
import { byIssues } from './by-issues.js';
import { byReplicas } from './by-replicas.js';
import { crash } from './crash.js';
import { digestByChannels } from './digest-by-channels.js';
import { githubCost } from './github-cost.js';
import { load500 } from './load.js';
import { memory } from './memory.js';
import { migration } from './migration.js';
import { ownTime } from './own-time.js';
import { releaseNotes } from './release-notes.js';
import { start } from './start.js';
import { sync } from './sync.js';

export const measurements: readonly Measurement[] = [
  acknowledgement,
  acknowledgementBusy,
  ownTime,
  githubCost,
  sync,
  start,
  migration,
  backup,
  memory,
  broadcast,
  crash,
  load500,
  releaseNotes,
  byIssues,
  byChannels,
  digestByChannels,
  byHistory,
  byReplicas,
];
