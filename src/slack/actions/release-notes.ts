/** The buttons of release notes: in private answers, in reminders and in a Home. */
import { answerAll, answering } from '../answer.js';
import { type GapsPlace, gapsOfValue, writeOf } from '../blocks/release-notes/names.js';
import { notesHelp } from '../commands/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { draftAnswer, gapsAnswer, overviewAnswer, publishAnswer, writeForm } from '../release-notes/deeds.js';
import { notesOf, staleButton } from '../release-notes/desk.js';
import { type ActionArgs, buttonWith, type Pressed, valueIn } from './pressed.js';

const button = buttonWith(notesHelp, notesOf);

export const pressWrite = button(({ value, open, ...notes }) => {
  const meant = writeOf(value);
  if (!meant) throw staleButton();
  return open('Write a release note', () => writeForm(notes, meant.release, meant.number));
});

/** Also another page, and others of the gaps: what is meant stands in the value. */
export const pressGaps = button(async ({ value, asked, ...notes }) => {
  const place = gapsOfValue(value);
  if (!place) throw staleButton();
  return await gapsAnswer(notes, placed(place, asked), () => place.filter);
});

const placed = ({ release, page }: GapsPlace, { actor }: Pressed['asked']) => ({
  ...{ name: release, page },
  user: actor.id,
});

export const pressOverview = button(({ value, asked, ...notes }) =>
  overviewAnswer(notes, { name: nameIn(value), user: asked.actor.id }),
);

export const pressDraft = button(({ value, asked, channel, ...notes }) =>
  draftAnswer(notes, { ...asked, name: nameIn(value), channel }),
);

export const pressPublish = button(({ value, asked, channel, ...notes }) =>
  publishAnswer(notes, { ...asked, name: nameIn(value), channel }),
);

/** @throws UserFault `stale-button` */
function nameIn(value: string): string {
  if (value === '') throw staleButton();
  return value;
}

/** The same overview for everybody in the channel, with the name of who shared it. */
export function pressShare(deps: SlackDependencies) {
  return async ({ ack, action, body, respond }: ActionArgs): Promise<void> => {
    await ack();
    await answering(deps, respond, notesHelp, async () => {
      const shown = { name: nameIn(valueIn(action)), user: body.user.id, isShared: true };
      const message = await overviewAnswer(notesOf(deps), shown);
      await answerAll(respond, message);
      return null;
    });
  };
}
