/** Where an issue or a repository is by now: both can be moved, and GitHub tells where to. */
import { z } from 'zod';
import { onSameServer } from '../../domain/server.js';
import type { Answer, Call } from './call.js';
import { afterHarmless, type Obstacle } from './outcome.js';
import { pathOf, type Spot, spotOf } from './place.js';

const shape = {
  issue: z.object({
    number: z.number().int().positive(),
    html_url: z.string(),
    body: z.string().nullish(),
    state: z.enum(['open', 'closed']),
    locked: z.boolean().optional(),
    pull_request: z.unknown().optional(),
  }),
  repository: z.object({
    full_name: z.string(),
    default_branch: z.string(),
    archived: z.boolean().optional(),
  }),
};
export type Issue = z.infer<typeof shape.issue>;
export type Repository = z.infer<typeof shape.repository>;

export type Seen<T> =
  | { kind: 'at'; spot: Spot; data: T }
  | { kind: 'away'; status: number; obstacle: Obstacle };
export type Here<T> = (at: Spot) => Promise<Seen<T>>;

/** How often something may have been moved. */
const mostMoves = 5;

/** @param apiUrl nothing is sent anywhere else */
export function createFollow(call: Call, apiUrl: string) {
  async function read(at: Spot): Promise<Answer> {
    let answer = await call('GET', pathOf(at));
    for (let moves = 0; answer.kind === 'moved' && moves < mostMoves; moves++) {
      const to = onSameServer(answer.to, `${apiUrl}/`);
      if (!to?.startsWith(`${apiUrl}/`)) break;
      answer = await call('GET', to);
    }
    return answer;
  }

  async function seen<T>(at: Spot, type: z.ZodType<T>, where: (data: T) => Spot | null): Promise<Seen<T>> {
    const answer = await read(at);
    if (answer.kind !== 'ok') {
      const status = answer.kind === 'no' ? answer.status : 0;
      return { kind: 'away', status, obstacle: afterHarmless(answer, at) };
    }
    const parsed = type.safeParse(answer.data);
    const spot = parsed.success ? where(parsed.data) : null;
    if (!parsed.success || !spot)
      return {
        kind: 'away',
        status: 0,
        obstacle: { kind: 'not-sent', why: 'GitHub’s answer could not be read' },
      };
    return { kind: 'at', spot, data: parsed.data };
  }

  const issue: Here<Issue> = (at) =>
    seen(at, shape.issue, ({ html_url, number }) => {
      const name = /([^/]+\/[^/]+)\/(?:issues|pull)\/\d+$/.exec(html_url)?.[1];
      return name === undefined ? null : spotOf(`${name}#${number}`);
    });
  const repository: Here<Repository> = (at) =>
    seen({ ...at, number: null }, shape.repository, ({ full_name }) => spotOf(full_name));
  return { issue, repository };
}

export type Follow = ReturnType<typeof createFollow>;
