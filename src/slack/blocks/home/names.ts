/** What the buttons of a Home are called towards Slack, where they are its own; the others are those of messages. */

export const homeAction = { release: 'home_release', open: 'home_open' } as const;
