/** Somebody without a role, who sends what somebody with one is about to send: copied, and changed on its way. */
import type { FullWorld } from './full-world.js';

type Fields = Record<string, unknown>;

/** Tables that only say what was read, what is owed to whom, and who looked at what. */
const apart = /^(kysely|lease|delivery|message|home|sync|issue|ci_|document|github|http|checkpoint|snapshot)/;

/** What is stored, by table. */
export async function stored({
  database: { read },
}: Pick<FullWorld, 'database'>): Promise<Map<string, string>> {
  const tables = await read.introspection.getTables();
  const found = new Map<string, string>();
  for (const { name } of tables)
    if (!apart.test(name))
      found.set(
        name,
        JSON.stringify(
          await read
            .selectFrom(name as never)
            .selectAll()
            .execute(),
        ),
      );
  return found;
}

/** Names of the tables in which more stands of this person than before: whatever anybody changes names who it was. */
const changed = (before: Map<string, string>, after: Map<string, string>, id: string): string[] =>
  [...after]
    .filter(([name, rows]) => rows.split(id).length > (before.get(name) ?? '').split(id).length)
    .map(([name]) => name);

let copies = 0;

export interface Tried {
  /** What, as the crawler calls it. */
  what: string;
  /** Tables in which it left something. */
  changed: string[];
}

/** Values and metadata that nobody's button or form carries. */
const values = ['__proto__', '1:__proto__', 'x'.repeat(1999)];
const metadata = ['{', '{"__proto__":{"id":1}}', '{"incident":999999999,"poll":99,"alert":"x"}'];

/**
 * @returns what was tried, and what is to be done beside each deed of the crawler: the same request goes out in the
 * name of somebody else, in another channel, before it is done at all; and with other values in the name of whoever may
 */
export function stranger(world: FullWorld, by: { id: string; name: string }) {
  const { slack, log } = world;
  const tried: Tried[] = [];
  const broken: string[] = [];

  /** What would be sent; it does not arrive. */
  async function recorded(act: () => Promise<unknown>): Promise<Fields | null> {
    const url = slack.eventsUrl;
    const before = slack.raw.sent().length;
    slack.eventsUrl = `${url}/nowhere`;
    try {
      await act();
    } finally {
      slack.eventsUrl = url;
    }
    const payload = new URLSearchParams(
      slack.raw.sent().slice(before).at(-1)?.body ?? slack.raw.sent().at(-1)?.body,
    ).get('payload');
    return payload === null ? null : (JSON.parse(payload) as Fields);
  }

  async function send(payload: Fields): Promise<void> {
    const errors = () => log.filter(({ level }) => level === 'error').length;
    const before = errors();
    const copy = { ...payload, trigger_id: `${++copies}.copied` };
    const { status } = await slack.raw.send(slack.raw.build('interactive', copy));
    const what = String(
      (payload.actions as Fields[] | undefined)?.[0]?.action_id ?? (payload.view as Fields)?.callback_id,
    );
    if (status !== 200) broken.push(`${what}: ${status}`);
    // What comes after the acknowledgement.
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (errors() > before)
      broken.push(`${what}: ${JSON.stringify(log.findLast(({ level }) => level === 'error'))}`);
  }

  return {
    tried,
    broken,
    async beside(what: string, act: () => Promise<unknown>): Promise<void> {
      const payload = await recorded(act);
      if (payload === null) return;
      const before = await stored(world);
      const user = { ...(payload.user as Fields), id: by.id, name: by.name, username: by.name };
      await send({ ...payload, user });
      if ('channel' in payload)
        await send({ ...payload, user, channel: { id: 'C0ELSEWHERE', name: 'elsewhere' } });
      tried.push({ what, changed: changed(before, await stored(world), by.id) });
      const [action] = (payload.actions ?? []) as Fields[];
      const view = payload.view as Fields | undefined;
      if (action)
        for (const value of values) {
          const option = { ...(action.selected_option as Fields), value };
          await send({
            ...payload,
            actions: [
              {
                ...action,
                action_ts: `${++copies}.1`,
                ...('value' in action ? { value } : { selected_option: option }),
              },
            ],
          });
        }
      if (view && !action)
        for (const [at, private_metadata] of metadata.entries())
          await send({
            ...payload,
            user,
            view: { ...view, hash: `${view.hash}.${at}.${++copies}`, private_metadata },
          });
    },
  };
}
