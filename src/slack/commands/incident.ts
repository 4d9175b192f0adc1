/** `/incident`: acknowledged at once; then a form, or one use case and its private answer. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Incidents } from '../../app/incident/incidents.js';
import type { Actor } from '../../app/permission.js';
import { answering } from '../answer.js';
import { incidentList } from '../blocks/incident/list.js';
import { incidentShow } from '../blocks/incident/show.js';
import { incidentStatsMessage } from '../blocks/incident/stats.js';
import { timelineMessage } from '../blocks/incident/timeline.js';
import { type Message, said } from '../blocks/parts/block.js';
import { helpMessage } from '../blocks/parts/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../forms/opening.js';
import { declareForm, formTitles, incidentForm } from '../incident/forms.js';
import { incidentsOf, theOne } from '../incident/which.js';
import type { Modal } from '../modals/modal.js';
import { desksOf } from '../postmortem/desk.js';
import { incidentHelp } from './help.js';
import { answerLinks } from './incident-links.js';
import { type IncidentCommand, parseIncident } from './parse-incident.js';
import type { LinkCommand } from './parse-incident-links.js';
import type { PostMortemCommand } from './parse-postmortem.js';
import { postMortemCommand } from './postmortem.js';
import { requestKey } from './request.js';

type Args = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** What may open a form. */
const forms: readonly string[] = ['declare', 'form', 'action', 'lesson'];

export function incidentCommand(deps: SlackDependencies) {
  return async ({ ack, command, respond, client }: Args): Promise<void> => {
    await ack();
    const read = () => parseIncident(command.text ?? '');
    const work = async () => {
      const asked = read();
      if (asked.do === 'help') return helpMessage(incidentHelp);
      const incidents = incidentsOf(deps);
      const actor = { id: command.user_id, name: command.user_name };
      const form = { client, log: deps.log, trigger: command.trigger_id };
      if (asked.do === 'declare') {
        await opening({ ...form, title: 'Declare an incident' }, () =>
          declareForm(incidents, actor, asked.title, null, asked.embargo),
        );
        return null;
      }
      if (asked.do === 'form') {
        const { form: name, id, text } = asked;
        await opening({ ...form, title: formTitles[name] }, () =>
          incidentForm(incidents, { form: name, id, actor, text, message: null }),
        );
        return null;
      }
      if (isAboutLinks(asked))
        return await answerLinks(incidents, asked, { actor, request: requestKey(command) });
      if (asked.do === 'stats')
        return incidentStatsMessage(await deps.incidentStats(asked), incidents.settings);
      if (isOfPostMortem(asked)) {
        const open = async (title: string, make: () => Promise<Modal>) => {
          await opening({ ...form, title }, make);
          return null;
        };
        return await postMortemCommand(desksOf(deps), asked, { actor, request: requestKey(command), open });
      }
      return await answer(incidents, asked, {
        actor,
        channel: command.channel_id,
        request: requestKey(command),
      });
    };
    await answering(deps, respond, incidentHelp, work, () => forms.includes(read().do));
  };
}

const isAboutLinks = (asked: IncidentCommand): asked is LinkCommand =>
  asked.do === 'link' || asked.do === 'unlink' || asked.do === 'links';

const isOfPostMortem = (asked: IncidentCommand): asked is PostMortemCommand =>
  ['postmortem', 'action', 'actions', 'lesson'].includes(asked.do);

async function answer(
  incidents: Incidents,
  asked: Exclude<
    IncidentCommand,
    LinkCommand | PostMortemCommand | { do: 'help' | 'declare' | 'form' | 'stats' }
  >,
  { actor, channel, request }: { actor: Actor; channel: string; request: string },
): Promise<Message> {
  if (asked.do === 'list') {
    const { incidents: all, heads } = await incidents.list(actor);
    return incidentList(all, incidents.settings, heads, incidents.now());
  }
  const id = await theOne(incidents, asked.id, asked.do, actor);
  if (asked.do === 'show') return await showMessage(incidents, id, actor);
  if (asked.do === 'timeline' && asked.file) {
    await incidents.sendTimeline({ actor, request, id, zone: asked.zone });
    return said('The whole timeline is on its way to you as a file, directly.');
  }
  if (asked.do === 'timeline') return await timelineAnswer(incidents, id, asked.zone, actor);
  // In a direct conversation nobody but the person is told anyway.
  const me = asked.me || channel.startsWith('D');
  const destination = me ? actor.id : channel;
  if (asked.do === 'subscribe') await incidents.subscribe({ actor, request, id, destination });
  else await incidents.unsubscribe({ actor, request, id, destination });
  return followed(id, asked.do, me);
}

export async function showMessage(incidents: Incidents, id: number, viewer: Actor): Promise<Message> {
  const { shown, receipt, missing, now } = await incidents.show(id, viewer);
  return incidentShow(shown, receipt, missing, now);
}

/** @param zone IANA; null: the one that is configured */
export async function timelineAnswer(
  incidents: Incidents,
  id: number,
  zone: string | null,
  viewer: Actor,
): Promise<Message> {
  const { shown } = await incidents.show(id, viewer);
  return timelineMessage(shown.incident, zone ?? incidents.settings.zone);
}

export function followed(id: number, done: 'subscribe' | 'unsubscribe', me: boolean): Message {
  const where = me ? 'you' : 'this channel';
  const text =
    done === 'subscribe'
      ? `Every revision of incident ${id} now comes to ${where}.`
      : `No more of incident ${id} comes to ${where}.`;
  const undo = done === 'subscribe' ? 'unsubscribe' : 'subscribe';
  return said(text, `\`/incident ${undo} ${id}${me ? ' me' : ''}\` changes it back`);
}
