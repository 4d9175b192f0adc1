/**
 * Real descriptions of merged pull requests. What is expected was found by reading them; of the texts themselves only
 * hashes are kept here.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readDescription } from '../../src/documents/release-note.js';
import type { Said } from '../../src/domain/release-notes/said.js';

const folder = process.env.SIGNALMAN_REAL_DATA;
const path = folder ? join(folder, 'pr-bodies.jsonl') : '';
const isThere = folder !== undefined && existsSync(path);
if (!isThere)
  process.stderr.write(
    'SIGNALMAN_REAL_DATA is not set: the real descriptions of pull requests are not read\n',
  );

interface Expectations {
  totals: Record<Said['kind'], number>;
  /** By number: what it is, the beginning of the text's sha256 or why it is missing, and whether users have to act. */
  expected: Record<string, [Said['kind'], string?, string?]>;
}
const { totals, expected }: Expectations = JSON.parse(
  readFileSync(new URL('./real-descriptions.json', import.meta.url), 'utf8'),
);

const bodies = isThere
  ? readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): { pr: number; body: string } => JSON.parse(line))
  : [];

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

function inShort(said: Said): string[] {
  if (said.kind === 'none') return ['none'];
  if (said.kind === 'missing') return ['missing', said.why];
  return ['note', hash(said.text), ...(said.isActionRequired ? ['action required'] : [])];
}

(isThere ? describe : describe.skip)('real descriptions', () => {
  it('each say something for the release notes, or not, with the reason', () => {
    const counts = { note: 0, none: 0, missing: 0 };
    for (const { body } of bodies) counts[readDescription(body).kind] += 1;
    expect(counts).toEqual(totals);
  });

  it.each(Object.entries(expected))('#%s says %j', (number, said) => {
    const body = bodies.find(({ pr }) => pr === Number(number))?.body ?? '';
    expect(inShort(readDescription(body))).toEqual(said);
  });

  it('say the same with other line ends, and with what people do to a fence', () => {
    const changes: [string, (body: string) => string][] = [
      ['plain line ends', (body) => body.replaceAll('\r\n', '\n')],
      ['line ends of Windows', (body) => body.replace(/\r?\n/g, '\r\n')],
      ['blanks behind each line', (body) => body.replace(/(?=\r?\n)/g, '  ')],
      ['another case', (body) => body.replaceAll('```release-note', '```Release-Note')],
      ['a blank before the name', (body) => body.replaceAll('```release-note', '``` release-note')],
      ['more ticks', (body) => body.replaceAll('```', '`````')],
      ['tildes', (body) => body.replaceAll('```', '~~~')],
      ['a comment before it', (body) => body.replaceAll('```release-note', '<!-- note -->\n```release-note')],
      ['something behind it', (body) => `${body}\n\n/kind bug\ncc @ada`],
    ];
    const differing = changes.flatMap(([change, apply]) =>
      bodies
        .filter(
          ({ body }) =>
            inShort(readDescription(apply(body))).join() !== inShort(readDescription(body)).join(),
        )
        .map(({ pr }) => `#${pr}: ${change}`),
    );
    expect(differing.filter((one) => !one.endsWith('blanks behind each line'))).toEqual([]);
    // Blanks within a note are its author's: only where it has several lines they make a difference.
    expect(differing.length).toBeLessThanOrEqual(6);
  });

  it('are read in little time, five thousand of them', () => {
    const before = process.cpuUsage();
    for (let at = 0; at < 5_000; at++) readDescription(bodies[at % bodies.length]?.body ?? '');
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});
