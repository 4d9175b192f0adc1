/** Reads signalman.yml: every problem at once, each with its key, its line and what was expected. */
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { nearest } from '../domain/nearest.js';
import { knownKeys } from './known-keys.js';
import { ConfigFault, type Problem } from './problem.js';
import { resolveSettings } from './resolve.js';
import { type ConfigFile, fileSchema } from './schema.js';
import type { Settings } from './settings.js';

/**
 * @param text the content of the file
 * @param file its name, for the message
 * @throws ConfigFault that lists every problem
 */
export function loadSettings(text: string, file: string): Settings {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // Otherwise the release 1.10 would be the number 1.1.
    stringKeys: true,
  });
  const problems: Problem[] = document.errors.map((error) => ({
    path: [],
    message: error.message,
    line: lines.linePos(error.pos[0]).line,
  }));
  const fail = () =>
    new ConfigFault(
      `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:`,
      problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    );
  if (problems.length > 0) throw fail();

  const add = (problem: Problem) =>
    problems.push({ ...problem, line: lineOf(document, problem.path, lines) });
  const content = plain(document, problems);
  if (content === null)
    problems.push({ path: [], message: 'is empty', expected: 'begin with a copy of signalman.example.yml' });
  if (problems.length > 0) throw fail();
  const checked = checkShape(content, add);
  const leftOut = problems.map(({ path }) => path);
  const settings = resolveSettings(checked, (problem) => {
    // What was left out of a place may be why something is missing there.
    const why = [problem.path, problem.needs ?? problem.path];
    if (!leftOut.some((path) => why.some((one) => meets(path, one)))) add(problem);
  });
  if (problems.length > 0) throw fail();
  return settings;
}

/**
 * The part of the content that has the right shape; what has not is reported and left out, so that
 * one run shows every problem of the file and not only the first layer of them.
 */
function checkShape(content: unknown, add: (problem: Problem) => void): ConfigFile {
  const told: Problem['path'][] = [];
  for (let round = 0; round < 20; round++) {
    const parsed = fileSchema.safeParse(content, { reportInput: true });
    if (parsed.success) return parsed.data;
    const problems = parsed.error.issues.flatMap((issue) => fromZod(issue));
    // Where something was left out, what is missing now is no mistake of the file.
    for (const problem of problems.filter(({ path }) => !told.some((one) => meets(one, path)))) add(problem);
    told.push(...problems.map(({ path }) => path));
    const parts = problems.map(({ path }) => partAt(content, path));
    for (const part of parts) {
      if (!part) return { releases: {} };
      Reflect.deleteProperty(part.of, part.key);
    }
  }
  return { releases: {} };
}

interface Part {
  of: object;
  key: string | number;
}

/**
 * The part to leave out because of a problem there: the whole list for an entry of one, so that the others
 * keep their places, and for a missing key what should have it. Undefined when that is everything.
 */
function partAt(content: unknown, path: Problem['path']): Part | undefined {
  let place = content;
  let part: Part | undefined;
  for (const key of path) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, key)) break;
    if (!Array.isArray(place)) part = { of: place, key };
    place = (place as Record<string, unknown>)[key];
  }
  return part;
}

const covers = (known: Problem['path'], path: Problem['path']) =>
  known.length <= path.length && known.every((step, at) => step === path[at]);

/** Whether one of the two lies within the other. */
const meets = (one: Problem['path'], other: Problem['path']) => covers(one, other) || covers(other, one);

function plain(document: Document, problems: Problem[]): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    problems.push({ path: [], message: error instanceof Error ? error.message : String(error) });
    return {};
  }
}

/** The 1-based line of a key, or of the nearest key above it that the file has. */
function lineOf(document: Document, path: Problem['path'], lines: LineCounter): number {
  let line = 1;
  let node: unknown = document.contents;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      if (isNode(pair.key) && pair.key.range) line = lines.linePos(pair.key.range[0]).line;
      node = pair.value;
    } else {
      node =
        isNode(node) && 'get' in node && typeof node.get === 'function' ? node.get(step, true) : undefined;
      if (isNode(node) && node.range) line = lines.linePos(node.range[0]).line;
    }
  }
  return line;
}

/** What zod says of a union that has no words of its own. */
const unsaid = 'Invalid input';

function fromZod(issue: z.core.$ZodIssue, above: PropertyKey[] = []): Problem[] {
  const path = [...above, ...issue.path] as Problem['path'];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(path);
    return issue.keys.map((key) => {
      const close = nearest(key, known);
      return {
        path: [...path, key],
        message: 'is not a key that Signalman knows',
        expected: close ? `did you mean ${close}?` : `expected one of ${known.join(', ')}`,
      };
    });
  }
  // "false or an object": what is wrong is said of the object, which is what people write.
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.find((one) =>
      one.some((each) => each.path.length > 0 || each.code === 'unrecognized_keys'),
    );
    if (inner) return inner.flatMap((one) => fromZod(one, path));
    if (issue.message !== unsaid) return [{ path, message: issue.message }];
    return [{ path, message: 'cannot be used here', expected: 'expected false or a map of keys' }];
  }
  if (issue.code === 'invalid_value' && typeof issue.input === 'string') {
    const known = issue.values.map(String);
    const close = nearest(issue.input, known);
    return [
      {
        path,
        message: `"${issue.input.slice(0, 60)}" cannot be used here`,
        expected: close ? `did you mean ${close}?` : `expected one of ${known.join(', ')}`,
      },
    ];
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((one) => ({ path, message: one.message }));
  }
  return [{ path, message: issue.message }];
}
