/** `signalman check-keps`: a checkout of enhancements, read by the command line as people run it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signalman } from '../builders/cli.js';

const files = {
  'keps/NNNN-kep-template/kep.yaml': 'title: [',
  'keps/sig-node/1234-name/kep.yaml': 'title: Name\nkep-number: 1234\nstatus: imlpemented\n',
  'keps/sig-node/1234-name/README.md':
    '# Name\n## Release Signoff Checklist\n- [x] (R) a\n- [ ] (R) b\n## Production Readiness Review Questionnaire\n### Scalability\nNo.\n### Dependencies\n',
  'keps/sig-node/20190129-dated/kep.yaml': 'title: Old\n',
  'keps/sig-node/unnumbered/kep.yaml': 'title: Older\n',
  'keps/sig-node/unnumbered/README.md': '# Older\n',
  'keps/sig-node/README.md': '# The group\n',
  'keps/prod-readiness/sig-node/1234.yaml': 'kep-number: 12\nalpha:\n  approver: "@ada\u001b[31m - me"\n',
};

describe('npx signalman check-keps', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalman-keps-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('prints each fault with file, line and field, and a count; faults are no failure', async () => {
    const { code, out, err } = await signalman(['check-keps', folder]);
    expect([code, err]).toEqual([0, '']);
    const lines = out.trimEnd().split('\n');
    expect(lines).toContain(
      'keps/sig-node/1234-name/kep.yaml:3: status: is "imlpemented": did you mean implemented?',
    );
    expect(lines).toContain('keps/sig-node/1234-name/kep.yaml: stage: is missing');
    expect(lines).toContain(
      'keps/prod-readiness/sig-node/1234.yaml:1: kep-number: is 12; the file is that of 1234',
    );
    expect(lines.at(-1)).toMatch(
      /^3 kep\.yaml, 2 README, 1 prod-readiness; 25 faults; 1 of 2 required boxes ticked; questions: 1 answered, 0 template, 1 empty; \d+ ms of CPU$/,
    );
    expect(out).not.toContain('NNNN');
    expect(out).not.toContain('\u001b');
  });

  it('prints the same as JSON', async () => {
    const { out } = await signalman(['check-keps', folder, '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      files: { 'kep.yaml': 3, README: 2, 'prod-readiness': 1 },
      boxes: { required: 2, ticked: 1, all: 2 },
      questions: { answered: 1, template: 0, empty: 1 },
      faults: expect.arrayContaining([
        expect.objectContaining({ file: 'keps/sig-node/1234-name/kep.yaml', field: 'status', line: 3 }),
      ]),
    });
  });

  it.each([
    [['check-keps'], 'missing required argument'],
    [['check-keps', '/there/is/none'], 'There is no folder /there/is/none'],
    [['check-keps', '.', '--format', 'xml'], 'Allowed choices are text, json'],
  ])('%j is wrong use', async (args, message) => {
    const { code, err } = await signalman(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
