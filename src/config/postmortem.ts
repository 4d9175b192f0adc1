/** The post-mortems of signalman.yml, with what is wrong with it. */
import type { PostMortemSettings } from '../domain/incident/settings.js';
import { placeholders } from '../domain/postmortem/path.js';
import { day, hour } from '../domain/time.js';
import { type Report, readZone } from './read-values.js';
import type { PostMortemFile } from './schema/postmortem.js';
import { readSpan } from './severities.js';

const at = ['incidents', 'post-mortem'];

/** @param fallback the zone of the incidents */
export function resolvePostMortem(
  found: PostMortemFile | undefined,
  fallback: string,
  report: Report,
): PostMortemSettings {
  const given = found ?? {};
  const { timezone } = given;
  return {
    // Nothing is posted for a file that does not name post-mortems.
    ask: found !== undefined && (given.ask ?? true),
    repository: given.repository ?? null,
    path: readPath(given.path ?? 'post-mortems/{date}-{id}-{title}.md', report),
    actionsIn: given['actions-in'] ?? null,
    labels: [...new Set(given.labels ?? [])],
    nagEvery: readSpan(
      given['nag-every'] ?? '1d',
      [...at, 'nag-every'],
      { least: hour, most: 90 * day },
      report,
    ),
    zone: timezone === undefined ? fallback : (readZone(timezone, [...at, 'timezone'], report) ?? fallback),
  };
}

function readPath(path: string, report: Report): string {
  const wrong = (message: string, expected: string) => report({ path: [...at, 'path'], message, expected });
  const unknown = [...path.matchAll(/\{([^{}]*)\}/g)].find(
    ([, word = '']) => !placeholders.some((one) => one === word),
  );
  if (unknown)
    wrong(`has no meaning for ${unknown[0]}`, `expected ${placeholders.map((one) => `{${one}}`).join(', ')}`);
  else if (
    !/^(?:[\w.{}-]+\/)*[\w.{}-]+\.md$/.test(path) ||
    path.split('/').some((one) => /^\.{1,2}$/.test(one))
  )
    wrong(
      'is not the path of a Markdown file within the repository',
      'expected letters, digits, dots and dashes between slashes, such as post-mortems/{date}-{id}-{title}.md',
    );
  else if (!/\{(?:id|title)\}/.test(path))
    wrong('would be the same for several incidents', 'add {id} or {title}');
  return path;
}
