/** What people are asked after the all-clear: the three lists of lessons, each with a form, or by a word in the thread. */
import type { Saying } from '../../../domain/delivery.js';
import { lessonLists } from '../../../domain/postmortem/event.js';
import type { Shown } from '../incident/shown.js';
import { roomy } from '../incident/wording.js';
import { buttons, context, sections } from '../parts/block.js';
import { typedLine } from '../parts/typed.js';
import { listAction, partValue, postmortemAction } from './names.js';
import { listNames } from './words.js';

export function askForLessons({ incident }: Shown): Saying {
  const { id, facts } = incident;
  const title = typedLine(facts.title, roomy('title'));
  return {
    text: `Incident ${id} is over. What went well, what went wrong, where did we get lucky? ${title}`,
    blocks: [
      ...sections('', [
        `:bulb: *Incident ${id} is over: ${title}*`,
        'What went well? What went wrong? Where did we get lucky? What you write now becomes part of the post-mortem.',
      ]),
      buttons([
        ...lessonLists.map((list) => ({
          text: `${listNames[list]}…`,
          action: listAction[list],
          value: partValue(id, list),
        })),
        { text: 'Action item…', action: postmortemAction.addAction, value: String(id) },
      ]),
      context(
        'Or begin a reply in this thread with `well:`, `wrong:`, `lucky:`, or `action detect:`, `action prevent:`, `action mitigate:`. Lessons follow what you edit.',
      ),
    ],
  };
}
