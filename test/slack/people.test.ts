/** Who belongs to user groups: asked once, remembered for a while, and never guessed. */
import { describe, expect, it } from '@jest/globals';
import { slackPeople } from '../../src/slack/asking/people.js';

const silent = { warn: () => {} };

/** @param members by group; a group that is not there cannot be read */
function world(members: Record<string, string[]>) {
  const asked: string[] = [];
  let now = 0;
  const list = async ({ usergroup }: { usergroup: string }) => {
    asked.push(usergroup);
    await Promise.resolve();
    if (!members[usergroup]) throw new Error('ratelimited');
    return { ok: true, users: members[usergroup] };
  };
  const people = slackPeople({ usergroups: { users: { list } } } as never, () => now, silent);
  return {
    people,
    asked,
    pass(ms: number) {
      now += ms;
    },
  };
}

describe('the people of a user group', () => {
  it('are asked for once, however many want to know at the same moment', async () => {
    const { people, asked } = world({ S0NODE: ['U0MAX'] });
    const found = await Promise.all([1, 2, 3].map(() => people.isAmong('U0MAX', ['S0NODE'])));
    expect(found).toEqual([true, true, true]);
    expect(asked).toEqual(['S0NODE']);
  });

  it('are asked for again after five minutes, and after an answer that failed', async () => {
    const members: Record<string, string[]> = { S0NODE: ['U0MAX'] };
    const { people, asked, pass } = world(members);
    await people.isAmong('U0MAX', ['S0NODE']);
    members.S0NODE = [];
    pass(299_999);
    expect(await people.isAmong('U0MAX', ['S0NODE'])).toBe(true);
    pass(1);
    expect(await people.isAmong('U0MAX', ['S0NODE'])).toBe(false);
    expect(asked).toHaveLength(2);
    delete members.S0NODE;
    pass(300_000);
    await expect(people.isAmong('U0MAX', ['S0NODE'])).rejects.toMatchObject({ code: 'group-unread' });
    members.S0NODE = ['U0MAX'];
    expect(await people.isAmong('U0MAX', ['S0NODE'])).toBe(true);
  });
});
