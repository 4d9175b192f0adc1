/** Incidents with copies in 31 channels, a mirror at GitHub, a fix that is watched, duplicates, action items and a post-mortem. */
import type { Database } from '../../../../storage/dialect.js';
import { checkIncident } from '../../incidents/check.js';
import { createCourse } from '../../incidents/course.js';
import { checkAtGitHub } from '../../incidents/github-check.js';
import { createPeople, type Records } from '../../incidents/people.js';
import { declaredAs } from '../../incidents/record.js';
import { counting, type Scene, type Story } from './story.js';

export function incidentStory(scene: Scene): Story & { again(): number } {
  const { slack, database, revisions } = scene;
  const people = createPeople(slack, recordsOf(database));
  const course = createCourse({ ...scene, people });
  const done: Record<string, number> = {};
  const count = counting(done);
  const titles: string[] = [];
  const checks: (() => Promise<string[]>)[] = [];
  return {
    name: 'incidents',
    done,
    again: () => people.hands.unheard + people.hands.refused,
    async live(round) {
      const story = course.next(round);
      const title = `The launch of rocket ${round + 1} hangs`;
      titles.push(title);
      await people.declare(title, story.issue);
      count('incidents declared');
      const [id = 0] = await declaredAs(database, title);
      const texts = Array.from(
        { length: revisions },
        (_, at) => `Rocket ${id} was looked at ${at + 1} times`,
      );
      const steps = story.steps(id);
      const share = (at: number) => Math.floor((at * steps.length) / revisions);
      for (const [at, text] of texts.entries()) {
        await people.update(id, at, `${text}.`);
        count('updates');
        for (const step of steps.slice(share(at), share(at + 1))) {
          await step();
          count('steps on GitHub and of the post-mortem');
        }
      }
      checks.push(async () => [
        ...checkIncident(slack, id, texts),
        ...(await checkAtGitHub(scene, { id, revision: texts.length + 1, ...story.expected() })),
      ]);
    },
    // What is there once stays as it is, whatever happens to later ones.
    async check() {
      const found: string[] = [];
      for (const title of titles) {
        const times = (await declaredAs(database, title)).length;
        if (times !== 1)
          found.push(`${times === 0 ? 'lost' : 'doubled'}: "${title}" was declared ${times} times`);
      }
      for (const check of checks) found.push(...(await check()));
      return found;
    },
  };
}

const recordsOf = ({ read }: Database): Records => ({
  isDeclared: async (title) => (await declaredAs({ read }, title)).length > 0,
  async updates(incident) {
    const rows = await read
      .selectFrom('incident_event')
      .select('seq')
      .where('incident_id', '=', incident)
      .where('kind', '=', 'updated')
      .execute();
    return rows.length;
  },
});
