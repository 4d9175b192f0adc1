/** What people do about one incident at GitHub while its bot is killed: links, a fix, action items, a post-mortem. */
import type { Database } from '../../../storage/dialect.js';
import type { LocalGitHub } from '../../github/index.js';
import type { LocalSlack } from '../../slack/index.js';
import type { People } from './people.js';
import { branch, repository } from './places.js';
import { eventsOf } from './record.js';

interface Scene {
  slack: LocalSlack;
  github: LocalGitHub;
  people: People;
  database: Database;
}

/** What must stand at GitHub in the end, and on record. */
export interface Expected {
  /** The issue that it was declared with; null: one is opened. */
  tracking: number | null;
  duplicates: number[];
  /** Those of them that are closed. */
  closed: number[];
  fix: number;
  pick: number;
  tag: string;
  actions: string[];
  /** The newest lesson: the post-mortem says it. */
  lesson: string;
}

export interface Story {
  /** Typed into the form of the declaration; empty: it is tracked nowhere yet. */
  issue: string;
  /** In their order, between the updates. */
  steps(incident: number): (() => Promise<void>)[];
  expected(): Expected;
}

export function createCourse({ github, people, database }: Scene) {
  const issue = (title: string) => github.addIssue(repository, { title });

  /** @param at from 0 */
  function next(at: number): Story {
    const tracking = at % 2 === 0 ? issue(`Rocket ${at + 1} does not start`) : null;
    const duplicates = [issue(`Another word for ${at + 1}`), issue(`A third word for ${at + 1}`)];
    const [first = 0, second = 0] = duplicates;
    const fix = github.addIssue(repository, {
      ...{ title: `Refuel rocket ${at + 1}`, author: { login: 'mechanic' } },
      pullRequest: { base: 'main', head: `refuel-${at}` },
    });
    const lessons = [`nobody looked at gauge ${at + 1}`, `gauge ${at + 1} was painted over`];
    const actions = [`Look at gauge ${at + 1} each day`, `Mount a second gauge ${at + 1}`];
    const tag = `v1.0.${at + 1}`;
    let pick = 0;
    return {
      issue: tracking === null ? '' : `${repository}#${tracking}`,
      expected: () => ({
        ...{ tracking, duplicates, closed: [second], fix, pick, tag, actions, lesson: lessons[1] ?? '' },
      }),
      steps: (id) => [
        link(id, 'duplicate', first),
        link(id, 'link', fix),
        link(id, 'duplicate', second),
        close(id, second),
        async () => merge(fix, 'main'),
        async () => {
          pick = github.addIssue(repository, {
            title: `Automated cherry pick of #${fix}`,
            body: `Cherry pick of #${fix} on ${branch}.`,
            author: { login: 'mechanic' },
            pullRequest: { base: branch, head: `pick-${at}` },
          });
        },
        ...actions.map((text) => add(id, text)),
        learn(id, lessons[0] ?? ''),
        writeOut(id, 1),
        ...actions.map((text) => file(id, text)),
        async () => merge(pick, branch),
        learn(id, lessons[1] ?? ''),
        writeOut(id, 2),
        async () => github.addTag(repository, tag, `refs/heads/${branch}`),
      ],
    };
  }

  function merge(number: number, into: string): void {
    const sha = github.addCommit(repository, { message: `Merge #${number}`, branch: into });
    github.mergePull(repository, number, { by: 'mechanic', sha });
  }

  const link = (id: number, word: 'link' | 'duplicate', number: number) => () =>
    people.type(`${word} ${id} ${repository}#${number}`, async () =>
      (await eventsOf(database, id, 'linked')).some(({ item }) => item.name === `${repository}#${number}`),
    );

  const close = (id: number, number: number) => () =>
    people.fill(
      `close-duplicate ${id} ${repository}#${number}`,
      'incident_close_duplicate',
      {},
      async () => (await eventsOf(database, id, 'closing')).length > 0,
    );

  const add = (id: number, text: string) => () =>
    people.fill(`action ${id} ${text}`, 'postmortem_action_form', { type: 'prevent' }, async () =>
      (await eventsOf(database, id, 'action-added')).some(({ action }) => action.text === text),
    );

  const learn = (id: number, text: string) => () =>
    people.type(`lesson ${id} wrong ${text}`, async () =>
      (await eventsOf(database, id, 'lesson-added')).some(({ lesson }) => lesson.text === text),
    );

  const file = (id: number, text: string) => async () => {
    const added = await eventsOf(database, id, 'action-added');
    const { id: action = '' } = added.find((one) => one.action.text === text)?.action ?? {};
    const menu = { actionId: 'postmortem_item', value: `file:${id}:${action}`, says: text };
    await people.fill(
      () => people.press(`action list ${id}`, menu, null),
      'postmortem_issue_form',
      {},
      async () => (await eventsOf(database, id, 'action-filing')).some((one) => one.action === action),
    );
  };

  const writeOut = (id: number, edition: number) => () =>
    people.press(
      `postmortem ${id}`,
      { actionId: 'postmortem_pull' },
      async () => (await eventsOf(database, id, 'written-out')).length >= edition,
    );

  return { next };
}
