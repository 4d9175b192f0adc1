/** The words for each place where a poll is shown, together. */
import { delegationSaying } from './delegation.js';
import { pollNewsSaying, reminderSaying } from './news.js';
import { pollSaying } from './poll.js';

/** The `SignoffRenderer` of `app/ports/signoff.ts`. All pure. */
export const signoffRenderer = {
  poll: pollSaying,
  news: pollNewsSaying,
  reminder: reminderSaying,
  delegation: delegationSaying,
};
