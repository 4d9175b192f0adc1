/** YAML as people write it: every value stays the text it was written as, with its line, and what is wrong is told. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  type YAMLError,
} from 'yaml';
import type { DocumentFault } from '../domain/enhancement/enhancement.js';
import { nearest } from '../domain/nearest.js';
import { countLines, readable, yamlLimit } from './limits.js';

/** A text of a document: `1.30` is one, not a number. */
export interface Written {
  text: string;
  line: number;
}

/** What stands behind a key. */
export type Value = Written | { list: Value[]; line: number } | { map: Fields; line: number };

/** The keys of a map in the order of the file. */
export type Fields = Map<string, { value: Value; line: number }>;

export interface YamlFile {
  fields: Fields;
  faults: DocumentFault[];
}

/** So deep may lists and maps stand in each other: deeper ones exhaust the reader's stack, which nobody can catch. */
const deepest = 24;

/** Reads a file whose whole is one map. Never throws. */
export function readYaml(text: string, file: string): YamlFile {
  const { text: cut, faults } = readable(text, file, yamlLimit);
  const tell = (line: number | null, problem: string, field: string | null = null) => {
    faults.push({ file, field, line, problem });
  };
  const none: YamlFile = { fields: new Map(), faults };
  const deep = tooDeep(cut);
  if (deep !== null) {
    tell(deep, 'lists or maps stand too deep in each other: it is not read');
    return none;
  }
  const lines = new LineCounter();
  const document = parseDocument(cut, {
    // Only texts: another schema makes 1.30 a 1.3 and 2019-02-31 a fault of its own.
    schema: 'failsafe',
    // Told below: this one compares every key with every other.
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
    lineCounter: lines,
  });
  const lineOf = (node: { range?: readonly number[] | null } | null | undefined) =>
    node?.range ? lines.linePos(node.range[0] ?? 0).line : 1;
  const told = new Set<string>();
  for (const error of document.errors.slice(0, 20)) {
    const line = Math.min(lines.linePos(error.pos[0]).line, countLines(cut));
    const problem = inWords(error);
    if (told.size < 5 && !told.has(`${line} ${problem}`)) tell(line, problem, fieldAt(cut, line));
    told.add(`${line} ${problem}`);
  }
  const rows = cut.split('\n');
  const begun = rows.findIndex((row) => /^[^\s#%-]/.test(row));
  const ends = begun < 0 ? -1 : rows.findIndex((row, index) => index > begun && /^---(?:\s|$)/.test(row));
  const second = ends >= 0 && rows.some((row, index) => index > ends && /^\s*[^\s#-]/.test(row));
  if (second) tell(null, 'a second document begins after ---: only the first is read');
  const top = document.contents as ParsedNode | null;
  if (top === null || (isScalar(top) && String(top.value ?? '').trim() === '')) tell(null, 'is empty');
  else if (!isMap(top)) tell(lineOf(top), 'is not a map: a field with its value is expected in each line');
  else {
    const fields = fieldsOf(top, 0);
    if (fields.size === 0) tell(null, 'has no fields');
    return { fields, faults };
  }
  return none;

  function fieldsOf(node: { items: { key: unknown; value: unknown }[] }, depth: number): Fields {
    const fields: Fields = new Map();
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const name = String(key.value).trim();
      const line = lineOf(key as Node);
      // The first one counts: the second was told as a fault.
      if (!fields.has(name))
        fields.set(name, { value: readValue(value as Node | null, depth + 1, line), line });
      else if (faults.length < 100) tell(line, 'stands here a second time: the first one counts', name);
    }
    return fields;
  }

  function readValue(node: Node | null, depth: number, line: number): Value {
    if (isAlias(node)) {
      tell(lineOf(node), `*${node.source} stands for another place of the file: write the value itself`);
      return { text: '', line: lineOf(node) };
    }
    if (depth > deepest || node === null) return { text: '', line };
    if (isSeq(node)) {
      const list = node.items.map((item) => readValue(item as Node | null, depth + 1, line));
      return { list, line: lineOf(node) };
    }
    if (isMap(node)) return { map: fieldsOf(node as never, depth), line: lineOf(node) };
    if (!isScalar(node)) return { text: '', line };
    const written = String(node.value ?? '').trim();
    const isNothing = node.type === 'PLAIN' && /^(?:~|null)$/i.test(written);
    return {
      text: isNothing ? '' : written.replace(/\s+/g, ' '),
      line: written === '' ? line : lineOf(node),
    };
  }
}

/** The first line that stands too deep; null: none does. Brackets within texts count too: they are closed there. */
function tooDeep(text: string): number | null {
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const indicators = /^\s*((?:[-?:]\s+)*)/.exec(line)?.[0] ?? '';
    if (indicators.length > 120 || indicators.replace(/\s/g, '').length > deepest) return index + 1;
    let colons = 0;
    for (let at = 0; at < line.length; at++) {
      const char = line[at];
      if (char === '[' || char === '{') open += 1;
      else if ((char === ']' || char === '}') && open > 0) open -= 1;
      else if (char === ':' && /\s/.test(line[at + 1] ?? ' ')) colons += 1;
      else if (char === '#' && at > 0 && /\s/.test(line[at - 1] ?? '')) break;
      else if (char === '#' && at === 0) break;
      if (open > deepest || colons > 4 * deepest) return index + 1;
    }
  }
  return null;
}

/** The field whose line this is, or the nearest one above; null: none is. */
function fieldAt(text: string, line: number): string | null {
  const above = text.split('\n').slice(Math.max(0, line - 40), line);
  return above.flatMap((one) => /^([A-Za-z][\w-]{0,60})\s*:/.exec(one)?.[1] ?? []).at(-1) ?? null;
}

/** What the reader stumbled over, in words for whoever wrote the file. */
function inWords({ code, message }: YAMLError): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'is indented with a tab: YAML takes blanks only';
    case 'BAD_SCALAR_START':
      return 'a text that begins with @, ` or % needs quotes';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'is indented wrongly, or has a colon that needs quotes around the text';
    case 'BAD_INDENT':
      return 'is indented wrongly, or a bracket is not closed';
    case 'MISSING_CHAR':
      return 'a quote or a bracket is not closed';
    default:
      return `is not YAML: ${message.split('\n')[0]?.slice(0, 120)}`;
  }
}

/** The text behind a field; null: there is none, or no text. `tell` hears why, unless the field is missing. */
export function textOf(
  fields: Fields,
  name: string,
  tell: (line: number, problem: string) => void,
): Written | null {
  const field = fields.get(name);
  if (!field) return null;
  const { value } = field;
  if ('list' in value) tell(field.line, 'is a list; one text is expected');
  else if ('map' in value) tell(field.line, 'has fields of its own; one text is expected');
  else if (value.text === '') tell(field.line, 'is empty');
  else return value;
  return null;
}

/** Keys that nobody knows and that are near to one that is missing: slips of the fingers. */
export function misspelt(
  fields: Fields,
  known: readonly string[],
): { name: string; line: number; meant: string }[] {
  const missing = known.filter((name) => !fields.has(name));
  const strange = [...fields].filter(([name]) => !known.includes(name)).slice(0, 30);
  return strange.flatMap(([name, { line }]) => {
    const meant = nearest(name.replaceAll('_', '-'), missing);
    return meant ? [{ name: name.slice(0, 60), line, meant }] : [];
  });
}
