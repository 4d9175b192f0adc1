/** What can be pressed at a poll, and how what is pressed says which one is meant. */
import type { Block } from '../parts/block.js';
import { plainText } from '../parts/text.js';
import { moreOption, signoffAction } from './names.js';

const words = (text: string) => ({ type: 'plain_text', text: plainText(text), emoji: true });

const button = (text: string, action: string, value: string, style?: 'primary' | 'danger') => ({
  ...{ type: 'button', text: words(text), action_id: action, value },
  ...(style ? { style } : {}),
});

/** For the leads of groups, and a menu for release leads. */
export function pollDeeds(poll: number): Block {
  const id = String(poll);
  const option = (what: string, text: string) => ({ text: words(text), value: `${what}:${id}` });
  return {
    type: 'actions',
    elements: [
      button('GO', signoffAction.go, id, 'primary'),
      button('GO if…', signoffAction.goIf, id),
      button('NO GO…', signoffAction.noGo, id, 'danger'),
      button('Withdraw', signoffAction.withdraw, id),
      {
        type: 'overflow',
        action_id: signoffAction.more,
        options: [
          option(moreOption.extend, 'Extend the deadline…'),
          option(moreOption.close, 'Close the poll…'),
        ],
      },
    ],
  };
}

/** For those who are reminded: what is left to say, without what only few need. */
export function reminderDeeds(poll: number, link: string | null): Block {
  const id = String(poll);
  return {
    type: 'actions',
    elements: [
      button('GO', signoffAction.go, id, 'primary'),
      button('GO if…', signoffAction.goIf, id),
      button('NO GO…', signoffAction.noGo, id, 'danger'),
      ...(link === null
        ? []
        : [{ type: 'button', text: words('Open the poll'), action_id: signoffAction.open, url: link }]),
    ],
  };
}

/** For release leads, where a poll is over. @param poll whose candidate it was */
export const againDeed = (poll: number): Block => ({
  type: 'actions',
  elements: [button('Ask again…', signoffAction.again, String(poll))],
});

/** @returns null: it was made by something else */
export function moreIn(value: string): { what: keyof typeof moreOption; poll: number } | null {
  const [, what, poll] = /^(extend|close):(\d{1,9})$/.exec(value) ?? [];
  return what === undefined || poll === undefined
    ? null
    : { what: what === 'extend' ? 'extend' : 'close', poll: Number(poll) };
}

/** For release leads, where nobody is asked. Slack takes no longer values. */
export const askDeed = (release: string): Block => ({
  type: 'actions',
  elements: [button('Ask the groups…', signoffAction.ask, release.slice(0, 2000), 'primary')],
});
