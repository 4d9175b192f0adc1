/** How what belongs to a post-mortem is owed: messages in Slack, and what is written at GitHub. */
import { aDay, type NewDelivery, type Saying } from '../../domain/delivery.js';
import { type GitHubContent, githubPlace } from '../../domain/github-content.js';

/** What waits for nobody in particular, but must not be lost: in ms. */
export const aMonth = 30 * aDay;

type Name = Pick<NewDelivery, 'purpose' | 'subject'>;

export function messageTo(
  destination: string,
  name: Name,
  rich: Saying,
  more: Partial<NewDelivery> = {},
): NewDelivery {
  return {
    ...{ ...name, destination, revision: 1, thread: null, urgent: false, worthFor: aDay },
    content: { kind: 'message', rich, plain: null },
    ...more,
  };
}

/** @param repository `owner/name` */
export function atRepository(
  repository: string,
  name: Name,
  revision: number,
  content: GitHubContent,
): NewDelivery {
  return {
    ...{ ...name, revision, destination: githubPlace + repository, content },
    ...{ thread: null, urgent: false, worthFor: aMonth },
  };
}
