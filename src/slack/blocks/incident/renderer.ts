/** The words for each place where an incident is shown, together. */
import { askForLessons } from '../postmortem/ask.js';
import { nag } from '../postmortem/nag.js';
import { copy, left } from './copy.js';
import { draft } from './draft.js';
import { head } from './head.js';
import { outside } from './outside.js';
import { brought, discussion, escalation, headless, line, reminder } from './thread.js';
import { ping, update } from './update.js';

/** The `IncidentRenderer` of `app/incident-ports.ts`. All pure. */
export const incidentRenderer = {
  ...{ head, copy, left, update, ping, outside },
  ...{ discussion, draft, reminder, escalation, headless, brought, line },
  ...{ lessons: askForLessons, nag },
};
