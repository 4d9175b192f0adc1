/** `/release-notes`: acknowledged at once; then a form, or a private answer. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { filterTyped } from '../../domain/release-notes/gap-list.js';
import { answering } from '../answer.js';
import type { Message } from '../blocks/parts/block.js';
import { helpMessage } from '../blocks/parts/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../forms/opening.js';
import { draftAnswer, gapsAnswer, overviewAnswer, publishAnswer, writeForm } from '../release-notes/deeds.js';
import { notesOf } from '../release-notes/desk.js';
import { notesHelp } from './help.js';
import { parseReleaseNotes } from './parse-release-notes.js';
import { requestKey } from './request.js';

type Args = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

export function notesCommand(deps: SlackDependencies) {
  return async ({ ack, command, respond, client }: Args): Promise<void> => {
    await ack();
    const read = () => parseReleaseNotes(command.text ?? '', deps.releases);
    const work = async (): Promise<Message | null> => {
      const asked = read();
      if (asked.do === 'help') return helpMessage(notesHelp);
      const notes = notesOf(deps);
      const { release: name } = asked;
      const actor = { id: command.user_id, name: command.user_name };
      const typed = { actor, request: requestKey(command), name, channel: command.channel_id };
      switch (asked.do) {
        case 'overview':
          return await overviewAnswer(notes, { name, user: actor.id });
        case 'gaps':
          return await gapsAnswer(notes, { name, user: actor.id, page: 0 }, (gaps, { groups }) =>
            filterTyped(asked.filter, gaps, groups),
          );
        case 'draft':
          return await draftAnswer(notes, typed);
        case 'publish':
          return await publishAnswer(notes, typed);
        case 'write': {
          const form = { client, log: deps.log, trigger: command.trigger_id, title: 'Write a release note' };
          await opening(form, () => writeForm(notes, name, asked.number));
          return null;
        }
      }
    };
    await answering(deps, respond, notesHelp, work, () => read().do === 'write');
  };
}
