/** The folders of enhancements in a listing of the repository's tree. */
import { describe, expect, it } from '@jest/globals';
import { findFolders } from '../../../src/domain/enhancement/folders.js';

const tree = (...paths: string[]) => paths.map((path) => ({ path, sha: `sha of ${path}` }));

describe('a listing', () => {
  it('gives the documents of each number', () => {
    const files = tree(
      'README.md',
      'keps/sig-node/1234-some-name/kep.yaml',
      'keps/sig-node/1234-some-name/README.md',
      'keps/sig-node/1234-some-name/diagram.png',
      'keps/prod-readiness/sig-node/1234.yaml',
    );
    expect(findFolders(files).get(1234)).toEqual({
      folder: 'keps/sig-node/1234-some-name',
      kep: files[1],
      readme: files[2],
      prr: files[4],
      faults: [],
    });
  });

  it.each([
    ['keps/sig-node/1234-name/readme.MD', 'readme'],
    ['keps/sig-node/1234-name/kep.yml', 'kep'],
    ['keps/sig-node/01234-name/kep.yaml', 'kep'],
    ['keps/sig-node/1234/kep.yaml', 'kep'],
    ['keps/sig-cluster-lifecycle/kubeadm/1234-name/kep.yaml', 'kep'],
  ] as const)('knows %s', (path, document) => {
    expect(findFolders(tree(path)).get(1234)?.[document]?.path).toBe(path);
  });

  it.each([
    'keps/NNNN-kep-template/kep.yaml',
    'keps/sig-cloud-provider/providers/0000-template/kep.yaml',
    'keps/1234-name/kep.yaml',
    'docs/sig-node/1234-name/kep.yaml',
    'keps/sig-node/20190129-pid-limiting.md',
    'keps/sig-node/20190129-pid-limiting/README.md',
    'keps/prod-readiness/sig-node/1234.yaml',
  ])('takes no folder from %s', (path) => {
    expect([...findFolders(tree(path)).keys()]).toEqual([]);
  });

  it('does not take the folders within one for another enhancement', () => {
    const found = findFolders(
      tree('keps/sig-node/1234-name/7-steps/README.md', 'keps/sig-node/1234-name/README.md'),
    );
    expect([...found.keys()]).toEqual([1234]);
  });

  it('takes the approval wherever it lies, also without a group', () => {
    const files = tree('keps/sig-node/1234-name/kep.yaml', 'keps/prod-readiness/1234.yaml');
    expect(findFolders(files).get(1234)?.prr?.path).toBe('keps/prod-readiness/1234.yaml');
  });

  it('takes the approval of its own group before one that another group has kept', () => {
    const approvals = tree('keps/prod-readiness/sig-apps/7.yaml', 'keps/prod-readiness/sig-node/7.yaml');
    const found = findFolders([...approvals, ...tree('keps/sig-node/7-a/kep.yaml')]).get(7);
    expect(found?.prr?.path).toBe('keps/prod-readiness/sig-node/7.yaml');
  });

  it('of one number twice takes the one with a kep.yaml, and tells the other', () => {
    const found = findFolders(tree('keps/sig-apps/7-a/README.md', 'keps/sig-node/7-b/kep.yaml')).get(7);
    expect(found).toMatchObject({ folder: 'keps/sig-node/7-b', readme: null });
    expect(found?.faults).toEqual([
      {
        file: 'keps/sig-apps/7-a',
        field: null,
        line: null,
        problem: 'has the number 7 too: keps/sig-node/7-b is read',
      },
    ]);
  });
});
