/** When a group is told anew, when its message is edited, and when nothing is said. */
import { describe, expect, it } from '@jest/globals';
import { type GroupNews, newsByGroup, nextHeard } from '../../../src/domain/enhancement/telling.js';
import { day } from '../../../src/domain/time.js';
import { noon } from '../../builders/issue.js';
import { lack, standing } from '../../builders/standing.js';

const lacking: GroupNews = { group: 'node', all: 2, lacking: [standing({ number: 1, lacks: [lack()] })] };
const done: GroupNews = { group: 'node', all: 2, lacking: [] };
const heard = { edition: 1, revision: 3, at: noon, says: 'a' };
const times = (ms: number) => ({ every: 7 * day, now: noon + ms });

describe('a group', () => {
  it('hears nothing until something is missing', () => {
    expect(nextHeard(done, null, 'a', times(0))).toBeNull();
    expect(nextHeard(lacking, null, 'a', times(0))).toEqual({ edition: 1, revision: 1, at: noon, says: 'a' });
  });

  it('is told the same only once, and what changed by an edit', () => {
    expect(nextHeard(lacking, heard, 'a', times(day))).toBeNull();
    expect(nextHeard(lacking, heard, 'b', times(day))).toEqual({ ...heard, revision: 4, says: 'b' });
    expect(nextHeard(done, heard, 'b', times(30 * day))).toEqual({ ...heard, revision: 4, says: 'b' });
    expect(nextHeard(done, { ...heard, says: 'b' }, 'b', times(90 * day))).toBeNull();
  });

  it('is told anew after a while, where something is missing still', () => {
    const anew = { edition: 2, revision: 1, at: noon + 7 * day, says: 'a' };
    expect(nextHeard(lacking, heard, 'a', times(7 * day))).toEqual(anew);
    expect(nextHeard(lacking, { ...heard, at: noon + day }, 'a', times(0))).toMatchObject({ edition: 2 });
  });

  it('of which something could not be read hears nothing new', () => {
    const standings = [
      standing({ number: 1, lacks: [lack()] }),
      standing({ number: 2, unread: ['a'] }),
      standing({ number: 3, group: 'storage' }),
      standing({ number: 4, group: null, lacks: [lack()] }),
    ];
    expect(newsByGroup(standings)).toEqual([{ group: 'storage', all: 1, lacking: [] }]);
  });
});
