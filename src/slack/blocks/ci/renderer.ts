/** The words for each place where an alert is shown, together. */
import { alertSaying } from './alert.js';
import { escalationSaying, newsSaying } from './news.js';

/** The `CiRenderer` of `app/ports/ci.ts`. All pure. */
export const ciRenderer = { alert: alertSaying, news: newsSaying, escalation: escalationSaying };
