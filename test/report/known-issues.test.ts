/** Incidents under Known Issues, wherever a report is read. */
import { describe, expect, it } from '@jest/globals';
import { reportJson, reportSchema } from '../../src/report/json.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { statusMessage } from '../../src/slack/blocks/status/status.js';
import { release } from '../builders/release.js';
import { knownIncident, note, status } from '../builders/status.js';
import { headings } from './outline.js';

const of = release({
  severities: [
    { id: 's1', title: 'S1', blocks: true },
    { id: 's3', title: 'S3', blocks: false },
  ],
});
const over = knownIncident({
  ...{ id: 9, title: 'Upgrades lose pods', severity: 's3', isOpen: false, state: 'resolved' },
  lingering: 'Nodes have to be restarted once',
});
const both = status({ of, incidents: [knownIncident(), over] });

describe('the Markdown report', () => {
  it('says of each what is broken, for whom, and what helps', () => {
    const text = reportMarkdown(both);
    expect(text).toContain('- Incident 12 (S1) is open: kubeadm 1.6.0 hangs on init\n');
    expect(text).toContain(
      '- [Incident 12](https://example.slack.com/archives/C1/p1) (S1, open, rev 3 as of 16 March 2017, 11:50 UTC): ' +
        'kubeadm 1.6.0 hangs on init. Affected: kubeadm 1.6.0. New clusters cannot be initialized. Workaround: none known.',
    );
    expect(text).toContain(
      '(S3, resolved): Upgrades lose pods. Affected: kubeadm 1.6.0. What remains: Nodes have to be restarted once.',
    );
    expect(headings(text)).toContain('## Known Issues');
  });

  it('has no such heading where nothing is known', () => {
    expect(headings(reportMarkdown(status({ of })))).not.toContain('## Known Issues');
  });

  it('puts what was written by hand under the same heading', () => {
    const text = reportMarkdown(
      status({
        of,
        incidents: [over],
        notes: [note({ heading: 'Known Issues', text: 'etcd3 needs a backup' })],
      }),
    );
    expect(text.match(/## Known Issues/g)).toHaveLength(1);
    expect(text).toContain('etcd3 needs a backup');
  });

  it('lets nothing that people typed become a link, a mention or a heading', () => {
    const hostile = knownIncident({ title: '# [x](javascript:1) @all <b>', url: 'javascript:alert(1)' });
    const text = reportMarkdown(status({ of, incidents: [hostile] }));
    expect(text).not.toMatch(/(?<!\\)\]\(javascript:/);
    expect(text).not.toMatch(/(^|[^\\])<b>/);
    expect(headings(text)).not.toContain('# [x](javascript:1) @all <b>');
  });
});

describe('the other forms', () => {
  it('the JSON report names them with everything', () => {
    const json = reportJson(both, { issues: [], withoutMilestone: [], enhancements: [] });
    expect(reportSchema.parse(json).knownIssues).toHaveLength(2);
    expect(json.knownIssues?.[0]).toMatchObject({
      incident: 12,
      revision: 3,
      asOf: '2017-03-16T11:50:00.000Z',
    });
  });

  it('the answer to /release-status has those that are no reason already', () => {
    const text = JSON.stringify(statusMessage(both).blocks);
    expect(text).toContain('Incident 12 (S1) is open');
    expect(text).toContain('*Known issues*');
    expect(text).toContain('What remains: Nodes have to be restarted once');
    expect(text.match(/kubeadm 1\.6\.0 hangs/g)).toHaveLength(1);
  });
});
