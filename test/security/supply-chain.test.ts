/** What Signalman is built from: exact versions with their hashes, nothing that runs at installation, a reason for each. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  license?: string;
  dev?: boolean;
  link?: boolean;
}

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;
const lock = json('package-lock.json') as { lockfileVersion: number; packages: Record<string, Locked> };
const manifest = json('package.json') as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const direct = { ...manifest.dependencies, ...manifest.devDependencies };
const packages = Object.entries(lock.packages).filter(([path]) => path.startsWith('node_modules/'));
/** Where npm looks when the lock file names no other place. */
const registry = 'https://registry.npmjs.org/';
const reasons = readFileSync('docs/dependencies.md', 'utf8');

describe('the lock file', () => {
  it('is of version 3, and has every direct package in exactly the version that is asked for', () => {
    expect(lock.lockfileVersion).toBe(3);
    for (const [name, version] of Object.entries(direct)) {
      expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
      expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    }
  });

  it('has a SHA-512 hash for each package, and takes all of them from the public registry', () => {
    expect(packages.length).toBeGreaterThan(300);
    const without = packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
    expect(without).toEqual([]);
    const elsewhere = packages.filter(
      ([, { resolved, link }]) => link || !(resolved ?? registry).startsWith(registry),
    );
    expect(elsewhere).toEqual([]);
  });
});

describe('the installation', () => {
  it('runs no script of a package: each that has one is refused it by name', () => {
    const scripted = packages
      .filter(([, one]) => one.hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect([...new Set(scripted)].sort()).toEqual(Object.keys(manifest.allowScripts).sort());
    expect(new Set(Object.values(manifest.allowScripts))).toEqual(new Set([false]));
  });

  it('runs no script of ours either', () => {
    const own = Object.keys(manifest.scripts).filter((name) => /install|prepare|^pre|^post/.test(name));
    expect(own).toEqual([]);
  });

  it('brings nothing into the product that has a script', () => {
    expect(packages.filter(([, one]) => one.hasInstallScript && !one.dev).map(([path]) => path)).toEqual([]);
  });
});

describe('each package', () => {
  it('that is asked for has a reason in docs/dependencies.md, and nothing else has', () => {
    const named = [...reasons.matchAll(/^\| `([^`]+)` \| .{2,} \|$/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(direct).sort());
  });

  it('has a licence that lets Signalman be given away under its own', () => {
    const allowed =
      /^\(?(?:(?:MIT|ISC|0BSD|CC0-1\.0|CC-BY-4\.0|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|BlueOak-1\.0\.0|MPL-2\.0|PSF-2\.0|Python-2\.0)(?: OR | AND )?)+\)?$/;
    // Tools that are not part of what is given away may be under the LGPL as well.
    const ofTools = (licence: string) => licence.replaceAll('LGPL-3.0-or-later', 'MIT');
    expect(
      packages
        .filter(([, { license = '', dev }]) => !allowed.test(dev ? ofTools(license) : license))
        .map(([path, { license }]) => [path, license]),
    ).toEqual([]);
  });

  it('of the product has one without duties to pass on changes', () => {
    const other = packages.filter(([, { license, dev }]) => !dev && /MPL|GPL/.test(license ?? ''));
    expect(other.map(([path]) => path)).toEqual([]);
  });
});
