/** What stands in the thread under a report: every failing item, what came and went, and what is not triaged, by name. */
import { figureOf } from '../../../domain/figures.js';
import type { Flow } from '../../../domain/flow.js';
import type { Finding, HygieneGate } from '../../../domain/gates/gate.js';
import { checkId } from '../../../domain/gates/hygiene.js';
import type { ItemRef } from '../../../domain/issue.js';
import type { Report } from '../../../domain/report.js';
import { ciLists } from '../ci/details.js';
import { type Message, section } from '../parts/block.js';
import { itemLine, numberLine } from '../parts/items.js';
import { type List, type Part, pagesOf } from '../parts/pages.js';
import { clip, clipEscaped, escapeText, link } from '../parts/text.js';
import { knownIssues } from '../status/known-issues.js';
import { daysCompared, wayAsHeading, waysInOrder } from './deltas.js';

/** So many replies are read; who wants more opens the file. */
const mostReplies = 12;

/** One list after the other; a list that is empty is left out. */
export function detailMessages(report: Report): Message[] {
  const known = knownMessage(report);
  const all = [
    ...known,
    ...[...failing(report), ...ciLists(report.status), ...moved(report), ...untriaged(report)].flatMap(
      pagesOf,
    ),
  ];
  if (all.length <= mostReplies) return all;
  const kept = all.slice(0, mostReplies - 1);
  const text = `${escapeText(report.status.release.name)}: there is more, all of it in the attached report`;
  return [...kept, { text, blocks: [section(text)] }];
}

function knownMessage({ status }: Report): Message[] {
  const blocks = knownIssues(status, true);
  return blocks.length === 0 ? [] : [{ text: `${escapeText(status.release.name)}: known issues`, blocks }];
}

/** The items of each gate that is against, each item once: a flake is an open issue, too. */
function failing({ status }: Report): List[] {
  const { release, verdict } = status;
  const named = new Set<string>();
  return verdict.reasons
    .filter(({ state, type }) => state === 'no-go' && type !== 'hygiene')
    .flatMap((finding) => {
      const fresh = finding.items.filter(({ url }) => !named.has(url));
      for (const { url } of fresh) named.add(url);
      if (fresh.length === 0) return [];
      const above = finding.items.length - fresh.length;
      const count = (finding.value ?? finding.items.length) - above;
      const part = { heading: null, lines: fresh.map((item) => itemLine(item, release)), count };
      const note = above === 0 ? '' : ` · ${above} of them ${above === 1 ? 'is' : 'are'} named above`;
      return [listOf(release.name, finding, [part], note)];
    });
}

function listOf(release: string, finding: Finding, parts: Part[], note: string): List {
  const [first] = finding.evidence;
  const detail = first && finding.evidence.length === 1 ? first.title : finding.detail;
  const shown =
    first && finding.evidence.length === 1 ? link(first.url, first.title) : clipEscaped(detail, 300);
  return {
    title: `*${clipEscaped(finding.reason, 300)}* · ${shown}${note}`,
    text: escapeText(clip(`${release}: ${clip(finding.reason, 300)}: ${detail}`, 500)),
    parts,
  };
}

/** Sliced by what happened to them. */
function moved(report: Report): List[] {
  const { status, flows, names } = report;
  const flow = flows?.get(figureOf.total);
  const { last } = daysCompared(report);
  if (!flow || last === null) return [];
  const { web, repository } = status.evidence.issues;
  const line = (number: number) => {
    const item = names.get(number);
    return item
      ? itemLine(item, status.release)
      : numberLine({ number, url: `${web}/${repository}/issues/${number}` });
  };
  const parts = waysInOrder.flatMap((way: keyof Flow) =>
    flow[way].length === 0
      ? []
      : [
          {
            heading: `${wayAsHeading(way)}: ${flow[way].length}`,
            lines: flow[way].map(line),
            count: flow[way].length,
          },
        ],
  );
  if (parts.length === 0) return [];
  return [
    {
      title: `*What came and went* since ${last}`,
      text: `${escapeText(status.release.name)}: what came and went since ${last}`,
      parts,
    },
  ];
}

/** For each check the issues that lack it. */
function untriaged({ status }: Report): List[] {
  const { release, verdict, evidence } = status;
  const census = evidence.issues.census;
  return release.gates
    .filter((gate): gate is HygieneGate => gate.type === 'hygiene')
    .flatMap((gate) => {
      const finding = verdict.findings.find((one) => one.gate === gate.id && one.state === 'no-go');
      if (!finding || !census) return [];
      const parts = gate.checks.flatMap((check) => {
        const tally = census.measures[checkId(gate, check)];
        return tally && tally.items.length > 0
          ? [part(`Without ${check.title}: ${tally.count}`, tally.items, tally.count)]
          : [];
      });
      return parts.length === 0 ? [] : [listOf(release.name, finding, parts, '')];
    });

  function part(heading: string, items: ItemRef[], count: number): Part {
    return { heading: clip(heading, 200), lines: items.map((item) => itemLine(item, release)), count };
  }
}
