/** `/release-status`: acknowledged at once, then one use case, then the private answer. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Status } from '../../domain/status.js';
import { answering } from '../answer.js';
import { calendarMessage } from '../blocks/calendar/calendar.js';
import { testsMessage } from '../blocks/ci/tests.js';
import { reportMessage } from '../blocks/digest/report.js';
import { scheduleMessage } from '../blocks/digest/schedule.js';
import { kepMessage } from '../blocks/enhancements/kep.js';
import { limits, type Message } from '../blocks/parts/block.js';
import { helpMessage } from '../blocks/parts/help.js';
import { notesStatusMessage } from '../blocks/release-notes/section.js';
import { signoffMessage } from '../blocks/signoff/section.js';
import { leadNote } from '../blocks/status/first-use.js';
import { notesMessage } from '../blocks/status/hand-written.js';
import { featuresMessage, issuesMessage, kindMessage } from '../blocks/status/section.js';
import { statusMessage } from '../blocks/status/status.js';
import { checklistsMessage } from '../blocks/waivers/checklists.js';
import type { SlackDependencies } from '../dependencies.js';
import { statusHelp } from './help.js';
import { parseStatus } from './parse-status.js';
import { requestKey } from './request.js';

type Args = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

export function statusCommand(deps: SlackDependencies) {
  return async ({ ack, command, respond }: Args): Promise<void> => {
    await ack();
    await answering(deps, respond, statusHelp, async () => {
      const asked = parseStatus(command.text ?? '', deps.releases);
      switch (asked.do) {
        case 'help':
          return helpMessage(statusHelp);
        case 'show':
          return withLeadNote(
            deps,
            sectionMessage(deps, await deps.showStatus(asked.release), asked.section, asked.about),
          );
        case 'kep':
          return kepMessage(await deps.showEnhancement({ name: asked.release, number: asked.number }));
        case 'schedule':
          return scheduleMessage(
            await deps.manageSchedules({
              name: asked.release,
              act: asked.act,
              actor: { id: command.user_id, name: command.user_name },
              channel: command.channel_id,
              request: requestKey(command),
            }),
          );
        case 'act': {
          const actor = { id: command.user_id, name: command.user_name };
          return notesMessage(
            await deps.act({ name: asked.release, actor, act: asked.act, request: requestKey(command) }),
          );
        }
      }
    });
  };
}

/** Where nobody may change anything yet, whoever asks hears what is missing, as in their Home. */
function withLeadNote({ hasLead }: SlackDependencies, message: Message): Message {
  if (hasLead) return message;
  return { ...message, blocks: [...message.blocks.slice(0, limits.blocks - 1), leadNote()] };
}

/** The message of one section of a status. */
export function sectionMessage(
  deps: Pick<SlackDependencies, 'renderReport'>,
  status: Status,
  section: string,
  about: string | null = null,
): Message {
  if (section === 'issues') return issuesMessage(status);
  if (section === 'features') return featuresMessage(status, about);
  if (section === 'tests') return testsMessage(status);
  if (section === 'signoff') return signoffMessage(status);
  if (section === 'checklist') return checklistsMessage(status);
  if (section === 'calendar') return calendarMessage(status);
  if (section === 'notes') return notesStatusMessage(status);
  if (section === 'report') return reportMessage(status, deps.renderReport(status));
  const kind = status.release.kinds.find((one) => one.id === section);
  return kind ? kindMessage(status, kind) : statusMessage(status);
}
