/** The workspace of a chaos run: healthy places of every kind, and broken ones that must delay nobody. */
import type { LocalSlackOptions } from '../../slack/options.js';

export const botToken = 'xoxb-chaos-token';
const bot = 'U0BOT';

const numbered = (count: number, name: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => name(at + 1));

/** The bot is in every second one; it joins the others. */
const open = numbered(22, (at) => `C0OPEN${at}`);
const invited = numbered(2, (at) => `C0INVITED${at}`);
const people = numbered(4, (at) => `U0PERSON${at}`);
export const archived: readonly string[] = numbered(2, (at) => `C0ARCHIVED${at}`);
const shut = numbered(2, (at) => `C0SHUT${at}`);
/** Was deleted: nobody knows it. */
const deleted = ['C0DELETED1'];

/** Becomes an archive in the middle of a run. */
export const archivedLater = 'C0CLOSING1';
export const healthy: readonly string[] = [...open, ...invited, ...people];
export const broken: readonly string[] = [...archived, ...shut, ...deleted];
export const destinations: readonly string[] = [...healthy, ...broken, archivedLater];

export function workspace(): LocalSlackOptions {
  const channel = (id: string, more: { isPrivate?: boolean; isArchived?: boolean }, isIn: boolean) => ({
    id,
    name: id.toLowerCase(),
    members: isIn ? [bot, 'U0PERSON1'] : ['U0PERSON1'],
    ...more,
  });
  return {
    botToken,
    botUserId: bot,
    signingSecret: 'unused',
    limits: 'none',
    logSize: 10,
    seed: {
      users: people.map((id) => ({ id, name: id.toLowerCase(), realName: id })),
      userGroups: [],
      channels: [
        ...open.map((id, at) => channel(id, {}, at % 2 === 0)),
        channel(archivedLater, {}, true),
        ...invited.map((id) => channel(id, { isPrivate: true }, true)),
        ...archived.map((id) => channel(id, { isArchived: true }, false)),
        ...shut.map((id) => channel(id, { isPrivate: true }, false)),
      ],
    },
  };
}
