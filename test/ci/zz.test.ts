import { it } from '@jest/globals';
import { startLocalTestGrid } from '../../src/sandbox/testgrid/index.js';
import { createJsonClient } from '../../src/ci/fetch-json.js';
import { askLegacyGrid } from '../../src/ci/testgrid-legacy.js';
import { askApiGrid } from '../../src/ci/testgrid-api.js';
import { columnsOf, messagesOf } from '../../src/ci/grid.js';
import { board, hour, now } from './fixture.js';
it('big', async () => {
  const log = (s: string, t: number) => process.stderr.write(`T ${s} ${Date.now() - t}\n`);
  const grid = await startLocalTestGrid({ now: () => now });
  const tab = grid.addTab(board, 'x');
  let t = Date.now();
  for (let i = 40; i > 0; i--) tab.run({ at: now - i * hour, commit: `c${i}`, ran: 8000, ...(i % 2 ? { failed: Array.from({ length: 5000 }, (_, n) => `test ${n + 1}`) } : {}) });
  log('build', t);
  t = Date.now(); const text = await (await fetch(`${grid.url}/${board}/table?tab=x&width=5&dashboard=${board}`)).text(); log(`legacy fetch ${text.length}`, t);
  t = Date.now(); const text2 = await (await fetch(`${grid.url}/api/v1/dashboards/${board}/tabs/x/rows`)).text(); log(`api fetch ${text2.length}`, t);
  t = Date.now(); const text3 = await (await fetch(`${grid.url}/api/v1/dashboards/${board}/tabs/x/headers`)).text(); log(`api fetch ${text3.length}`, t);
  const f = (async (u: string) => new Response(u.includes('rows') ? text2 : u.includes('headers') ? text3 : text)) as typeof fetch;
  const client = createJsonClient({ fetch: f, timeout: 60000, maxBytes: 1e9 });
  for (const ask of [askLegacyGrid(client, 'http://a', 50), askApiGrid(client, 'http://a', 50)]) {
    t = Date.now(); const g = await ask(board, 'x'); log('ask', t);
    t = Date.now(); const c = columnsOf(g); log('columns', t);
    t = Date.now(); messagesOf(g, c); log('messages', t);
  }
  await grid.close();
});
