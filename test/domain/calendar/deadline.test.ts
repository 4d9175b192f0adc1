/** The moments of a schedule as release teams write them, on every clock and across changes of clocks. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Deadline, parseDeadline, type Reading } from '../../../src/domain/calendar/deadline.js';
import { showDeadline, showInAoe, showInUtc, showInZone } from '../../../src/domain/calendar/words.js';
import { UserFault } from '../../../src/domain/fault.js';
import { day, hour } from '../../../src/domain/time.js';

const california = 'America/Los_Angeles';
const utc = (text: string) => Date.parse(`${text}Z`);
const read = (text: string, given: Partial<Reading> = {}): Deadline =>
  parseDeadline(text, { zone: 'UTC', reference: utc('2026-05-18T00:00'), edge: 'end', ...given });
const iso = (text: string, given: Partial<Reading> = {}) =>
  new Date(read(text, given).at).toISOString().slice(0, 16);

describe('a deadline of a schedule', () => {
  it.each([
    ['2026-07-22 AoE', '2026-07-23T12:00'],
    ['Wed 22 July (AoE)', '2026-07-23T12:00'],
    ['Wed 22 July 2026 (AoE)', '2026-07-23T12:00'],
    ['Wednesday, July 22nd, 2026, anywhere on Earth', '2026-07-23T12:00'],
    ['2026-07-22 17:00 AoE', '2026-07-23T05:00'],
    ['31 December 2026 AoE', '2027-01-01T12:00'],
    ['02:00 UTC Friday 25th July 2025', '2025-07-25T02:00'],
    ['2026-07-22 17:00 America/Los_Angeles', '2026-07-23T00:00'],
    ['2026-07-22T17:00Z', '2026-07-22T17:00'],
    ['2026-07-22 17:00 +02:00', '2026-07-22T15:00'],
    ['2026-07-22 17:00 UTC-7', '2026-07-23T00:00'],
    ['5 pm PDT Wed 22 July 2026', '2026-07-23T00:00'],
    ['12:30 am PDT, 22 July', '2026-07-22T07:30'],
    ['EOD 22-May', '2026-05-23T00:00'],
    ['2026-07-22', '2026-07-23T00:00'],
    ['2026-07-22 24:00', '2026-07-23T00:00'],
    ['Thursday 12th June 2025', '2025-06-13T00:00'],
    ['3 sept', '2026-09-04T00:00'],
    ['17 May', '2027-05-18T00:00'],
    ['29 February', '2028-03-01T00:00'],
  ])('%j is %s UTC', (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  it('of a day alone is over at its end, or begins with it, on the clock that is given', () => {
    expect(iso('2026-07-22', { zone: california })).toBe('2026-07-23T07:00');
    expect(iso('2026-07-22', { zone: california, edge: 'begin' })).toBe('2026-07-22T07:00');
    // AoE is about an end, whatever it is the end of.
    expect(iso('2026-07-22 AoE', { edge: 'begin' })).toBe('2026-07-23T12:00');
    expect(read('2026-07-22').edge).toBe('end');
    expect(read('2026-07-22 10:00').edge).toBeNull();
  });

  it.each([
    // The days of the change, the day before and after, in three zones.
    ['2026-03-07', california, '2026-03-08T08:00'],
    ['2026-03-08', california, '2026-03-09T07:00'],
    ['2026-11-01', california, '2026-11-02T08:00'],
    ['2026-03-28', 'Europe/Berlin', '2026-03-28T23:00'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T22:00'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T23:00'],
    ['2026-04-05', 'Australia/Sydney', '2026-04-05T14:00'],
    ['2026-10-04', 'Australia/Sydney', '2026-10-04T13:00'],
    ['2026-03-29 AoE', 'Europe/Berlin', '2026-03-30T12:00'],
  ])('%s in %s ends %s UTC, also when the clock is changed', (text, zone, expected) => {
    expect(iso(text, { zone })).toBe(expected);
  });

  it('that a change of clocks leaves out or shows twice says so', () => {
    const gap = read('2026-03-08 02:30 America/Los_Angeles');
    expect(new Date(gap.at).toISOString()).toBe('2026-03-08T10:30:00.000Z');
    expect(gap.note).toContain('it is 03:30 then');
    const fold = read('2026-11-01 01:30 America/Los_Angeles');
    expect(new Date(fold.at).toISOString()).toBe('2026-11-01T08:30:00.000Z');
    expect(fold.note).toContain('comes twice');
    expect(read('2026-11-01 03:30 America/Los_Angeles').note).toBeNull();
    expect(read('2026-10-04 02:30 Australia/Sydney').note).toContain('03:30');
    expect(read('2026-10-25 02:30 Europe/Berlin').note).toContain('comes twice');
  });

  it('on two clocks is the one in UTC, and names a contradiction', () => {
    const odd = read('21:00 UTC Friday 20th June 2025 / 14:00 PST Friday 20th June 2025');
    expect(new Date(odd.at).toISOString()).toBe('2025-06-20T21:00:00.000Z');
    expect(odd.note).toContain('"14:00 PST Friday 20th June 2025" is another moment');
    expect(odd.note).toContain('22:00 UTC');
    const fine = read('02:00 UTC Friday 25th July 2025 / 19:00 PDT Thursday 24th July 2025');
    expect(new Date(fine.at).toISOString()).toBe('2025-07-25T02:00:00.000Z');
    expect(fine.note).toBeNull();
    expect(read('[02:00 UTC 25 July 2025 / 19:00 PDT 24 July 2025](https://x.test/s/1)').at).toBe(fine.at);
    expect(read('14:00 PST 20 June 2025').note).toContain('America/Los_Angeles show something else');
  });

  it.each([
    ['Thu 22 July 2026 (AoE)', '22 July 2026 is a Wednesday'],
    ['Thursday 2026-07-22', '22 July 2026 is a Wednesday'],
    ['2026-02-30', 'a day that 2026 does not have'],
    ['31 June 2026', 'a day that 2026 does not have'],
    ['2026-07-22 25:00', 'a time that no clock shows'],
    ['2026-07-22 13 pm', 'a time that no clock shows'],
    ['2026-07-22 24:30', 'a time that no clock shows'],
    ['2026-07-22 AoE UTC', '"UTC" in it'],
    ['2026-07-22 sometime', '"sometime" in it'],
    ['2026-07-22 17:00 Europe/Berln', '"Europe/Berln" in it'],
    ['EOD 2026-07-22 17:00', 'the end of the day and a time'],
    ['next week', 'is not a date'],
    ['', 'is not a date'],
    ['/ /', 'is not a date'],
    ['x'.repeat(500), 'too long'],
  ])('%j is refused: %s', (text, why) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'bad-deadline' }));
    expect(() => read(text)).toThrow(why);
  });

  it('without a year needs one before it', () => {
    expect(() => read('22 July', { reference: null })).toThrow('has no year');
    expect(read('22 July 2026', { reference: null }).at).toBe(utc('2026-07-23T00:00'));
  });

  it('is shown on the clock on which it was written, also where AoE ends with another day of it', () => {
    const shown = (text: string) =>
      showDeadline(read(text, { zone: 'Pacific/Auckland' }), 'Pacific/Auckland');
    expect(shown('Wed 22 July 2026')).toBe('Wed 22 July 2026, 24:00 Pacific/Auckland');
    expect(shown('Wed 22 July 2026 (AoE)')).toBe('Wed 22 July 2026 (AoE)');
  });

  it('that is shown as AoE is read as the same moment again', () => {
    const anyDay = fc.integer({ min: utc('2020-01-01T00:00') / day, max: utc('2035-01-01T00:00') / day });
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 23 }), (days, hours) => {
        const at = days * day + hours * hour;
        expect(read(showInAoe(at)).at).toBe(at);
        expect(read(showInUtc(at)).at).toBe(at);
      }),
    );
  });

  it('in a zone without a gap is read as the same moment again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: utc('2020-01-01T00:00') / hour, max: utc('2035-01-01T00:00') / hour }),
        fc.constantFrom(california, 'Europe/Berlin', 'Australia/Sydney', 'Asia/Kolkata'),
        (hours, zone) => {
          const at = hours * hour;
          const found = read(showInZone(at, zone));
          // An hour that comes twice is taken for its first.
          expect([at, at - hour]).toContain(found.at);
          if (found.at !== at) expect(found.note).toContain('comes twice');
        },
      ),
    );
  });

  it('never breaks on what people type', () => {
    const words = fc.constantFrom(
      ...[
        '22',
        '22nd',
        'July',
        '2026',
        '2026-07-22',
        'Wed',
        'AoE',
        '17:00',
        'UTC',
        '/',
        'PST',
        'pm',
        '(',
        '-7',
        '+99',
        'é',
      ],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 7 }).map((one) => one.join(' ')),
        ),
        (text) => {
          try {
            expect(Number.isFinite(read(text).at)).toBe(true);
          } catch (error) {
            if (!(error instanceof UserFault)) throw error;
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
