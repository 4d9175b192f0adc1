/** The wiring of waivers and of the release team's checklists. */

import { checklistDesk } from '../app/checklists/desk.js';
import { readChecklists } from '../app/checklists/read.js';
import { waiverDesk } from '../app/waivers/desk.js';
import type { Parts } from '../compose.js';
import type { GitHubAccess } from '../config/environment.js';
import { readBoxes } from '../documents/boxes.js';
import { createTextFiles } from '../github/text-file.js';
import type { SlackPeople } from '../slack/asking/people.js';
import { waiverAnswer, waiverSaying } from '../slack/blocks/waivers/waivers.js';
import { evidenceStore } from '../storage/evidence.js';
import { checklistStore } from '../storage/waiver/checklists.js';
import { waiverStore } from '../storage/waiver/waivers.js';
import type { Pauses } from './sync.js';

interface Around {
  github: GitHubAccess;
  pauses?: Pauses | undefined;
  people: SlackPeople;
  nudge(): void;
}

export function composeWaivers(
  { settings, database, log, clock, machine = Date.now }: Parts,
  { github, pauses = {}, people, nudge }: Around,
) {
  const { releases } = settings;
  const evidence = evidenceStore(database);
  const store = checklistStore(database);
  const { apiUrl, ...auth } = github;
  let stopped = false;
  const reading = {
    ...{ releases, store, readBoxes, clock, log },
    files: createTextFiles({ apiUrl, auth, log, ...pauses }),
    stopped: () => stopped,
  };
  return {
    waivers: waiverDesk({
      ...{ releases, evidence, people, clock, nudge },
      store: waiverStore(database, machine),
      renderer: { waiver: waiverSaying, answer: waiverAnswer },
      channels: settings.channels.release,
    }),
    checklists: checklistDesk({ releases, evidence, store, people, clock }),
    /** Reads the files of checklists that are due. */
    read: () => readChecklists(reading),
    stop() {
      stopped = true;
    },
  };
}
