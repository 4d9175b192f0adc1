/** kubeadm 1.6.0 and what came of it: who took part, the clock they lived by, and what everybody has to see at each step. */
import { expect } from '@jest/globals';
import {
  announcedChannel,
  type IncidentBot,
  incidents,
  commander as pipejakob,
  comms as roberthbailey,
  startIncidentBot,
} from '../../builders/incident-bot.js';
import { waitFor } from '../../builders/wait.js';

export { pipejakob, roberthbailey };
export const jimmycuadra = 'U0JIMMY';
export const mikedanese = 'U0MIKE';
export const kensimon = 'U0KEN';
export const kubeadm = 'C0KUBEADM';
export const title = 'kubeadm 1.6.0 never finishes kubeadm init';
/** Those that an edit would not notify get a reply too: it is the last one. */
const places = [announcedChannel(1), announcedChannel(2), announcedChannel(3), kubeadm];

const people = [
  { id: pipejakob, name: 'pipejakob', realName: 'Jacob Beacham' },
  { id: roberthbailey, name: 'roberthbailey', realName: 'Robert Bailey' },
  { id: jimmycuadra, name: 'jimmycuadra', realName: 'Jimmy Cuadra' },
  { id: mikedanese, name: 'mikedanese', realName: 'Mike Danese' },
  { id: kensimon, name: 'kensimon', realName: 'Ken Simon' },
];

/** A moment of 2017 while clocks in California are put forward, or before. `03-28 22:40` → ms, UTC */
export const pdt = (wall: string): number => Date.parse(`2017-${wall.replace(' ', 'T')}-07:00`);
export const pst = (wall: string): number => Date.parse(`2017-${wall.replace(' ', 'T')}-08:00`);
/** As a date picker holds it. */
export const picked = (at: number): number => at / 1000;

/** What the head and every copy have to say. */
export interface Standing {
  rev: number;
  /** `03-28 22:40`, in California */
  asOf: string;
  state: string;
  /** Likewise; null: none is owed any more. */
  next: string | null;
  /** Slack id */
  commander?: string;
  says?: string;
}

/** `23:00 PDT`, or `29 March 2017, 00:05 PDT` where that is another day. */
export function inWords(wall: string, near: string): string {
  const [date = '', clock = ''] = wall.split(' ');
  const [month = '', day = ''] = date.split('-');
  const named = month === '03' ? 'March' : 'April';
  return near.startsWith(date) ? `${clock} PDT` : `${Number(day)} ${named} 2017, ${clock} PDT`;
}

type Message = ReturnType<IncidentBot['head']>['replies'][number];

export const whole = ({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string =>
  `${text} ${JSON.stringify(blocks)}`;

export class Story {
  private running: IncidentBot | undefined;
  private clock = pdt('03-28 22:30');
  private seen = new Set<string>();

  get bot(): IncidentBot {
    if (!this.running) throw new Error('the story has not begun');
    return this.running;
  }

  async begin(): Promise<void> {
    this.running = await startIncidentBot({
      now: () => this.clock,
      users: people,
      channels: [
        { id: kubeadm, name: 'sig-cluster-lifecycle', members: [...people.map(({ id }) => id), 'U0BOT'] },
      ],
      more: `    - { channels: [${kubeadm}], ping: true }`,
    });
    for (const user of [jimmycuadra, mikedanese, kensimon])
      await this.bot.slack.join({ user, channel: incidents });
  }

  async end(): Promise<void> {
    await this.running?.close();
  }

  /** It is so late now, and everything that is due by then has been done. */
  async at(moment: number): Promise<void> {
    this.passTo(moment);
    await this.bot.settle();
  }

  passTo(moment: number): void {
    if (moment < this.clock) throw new Error('time does not run backwards');
    this.clock = moment;
  }

  /** Replies of Signalman below the head that nobody has looked at yet. */
  news(): Message[] {
    const fresh = this.thread().filter(({ ts }) => !this.seen.has(ts));
    for (const { ts } of fresh) this.seen.add(ts);
    return fresh;
  }

  thread(): Message[] {
    return this.bot.head(1).replies;
  }

  reply(beginning: string): Message {
    const found = this.thread().findLast(({ text }) => text.startsWith(beginning));
    if (!found) throw new Error(`no reply begins with ${beginning}`);
    return found;
  }

  /** What a person was told directly. */
  direct(user: string): Message[] {
    const { slack } = this.bot;
    return slack.state.messages(slack.direct(user));
  }

  /** Below the copy in the channel that gets replies. */
  pings(): Message[] {
    return this.bot.copy(kubeadm, 1)?.replies ?? [];
  }

  async until(what: string, condition: () => boolean): Promise<void> {
    await waitFor(condition, () => what);
    await this.bot.settle();
  }

  /** The head and all copies say the same, fresh and whole; one message each, and the head is pinned. */
  async stands({ rev, asOf, state, next, commander, says }: Standing): Promise<void> {
    await this.bot.settle();
    const { slack } = this.bot;
    const head = this.bot.head(1);
    const words = next === null ? null : inWords(next, asOf);
    const promise = words === null ? '' : ` Next update by ${words}.`;
    const text = `Incident 1, S1, rev ${rev} as of ${inWords(asOf, asOf)}: ${title}. ${state}.${promise}`;
    expect(head.text).toBe(text);
    expect(whole(head)).toMatch(/all \d+ [a-z ]+ up to date/);
    // What is over makes room for what is not.
    if (next === null) expect(slack.state.pins(incidents)).not.toContain(head.ts);
    else expect(slack.state.pins(incidents)).toContain(head.ts);
    for (const place of places) {
      const copies = slack.state
        .messages(place)
        .filter((one) => one.user === 'U0BOT' && one.text.startsWith('Incident 1,'));
      expect(copies.map((one) => one.text)).toEqual([text]);
      expect(whole(copies[0] as Message)).toContain(slack.state.permalink(incidents, head.ts));
    }
    for (const message of [head, ...places.map((place) => this.bot.copy(place, 1) as Message)]) {
      const said = whole(message);
      expect(said).toMatch(new RegExp(`\\*rev ${rev}, as of .*<!date\\^${picked(pdt(asOf))}\\^`));
      expect(said).toContain(state);
      if (next)
        expect(said).toMatch(new RegExp(`\\*Next update by\\*  \\*.*<!date\\^${picked(pdt(next))}\\^`));
      else expect(said).not.toMatch(/next update by/i);
      // In other channels nobody is called.
      const name = people.find(({ id }) => id === commander)?.name;
      if (commander) expect(said).toMatch(new RegExp(`<@${commander}>|commander ${name}`));
      if (says) expect(said).toContain(says);
    }
  }
}
