/** The private answer to `/incident stats`: how many, how long what took, and what is still owed. */
import { steps } from '../../../domain/incident/course.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import type { IncidentStats, ShownStats } from '../../../domain/incident/stats.js';
import {
  apartWords,
  spreadWords,
  statsBriefly,
  stepMeanings,
  stepNames,
  updatesWords,
} from '../../../domain/incident/stats-words.js';
import { plural } from '../../../domain/plural.js';
import { actionTypes } from '../../../domain/postmortem/event.js';
import { isoDay } from '../../../domain/time.js';
import { type Block, context, firstThatFits, header, type Message, sections } from '../parts/block.js';
import { clip } from '../parts/text.js';
import { typedLine } from '../parts/typed.js';
import { severityName } from './wording.js';

/** So many releases and severities have a line. */
const mostLines = 10;

export function incidentStatsMessage(
  { stats, span, release }: ShownStats,
  settings: IncidentSettings,
): Message {
  const of = release === null ? '' : ` of ${clip(release, 90)}`;
  const severity = (id: string) => severityName(id, settings);
  const today = isoDay(span.until - 1, settings.zone);
  const apart = apartWords(stats);
  const blocks = (): Block[] => [
    header(`Incidents${of} ${span.words}: ${stats.count}`),
    ...(stats.count === 0 ? [] : figures(stats, release === null, severity)),
    context(
      [
        ...(apart === '' ? [] : [`Not counted: ${apart}`]),
        stats.count === 0 ? 'None was declared then' : 'Those that were declared then, as they stand now',
        `Another time: \`/incident stats ${today.slice(0, 7)}\`, \`30d\`, \`all\` or \`since ${today}\`; name a release to count only its own`,
      ].join(' · '),
    ),
  ];
  return {
    text: `${typedLine(`Incidents${of} ${span.words}: ${statsBriefly(stats, severity)}`, 900)}.`,
    blocks: firstThatFits([blocks]),
  };
}

function figures(stats: IncidentStats, ofAll: boolean, severity: (id: string) => string): Block[] {
  const { open, resolved, took, bySeverity, byRelease, postmortems, actions } = stats;
  const times = steps.map((step) => {
    const spread = took[step];
    const shown = spread === null ? 'not known of any' : spreadWords(spread);
    const of = spread === null || spread.of === stats.count ? '' : ` · of ${spread.of}`;
    return `• *${stepNames[step]}*: ${shown}${of} _(${stepMeanings[step]})_`;
  });
  const updates = updatesWords(stats);
  const todo = actionTypes.flatMap((type) => {
    const { open: left, done } = actions[type];
    return left + done === 0 ? [] : [`${type} ${done} of ${left + done} done`];
  });
  const owed = [
    ...(updates === null ? [] : [`• ${updates}`]),
    ...(postmortems.final + postmortems.open === 0
      ? []
      : [`• ${plural(postmortems.final, 'post-mortem')} final, ${postmortems.open} open`]),
    ...(todo.length === 0 ? [] : [`• Action items: ${todo.join(', ')}`]),
  ];
  const counted = (list: IncidentStats['byRelease'], name: (one: string) => string) => {
    const shown = list.slice(0, mostLines).map((one) => `${one.count} × ${name(one.name)}`);
    const more = list.length - shown.length;
    return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  };
  return [
    ...sections('', [
      `${open} open, ${resolved} resolved`,
      `By severity: ${counted(bySeverity, severity)}`,
      ...(ofAll ? [`By release: ${counted(byRelease, (name) => typedLine(name, 100))}`] : []),
    ]),
    ...sections('*How long it took, from the declaration*', times),
    ...(owed.length === 0 ? [] : sections('*Promised and owed*', owed)),
  ];
}
