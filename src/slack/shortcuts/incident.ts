/** Shortcuts: an incident is declared from anywhere; a message becomes an incident, an update, or an entry. */
import type {
  AllMiddlewareArgs,
  GlobalShortcut,
  MessageShortcut,
  SlackShortcutMiddlewareArgs,
} from '@slack/bolt';
import type { Incidents } from '../../app/incident/incidents.js';
import { UserFault } from '../../domain/fault.js';
import { appOf, type SlackMessage, saidIn } from '../asking/said.js';
import { faultMessage } from '../blocks/parts/help.js';
import { incidentHelp } from '../commands/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../forms/opening.js';
import { declareForm, type FromMessage, formTitles, incidentForm } from '../incident/forms.js';
import { incidentsOf } from '../incident/which.js';
import type { Modal } from '../modals/modal.js';

type Global = SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs;
type OnMessage = SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs;

export function declareAnywhere(deps: SlackDependencies) {
  return async ({ ack, shortcut, client }: Global): Promise<void> => {
    await ack();
    const actor = { id: shortcut.user.id, name: shortcut.user.username };
    await formOf(
      deps,
      { client, trigger: shortcut.trigger_id, user: actor.id, at: null },
      'Declare an incident',
      () => declareForm(incidentsOf(deps), actor, '', null),
    );
  };
}

/** From a message: what the form is, and what it is called while it loads. */
function fromMessage(
  title: string,
  make: (incidents: Incidents, actor: { id: string; name: string }, message: FromMessage) => Promise<Modal>,
) {
  return (deps: SlackDependencies) =>
    async ({ ack, shortcut, client }: OnMessage): Promise<void> => {
      await ack();
      const actor = { id: shortcut.user.id, name: shortcut.user.name };
      const { channel, message } = shortcut;
      const said: SlackMessage = message;
      const at = { channel: channel.id, threadTs: (message.thread_ts as string | undefined) ?? null };
      await formOf(deps, { client, trigger: shortcut.trigger_id, user: actor.id, at }, title, async () => {
        const incidents = incidentsOf(deps);
        return await make(
          incidents,
          actor,
          await incidents.fromMessage({
            channel: channel.id,
            ts: message.ts,
            text: saidIn(said),
            user: said.user ?? null,
            app: appOf(said),
            edited: said.edited?.ts ?? null,
          }),
        );
      });
    };
}

export const declareFrom = fromMessage('Declare an incident', (incidents, actor, message) =>
  declareForm(incidents, actor, '', message),
);

export const updateFrom = fromMessage(formTitles.update, (incidents, actor, message) =>
  incidentForm(incidents, { form: 'update', id: null, actor, text: message.text, message: null }),
);

export const noteFrom = fromMessage(formTitles.note, (incidents, actor, message) =>
  incidentForm(incidents, { form: 'note', id: null, actor, text: '', message }),
);

interface Opened {
  client: Global['client'];
  trigger: string;
  user: string;
  /** Where the person is, if anywhere. */
  at: { channel: string; threadTs: string | null } | null;
}

async function formOf(
  { log, count, whisper }: SlackDependencies,
  { client, trigger, user, at }: Opened,
  title: string,
  make: () => Promise<Modal>,
): Promise<void> {
  try {
    await opening({ client, log, trigger, title }, make);
    count('fine');
  } catch (error) {
    if (!(error instanceof UserFault)) {
      count('broken');
      log.error({ err: error }, 'a form could not be opened');
      return;
    }
    count('fault');
    // A global shortcut comes from nowhere: there Slack itself says that nothing came of it.
    if (at) await whisper({ ...at, user, message: faultMessage(error, incidentHelp) });
    else log.warn({ code: error.code, user }, 'a form could not be opened in time');
  }
}
