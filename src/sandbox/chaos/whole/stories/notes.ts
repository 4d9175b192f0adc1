/** Release notes: pull requests are merged, somebody writes what they lack and changes it, and the draft is published. */
import type { LocalGitHub } from '../../../github/index.js';
import { createHands } from '../../hands.js';
import { library } from '../../incidents/places.js';
import { channels, lander, leads } from '../places.js';
import { counting, type Scene, type Story } from './story.js';

const us = 'signalman';
const perRound = 2;

export function notesStory({ slack, github, database }: Scene): Story & { again(): number } {
  const hands = createHands(slack, '/release-notes');
  const person = { user: leads.notes, channel: channels.notes };
  const done: Record<string, number> = {};
  const count = counting(done);
  /** What was written last, by pull request. */
  const last = new Map<number, string>();

  async function written(number: number): Promise<string[]> {
    const rows = await database.read
      .selectFrom('written_note')
      .select('body')
      .where('number', '=', number)
      .orderBy('id')
      .execute();
    return rows.map(({ body }) => body);
  }

  const editions = async () =>
    (await database.read.selectFrom('notes_edition').select('edition').execute()).length;

  const isKnown = (number: number) => async () => {
    const rows = await database.read
      .selectFrom('issue')
      .innerJoin('repository', 'repository.id', 'issue.repository_id')
      .select('number')
      .where('full_name', '=', lander)
      .where('number', '=', number)
      .where('merged_at', 'is not', null)
      .execute();
    return rows.length > 0;
  };

  async function write(number: number, text: string): Promise<void> {
    const isStored = async () => (await written(number)).at(-1)?.includes(text) ?? false;
    await hands.fill(person, `v2.0 write #${number}`, 'notes_write_form', { kind: 'note', text }, isStored);
    last.set(number, text);
    count('notes written');
  }

  return {
    name: 'notes',
    done,
    again: () => hands.unheard + hands.refused,
    async live(round) {
      const numbers = Array.from({ length: perRound }, (_, at) => {
        const number = github.addIssue(lander, {
          ...{ title: `Change ${round}.${at}`, milestone: 'v2.0', labels: ['kind/feature'] },
          ...{ author: { login: 'mechanic' }, pullRequest: { base: 'main', head: `change-${round}-${at}` } },
        });
        github.mergePull(lander, number);
        count('pull requests merged');
        return number;
      });
      for (const number of numbers) {
        await hands.insist(`#${number} is read`, isKnown(number), async () => {});
        await write(number, `The lander of ${number} lands softly.`);
        await write(number, `The lander of ${number} lands very softly.`);
      }
      const before = await editions();
      await hands.type(person, 'v2.0 publish', async () => (await editions()) > before);
      count('drafts published');
    },
    async check() {
      return checkNotes(github, last);
    },
  };
}

const times = (text: string, part: string) => text.split(part).length - 1;

/**
 * Whether each note stands once at its pull request and once in the draft, as it was written last.
 * @param last by pull request
 */
export function checkNotes(
  github: Pick<LocalGitHub, 'files' | 'issue'>,
  last: ReadonlyMap<number, string>,
): string[] {
  const files = [...github.files(library, 'main')].filter(([path]) => path.startsWith('notes/'));
  const draft = files.map(([, text]) => text).join('\n');
  return [...last].flatMap(([number, text]) => {
    const comments = github
      .issue(lander, number)
      .comments.filter(({ author }) => author.login === us)
      .map(({ body }) => body);
    const found: string[] = [];
    if (comments.length !== 1)
      found.push(
        `${comments.length === 0 ? 'lost' : 'doubled'}: ${comments.length} comments with the note of #${number}`,
      );
    if (comments.length > 0 && !comments.some((one) => one.includes(text)))
      found.push(`contradicting: the comment on #${number} says ${comments[0]?.slice(0, 100)}`);
    const there = times(draft, text);
    if (there !== 1)
      found.push(
        `${there === 0 ? 'lost' : 'doubled'}: the note of #${number} stands ${there} times in the draft`,
      );
    return found;
  });
}
