/** Every reader of text, YAML, Markdown, JSON and what forms carry: a value or a fault of the right kind. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SourceFault } from '../../src/app/ports/source-fault.js';
import { createJsonClient } from '../../src/ci/fetch-json.js';
import { askApiGrid, askApiSummaries } from '../../src/ci/testgrid-api.js';
import { askLegacyGrid, askLegacySummaries } from '../../src/ci/testgrid-legacy.js';
import { ConfigFault } from '../../src/config/problem.js';
import { readProse } from '../../src/documents/prose.js';
import { readDescription } from '../../src/documents/release-note.js';
import { UserFault } from '../../src/domain/fault.js';
import { regenerate } from '../../src/domain/regenerate/regenerate.js';
import { withBlock } from '../../src/domain/release-notes/block.js';
import { toRun } from '../../src/github/actions-payload.js';
import { issuePage, milestonePage, toIssue, toMilestone } from '../../src/github/payload.js';
import { saidIn } from '../../src/slack/asking/said.js';
import { checkPayload, PayloadFault } from '../../src/slack/receiving/payload.js';
import { BackupFault, partsOf } from '../../src/storage/backup/format.js';
import { linesIn } from '../../src/storage/backup/lines.js';
import { chanceOf, isFull, seed } from './fuzz/chance.js';
import { type Parser, parsers, stale, unknown } from './fuzz/parsers.js';
import { hostileText } from './fuzz/texts.js';

const times = (few: number) => ({ numRuns: isFull ? few * 40 : few, seed });

/** Whether somebody may be told it: everything else is a fault of ours. */
const isTold = (error: unknown): boolean =>
  error instanceof UserFault ||
  error instanceof ConfigFault ||
  error instanceof SourceFault ||
  error instanceof PayloadFault ||
  error instanceof BackupFault;

function tellsOrReads(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!isTold(error)) throw error;
  }
}

/** Readers that take more than a text, with the rest of it. */
const others: Parser[] = [
  { name: 'readProse', run: (text) => readProse(text, 500) },
  { name: 'readDescription', run: (text) => readDescription(text) },
  { name: 'regenerate', run: (text) => regenerate(text, '# A\n\n- b\n') },
  { name: 'regenerate around', run: (text) => regenerate('# A\n\n- b\n', text) },
  { name: 'withBlock', run: (text) => withBlock(text, { text, isActionRequired: true }) },
  {
    name: 'saidIn',
    run: (text) => saidIn({ ts: '1.1', text, blocks: jsonOf(text), attachments: jsonOf(text) } as never),
  },
];

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [{ type: 'rich_text', elements: [{ type: text, elements: [text] }], text: { text } }];
  }
}

let all: Parser[] = [];
beforeAll(async () => {
  all = [...(await parsers()), ...others];
});

describe('every reader of text', () => {
  it('is known: a new one with more than a text has to be given the rest', () => {
    expect(unknown).toEqual([]);
    expect(stale).toEqual([]);
    expect(all.length).toBeGreaterThan(85);
    for (const name of [
      'config/load.ts loadSettings',
      'slack/commands/parse-incident.ts parseIncident',
      'documents/readme.ts parseReadme',
    ])
      expect(all.map((one) => one.name)).toContain(name);
  });

  it('reads or tells why not, and throws nothing else', () => {
    for (const { name, run } of all)
      try {
        fc.assert(
          fc.property(hostileText, (text) => tellsOrReads(() => run(text))),
          times(60),
        );
      } catch (error) {
        throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
      }
  });

  it('does not depend on what it read before', () => {
    const said = (run: Parser['run'], text: string): string => {
      try {
        return (
          JSON.stringify(run(text), (_, value: unknown) =>
            value instanceof Map || value instanceof Set ? [...value] : value,
          ) ?? ''
        );
      } catch (error) {
        return String(error);
      }
    };
    for (const { name, run } of all)
      fc.assert(
        fc.property(hostileText, hostileText, (text, between) => {
          const first = said(run, text);
          said(run, between);
          expect([name, said(run, text)]).toEqual([name, first]);
        }),
        times(3),
      );
  });
});

const anyJson = fc.jsonValue({ maxDepth: 4 });
/** Objects with the names that are read. */
const likePayload = fc.dictionary(
  fc.constantFrom(
    ...'id number title body state labels user login html_url milestone created_at updated_at closed_at pull_request assignees name path sha tree content type event command payload actions view channel message ts text'.split(
      ' ',
    ),
  ),
  anyJson,
  { maxKeys: 14 },
);

describe('what servers answer', () => {
  it('of GitHub is read or refused', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(likePayload, anyJson), { maxLength: 4 }), (page) => {
        const issues = issuePage.safeParse(page);
        if (issues.success) for (const one of issues.data) toIssue(one, new Set());
        const milestones = milestonePage.safeParse(page);
        if (milestones.success) for (const one of milestones.data) toMilestone(one);
        for (const one of page) toRun(one);
      }),
      times(1500),
    );
  });

  it('of Slack is read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(likePayload, anyJson), (body) => tellsOrReads(() => checkPayload(body))),
      times(1500),
    );
  });

  it('of TestGrid is read or refused', async () => {
    const chance = chanceOf('testgrid', 1);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          anyJson.map((one) => JSON.stringify(one)),
          fc
            .dictionary(
              fc.constantFrom(
                'tests',
                'timestamps',
                'changelists',
                'column_ids',
                'query',
                'rows',
                'headers',
                'tab_summaries',
                'a',
                'overall_status',
                'statuses',
              ),
              anyJson,
            )
            .map((one) => JSON.stringify(one)),
          hostileText,
        ),
        async (text) => {
          const client = createJsonClient({
            fetch: async () => new Response(text),
            timeout: 5000,
            maxBytes: 1_000_000,
          });
          const ask = chance.pick([
            () => askApiSummaries(client, 'http://a')('board', null),
            () => askLegacySummaries(client, 'http://a')('board', null),
            () => askApiGrid(client, 'http://a', 20)('board', 'tab'),
            () => askLegacyGrid(client, 'http://a', 20)('board', 'tab'),
          ]);
          await (ask as () => Promise<unknown>)().catch((error: unknown) => {
            if (!isTold(error)) throw error;
          });
        },
      ),
      times(400),
    );
  });
});

describe('a backup', () => {
  it('that is damaged is refused in words', async () => {
    async function* pieces(text: string) {
      for (let at = 0; at < text.length; at += 7) yield Buffer.from(text.slice(at, at + 7));
    }
    const line = fc.oneof(
      hostileText,
      anyJson.map((one) => JSON.stringify(one)),
      fc.constantFrom(
        '{"signalman":"backup","format":1,"version":"0.1.0","schema":["001"],"at":1}',
        '{"table":"incident","columns":["id"],"last":null}',
        '{"table":"__proto__","columns":["id"],"last":null}',
        '["a"]',
        '[1]',
        '{"rows":{},"sha256":""}',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 6 }), async (lines) => {
        let last = '';
        try {
          for await (const part of partsOf(linesIn(pieces(lines.join('\n'))))) last = part.kind;
        } catch (error) {
          if (!isTold(error)) throw error;
          last = 'refused';
        }
        expect(last).toBe('refused');
      }),
      times(300),
    );
  });
});
