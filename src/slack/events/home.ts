/** Somebody opens the page of Signalman. */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { SlackDependencies } from '../dependencies.js';

type Opened = SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs;

/** The tab of the messages is none of ours. */
export function homeOpened({ home }: SlackDependencies) {
  return async ({ event, body }: Opened): Promise<void> => {
    if (home && event.tab === 'home') await home.opened(event.user, body.event_id);
  };
}
