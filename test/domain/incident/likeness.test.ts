/** What looks like the same report, tried with the issues that were opened about kubeadm 1.6.0 and around it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { likeness, rarityIn, versionsIn, wordsOf } from '../../../src/domain/incident/likeness.js';
import { hostileText } from '../../builders/arbitraries.js';

const told = {
  issues: [
    {
      name: 'kubernetes/kubeadm#212',
      title: 'kubeadm 1.6.0 (only 1.6.0!!) is broken due to unconfigured CNI making kubelet NotReady',
    },
  ],
  title: 'kubeadm 1.6.0 hangs when initializing a cluster',
  versions: 'kubeadm 1.6.0, new clusters only',
};
const none = rarityIn([]);
const why = (title: string, body = '', name = 'kubernetes/kubernetes#43815') =>
  likeness(told, { name, title, body }, none);

describe('an issue may report the same', () => {
  it('when it names the tracking issue, in whichever way GitHub links it', () => {
    const odd = 'Something else';
    expect(why(odd, 'Is this kubernetes/kubeadm#212?')).toBe('it names kubernetes/kubeadm#212');
    expect(why(odd, 'see https://github.com/kubernetes/kubeadm/issues/212#issuecomment-1')).not.toBeNull();
    expect(why(odd, 'as in #212', 'kubernetes/kubeadm#215')).not.toBeNull();
  });

  it('but a number alone means the repository where it is written', () => {
    expect(why('Something else', 'as in #212')).toBeNull();
    expect(why('Something else', 'kubernetes/kubeadm#2120')).toBeNull();
    expect(why('Something else', 'other/kubeadm#212')).toBeNull();
  });

  it.each([
    ['kubeadm 1.6 is broken due to unconfigured CNI making kubelet NotReady', ''],
    ['kubeadm init stuck on "First node has registered, but is not ready yet"', 'Version: v1.6.0'],
    ['Kubeadm hangs on Cent OS 7.3 and kubernetes v1.6.0 with error message Created API client', ''],
    ['kubeadm init hangs on ubuntu 16.04', 'kubeadm version: v1.6.0'],
  ])('by its words: %s', (title, body) => {
    expect(why(title, body)).toMatch(/^its title says “kubeadm”/);
  });

  it.each([
    ['Dedicated etcd nodes', 'on 1.6.0'],
    ['Federation tests are slow', 'since 1.6.0'],
    ['kubeadm: add support for external etcd', 'v1.6.0'],
    ['kubelet: eviction loops', '1.6.0'],
    ['Update to kubernetes v1.6.4', ''],
    ['No networks found in /etc/cni/net.d', '1.6.0'],
    ['1.6.0 1.6.0 1.6.0', '1.6.0'],
    ['', ''],
  ])('and not by little: %s', (title, body) => {
    expect(why(title, body)).toBeNull();
  });

  it('a version is no part of another one', () => {
    expect(why('kubeadm hangs', 'GitVersion v1.6.0')).toContain('it names 1.6.0');
    for (const other of ['11.6.0', '1.6.01', '1.6.0.1', '1.6.1'])
      expect(why('kubeadm hangs', other) ?? '').not.toContain('it names');
    expect(versionsIn('1.6.0-rc.1 and 1.6.0, since 1.6')).toEqual(['1.6.0-rc.1', '1.6.0']);
  });

  it('words that every title has say nothing', () => {
    const usual = rarityIn(Array.from({ length: 200 }, (_, at) => `kubeadm hangs in case ${at}`));
    expect(likeness(told, { name: 'a/b#1', title: 'kubeadm hangs', body: '' }, usual)).toBeNull();
  });

  it('whatever anybody writes', () => {
    fc.assert(
      fc.property(hostileText(), hostileText(), (title, body) => {
        const found = why(title, body);
        expect(found === null || found.length < 5000).toBe(true);
      }),
    );
    expect(wordsOf('NotReady, notready NOT_READY')).toEqual(['ready', 'notready']);
  });
});

const folder = process.env.SIGNALMAN_REAL_DATA;
const file = folder ? join(folder, 'pr-bodies.jsonl') : '';
const real = existsSync(file) ? it : it.skip;

describe('among real titles', () => {
  real('none of 151 looks like kubeadm 1.6.0, and hardly two look like one another', () => {
    const titles = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { body: string }).body)
      .map((body) => ({ body, title: body.split(/\r?\n/).filter((one) => one.trim() !== '')[2] ?? '' }))
      .filter(({ title }) => title !== '' && !/^automated cherry/i.test(title));
    const weigh = rarityIn(titles.map(({ title }) => title));
    const name = 'kubernetes/kubernetes#1';
    expect(titles.filter((one) => likeness(told, { name, ...one }, weigh))).toEqual([]);
    let alarms = 0;
    for (const one of titles)
      for (const { title } of titles)
        if (
          title !== one.title &&
          likeness({ issues: [], title: one.title, versions: '' }, { name, title, body: '' }, weigh)
        )
          alarms++;
    expect(alarms / titles.length ** 2).toBeLessThan(0.005);
  });
});
