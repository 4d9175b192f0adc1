/** The private answer to `/incident postmortem`: how far it is, what is missing, and a way to write each part of it. */
import type { Person } from '../../../domain/person.js';
import { plural } from '../../../domain/plural.js';
import { lessonLists, type Section, sections as sectionKinds } from '../../../domain/postmortem/event.js';
import { showDuration } from '../../../domain/time.js';
import { tookOf } from '../incident/wording.js';
import {
  type Block,
  context,
  firstThatFits,
  header,
  type Message,
  section,
  sections,
} from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { link } from '../parts/text.js';
import { linkText, named, typedLine } from '../parts/typed.js';
import { postMortemDeeds } from './deeds.js';
import { postmortemAction, sectionValue } from './names.js';
import type { Around, ShownPostMortem } from './shown.js';
import { itemLine, listNames, sectionNames, statusNames } from './words.js';

/** How much is shown, from the fullest version to the barest. */
const sizes = [
  { section: 700, lessons: 6, lesson: 220, items: 10, item: 160 },
  { section: 400, lessons: 4, lesson: 160, items: 8, item: 120 },
  { section: 250, lessons: 3, lesson: 100, items: 6, item: 90 },
  { section: 120, lessons: 2, lesson: 60, items: 4, item: 60 },
  { section: 60, lessons: 1, lesson: 40, items: 2, item: 40 },
];
type Size = (typeof sizes)[number];

export function postMortemMessage(shown: ShownPostMortem, around: Around): Message {
  const { incident, postmortem } = shown;
  const title = `Post-mortem of incident ${incident.id}`;
  const status = statusNames[postmortem.status];
  return {
    text: `${title}: ${status}. ${shown.missing.length === 0 ? 'Nothing is missing.' : `${plural(shown.missing.length, 'thing')} missing.`}`,
    blocks: firstThatFits(
      sizes.map((size) => () => [
        header(title),
        ...smallPrint(shown, around),
        ...missing(shown),
        ...written(shown, size),
        ...lessons(shown, size),
        ...items(shown, around, size),
        postMortemDeeds(shown, around.settings),
      ]),
    ),
  };
}

function smallPrint(
  { incident, postmortem, owners, collaborators }: ShownPostMortem,
  around: Around,
): Block[] {
  const took = tookOf(incident);
  const people = (all: readonly Person[], most: number) =>
    `${all.slice(0, most).map(named).join(', ')}${all.length > most ? ` and ${all.length - most} more` : ''}`;
  const began = `declared ${forReader(incident.declaredAt, around.zone)}`;
  const lasted =
    took === null ? `open for ${showDuration(around.now - incident.declaredAt)}` : `lasted ${took}`;
  const signed = owners.filter(({ id }) => postmortem.signed.has(id));
  const { pull } = postmortem;
  const names = signed.length === 0 ? '' : ` (${people(signed, 8)})`;
  return [
    `*${statusNames[postmortem.status]}* · ${typedLine(incident.facts.title, 300)} · ${began} · ${lasted}`,
    `Owners: ${people(owners, 8)} · ${signed.length} of ${owners.length} signed${names}`,
    ...(collaborators.length === 0 ? [] : [`Took part: ${people(collaborators, 12)}`]),
    ...(pull === null ? [] : [`Its pull request: ${link(pull.url, linkText(pull.name, 160))}`]),
    // What stands in one block stands in one line.
  ].map((line) => context(line));
}

function missing({ missing: all }: ShownPostMortem): Block[] {
  if (all.length === 0) return [];
  const lines = all.slice(0, 12).map((one) => `• ${typedLine(one, 200)}`);
  return sections('*Missing before it can be final*', [
    ...lines,
    ...(all.length > lines.length ? [`and ${all.length - lines.length} more`] : []),
  ]);
}

const written = ({ incident, postmortem, sections: all }: ShownPostMortem, size: Size): Block[] =>
  sectionKinds.map((kind) => {
    const { text, isWritten } = all[kind];
    const words = typedLine(text, size.section);
    const whence = isWritten ? '' : ' _from the record_';
    const name = `*${sectionNames[kind]}*`;
    return {
      ...section(words === '' ? `${name}\n_Nobody has written it yet._` : `${name}${whence}\n${words}`),
      ...(postmortem.status === 'final'
        ? {}
        : { accessory: writeButton(incident.id, kind, { isWritten, isMissing: words === '' }) }),
    };
  });

/** What nobody has written catches the eye. */
const writeButton = (incident: number, kind: Section, { isWritten, isMissing }: Record<string, boolean>) => ({
  type: 'button',
  text: { type: 'plain_text', text: isWritten ? 'Change…' : 'Write…', emoji: true },
  action_id: postmortemAction.write,
  value: sectionValue(incident, kind),
  ...(isMissing ? { style: 'primary' } : {}),
});

function lessons({ postmortem }: ShownPostMortem, size: Size): Block[] {
  const all = lessonLists.map((list) => {
    const those = postmortem.lessons.filter((one) => one.list === list);
    const lines = those
      .slice(-size.lessons)
      .map((one) => `• ${typedLine(one.text, size.lesson)} · ${named(one.by)}`);
    const left = those.length - lines.length;
    return [
      `*${listNames[list]}*${those.length === 0 ? ': nothing yet' : ''}`,
      ...(left > 0 ? [`${left} more before these`] : []),
      ...lines,
    ].join('\n');
  });
  // Between the lists there is an empty line.
  return sections(
    '',
    all.map((one, at) => (at === 0 ? one : `\n${one}`)),
  );
}

function items({ incident, postmortem }: ShownPostMortem, { now, zone }: Around, size: Size): Block[] {
  const { actions } = postmortem;
  const open = actions.filter(({ done }) => done === null);
  if (actions.length === 0) return sections('', ['*Action items*: none yet']);
  // What is open first: of what is done people know.
  const shown = [...open, ...actions.filter(({ done }) => done !== null)].slice(0, size.items);
  const left = actions.length - shown.length;
  return sections(`*Action items*: ${open.length} of ${actions.length} open`, [
    ...shown.map((one) => `• ${typedLine(one.text, size.item)} · ${itemLine(one, now, zone)}`),
    ...(left > 0 ? [`and ${left} more: \`/incident action ${incident.id} list\``] : []),
  ]);
}
