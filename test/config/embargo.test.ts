/** `incidents: embargo:` in signalman.yml: a channel of its own, and somebody who may lift. */
import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../src/config/load.js';

const file = (embargo: string) => `repository: acme/rocket
roles: { release-lead: [U0LEAD] }
releases: { v1.36: {} }
incidents:
  channel: C0INC
  announce: [{ channels: [C0TOLD] }]
  embargo: ${embargo}
`;
const settingsOf = (embargo: string) => loadSettings(file(embargo), 'signalman.yml').incidents?.embargo;

describe('an embargo', () => {
  it('needs no more than a channel', () => {
    expect(settingsOf('{ channel: C0HIDDEN }')).toEqual({
      channel: 'C0HIDDEN',
      lift: ['incident-commander', 'release-lead'],
    });
    expect(settingsOf('{ channel: C0HIDDEN, lift: [release-lead] }')?.lift).toEqual(['release-lead']);
  });

  it.each([
    ['{}', 'incidents.embargo.channel: no channel is given'],
    ['{ channel: C0INC }', 'incidents.embargo.channel: C0INC is told of other incidents too'],
    ['{ channel: C0TOLD }', 'incidents.embargo.channel: C0TOLD is told of other incidents too'],
    ['{ channel: C0HIDDEN, lift: [communications] }', 'nobody is configured as communications'],
    ['{ channel: C0HIDDEN, lift: [] }', 'incidents.embargo.lift: expected at least one'],
    ['{ channel: C0HIDDEN, chanel: C0X }', 'chanel'],
  ])('%s is a mistake that is named', (embargo, said) => {
    expect(() => settingsOf(embargo)).toThrow(said);
  });
});
