/** A store with one project read into it, in this process: for what is measured without a bot around it. */
import { pino } from 'pino';
import { composeQuestions, composeSync, openStore } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { configFor, githubToken, type Project } from './project.js';
import type { Stage } from './stage.js';

/** @param apiUrl of a GitHub that has the projects */
export async function openProject(stage: Stage, projects: readonly Project[], apiUrl: string) {
  const settings = loadSettings(configFor(projects), 'signalman.yml');
  const dataDir = await stage.folder();
  const database = await openStore({ databaseUrl: null, dataDir });
  stage.defer(() => database.close());
  const parts = { settings, database, log: pino({ level: 'warn' }, pino.destination(2)), clock: Date.now };
  const { tracked, sync } = composeSync(parts, { apiUrl, token: githubToken });
  return {
    ...{ database, dataDir },
    ...composeQuestions(parts),
    /** Reads every project. @throws Error when GitHub could not be read */
    async sync(full = false) {
      const outcomes = [];
      for (const which of tracked) {
        const outcome = await sync(which, full);
        if (outcome.problem !== null) throw new Error(outcome.problem);
        outcomes.push(outcome);
      }
      return outcomes;
    },
  };
}
