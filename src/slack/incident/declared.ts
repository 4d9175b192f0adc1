/** What whoever has declared an incident is told. */
import type { Incident } from '../../domain/incident/incident.js';
import type { IncidentSettings } from '../../domain/incident/settings.js';
import { plural } from '../../domain/plural.js';
import { context, section } from '../blocks/parts/block.js';
import { mention } from '../blocks/parts/text.js';
import { type Modal, messageView } from '../modals/modal.js';

export function declaredView({ id, copies, facts }: Incident, { channel }: IncidentSettings, by: string) {
  const isMine = facts.commander.id === by;
  const commands = isMine ? 'you command it' : `${mention(facts.commander.id)} commands it`;
  const said = section(`Incident ${id} is declared, and ${commands}.`);
  const copied =
    copies.size === 0
      ? ''
      : `; ${plural(copies.size, 'other place')} ${copies.size === 1 ? 'gets' : 'get'} a copy`;
  const next = isMine
    ? `. The next revision: \`/incident update ${id}\``
    : '. What you learn belongs there too.';
  return {
    ...messageView('Declared', ''),
    blocks: [said, context(`Its one thread is in <#${channel}>${copied}${next}`)],
  };
}

/** @param isSeen whether whoever declared it is in the private channel; for anybody else it does not exist from here on */
export function underEmbargoView(
  { id, facts }: Incident,
  { embargo }: IncidentSettings,
  isSeen: boolean,
): Modal {
  const after = `${mention(facts.commander.id)} looks after it.`;
  const blocks = isSeen
    ? [
        section(`Incident ${id} is declared under embargo. ${after}`),
        context(`Its one thread is in <#${embargo?.channel}>. Nobody outside that channel hears of it.`),
      ]
    : [
        section(
          `Thank you: it is noted under embargo, and the people who look after such things know of it. ${after}`,
        ),
        context(
          'Please tell nobody else. It is kept in a private channel: they invite you if they need you.',
        ),
      ];
  return { ...messageView('Noted', ''), blocks };
}
