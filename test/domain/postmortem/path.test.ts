/** Where a post-mortem is kept: what people typed leads nowhere else. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { filledPath } from '../../../src/domain/postmortem/path.js';
import { hostileText } from '../../builders/arbitraries.js';
import { declared, incident } from '../../builders/incident.js';

const path = 'pm/{release}/{date}-{id}-{title}.md';

it('is filled with the day, the number, and what is left of the words', () => {
  const one = incident([declared({ title: 'Überall: kubeadm 1.6.0 / hängt!', release: 'v1.6' })], 12);
  expect(filledPath(path, one, 'UTC')).toBe('pm/v1.6/2017-03-16-12-uberall-kubeadm-1-6-0-hangt.md');
});

it('has the number where nothing is left of the title', () => {
  expect(filledPath('{title}.md', incident([declared({ title: '大変' })], 7), 'UTC')).toBe('incident-7.md');
});

it('of whatever is typed stays one file in its folder', () => {
  fc.assert(
    fc.property(hostileText(), hostileText(), (title, release) => {
      expect(filledPath(path, incident([declared({ title, release })]), 'UTC')).toMatch(
        /^pm\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\/2017-03-16-1-[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.md$/,
      );
      expect(filledPath(path, incident([declared({ title, release })]), 'UTC')).not.toContain('..');
    }),
  );
});
