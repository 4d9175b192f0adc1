/** Where in the report stands what people wrote by hand. */
import { describe, expect, it } from '@jest/globals';
import { day } from '../../src/domain/time.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { noon } from '../builders/issue.js';
import { note, status } from '../builders/status.js';
import { features, issues, kubernetes16 } from './kubernetes.js';
import { headings } from './outline.js';

describe('what was written by hand', () => {
  const written = (texts: [type: 'reason' | 'action', heading: string | null, text: string][]) =>
    reportMarkdown(
      status({
        of: kubernetes16,
        issues,
        enhancements: features,
        notes: texts.map(([type, heading, text], at) =>
          note({ id: at + 1, at: noon - day + at, type, heading, text }),
        ),
      }),
    );
  const topics = (text: string) => headings(text).filter((one) => one.startsWith('## '));

  it('about tests stands before the features, all else after them in the order of its first word', () => {
    const text = written([
      ['action', 'Docs', 'finish the upgrade guide'],
      ['reason', 'Suite failures', 'skew'],
      ['reason', 'Release Machinery', 'timeouts'],
      ['action', 'TEST FAILURES', 'fix each'],
      ['reason', 'Docs', 'no upgrade guide'],
    ]);
    expect(topics(text).slice(2)).toEqual([
      '## Issues',
      '## Test Failures',
      '## Suite Failures',
      '## Incomplete Features',
      '## Docs',
      '## Release Machinery',
      '## Actions Taken by Release Team',
    ]);
    expect(text).toContain(
      '## Docs\n- no upgrade guide\n\n### Action Required\n- finish the upgrade guide\n',
    );
    expect(text).toContain('## Test Failures\n\n### Action Required\n- fix each\n');
  });

  it('under the name of a counted section stands in that section', () => {
    const text = written([
      ['action', 'incomplete features', 'write the notes'],
      ['reason', 'Flakes', 'the network ones are new'],
      ['action', 'Bugs', 'close what is fixed'],
      ['action', 'Issues', 'ask the owners'],
    ]);
    expect(topics(text)).toHaveLength(5);
    expect(text).toMatch(/\): 1\n\n### Action Required\n(- Feature owners.*\n)+- write the notes\n/);
    expect(text).toMatch(/### Flakes\n(- \[.*\n)+- the network ones are new\n/);
    expect(text).toMatch(/### Bugs\n[^#]*#### Action Required\n[^#]*- close what is fixed\n/);
    expect(text).toMatch(/## Issues\n[^#]*### Action Required\n[^#]*- ask the owners\n/);
  });

  it('leads where its addresses lead, in the reasons too', () => {
    const text = written([['reason', 'Suite Failures', 'https://grid.example/a#b-c is red']]);
    const link = '[https://grid.example/a\\#b-c](https://grid.example/a#b-c) is red';
    expect(text).toContain(`- Suite Failures: ${link} (grace)\n`);
    expect(text).toContain(`## Suite Failures\n- ${link}\n`);
  });
});
