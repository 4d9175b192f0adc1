/** The grammar of `/release-signoff [release] word …`, as a table of words: text → what is asked, or a fault. Pure. */
import { UserFault } from '../../domain/fault.js';
import { nearest } from '../../domain/nearest.js';
import type { Release } from '../../domain/release.js';
import { isRelease } from './parse-status.js';
import { readChecklistName, readWaive, type WaiverAct } from './parse-waivers.js';
import { echo, takeWord } from './words.js';

/** What is asked, of a release or the first that there is. */
export type SignoffAct =
  | { do: 'ask'; candidate: string }
  /** `conditions`: as typed behind `if`; null: there are none. */
  | { do: 'go'; conditions: string | null }
  | { do: 'no-go'; reason: string }
  | { do: 'withdraw' }
  | { do: 'delegate' }
  | { do: 'end-delegation'; id: number }
  | { do: 'status' }
  | { do: 'history' }
  | { do: 'exception' }
  | WaiverAct;

export type SignoffCommand = (SignoffAct & { release: string | null }) | { do: 'help' };

interface Word {
  /** The first is the one to suggest. */
  words: [string, ...string[]];
  /** @param rest what follows the word @throws UserFault */
  read(rest: string): SignoffAct;
  /** Whether a release that is typed after it is meant as one: "exception v1.7" is as clear as "v1.7 exception". */
  takesRelease: boolean;
}

/** A word that takes nothing after it. */
const alone = (act: SignoffAct, ...words: [string, ...string[]]): Word => ({
  ...{ words, takesRelease: true },
  read(rest) {
    if (rest === '') return act;
    throw new UserFault(
      'unknown-word',
      `Nothing was expected after \`${words[0]}\`, and there is "${echo(rest)}".`,
      `For example: \`/release-signoff ${words[0]}\``,
    );
  },
});

const table: readonly Word[] = [
  { words: ['ask'], read: readAsk, takesRelease: false },
  { words: ['go', 'yes'], read: readGo, takesRelease: true },
  // "no-go v1.7 it leaks" must not become the NO GO of another release.
  { words: ['no-go', 'nogo'], read: (rest) => ({ do: 'no-go', reason: rest }), takesRelease: true },
  alone({ do: 'withdraw' }, 'withdraw'),
  { words: ['delegate', 'delegates'], read: readDelegate, takesRelease: true },
  alone({ do: 'status' }, 'status'),
  alone({ do: 'history' }, 'history'),
  alone({ do: 'exception' }, 'exception'),
  { words: ['waive'], read: readWaive, takesRelease: true },
  alone({ do: 'waivers' }, 'waivers'),
  { words: ['checklist', 'checklists'], read: readChecklistName, takesRelease: true },
];

const help = ['help', '?', ''];

/** @throws UserFault `unknown-word` with the nearest right word */
export function parseSignoff(text: string, releases: readonly Release[]): SignoffCommand {
  let { word, rest } = takeWord(text);
  let release: string | null = null;
  if (word !== '' && isRelease(word, releases)) {
    release = word;
    ({ word, rest } = takeWord(rest));
  }
  // "no go" is as clear as "no-go".
  const next = takeWord(rest);
  if (word.toLowerCase() === 'no' && next.word.toLowerCase() === 'go') [word, rest] = ['no-go', next.rest];
  const lower = word.toLowerCase();
  if (help.includes(lower)) return { do: 'help' };
  const found = table.find(({ words }) => words.includes(lower));
  if (!found) throw unknown(word, release === null ? releases : []);
  const first = takeWord(rest);
  if (release === null && found.takesRelease && first.word !== '' && isRelease(first.word, releases))
    return { ...found.read(first.rest), release: first.word };
  return { ...found.read(rest), release };
}

function unknown(word: string, releases: readonly Release[]): UserFault {
  const known = [...table.flatMap(({ words }) => words), 'help', ...releases.map(({ name }) => name)];
  const close = nearest(word, known);
  return new UserFault(
    'unknown-word',
    `\`/release-signoff\` does not know "${echo(word)}".${close ? ` Did you mean \`${close}\`?` : ''}`,
    `It knows: ${table.map(({ words }) => words[0]).join(', ')}, help. For example: \`/release-signoff status\``,
  );
}

function readAsk(rest: string): SignoffAct {
  const { word, rest: more } = takeWord(rest);
  if (more === '') return { do: 'ask', candidate: word };
  throw new UserFault(
    'unknown-word',
    `A candidate is a tag or a commit, and there is "${echo(rest)}".`,
    'For example: `/release-signoff ask v1.6.0-rc.1`',
  );
}

function readGo(rest: string): SignoffAct {
  if (rest === '') return { do: 'go', conditions: null };
  const { word, rest: conditions } = takeWord(rest);
  if (word.toLowerCase() === 'if') return { do: 'go', conditions: conditionsIn(conditions) };
  throw new UserFault(
    'unknown-word',
    `What follows \`go\` begins with \`if\`, and there is "${echo(rest)}".`,
    'For example: `/release-signoff go`, or `/release-signoff go if #123 is merged`',
  );
}

/** What people write around the issues and pull requests that they mean. */
const filling = /^(?:and|is|are|gets?|got|has|have|been|once|merged|closed|fixed|in|lands?)$/i;

/** `#123 is merged and #124` → `#123 #124` */
const conditionsIn = (text: string): string =>
  text
    .split(/[\s,;]+/)
    .filter((part) => part !== '' && !filling.test(part))
    .join(' ');

function readDelegate(rest: string): SignoffAct {
  if (rest === '') return { do: 'delegate' };
  const { word, rest: number } = takeWord(rest);
  const id = /^#?(\d{1,9})$/.exec(number)?.[1];
  if (word.toLowerCase() === 'end' && id !== undefined) return { do: 'end-delegation', id: Number(id) };
  throw new UserFault(
    'unknown-word',
    `The form asks who it is, and there is "${echo(rest)}".`,
    'Type `/release-signoff delegate`, or `/release-signoff delegate end 3` with the number that `status` shows.',
  );
}
