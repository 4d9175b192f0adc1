/** What people type after `/release-status`, and what is made of it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserFault } from '../../../src/domain/fault.js';
import { parseStatus, type StatusCommand, sectionWords } from '../../../src/slack/commands/parse-status.js';
import { echo, takeWord } from '../../../src/slack/commands/words.js';
import { hostileText } from '../../builders/arbitraries.js';
import { kind, release } from '../../builders/release.js';

const kinds = [kind({ id: 'flake', title: 'Flakes' }), kind({ id: 'failing-test', title: 'Failing tests' })];
const releases = [
  release({ name: 'v1.6', aliases: ['next'], kinds, enhancements: { repository: 'a/b', milestone: 'v1.6' } }),
  release({ name: 'v1.5.3', kinds: [kind({ id: 'bug', title: 'Bugs' })] }),
];
const parse = (text: string) => parseStatus(text, releases);
const show = (section: string, name: string | null = null): StatusCommand => ({
  do: 'show',
  release: name,
  section,
});

function faultOf(text: string): UserFault {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UserFault) return error;
    throw error;
  }
  throw new Error(`was understood: ${text}`);
}

describe('/release-status', () => {
  it.each<[string, StatusCommand]>([
    ['', show('verdict')],
    ['  \n ', show('verdict')],
    ['v1.6', show('verdict', 'v1.6')],
    ['1.5.3', show('verdict', '1.5.3')],
    ['NEXT', show('verdict', 'NEXT')],
    ['flakes', show('flake')],
    ['Flake', show('flake')],
    ['failing-tests', show('failing-test')],
    ['failing-test', show('failing-test')],
    ['issues', show('issues')],
    ['features', show('features')],
    ['enhancements', show('features')],
    ['report', show('report')],
    ['verdict', show('verdict')],
    ['v1.6 flakes', show('flake', 'v1.6')],
    ['flakes v1.6', show('flake', 'v1.6')],
    ['  v1.5.3 \t bugs  ', show('bug', 'v1.5.3')],
    ['help', { do: 'help' }],
    ['?', { do: 'help' }],
    ['v1.6 HELP me', { do: 'help' }],
    ['act', { do: 'act', release: null, act: { do: 'list' } }],
    ['v1.6 act list', { do: 'act', release: 'v1.6', act: { do: 'list' } }],
    [
      'act reason Upgrade: no  signal',
      { do: 'act', release: null, act: { do: 'reason', state: 'no-go', text: 'Upgrade: no  signal' } },
    ],
    [
      'act reason unknown skew tests noisy',
      { do: 'act', release: null, act: { do: 'reason', state: 'unknown', text: 'skew tests noisy' } },
    ],
    [
      'act reason unknown',
      { do: 'act', release: null, act: { do: 'reason', state: 'no-go', text: 'unknown' } },
    ],
    ['act reason', { do: 'act', release: null, act: { do: 'reason', state: 'no-go', text: '' } }],
    ['act TODO fix it\nnow', { do: 'act', release: null, act: { do: 'todo', text: 'fix it\nnow' } }],
    ['next act taken moved 12', { do: 'act', release: 'next', act: { do: 'taken', text: 'moved 12' } }],
    ['act end 12', { do: 'act', release: null, act: { do: 'end', id: 12 } }],
    ['act end #7', { do: 'act', release: null, act: { do: 'end', id: 7 } }],
  ])('%j is understood', (text, command) => {
    expect(parse(text)).toEqual(command);
  });

  it.each([
    ['flaks', 'unknown-word', 'Did you mean `flakes`?'],
    ['v1.66', 'unknown-word', 'Did you mean `v1.6`?'],
    ['isues', 'unknown-word', 'Did you mean `issues`?'],
    ['hlep', 'unknown-word', 'Did you mean `help`?'],
    ['v1.5.3 features', 'unknown-word', '"features" is neither a release nor a section.'],
    ['v1.5.3 v1.6', 'unknown-word', '"v1.6" is neither'],
    ['flakes now', 'unknown-word', 'Nothing was expected after `flakes`, and there is "now".'],
    ['v1.6 flakes v1.6', 'unknown-word', 'there is "v1.6"'],
    ['act raeson x', 'bad-act', 'Did you mean `reason`?'],
    ['act end', 'bad-act', 'Its number is missing'],
    ['act end twelve', 'bad-act', 'Its number is missing'],
    ['act end 12 13', 'bad-act', 'Its number is missing'],
    ['act end 9999999999', 'bad-act', 'Its number is missing'],
    ['constructor', 'unknown-word', '"constructor"'],
    ['<!channel>', 'unknown-word', '"<!channel>"'],
    ['😀', 'unknown-word', '"😀"'],
    ['שלום', 'unknown-word', '"שלום"'],
    ['\u202eflakes', 'unknown-word', '"flakes"'],
  ])('%j is answered with %s: %s', (text, code, message) => {
    const fault = faultOf(text);
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(message);
    expect(fault.hint).not.toBe('');
  });

  it('names the releases and sections that there are', () => {
    expect(faultOf('xyz').hint).toBe(
      'Releases: v1.6, v1.5.3. Sections: verdict, issues, report, tests, calendar, notes, features, flakes, failing-tests, subscribe, unsubscribe, schedule, act, help.',
    );
  });

  it('is understood or answered with a short fault, whatever is typed', () => {
    const words = fc
      .array(
        fc.constantFrom(
          'v1.6',
          'next',
          'flakes',
          'act',
          'reason',
          'end',
          'unknown',
          '12',
          '?',
          'help',
          '\n',
          'x',
        ),
        { maxLength: 6 },
      )
      .map((list) => list.join(' '));
    const typed = fc.oneof(
      words,
      hostileText(4000),
      fc.string({ unit: 'binary', maxLength: 4000 }),
      fc.string({ unit: 'grapheme', size: 'large', maxLength: 4000 }),
    );
    fc.assert(
      fc.property(typed, (text) => {
        let command: StatusCommand;
        try {
          command = parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UserFault);
          expect((error as UserFault).message.length).toBeLessThan(300);
          expect((error as UserFault).hint.length).toBeLessThan(300);
          return;
        }
        expect(['show', 'act', 'help']).toContain(command.do);
      }),
      { numRuns: 300 },
    );
  });

  it('takes 4,000 characters, as a word or as a reason', () => {
    expect(faultOf('x'.repeat(4000)).message.length).toBeLessThan(200);
    const text = 'x '.repeat(1990).trim();
    expect(parse(`act reason ${text}`)).toMatchObject({ act: { text } });
  });
});

describe('the words of sections', () => {
  it('are never taken over by a kind', () => {
    const words = sectionWords(
      release({ kinds: [kind({ id: 'thing', title: 'Issues' }), kind({ id: 'other', title: 'Report' })] }),
    );
    expect(words.get('issues')).toBe('issues');
    expect(words.get('report')).toBe('report');
    expect(words.get('things')).toBe('thing');
  });

  it('have no features where none are tracked', () => {
    expect([...sectionWords(release()).keys()]).not.toContain('features');
  });
});

describe('a word at the front', () => {
  it.each([
    ['', '', ''],
    ['   ', '', ''],
    ['one', 'one', ''],
    [' one  two three ', 'one', 'two three'],
    ['one\n two\n\nthree', 'one', 'two\n\nthree'],
    ['one\u00a0two', 'one', 'two'],
  ])('of %j is %j, and then %j', (text, word, rest) => {
    expect(takeWord(text)).toEqual({ word, rest });
  });
});

describe('what is repeated of what was typed', () => {
  it.each([
    ['a  b\n\tc', 'a b c'],
    ['\u202eevil\u202c \u2066x\u2069 \u200fy', 'evil x y'],
    ['bell\u0007\u0000', 'bell'],
    ['x'.repeat(40), 'x'.repeat(40)],
    ['x'.repeat(41), `${'x'.repeat(40)}…`],
    ['😀'.repeat(40), '😀'.repeat(40)],
    ['😀'.repeat(41), `${'😀'.repeat(40)}…`],
    ['', ''],
  ])('for %j is %j', (text, echoed) => {
    expect(echo(text)).toBe(echoed);
  });
});
