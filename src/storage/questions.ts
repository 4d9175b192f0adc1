/** Several questions to the store whose answers do not depend on each other. */
import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';

type Answers<Q extends readonly (() => unknown)[]> = { -readonly [K in keyof Q]: Awaited<ReturnType<Q[K]>> };

/**
 * At once, where each may have a connection of its own; one after the other within a transaction, which is one
 * connection: pg queues what it is asked beside another question, warns of it, and will refuse it from version 9 on.
 */
export async function askAll<const Q extends readonly (() => unknown)[]>(
  { isTransaction }: Pick<Kysely<Tables>, 'isTransaction'>,
  questions: Q,
): Promise<Answers<Q>> {
  if (!isTransaction) return (await Promise.all(questions.map((ask) => ask()))) as Answers<Q>;
  const answers: unknown[] = [];
  for (const ask of questions) answers.push(await ask());
  return answers as Answers<Q>;
}
