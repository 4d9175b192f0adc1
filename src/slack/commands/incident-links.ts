/** What `/incident link`, `duplicate`, `unlink` and `links` do, and their private answers. */
import type { Incidents } from '../../app/incident/incidents.js';
import { shortName } from '../../domain/incident/sights.js';
import { linkedAnswer, linksMessage } from '../blocks/incident/links.js';
import { context, type Message, section } from '../blocks/parts/block.js';
import { typedLine } from '../blocks/parts/typed.js';
import { theOne } from '../incident/which.js';
import type { LinkCommand } from './parse-incident-links.js';

export async function answerLinks(
  incidents: Incidents,
  asked: LinkCommand,
  by: { actor: { id: string; name: string }; request: string },
): Promise<Message> {
  const id = await theOne(
    incidents,
    asked.id,
    asked.do === 'link' && asked.as === 'duplicate' ? 'duplicate' : asked.do,
    by.actor,
  );
  if (asked.do === 'links') return linksMessage((await incidents.show(id, by.actor)).shown.incident);
  if (asked.do === 'link') {
    const { as, items: text } = asked;
    return linkedAnswer(id, as, await incidents.link({ ...by, id, text, as }));
  }
  const { item, reason } = asked;
  await incidents.unlink({ ...by, id, item, reason });
  const text = `${typedLine(shortName(item), 150)} is taken off incident ${id}.`;
  return { text, blocks: [section(text), context(`\`/incident link ${id}\` links it again`)] };
}
