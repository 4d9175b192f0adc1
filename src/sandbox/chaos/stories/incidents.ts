/** Incidents with copies in 31 channels, a mirror at GitHub, a fix that is watched, duplicates, action items and a post-mortem. */
import type { Database } from '../../../storage/dialect.js';
import { checkIncident } from '../incident-check.js';
import { createCourse } from '../incident-course.js';
import { checkAtGitHub } from '../incident-github-check.js';
import { createPeople, type Records } from '../incident-people.js';
import { counting, type Scene, type Story } from './story.js';

export function incidentStory(scene: Scene): Story & { again(): number } {
  const { slack, database, revisions } = scene;
  const people = createPeople(slack, recordsOf(database));
  const course = createCourse({ ...scene, people });
  const done: Record<string, number> = {};
  const count = counting(done);
  let wanted = 0;
  const checks: (() => Promise<string[]>)[] = [];
  return {
    name: 'incidents',
    done,
    again: () => people.hands.unheard + people.hands.refused,
    async live(round) {
      const story = course.next(round);
      await people.declare(`The launch of rocket ${round + 1} hangs`, story.issue);
      count('incidents declared');
      wanted++;
      const [id = 0] = await declared(database);
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
      const ids = await declared(database);
      const found = ids.length === wanted ? [] : [`doubled: ${ids.length} incidents instead of ${wanted}`];
      for (const check of checks) found.push(...(await check()));
      return found;
    },
  };
}

const recordsOf = ({ read }: Database): Records => ({
  async incidents() {
    return (await read.selectFrom('incident').select('id').execute()).length;
  },
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

/** The newest first. A number may be left out: whoever was killed may have taken it. */
async function declared({ read }: Database): Promise<number[]> {
  const rows = await read.selectFrom('incident').select('id').orderBy('id', 'desc').execute();
  return rows.map((row) => row.id);
}
