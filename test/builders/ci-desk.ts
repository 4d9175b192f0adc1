/** Signalman's Slack side before a local Slack, with a desk of the test signal that only remembers what it was asked. */
import type { CiDesk } from '../../src/app/ports/ci.js';
import type { Job } from '../../src/domain/ci/job.js';
import type { ShownAlert } from '../../src/domain/ci/shown-alert.js';
import { UserFault } from '../../src/domain/fault.js';
import type { Status } from '../../src/domain/status.js';
import { ciRenderer } from '../../src/slack/blocks/ci/renderer.js';
import { groupWord, manualTest } from './ci.js';
import { startSlackSide } from './slack-side.js';

export interface Asked {
  what: keyof CiDesk;
  with: Record<string, unknown>;
}

/** @param shown the alert that there is @param jobs of every release */
export function rememberingDesk(shown: () => ShownAlert, jobs: readonly Job[]) {
  const asked: Asked[] = [];
  let fault: { what: keyof CiDesk; error: Error; after: Promise<void> } | null = null;
  async function take<T>(what: keyof CiDesk, given: object, answer: () => T): Promise<T> {
    asked.push({ what, with: given as Asked['with'] });
    if (fault?.what === what) {
      const { error, after } = fault;
      fault = null;
      await after;
      throw error;
    }
    return answer();
  }
  const alertNamed = (id: string) => {
    if (shown().alert.id === id) return shown();
    throw new UserFault('unknown-alert', 'That alert is not there any more.', 'Nothing was changed.');
  };
  const desk: CiDesk = {
    alert: async (id) => alertNamed(id),
    acknowledge: (given) =>
      take('acknowledge', given, () => {
        const { alert, ...rest } = alertNamed(given.alert);
        return { ...rest, alert: { ...alert, acknowledged: alert.acknowledged ?? { ...given.by, at: 0 } } };
      }),
    silence: (given) =>
      take('silence', given, () => {
        const { alert, ...rest } = alertNamed(given.alert);
        return { ...rest, alert: { ...alert, silenced: { ...given.by, at: 0, until: given.until } } };
      }),
    jobs: async () => [...jobs],
    word: (given) => take('word', given, () => groupWord({ ...given, authorId: given.by.id })),
    endWord: (given) => take('endWord', given, () => groupWord({ id: given.word })),
    manual: (given) => take('manual', given, () => manualTest({ ...given, authorId: given.by.id })),
    issueFor: async (id) => ({
      ...{
        repository: 'acme/rocket',
        title: `${alertNamed(id).job.name} fails`,
        labels: ['kind/failing-test'],
      },
      body: 'TestA fails since noon.',
    }),
    file: (given) =>
      take('file', given, () => ({ url: 'https://github.com/acme/rocket/issues/7', number: 7 })),
  };
  return {
    desk,
    asked,
    /** The next time this is asked it fails so. */
    failing(what: keyof CiDesk, error: Error, after: Promise<void> = Promise.resolve()) {
      fault = { what, error, after };
    },
  };
}

/** @param now the clock of Slack and of Signalman */
export const startCiSlack = (
  ci: CiDesk | null,
  { now, status, shown }: { now: () => number; status: () => Status; shown: () => ShownAlert },
) =>
  startSlackSide(
    { ci, releases: [status().release], showStatus: async () => status() },
    { now, post: ciRenderer.alert(shown()) },
  );
