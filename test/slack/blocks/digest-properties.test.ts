/** Every digest at any size and with any text in it: Slack takes it, nobody is called by it, and its chart is well formed. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digestKinds } from '../../../src/domain/schedule.js';
import { digestMessages } from '../../../src/slack/blocks/digest/digest.js';
import type { Message } from '../../../src/slack/blocks/parts/block.js';
import { anyReport, owner } from './arbitrary-report.js';
import { asMessage, expectSlackTakesIt, markupOf } from './checks.js';

const anyDigest = fc.tuple(anyReport, fc.constantFrom(...digestKinds)).map(([{ report, owners }, kind]) => {
  const { head, details } = digestMessages(report, { kind, owners });
  const forms = [head, ...details].map(({ rich, plain }) => ({
    rich: asMessage(rich),
    plain: asMessage(plain),
  }));
  return { kind, forms, rich: forms.map(({ rich }) => rich), plain: forms.map(({ plain }) => plain) };
});
const some = { numRuns: 30 };
const of = (type: string, { blocks }: Message) => blocks.filter((block) => block.type === type);

describe('any digest', () => {
  it('is made of messages that Slack takes, short enough to be edited', () => {
    fc.assert(
      fc.property(anyDigest, ({ rich, plain }) => {
        for (const message of [...rich, ...plain]) {
          expectSlackTakesIt(message);
          expect(message.text.length).toBeLessThanOrEqual(3900);
        }
      }),
      some,
    );
  });

  it('calls nobody but the owners it is given', () => {
    fc.assert(
      fc.property(anyDigest, ({ rich, plain }) => {
        for (const { text, blocks } of [...rich, ...plain]) {
          const calls = [text, ...markupOf(blocks)].flatMap(
            (markup) => markup.match(/<[@!](?!date)[^>]*>/g) ?? [],
          );
          for (const call of calls) expect(call).toBe(`<!subteam^${owner}>`);
          expect(JSON.stringify(blocks)).not.toMatch(/"type":"(user|usergroup|broadcast|channel)"/);
        }
      }),
      some,
    );
  });

  it('has at most one table and one chart, and none where they were refused', () => {
    fc.assert(
      fc.property(anyDigest, ({ kind, rich, plain }) => {
        for (const message of rich) {
          const tables = of('table', message) as unknown as { rows: unknown[][] }[];
          expect(tables.length).toBeLessThanOrEqual(kind === 'short' ? 0 : 1);
          for (const { rows } of tables) {
            expect(rows.length).toBeLessThanOrEqual(100);
            for (const row of rows) expect(row.length).toBeLessThanOrEqual(20);
          }
          expect(of('data_visualization', message).length).toBeLessThanOrEqual(kind === 'short' ? 0 : 1);
        }
        for (const message of plain)
          expect([...of('table', message), ...of('data_visualization', message)]).toEqual([]);
      }),
      some,
    );
  });

  it('has a chart whose labels and names are short and differ, with a figure for each', () => {
    fc.assert(
      fc.property(anyDigest, ({ rich }) => {
        for (const block of rich.flatMap((message) => of('data_visualization', message))) {
          const { title, chart } = block as unknown as {
            title: string;
            chart: {
              series: { name: string; data: { label: string; value: number }[] }[];
              axis_config: { categories: string[] };
            };
          };
          const { categories } = chart.axis_config;
          const names = chart.series.map(({ name }) => name);
          expect(title.length).toBeLessThanOrEqual(50);
          for (const all of [categories, names]) {
            expect(new Set(all).size).toBe(all.length);
            for (const one of all) expect(one.length).toBeLessThanOrEqual(20);
          }
          expect(names.length).toBeLessThanOrEqual(12);
          for (const { data } of chart.series) {
            expect(data.map(({ label }) => label)).toEqual(categories);
            expect(data.every(({ value }) => Number.isFinite(value))).toBe(true);
          }
        }
      }),
      some,
    );
  });

  it('begins with the verdict and ends with where the rest is', () => {
    fc.assert(
      fc.property(anyDigest, ({ forms }) => {
        const [first] = forms;
        for (const message of [first?.rich, first?.plain]) {
          expect(message?.blocks[0]?.type).toBe('header');
          expect(JSON.stringify(message?.blocks[0])).toMatch(/ · (NO GO|GO|UNKNOWN)"/);
          expect(message?.blocks.at(-1)?.type).toBe('context');
        }
      }),
      some,
    );
  });
});
