/** `kep.yaml`: what an enhancement says of itself, and everything that is wrong with how it says it. */
import type { KepYaml, Parsed } from '../domain/enhancement/enhancement.js';
import {
  isOpen,
  type ReadValue,
  readDay,
  readGroup,
  readMilestone,
  readPerson,
  readStage,
  readStatus,
} from './kep-values.js';
import { byLine, numberIn } from './limits.js';
import { type Fields, misspelt, readYaml, textOf, type Value } from './yaml.js';

const needed = [
  ...['title', 'kep-number', 'authors', 'owning-sig', 'status', 'creation-date', 'approvers', 'stage'],
  ...['latest-milestone', 'milestone'],
];
const known = [
  ...needed,
  ...['participating-sigs', 'reviewers', 'editor', 'last-updated', 'see-also', 'replaces', 'superseded-by'],
  ...['feature-gates', 'disable-supported', 'metrics', 'prr-approvers'],
];
/** Without these nobody can say where the enhancement stands; the others are only told when they are wrong. */
const asked = [
  'title',
  'kep-number',
  'authors',
  'owning-sig',
  'status',
  'approvers',
  'stage',
  'latest-milestone',
];

type Tell = (field: string | null, line: number | null, problem: string) => void;

/** Reads what is there. Never throws, and never guesses: what is wrong is told with its field and line. */
export function parseKepYaml(text: string, file: string): Parsed<KepYaml> {
  const { fields, faults } = readYaml(text, file);
  const tell: Tell = (field, line, problem) => {
    faults.push({ file, field, line, problem });
  };
  const one = <T>(name: string, read: (text: string) => ReadValue<T>): T | null => {
    const written = textOf(fields, name, (line, problem) => tell(name, line, problem));
    if (!written) return null;
    const { value, problem } = read(written.text);
    if (problem) tell(name, fields.get(name)?.line ?? written.line, problem);
    return value;
  };
  const value: KepYaml = {
    title: one('title', (text) => ({ value: text.slice(0, 300), problem: null })),
    number: one('kep-number', (text) => readNumber(text, numberIn(file))),
    owner: one('owning-sig', readGroup),
    status: one('status', readStatus),
    stage: one('stage', readStage),
    latestMilestone: one('latest-milestone', readMilestone),
    milestones: milestonesOf(fields, tell),
    authors: peopleOf(fields, 'authors', tell),
    reviewers: peopleOf(fields, 'reviewers', tell),
    approvers: peopleOf(fields, 'approvers', tell),
    featureGates: gatesOf(fields, tell),
    lines: Object.fromEntries([...fields].map(([name, { line }]) => [name, line])),
  };
  if (fields.size > 0) {
    for (const { name, line, meant } of misspelt(fields, known))
      tell(name, line, `is not a field: did you mean ${meant}?`);
    for (const name of asked) if (!fields.has(name)) tell(name, null, 'is missing');
    tellDays(one('creation-date', readDay), one('last-updated', readDay), fields, tell);
    tellOpen(fields, tell);
  }
  return { value, faults: byLine(faults) };
}

function readNumber(text: string, folder: number | null): ReadValue<number> {
  const digits = /^(?:KEP-)?0*(\d{1,7})$/i.exec(text)?.[1];
  if (digits === undefined)
    return { value: null, problem: `is "${text.slice(0, 60)}", which is not a number` };
  const value = Number(digits);
  if (folder !== null && value !== folder)
    return { value, problem: `is ${value}; the folder is that of ${folder}` };
  return { value, problem: digits === text ? null : `is "${text}": write ${value}` };
}

/** A milestone for each stage; stages that are still to come may be open, and say so. */
function milestonesOf(fields: Fields, tell: Tell): KepYaml['milestones'] {
  const field = fields.get('milestone');
  const found: KepYaml['milestones'] = {};
  if (!field) return found;
  if (!('map' in field.value)) {
    if ('list' in field.value || field.value.text !== '')
      tell('milestone', field.line, 'is not a map: a line for each stage is expected, as alpha: "v1.30"');
    return found;
  }
  for (const [name, { value, line }] of field.value.map) {
    const key = `milestone.${name.slice(0, 60)}`;
    const { value: stage, problem: wrongStage } = readStage(name);
    if (wrongStage) tell(key, line, `the stage ${wrongStage}`);
    if (!('text' in value)) tell(key, line, 'one milestone is expected');
    else if (value.text === '') tell(key, line, 'is empty');
    else {
      const { value: milestone, problem } = readMilestone(value.text);
      if (problem) tell(key, line, problem);
      if (stage && milestone) found[stage] = milestone;
    }
  }
  return found;
}

function peopleOf(fields: Fields, name: string, tell: Tell): string[] {
  const field = fields.get(name);
  if (!field) return [];
  const list = listOf(field.value);
  if (!('list' in field.value)) {
    if (list.length === 0) tell(name, field.line, 'is empty');
    else tell(name, field.line, 'is one text; a list is expected');
  } else if (list.length === 0) tell(name, field.line, 'is empty');
  return list.flatMap((value) => {
    if (!('text' in value)) {
      tell(name, value.line, 'a login is expected in each line');
      return [];
    }
    if (value.text === '') {
      tell(name, value.line, 'an entry is empty');
      return [];
    }
    const { value: person, problem } = readPerson(value.text);
    if (problem) tell(name, value.line, problem);
    return person ? [person.slice(0, 200)] : [];
  });
}

const listOf = (value: Value): Value[] =>
  'list' in value ? value.list : 'text' in value && value.text !== '' ? [value] : [];

/** Maps with a name today, plain names before. */
function gatesOf(fields: Fields, tell: Tell): string[] {
  const field = fields.get('feature-gates');
  if (!field) return [];
  return listOf(field.value).flatMap((gate) => {
    const name = 'map' in gate ? gate.map.get('name')?.value : gate;
    if (name && 'text' in name && /^\w{2,100}$/.test(name.text) && !isOpen(name.text)) return [name.text];
    const written = name && 'text' in name ? name.text.slice(0, 60) : '';
    tell(
      'feature-gates',
      gate.line,
      written === '' ? 'a gate has no name' : `"${written}" is not the name of a gate`,
    );
    return [];
  });
}

function tellDays(created: string | null, updated: string | null, fields: Fields, tell: Tell): void {
  if (created && updated && updated < created) {
    tell(
      'last-updated',
      fields.get('last-updated')?.line ?? null,
      `is ${updated}, before creation-date ${created}`,
    );
  }
}

/** Places that somebody meant to fill in, in fields that are not read otherwise. */
function tellOpen(fields: Fields, tell: Tell): void {
  for (const name of ['editor', 'participating-sigs', 'metrics', 'prr-approvers']) {
    const field = fields.get(name);
    for (const value of field ? listOf(field.value) : []) {
      if ('text' in value && /^tb[dac]$|^todo$/i.test(value.text))
        tell(name, value.line, `is ${value.text}: still open`);
    }
  }
}
