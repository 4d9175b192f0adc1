import { describe, expect, it } from '@jest/globals';
import { suggest } from '../../src/sandbox/page/completion.js';

const commands = [
  {
    command: '/release-status',
    purpose: 'May we ship?',
    lines: [
      { usage: '', does: 'the verdict' },
      { usage: 'v1.6', does: 'another release' },
      { usage: '[release] issues', does: 'issues' },
      { usage: '[release] act todo text by 20 March', does: 'an action' },
      { usage: 'help', does: 'this' },
    ],
  },
  { command: '/release-notes', purpose: 'The draft', lines: [] },
];
const inserts = (text: string) => suggest(text, commands).map((one) => one.insert);

describe('Completion', () => {
  it('is silent about what is no command', () => {
    expect(inserts('Hello /release')).toEqual([]);
    expect(inserts('/other ')).toEqual([]);
  });

  it('proposes commands, then what may follow them', () => {
    expect(inserts('/release')).toEqual(['/release-status ', '/release-notes ']);
    expect(inserts('/release-status i')).toEqual(['/release-status issues']);
    expect(inserts('/release-status ')).toHaveLength(4);
  });

  it('lets a release stand in front where the help says so', () => {
    expect(inserts('/release-status v1.7 ')).toEqual([
      '/release-status v1.7 issues',
      '/release-status v1.7 act todo text by 20 March',
    ]);
  });

  it('marks what is only an example, to be typed over', () => {
    const [one] = suggest('/release-status act', commands);
    expect(one?.insert.slice(...(one.example ?? []))).toBe('text by 20 March');
  });

  it('keeps showing how a line goes on while it is filled in', () => {
    expect(suggest('/release-status act todo Fix it', commands)).toMatchObject([
      { label: '[release] act todo text by 20 March', hint: true },
    ]);
  });

  it('ends when everything is typed', () => {
    expect(inserts('/release-status issues')).toEqual([]);
  });
});
