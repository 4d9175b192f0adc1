/** What a running bot tells about itself at `/metrics`. */
import { until } from './patience.js';

export async function metricsOf(url: string): Promise<string> {
  const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(30_000) });
  return await response.text();
}

/** How many readings of GitHub have ended well. @param only of repositories whose names begin so */
export async function syncsDone(url: string, only = ''): Promise<number> {
  const text = await metricsOf(url);
  const counts = text.matchAll(/^signalman_syncs_total\{repository="([^"]*)",outcome="done"[^}]*\} (\d+)/gm);
  return [...counts]
    .filter(([, repository]) => repository?.startsWith(only))
    .reduce((sum, [, , count]) => sum + Number(count), 0);
}

export async function untilSynced(url: string, times: number): Promise<void> {
  const done = async () => (await syncsDone(url)) >= times;
  await until(done, { ms: 120_000, every: 50, what: 'the reading of GitHub' });
}
