/** The command line reads the documents of enhancements with their issues, and its reports say what they lack. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { reportSchema } from '../../src/report/json.js';
import { startLocalGitHub } from '../../src/sandbox/github/index.js';
import { signalman } from '../builders/cli.js';
import { documentsConfig, features } from '../builders/enhancements.js';
import { kepFiles, kepFolder } from '../builders/kep.js';

const token = 'ghp_secret_of_the_test';
let close: () => Promise<void>;
afterEach(() => close());

describe('npx signalman, with keps', () => {
  it('reads them, reports them, and says what went wrong', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalman-cli-keps-'));
    const github = await startLocalGitHub({ tokens: [{ token, login: 'lead' }] });
    close = async () => {
      await github.close();
      rmSync(folder, { recursive: true, force: true });
    };
    for (const fullName of ['acme/rocket', features]) {
      github.addRepo({ fullName });
      github.addMilestone(fullName, { title: 'v1.36' });
    }
    const kep = { number: 11, slug: 'one', status: 'provisional' };
    const body = `https://github.com/${features}/tree/HEAD/${kepFolder(kep)}`;
    github.addIssue(features, { number: 11, title: 'One', milestone: 'v1.36', body });
    github.addCommit(features, { message: 'start', files: kepFiles(kep) });
    writeFileSync(join(folder, 'signalman.yml'), documentsConfig);
    const env = {
      ...{ GITHUB_TOKEN: token, GITHUB_API_URL: github.url, DATA_DIR: join(folder, 'data') },
      CONFIG_FILE: join(folder, 'signalman.yml'),
    };

    const read = await signalman(['sync'], env);
    expect(read).toMatchObject({ code: 0 });
    expect(read.out).toContain(`${features}: the documents of enhancements were read`);
    const json = await signalman(['report', '--format', 'json'], env);
    const report = reportSchema.parse(JSON.parse(json.out));
    expect(report.documents?.enhancements).toMatchObject([{ number: 11, ready: false }]);
    expect(report.verdict.state).toBe('NO GO');
    expect((await signalman(['report'], env)).out).toContain('- Documents: 1 of 1 enhancement is not ready');

    github.faults.next('*/git/trees/*', { kind: 'status', status: 403, times: 9 });
    const failed = await signalman(['sync'], env);
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.out).toContain('Contents: read');
  });
});
