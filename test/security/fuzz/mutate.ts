/** Breaks a value as a hostile or broken sender would: fields go, change type, grow, nest, and carry what means something. */
import type { Random } from '../../../src/sandbox/seed/random.js';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const words = [
  '',
  ' ',
  '0',
  '-1',
  '1e999',
  'NaN',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../../../etc/passwd',
  '..%2f..%2f',
  '\u0000',
  '\ud800',
  '\u202e\u2066',
  '<!channel> <@U0LEAD> <!subteam^S0TEAM>',
  '`$(id)` {{7*7}}',
  "'; DROP TABLE incident; --",
  'http://169.254.169.254/latest/meta-data/',
  'javascript:alert(1)',
  '[object Object]',
  '{"__proto__":{"admin":true}}',
  '99999999999999999999',
  '2017-02-30',
  'U0LEAD',
  'C0INCIDENTS',
  'kubernetes/kubernetes#1',
  '🚨'.repeat(200),
  'a'.repeat(5000),
  ' '.repeat(3000),
  '#'.repeat(3000),
  '('.repeat(2000),
];

/** Something that does not belong there. */
export function strange(chance: Random): Json {
  const kinds: (() => Json)[] = [
    () => null,
    () => chance.pick([true, false]),
    () => chance.pick([0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, 4_102_444_800]),
    () => chance.pick(words),
    () => chance.pick(words),
    () => [],
    () => ({}),
    () => [chance.pick(words), chance.pick(words)],
    () => ({ [chance.pick(words)]: chance.pick(words), id: chance.pick(words) }),
    () => nested(chance.pick([5, 100, 1000])),
    () => Array.from({ length: chance.pick([1, 50, 2000]) }, () => chance.pick(words.slice(0, 12))),
  ];
  return chance.pick(kinds)();
}

function nested(depth: number): Json {
  let value: Json = 'deep';
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { value };
  return value;
}

/** Every place in it, as a path. */
function places(value: Json, path: (string | number)[] = [], found: (string | number)[][] = []) {
  if (path.length > 0) found.push(path);
  if (path.length > 12) return found;
  if (Array.isArray(value)) {
    for (const [at, inner] of value.slice(0, 20).entries()) places(inner, [...path, at], found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value).slice(0, 60)) places(inner, [...path, key], found);
  }
  return found;
}

/** A copy in which between one and four things are wrong. */
export function mutated(chance: Random, whole: Json): Json {
  let copy = structuredClone(whole);
  for (let left = 1 + chance.below(4); left > 0; left--) {
    const all = places(copy);
    const path = chance.pick(all);
    if (path === undefined) return strange(chance);
    copy = changed(chance, copy, path, all);
  }
  return copy;
}

function changed(
  chance: Random,
  whole: Json,
  path: readonly (string | number)[],
  all: readonly (string | number)[][],
): Json {
  const parent = path.slice(0, -1).reduce<Json>((at, key) => inside(at, key), whole);
  const key = path.at(-1) ?? '';
  if (typeof parent !== 'object' || parent === null) return whole;
  const holder = parent as Record<string | number, Json>;
  const before = holder[key] ?? null;
  switch (chance.below(8)) {
    case 0:
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete holder[key];
      break;
    case 1:
      holder[key] = [before, before];
      break;
    case 2:
      holder[key] = (chance.pick(all) ?? []).reduce<Json>((at, one) => inside(at, one), whole);
      break;
    case 3:
    case 4:
      holder[key] = typeof before === 'string' ? mangled(chance, before) : strange(chance);
      break;
    case 5:
      Object.defineProperty(parent, chance.pick(['__proto__', 'constructor', 'toJSON', 'then', 'length2']), {
        ...{ value: strange(chance), enumerable: true, configurable: true, writable: true },
      });
      break;
    default:
      holder[key] = strange(chance);
  }
  // A part that holds itself cannot be sent.
  return JSON.parse(withoutCircles(whole)) as Json;
}

function inside(at: Json, key: string | number): Json {
  if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return null;
  return (at as Record<string | number, Json>)[key] ?? null;
}

function withoutCircles(value: Json): string {
  try {
    const text = JSON.stringify(value, (_, one) => (typeof one === 'function' ? null : one)) ?? 'null';
    return text.length > 600_000 ? 'null' : text;
  } catch {
    return 'null';
  }
}

/** The text, broken a little. */
export function mangled(chance: Random, text: string): string {
  const at = chance.below(text.length + 1);
  switch (chance.below(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + chance.pick(words) + text.slice(at);
    case 2:
      return text + text + text;
    case 3:
      return text.slice(at) + text.slice(0, at);
    case 4:
      return text.slice(0, at) + String.fromCharCode(chance.below(0xffff)) + text.slice(at + 1);
    default:
      return text.slice(0, at) + text.slice(at + 1 + chance.below(10));
  }
}
