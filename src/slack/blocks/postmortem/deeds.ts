/** What can be done with a post-mortem and its action items, as buttons and menus. */
import type { PostMortemSettings } from '../../../domain/incident/settings.js';
import { lessonLists } from '../../../domain/postmortem/event.js';
import type { ActionItem } from '../../../domain/postmortem/postmortem.js';
import type { Block } from '../parts/block.js';
import { plainText } from '../parts/text.js';
import {
  type ItemOption,
  itemOptions,
  itemValue,
  type MoreOption,
  moreOptions,
  partValue,
  postmortemAction,
} from './names.js';
import type { ShownPostMortem } from './shown.js';

const words = (text: string) => ({ type: 'plain_text', text: plainText(text), emoji: true });

const button = (text: string, action: string, value: string, style?: 'primary') => ({
  ...{ type: 'button', text: words(text), action_id: action, value },
  ...(style ? { style } : {}),
});

const menu = (action: string, options: { text: string; value: string }[]) => ({
  type: 'overflow',
  action_id: action,
  options: options.map(({ text, value }) => ({ text: words(text), value })),
});

export function postMortemDeeds(
  { incident, postmortem }: ShownPostMortem,
  { repository }: Pick<PostMortemSettings, 'repository'>,
): Block {
  const id = String(incident.id);
  const isFinal = postmortem.status === 'final';
  const more: MoreOption[] = [
    ...(isFinal ? [] : (['owners', 'lessons'] as const)),
    ...(isFinal || postmortem.askedAt !== null ? [] : (['ask'] as const)),
    'timeline',
  ];
  return {
    type: 'actions',
    elements: [
      ...(isFinal
        ? []
        : [button('Add a lesson…', postmortemAction.lesson, partValue(incident.id, lessonLists[0]))]),
      button('Add an action item…', postmortemAction.addAction, id),
      ...(postmortem.actions.length === 0 ? [] : [button('Action items', postmortemAction.list, id)]),
      button('Status…', postmortemAction.status, id),
      ...(postmortem.status === 'pending' ? [button('Sign', postmortemAction.sign, id, 'primary')] : []),
      button('Post as a file', postmortemAction.file, id),
      // An incident under embargo is written to no repository.
      ...(repository === null || incident.isEmbargoed
        ? []
        : [
            button(
              postmortem.pull ? 'Update the pull request' : 'Open a pull request',
              postmortemAction.pull,
              id,
            ),
          ]),
      menu(
        postmortemAction.more,
        more.map((what) => ({ text: moreOptions[what], value: `${what}:${id}` })),
      ),
    ],
  };
}

/** The menu at one action item. */
export function itemMenu(incident: number, { id, done, issue, filing }: ActionItem): object {
  const offered: ItemOption[] = done
    ? ['change', 'reopen', 'remove']
    : ['change', ...(issue || filing ? [] : (['file'] as const)), 'done', 'drop', 'remove'];
  return menu(
    postmortemAction.item,
    offered.map((what) => ({ text: itemOptions[what], value: itemValue(what, incident, id) })),
  );
}

export const addItemDeed = (incident: number, pages: object[]): Block => ({
  type: 'actions',
  elements: [
    button('Add an action item…', postmortemAction.addAction, String(incident), 'primary'),
    button('Post-mortem', postmortemAction.show, String(incident)),
    ...pages,
  ],
});

/** @param from how many the page leaves out before it @param all how many there are */
export function pageDeeds(incident: number, from: number, perPage: number, all: number): object[] {
  const page = (text: string, action: string, at: number) => button(text, action, `${incident}:${at}`);
  return [
    ...(from === 0 ? [] : [page('Previous', postmortemAction.newerItems, Math.max(0, from - perPage))]),
    ...(from + perPage >= all ? [] : [page('More', postmortemAction.olderItems, from + perPage)]),
  ];
}
