/** The facts of an incident as fields that can be changed: filled with what holds, read back as what was changed. */
import { FormFault } from '../../../domain/fault.js';
import type { Facts, FixState } from '../../../domain/incident/event.js';
import { fixStates } from '../../../domain/incident/event.js';
import { type Incident, latest, type Revision } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import type { Update } from '../../../domain/incident/update.js';
import { longest } from '../../../domain/incident/words.js';
import { showMoment } from '../../../domain/time.js';
import { type Block, section } from '../../blocks/parts/block.js';
import { clip, when } from '../../blocks/parts/text.js';
import { answersOf, initialsOf, type Submitted } from '../answers.js';
import { divider, type Field, momentField, selectField, textField } from '../modal.js';
import { issueField, noWorkaroundField } from './declare.js';
import { severityChoices, severityTitle, typedLine } from './incidents.js';
import { readMetadata } from './metadata.js';

export interface FactsForm {
  incident: Incident;
  settings: IncidentSettings;
  /** When the next update is due unless somebody says otherwise: ms, UTC; null: none is owed any more. */
  due: number | null;
  /** As it was typed before; null: nothing yet. */
  typed: Update | null;
  /** What somebody else sent while this was filled in. */
  meanwhile: Revision | null;
}

const fixLabels: Record<FixState, string> = {
  unknown: 'Cause not known yet',
  'cause-known': 'Cause known',
  proposed: 'Fix proposed',
  merged: 'Fix merged',
  waiting: 'Waiting for the patch release',
  'in-place': 'In place, watching',
};

const texts = ['title', 'versions', 'impact', 'workaround', 'action', 'owner', 'issue'] as const;
const changeable = [...texts, 'severity', 'fix'] as const;
type Changeable = (typeof changeable)[number];

/** Fields that differ from what held when they were typed. */
export const touchedIn = (typed: Update | null): string[] =>
  changeable.filter((field) => typed?.[field] !== undefined);

/** @param textLabel what the words of the update are asked as */
export function factFields(form: FactsForm, textLabel: string): Block[] {
  const { incident, settings, due, typed } = form;
  const { facts } = incident;
  const edition = latest(incident).number;
  const field = (id: Changeable, label: string, given: Partial<Field> = {}): Field => ({
    ...{ id, label, edition },
    ...given,
    hint: [given.hint ?? '', otherHint(form, id)].filter((one) => one !== '').join(' '),
  });
  const filled = (id: (typeof texts)[number]) => typed?.[id] ?? asTyped(facts, id);
  const long = (id: 'impact' | 'workaround') => ({ most: longest[id], initial: filled(id), isLong: true });
  const isKnown = settings.severities.some(({ id }) => id === facts.severity);
  return [
    textField(
      { id: 'text', label: textLabel, edition },
      { most: longest.text, initial: typed?.text ?? '', isLong: true },
    ),
    selectField(
      field('fix', 'Where the fix stands'),
      fixStates.map((state) => ({ value: state, text: fixLabels[state] })),
      typed?.fix ?? facts.fix,
    ),
    textField(field('action', 'What is being done', { optional: true }), {
      ...{ most: longest.action, initial: filled('action'), isLong: true },
    }),
    textField(
      field('owner', 'Who does it', { optional: true, hint: 'A name, a team, or a Slack user id.' }),
      { most: longest.owner, initial: filled('owner') },
    ),
    ...(due === null
      ? []
      : [
          momentField(
            {
              ...{ id: 'nextUpdateBy', label: 'Next update by', edition, optional: true },
              hint: 'Empty: as the severity says.',
            },
            typed ? typed.nextUpdateBy : due,
          ),
        ]),
    divider,
    section('*Change only what is different*'),
    textField(field('impact', 'Impact'), long('impact')),
    textField(field('workaround', 'Workaround', { optional: true }), long('workaround')),
    noWorkaroundField(filled('workaround').trim() === '', edition),
    selectField(
      field('severity', 'Severity', { optional: !isKnown }),
      severityChoices(settings),
      typed?.severity ?? facts.severity,
    ),
    textField(field('versions', 'Affected versions'), {
      ...{ most: longest.versions, initial: filled('versions') },
    }),
    textField(field('title', 'What is broken'), { most: longest.title, initial: filled('title') }),
    issueField(filled('issue'), edition, otherHint(form, 'issue')),
  ];
}

/** What the others have in a field that this person has changed: both have to be seen. */
function otherHint({ incident, settings, typed, meanwhile }: FactsForm, id: Changeable): string {
  if (!meanwhile || typed?.[id] === undefined) return '';
  const { facts } = incident;
  const said =
    id === 'fix'
      ? fixLabels[facts.fix]
      : id === 'severity'
        ? severityTitle(facts.severity, settings)
        : asTyped(facts, id);
  if (said === (typed[id] ?? '')) return '';
  return `As of rev ${meanwhile.number}: ${said === '' ? 'empty' : clip(said, 600)}`;
}

/** The address says more than the name: whether it is a pull request, and where. */
function asTyped(facts: Facts, field: (typeof texts)[number]): string {
  return field === 'issue' ? (facts.issue?.url ?? '') : facts[field];
}

const notSent = 'Yours is not sent. Change it if needed.';

/** The same on top of any other form. @param yours what that means for whoever was about to send it */
export const overtakenBy = (incident: Incident, settings: IncidentSettings, yours = notSent): Block[] =>
  meanwhileBlocks({ meanwhile: latest(incident), settings }, yours);

/** On top of a form that was overtaken. */
export function meanwhileBlocks(
  { meanwhile, settings }: Pick<FactsForm, 'meanwhile' | 'settings'>,
  yours = notSent,
): Block[] {
  if (!meanwhile) return [];
  const { number, by, at, text } = meanwhile;
  const who = typedLine(by?.name ?? 'Signalman', 100);
  const moment = when(at, showMoment(at, settings.zone));
  const words = text === '' ? '' : `\n&gt; ${typedLine(text, 2000)}`;
  return [section(`:warning: *Rev ${number} was sent by ${who} at ${moment}.*${words}\n${yours}`), divider];
}

const tidy = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

/**
 * Only what was changed in the form, in this round or an earlier one: what others changed meanwhile stays theirs.
 * @throws FormFault when workaround and box contradict each other
 */
export function readFacts(submitted: Submitted): Update {
  const { base = 0, touched = [] } = readMetadata(submitted.private_metadata);
  const now = answersOf(submitted);
  const before = initialsOf(submitted);
  const update: Update = { text: now.text('text'), base, nextUpdateBy: now.moment('nextUpdateBy') };
  for (const field of texts)
    if (touched.includes(field) || tidy(now.text(field)) !== tidy(before.text(field)))
      update[field] = now.text(field);
  const severity = now.choice('severity');
  if (severity !== null && (touched.includes('severity') || severity !== before.choice('severity')))
    update.severity = severity;
  const chosen = now.choice('fix');
  const fix = fixStates.find((state) => state === chosen);
  if (fix && (touched.includes('fix') || fix !== before.choice('fix'))) update.fix = fix;
  checkWorkaround(now.text('workaround').trim(), now.ticked('noWorkaround').length > 0);
  return update;
}

/** An empty workaround is a forgotten one unless it is said. */
function checkWorkaround(workaround: string, none: boolean): void {
  if (workaround === '' && !none)
    throw new FormFault({
      workaround: 'Say what people can do meanwhile, or that no workaround is known.',
    });
  if (workaround !== '' && none)
    throw new FormFault({
      workaround: 'Either there is a workaround, or none is known: remove one of the two.',
    });
}
