/** What a busy channel types: mostly questions, some that change something, some that nobody understands. */
import type { Typed } from './command.js';

const questions: [command: string, text: string, share: number][] = [
  ['/release-status', '', 20],
  ['/release-status', 'v2.0', 8],
  ['/release-status', 'issues', 8],
  ['/release-status', 'bugs', 6],
  ['/release-status', 'calendar', 4],
  ['/release-status', 'signoff', 4],
  ['/release-status', 'report', 4],
  ['/release-status', 'help', 5],
  ['/release-status', 'isues', 4],
  ['/release-status', 'v9.9', 2],
  ['/incident', 'list', 8],
  ['/incident', 'show 1', 6],
  ['/incident', 'timeline 1', 3],
  ['/incident', 'help', 2],
  ['/incident', 'shwo', 2],
  ['/release-signoff', 'status', 3],
  ['/release-notes', '', 3],
  ['/release-meeting', '', 2],
  ['/release-status', 'act', 3],
];
/** Of a hundred, so many write something down. */
const written = 3;

/** In an order without a pattern, the same each time. @param lead may change things; the others only ask */
export function mixed({
  lead,
  people,
  channels,
}: {
  lead: string;
  people: number;
  channels: number;
}): Typed[] {
  const all = questions.flatMap(([command, text, share]) =>
    Array.from({ length: share }, () => ({ command, text })),
  );
  const texts = [
    ...all,
    ...Array.from({ length: written }, (_, at) => ({
      command: '/release-status',
      text: `act taken restarted job ${at}`,
    })),
  ];
  const count = 1000;
  return Array.from({ length: count }, (_, at) => {
    // 37 has no divisor in common with the number of texts.
    const one = texts[(at * 37) % texts.length] ?? { command: '/release-status', text: '' };
    const user = one.text.startsWith('act taken') ? lead : `U0PERSON${at % people}`;
    return { ...one, user, channel: `C0TALK${at % channels}` };
  });
}
