/** Enhancements as a board has them: ready unless something else is said. */
import type { EnhancementStanding, Lack } from '../../src/domain/enhancement/standing.js';

export function lack(given: Partial<Lack> = {}): Lack {
  return {
    code: 'box',
    text: '(R) Tests are planned',
    todo: 'Plan the tests',
    blocks: true,
    url: null,
    ...given,
  };
}

export function standing(given: Partial<EnhancementStanding> & { number: number }): EnhancementStanding {
  return {
    title: `Thing ${given.number}`,
    url: `https://github.com/acme/features/issues/${given.number}`,
    group: 'node',
    stage: 'beta',
    status: 'implementable',
    latestMilestone: 'v1.6',
    folderUrl: `https://github.com/acme/features/tree/HEAD/keps/sig-node/${given.number}-thing`,
    lacks: [],
    boxes: { ticked: 4, asked: 4 },
    questions: { answered: 3, asked: 3 },
    ...given,
  };
}
