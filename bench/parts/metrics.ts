/** What a running bot tells about itself at `/metrics`. */
import { setTimeout as sleep } from 'node:timers/promises';

/** How many readings of GitHub have ended well. @param only of repositories whose names begin so */
export async function syncsDone(url: string, only = ''): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = text.matchAll(/^signalman_syncs_total\{repository="([^"]*)",outcome="done"[^}]*\} (\d+)/gm);
  return [...counts]
    .filter(([, repository]) => repository?.startsWith(only))
    .reduce((sum, [, , count]) => sum + Number(count), 0);
}

export async function untilSynced(url: string, times: number): Promise<void> {
  const end = Date.now() + 120_000;
  while ((await syncsDone(url)) < times) {
    if (Date.now() > end) throw new Error('GitHub was not read within two minutes');
    await sleep(50);
  }
}
