/** Declaring an incident: what is open already comes first, so that nothing is declared twice. */
import type { DeclarationForm } from '../../../app/incident/declare.js';
import type { Source } from '../../../domain/incident/event.js';
import type { Incident } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { longest } from '../../../domain/incident/words.js';
import { type Block, context, section } from '../../blocks/parts/block.js';
import { clip, isDirect, link, mention, placeName } from '../../blocks/parts/text.js';
import { answersOf, type Submitted } from '../answers.js';
import {
  boxesField,
  divider,
  type Modal,
  modal,
  momentField,
  personField,
  selectField,
  textField,
} from '../modal.js';
import { incidentLines, severityChoices, typedLine, withJoin } from './incidents.js';
import { readMetadata, writeMetadata } from './metadata.js';
import { incidentModal } from './names.js';

export interface DeclareForm {
  settings: IncidentSettings;
  /** Names; the one that is meant when none is named comes first. */
  releases: readonly string[];
  /** The newest first. */
  open: readonly Incident[];
  /** Slack id of whoever declares. */
  by: string;
  /** The number of the newest incident, open or not; 0: none. */
  known: number;
  /** The message it is declared from, with its words as people read them. */
  message: { source: Source; text: string } | null;
  /** As it was typed before; null: nothing yet. */
  typed: DeclarationForm | null;
}

/** An address is longer than what people type. */
const longestIssue = 300;

/** So that nobody has to scroll past them. */
const mostOpen = 5;

export function declareView(form: DeclareForm): Modal {
  return view(form, openBlocks(form), 'Declare');
}

/** When others declared while this was filled in. @param newer the newest first; everything that was typed stays */
export function newerView(form: DeclareForm, newer: readonly Incident[]): Modal {
  const lines = newer.slice(0, mostOpen).map((incident) => {
    const { declaredBy, id, facts } = incident;
    const who = typedLine(declaredBy.name, 100);
    return withJoin(
      `:warning: *${who} has just declared incident ${id}:* ${typedLine(facts.title, 600)}`,
      incident,
    );
  });
  const known = Math.max(form.known, ...newer.map(({ id }) => id));
  const blocks = [...lines, context('Yours is not declared yet. Is it the same one? Then join it.'), divider];
  return view({ ...form, known }, blocks, 'Another one: declare');
}

function openBlocks({ open, settings }: DeclareForm): Block[] {
  if (open.length === 0) return [];
  const more = open.length - mostOpen;
  return [
    section('*Already open: is it one of these?*'),
    ...open.slice(0, mostOpen).map((one) => withJoin(incidentLines(one, settings), one)),
    ...(more > 0 ? [context(`and ${more} more that are open`)] : []),
    divider,
  ];
}

function view(form: DeclareForm, above: Block[], submit: string): Modal {
  const { known, message, typed } = form;
  const source = typed ? typed.source : (message?.source ?? null);
  return modal({
    id: incidentModal.declare,
    title: 'Declare an incident',
    submit,
    metadata: writeMetadata({ known, ...(source ? { source } : {}) }),
    blocks: [
      ...above,
      ...(typed?.embargo ? [section(underEmbargo)] : []),
      ...(source ? [context(sourceLine(source))] : []),
      ...fields(form),
    ],
  });
}

/** The box stands below what fits into a window: whoever asked for it must see it before they type. */
const underEmbargo =
  ':lock: *Under embargo.* It goes to a private channel, and nobody else hears of it until it is lifted. The last box below takes that back.';

function sourceLine({ channel, author, url }: Source): string {
  if (isDirect(channel)) return `From a direct message${author ? ` of ${mention(author.id)}` : ''}`;
  const what = url === null ? 'a message' : link(url, 'this message');
  return `From ${what}${author ? ` of ${mention(author.id)}` : ''} in ${placeName(channel)}`;
}

function fields({ settings, releases, by, message, typed }: DeclareForm): Block[] {
  const said = message?.text.trim() ?? '';
  const { title, severity, release, versions, impact, workaround, noWorkaround, issue } = typed ?? {
    ...{ title: clip(firstSentence(said), longest.title), impact: clip(said, longest.impact) },
    ...{ severity: null, release: releases[0] ?? null, versions: '', workaround: '', issue: '' },
    noWorkaround: false,
  };
  return [
    textField({ id: 'title', label: 'What is broken' }, { most: longest.title, initial: title }),
    selectField(
      { id: 'severity', label: 'Severity', hint: 'Not sure? Choose the more severe one.' },
      severityChoices(settings),
      severity,
      // What each of them means has to be seen; of more than these it would fill the form.
      settings.severities.length <= 4 ? 'radio_buttons' : 'static_select',
    ),
    selectField(
      { id: 'release', label: 'Release' },
      withFirst(releases, release).map((name) => ({ value: name, text: name })),
      release,
    ),
    textField(
      { id: 'versions', label: 'Affected versions' },
      { most: longest.versions, initial: versions, placeholder: 'v1.6.0-beta.1 and later' },
    ),
    textField(
      { id: 'impact', label: 'Impact', hint: 'Who is affected, and how.' },
      { most: longest.impact, initial: impact, isLong: true },
    ),
    textField(
      {
        ...{ id: 'workaround', label: 'Workaround', optional: true },
        hint: 'What people can do meanwhile. Nothing helps? Say so with the box below.',
      },
      { most: longest.workaround, initial: workaround, isLong: true },
    ),
    noWorkaroundField(noWorkaround),
    issueField(issue),
    personField({ id: 'commander', label: 'Commander' }, typed?.commander || by),
    momentField(
      {
        id: 'nextUpdateBy',
        label: 'Next update by',
        hint: 'Unless given, as the severity says.',
        optional: true,
      },
      typed?.nextUpdateBy ?? null,
    ),
    ...(settings.embargo ? [embargoField(typed?.embargo ?? false)] : []),
  ];
}

function embargoField(isTicked: boolean): Block {
  return boxesField(
    {
      ...{ id: 'embargo', label: 'Embargo', optional: true },
      hint: 'For what must not be known yet, such as a flaw in security: it stands in a private channel, and nobody else hears of it until somebody lifts the embargo.',
    },
    [{ value: 'embargo', text: 'Keep it under embargo' }],
    isTicked ? ['embargo'] : [],
  );
}

export function noWorkaroundField(isTicked: boolean, edition?: number): Block {
  return boxesField(
    {
      ...{ id: 'noWorkaround', label: 'If there is no workaround', optional: true },
      ...(edition === undefined ? {} : { edition }),
    },
    [{ value: 'none', text: 'No workaround is known' }],
    isTicked ? ['none'] : [],
  );
}

export function issueField(initial: string, edition?: number, hint = ''): Block {
  return textField(
    {
      ...{ id: 'issue', label: 'Issue where it is tracked', optional: true, hint },
      ...(edition === undefined ? {} : { edition }),
    },
    { most: longestIssue, initial, placeholder: '#123, owner/name#123 or an address' },
  );
}

/** Slack shows a hundred: the one that is chosen has to be among them. */
function withFirst(releases: readonly string[], chosen: string | null): string[] {
  const isFar = chosen !== null && releases.indexOf(chosen) >= 100;
  return isFar ? [chosen, ...releases.filter((one) => one !== chosen)] : [...releases];
}

/** A title is one sentence, and has no marks. */
const firstSentence = (text: string): string =>
  (text.split(/[\r\n]|(?<=[.!?…])\s/, 1)[0] ?? '').replaceAll('`', '').trim().replace(/\.$/, '');

/** As it was typed; `known` and where it came from are in the metadata. */
export function readDeclaration(submitted: Submitted): DeclarationForm {
  const { text, choice, ticked, person, moment } = answersOf(submitted);
  return {
    title: text('title'),
    severity: choice('severity') ?? '',
    release: choice('release') ?? '',
    versions: text('versions'),
    impact: text('impact'),
    workaround: text('workaround'),
    noWorkaround: ticked('noWorkaround').length > 0,
    issue: text('issue'),
    commander: person('commander'),
    nextUpdateBy: moment('nextUpdateBy'),
    source: readMetadata(submitted.private_metadata).source ?? null,
    ...(ticked('embargo').length > 0 ? { embargo: true } : {}),
  };
}
