/** The words for each place where an incident is shown, together. */
import { askForLessons } from '../postmortem/ask.js';
import { nag } from '../postmortem/nag.js';
import { copy, left } from './copy.js';
import { draft } from './draft.js';
import { lifted } from './embargo.js';
import { trouble } from './github.js';
import { head } from './head.js';
import { moreSuggestions, suggestion } from './links.js';
import { outside } from './outside.js';
import { brought, discussion, escalation, headless, line, reminder } from './thread.js';
import { ping, update } from './update.js';

/** The `IncidentRenderer` of `app/ports/incident.ts`. All pure. */
export const incidentRenderer = {
  ...{ head, copy, left, lifted, update, ping, outside },
  ...{ discussion, draft, reminder, escalation, headless, brought, trouble, line },
  ...{ suggestion, moreSuggestions },
  ...{ lessons: askForLessons, nag },
};
