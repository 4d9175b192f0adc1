/**
 * Every function of the product that makes something of a text, found in the sources by its name and its first parameter,
 * so that a new one is fuzzed without anybody thinking of it.
 */
import { UserFault } from '../../../src/domain/fault.js';
import { numberedItem } from '../../../src/slack/commands/parse-incident-links.js';
import { release } from '../../builders/release.js';
import type { Node } from '../../builders/syntax.js';
import { nodesOf, productFiles } from '../../builders/syntax.js';

export interface Parser {
  name: string;
  run(text: string): unknown;
}

const isNamedSo = /^(?:parse|read|unpack|load|check|take)[A-Z]|[a-z](?:In|Of|OfValue|At|Named)$/;

/** What reads no text of others, and why. */
const apart: Record<string, string> = {
  'config/environment.ts webOf': 'the address of the operator',
  'config/read-filter.ts readFilter': 'parseFilter with a place',
  'config/read-values.ts readZone': 'isZone with a place',
  'config/read-values.ts releaseNamed': 'compares only',
  'config/severities.ts readSpan': 'what the schema took for a duration',
  'domain/figures.ts rowOf': 'a name of our own',
  'github/sending/self.ts markerOf': 'a key of our own',
  'slack/actions/in-form.ts onTopOf': 'a title of our own',
  'slack/asking/permalinks.ts permalinksOf': 'the address that Slack gives',
  'storage/incident/embargo.ts incidentIn': 'a piece of a query',
};

const now = Date.UTC(2026, 0, 28, 12);
const zone = 'America/Los_Angeles';
const web = 'https://github.com';
const repository = 'acme/rocket';
const releases = [release()];
const file = 'keps/sig-node/1234-name/README.md';
const oneWord = { change: 'Change', remove: 'Remove' };

/** What is given beside the text. */
const beside: Record<string, readonly unknown[]> = {
  'app/release-notes/asked.ts pullAt': [web],
  'ci/text.ts textOf': [100],
  'cli/audit.ts sinceOf': [now, zone],
  'config/load.ts loadSettings': ['signalman.yml'],
  'documents/enhancement-fields.ts linksIn': [web],
  'documents/enhancement-issue.ts readEnhancementIssue': [web],
  'documents/kep-yaml.ts parseKepYaml': [file],
  'documents/prr.ts parsePrr': [file],
  'documents/readme.ts parseReadme': [file],
  'documents/yaml.ts readYaml': [file],
  'domain/calendar/deadline.ts parseDeadline': [{ zone, reference: now, edge: 'end' }],
  'domain/enhancement/asked.ts isAskedAt': ['beta'],
  'domain/headed.ts headedIn': [/note|decision/i],
  'domain/named-items.ts itemsNamed': [repository],
  'domain/release-notes/accumulator.ts knownIssuesIn': [repository, web],
  'domain/time.ts parseMoment': [now, zone],
  'slack/blocks/meeting/names.ts partOf': [oneWord],
  'slack/commands/parse-incident-links.ts parseLinks': [],
  'slack/commands/parse-meeting.ts parseMeeting': [['weekly', 'daily']],
  'slack/commands/parse-postmortem.ts parsePostMortem': [],
  'slack/commands/parse-release-notes.ts parseReleaseNotes': [releases],
  'slack/commands/parse-schedule.ts parseSubscribe': [zone],
  'slack/commands/parse-signoff.ts parseSignoff': [releases],
  'slack/commands/parse-status.ts parseStatus': [releases],
  'slack/stale.ts numberIn': [
    () => new UserFault('stale-button', 'This button is out of date.', 'Look again'),
  ],
};

type Reader = (...given: unknown[]) => unknown;

/** Those whose first word is a text of its own. */
const calls: Record<string, (reader: Reader, text: string) => unknown> = {
  'slack/commands/parse-incident-links.ts parseLinks': (reader, text) =>
    ['link', 'duplicate', 'unlink', 'links', text].map((word) => reader(word, text)),
  'slack/commands/parse-postmortem.ts parsePostMortem': (reader, text) =>
    ['postmortem', 'action', 'actions', 'lesson', text].map((word) =>
      reader(word, text, numberedItem, () => {}),
    ),
};

interface Found {
  file: string;
  name: string;
  /** How many parameters have to be given. */
  needs: number;
}

function exportedReaders(path: string): Found[] {
  return nodesOf(path)
    .filter(({ type }) => type === 'ExportDeclaration')
    .flatMap(({ declaration }) => declared(declaration as Node))
    .filter(({ name, first }) => isNamedSo.test(name) && (first === 'string' || first === 'unknown'))
    .map(({ name, needs }) => ({ file: path, name, needs }));
}

function declared(node: Node): { name: string; first: string; needs: number }[] {
  if (node.type === 'FunctionDeclaration')
    return [
      shape(
        String((node.identifier as Node).value),
        (node.params as { pat: Node }[]).map(({ pat }) => pat),
      ),
    ];
  if (node.type !== 'VariableDeclaration') return [];
  return (node.declarations as { id: Node; init?: Node }[]).flatMap(({ id, init }) =>
    init?.type === 'ArrowFunctionExpression' ? [shape(String(id.value), init.params as Node[])] : [],
  );
}

function shape(name: string, patterns: Node[]) {
  const [pattern] = patterns;
  const plain = (pattern?.type === 'AssignmentPattern' ? pattern.left : pattern) as Node | undefined;
  const annotation = (plain?.typeAnnotation as { typeAnnotation?: Node } | undefined)?.typeAnnotation;
  const needs = patterns.filter(({ type }) => type !== 'AssignmentPattern').length;
  return { name, first: String(annotation?.kind), needs };
}

const found = productFiles.flatMap(exportedReaders);

/** Names of readers that the list does not know how to call: each needs a line in `beside` or in `apart`. */
export const unknown: string[] = found
  .filter(({ file: path, name, needs }) => {
    const key = `${path} ${name}`;
    return needs > 1 && !(key in apart) && !(key in beside);
  })
  .map(({ file: path, name }) => `${path} ${name}`);

/** Lines about readers that are not there any more. */
export const stale: string[] = [...Object.keys(apart), ...Object.keys(beside), ...Object.keys(calls)].filter(
  (key) => !found.some(({ file: path, name }) => `${path} ${name}` === key),
);

export async function parsers(): Promise<Parser[]> {
  const all: Parser[] = [];
  // One after the other: the loader of the tests cannot link modules that share some at the same time.
  for (const { file: path, name } of found) {
    const key = `${path} ${name}`;
    if (key in apart) continue;
    const module = (await import(`../../../src/${path.replace(/\.ts$/, '.js')}`)) as Record<string, Reader>;
    const reader = module[name];
    if (!reader) throw new Error(`${key} is not there`);
    const call = calls[key] ?? ((read, text) => read(text, ...(beside[key] ?? [])));
    all.push({ name: key, run: (text) => call(reader, text) });
  }
  return all;
}
