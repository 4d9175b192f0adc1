/** The words for each place where a meeting is shown, together. */
import { agendaSaying } from './agenda.js';
import { actionsSaying, beginsSaying, newsSaying, untouchedSaying } from './thread.js';

/** The `MeetingRenderer` of `app/ports/meeting-store.ts`. All pure. */
export const meetingRenderer = {
  agenda: agendaSaying,
  begins: beginsSaying,
  news: newsSaying,
  untouched: untouchedSaying,
  actions: actionsSaying,
};
