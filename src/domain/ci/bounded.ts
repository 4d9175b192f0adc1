/** A job as it is kept: however much a source tells, a job takes up no more than a few hundred kilobytes. */
import type { Column, Job } from './job.js';

/** Over all columns together, the newest first. The newest keeps all that its source gives. */
const most = { columns: 200, names: 4000, messages: 200, linked: 500 };

export function bounded(job: Job): Job {
  let left = most.names;
  const columns = job.columns.slice(0, most.columns).map((column, at): Column => {
    const failed = at === 0 ? column.failed : column.failed.slice(0, left);
    left = Math.max(0, left - failed.length);
    const flaked = column.flaked.slice(0, left);
    left -= flaked.length;
    const isWhole = failed.length === column.failed.length && flaked.length === column.flaked.length;
    return isWhole ? column : { ...column, failed, flaked };
  });
  return {
    ...job,
    columns,
    messages: some(job.messages, most.messages, columns),
    linked: some(job.linked, most.linked, columns),
  };
}

/** Those of the tests that failed last. */
function some<T>(given: Record<string, T>, count: number, columns: readonly Column[]): Record<string, T> {
  const entries = Object.entries(given);
  if (entries.length <= count) return given;
  const order = new Map<string, number>();
  for (const name of columns.flatMap(({ failed }) => failed))
    if (!order.has(name)) order.set(name, order.size);
  const place = (name: string) => order.get(name) ?? Number.MAX_SAFE_INTEGER;
  return Object.fromEntries(entries.sort(([a], [b]) => place(a) - place(b)).slice(0, count));
}
