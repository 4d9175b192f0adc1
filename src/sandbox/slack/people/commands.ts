// Slash commands.
import { whisper } from '../acts.js';
import type { Core } from '../core.js';
import type { Fields } from '../fields.js';
import { isFields, parseJson } from '../fields.js';
import { readContent } from '../methods/message-args.js';
import { Refusal } from '../refusal.js';
import { sendAnswer } from '../respond.js';
import { type Outcome, outcomeOf, placeOfPerson } from './interaction.js';

export interface SlashCommand {
  /** With its slash. */
  command: string;
  text: string;
  /** Id or name. */
  user: string;
  /** Id or name. */
  channel: string;
}

const channelNames = { public: '', private: 'privategroup', im: 'directmessage' } as const;

/** A person types a command. Resolves when the bot has acknowledged it, or has failed to. */
export async function slashCommand(core: Core, typed: SlashCommand): Promise<Outcome> {
  const { settings } = core;
  const { person, place } = placeOfPerson(core, typed.user, typed.channel);
  const where = { channel: place.id, user: person.id, threadTs: undefined };
  const triggerId = core.triggers.give(person.id);
  const responseUrl = `${core.url}/response/${core.responses.give({ user: person.id, channel: place.id })}`;
  const ack = await core.transport.deliver('slash_commands', {
    token: 'local-verification-token',
    team_id: settings.team.id,
    team_domain: settings.team.domain,
    channel_id: place.id,
    channel_name: channelNames[place.kind] || place.name,
    user_id: person.id,
    user_name: person.name,
    command: typed.command,
    text: typed.text,
    api_app_id: settings.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  });
  const at = settings.now();
  core.deliveries.push({
    kind: 'slash_commands',
    name: typed.command,
    eventId: undefined,
    retryNum: 0,
    ack,
    at,
  });
  const outcome = outcomeOf(ack, triggerId, responseUrl);
  const error = outcome.error ?? showAnswer(core, where, ack.body);
  if (error === undefined) {
    core.changes.stir();
    return outcome;
  }
  const text = `${typed.command} failed with the error "${error}"`;
  whisper(core, { ...where, text, source: 'system' });
  return { ...outcome, error };
}

/** Shows what came with the acknowledgement. @returns the refusal when it cannot be shown */
function showAnswer(core: Core, where: Parameters<typeof sendAnswer>[1], body: string): string | undefined {
  if (body === '') return undefined;
  const parsed = parseJson(body);
  const answer: Fields = isFields(parsed) ? parsed : { text: body };
  if (Object.keys(answer).length === 0) return undefined;
  try {
    sendAnswer(core, where, readContent(core, answer), answer, 'ack');
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
