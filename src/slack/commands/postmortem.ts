/** What `/incident` does with post-mortems: a private answer, or a form. */

import { lessonLists } from '../../domain/postmortem/event.js';
import type { Message } from '../blocks/parts/block.js';
import { said } from '../blocks/parts/block.js';
import { itemsMessage } from '../blocks/postmortem/items.js';
import { postMortemMessage } from '../blocks/postmortem/show.js';
import { listNames } from '../blocks/postmortem/words.js';
import { theOne } from '../incident/which.js';
import type { Modal } from '../modals/modal.js';
import { aroundOf, type Desks } from '../postmortem/desk.js';
import { lessonForm, newActionForm } from '../postmortem/forms.js';
import type { PostMortemCommand } from './parse-postmortem.js';

interface Typed {
  actor: { id: string; name: string };
  request: string;
  open(title: string, make: () => Promise<Modal>): Promise<null>;
}

export async function postMortemCommand(
  desks: Desks,
  command: PostMortemCommand,
  { actor, request, open }: Typed,
): Promise<Message | null> {
  const { desk, incidents } = desks;
  const looking = { ...desks, asked: { actor } };
  const id = () => theOne(incidents, command.id, command.do, actor);
  switch (command.do) {
    case 'postmortem':
      return postMortemMessage(await desk.show(await id(), actor), aroundOf(incidents));
    case 'actions':
      return itemsMessage(await desk.show(await id(), actor), aroundOf(incidents));
    case 'action':
      return await open('Add an action item', async () => newActionForm(looking, await id(), command.text));
    case 'lesson': {
      const { list, text } = command;
      if (list === null || text === '')
        return await open('Add a lesson', async () =>
          lessonForm(looking, await id(), { list: list ?? lessonLists[0], text }),
        );
      const found = await id();
      await desk.addLesson({ actor, request, id: found, list, text, source: null });
      return said(
        `It stands under *${listNames[list]}* in the post-mortem of incident ${found}.`,
        `\`/incident postmortem ${found}\` shows all of it`,
      );
    }
  }
}
