/** Which channels and people get copies, and which of them hear of each update. */
import { describe, expect, it } from '@jest/globals';
import { merge } from '../../../src/domain/incident/end.js';
import type { Incident } from '../../../src/domain/incident/incident.js';
import { followed, pinged, unannounced } from '../../../src/domain/incident/places.js';
import type { Announcement } from '../../../src/domain/incident/settings.js';
import { incidentChannel, incidentSettings } from '../../builders/incident.js';
import { fresh, having } from './scene.js';

const announcement = (channels: string[], given: Partial<Announcement> = {}): Announcement => ({
  ...{ channels, severities: null, releases: null, ping: false },
  ...given,
});
const settings = incidentSettings({
  announcements: [
    announcement(['CALL', 'CALL', incidentChannel]),
    announcement(['CDEV', 'CALL'], { severities: ['s1'], ping: true }),
    announcement(['C16'], { releases: ['v1.6'] }),
    announcement(['C17'], { releases: ['v1.7'] }),
    announcement(['CBOTH'], { severities: ['s1'], releases: ['v1.7'] }),
  ],
});
const announced = (one: Incident) => having(one, [{ kind: 'announced', places: unannounced(one, settings) }]);
const raised = (one: Incident, severity: string) =>
  having(one, [{ kind: 'updated', text: 'So it is.', facts: { severity }, draftedBy: null }]);

describe('an incident', () => {
  it('is announced where its severity and its release are, once, and never in its own channel', () => {
    expect(unannounced(fresh(), settings)).toEqual(['CALL', 'CDEV', 'C16']);
    expect(unannounced(fresh({ severity: 's2' }), settings)).toEqual(['CALL', 'C16']);
    expect(unannounced(fresh({ severity: 's2', release: 'v1.7' }), settings)).toEqual(['CALL', 'C17']);
    expect(unannounced(announced(fresh()), settings)).toEqual([]);
  });

  it('is announced in more channels when it turns out graver, and in none less when it does not', () => {
    const one = announced(fresh({ severity: 's2' }));
    const graver = raised(one, 's1');
    expect(unannounced(graver, settings)).toEqual(['CDEV']);
    const lighter = raised(announced(graver), 's3');
    expect(followed(lighter)).toEqual(['CALL', 'C16', 'CDEV']);
    expect(unannounced(raised(lighter, 's1'), settings)).toEqual([]);
  });

  it('replies where the configuration wants it, and to everybody who asked for it', () => {
    const one = having(announced(fresh()), [
      { kind: 'subscribed', destination: 'U0CLEO' },
      { kind: 'subscribed', destination: 'C16' },
    ]);
    expect(pinged(one, settings)).toEqual(['CALL', 'CDEV', 'C16', 'U0CLEO']);
    expect(pinged(raised(one, 's2'), settings)).toEqual(['C16', 'U0CLEO']);
  });
});

describe('whoever leaves', () => {
  const left = having(fresh(), [
    { kind: 'subscribed', destination: 'CDEV' },
    { kind: 'unsubscribed', destination: 'CDEV' },
  ]);

  it('hears no more', () => {
    expect(followed(left)).toEqual([]);
    expect(pinged(left, settings)).toEqual([]);
  });

  it('is told all the same where the configuration says that it must know', () => {
    expect(unannounced(left, settings)).toContain('CDEV');
    const told = announced(left);
    expect(followed(told)).toContain('CDEV');
    expect([...told.left]).toEqual([]);
    expect(unannounced(told, settings)).toEqual([]);
  });

  it('hears again when they ask for it', () => {
    const back = having(left, [{ kind: 'subscribed', destination: 'CDEV' }]);
    expect([followed(back), [...back.left]]).toEqual([['CDEV'], []]);
  });
});

describe('those who follow an incident that is merged into another', () => {
  const a = having(announced(fresh()), [
    { kind: 'subscribed', destination: 'U0CLEO' },
    { kind: 'subscribed', destination: 'U0DAN' },
    { kind: 'subscribed', destination: 'U0EVE' },
    { kind: 'unsubscribed', destination: 'U0EVE' },
  ]);
  const b = having({ ...fresh({ severity: 's2' }), id: 2 }, [
    { kind: 'subscribed', destination: 'U0DAN' },
    { kind: 'unsubscribed', destination: 'U0DAN' },
  ]);
  const then = having(b, merge(a, b, 'The same.', null, incidentSettings({ severities: [] })).into);

  it('follow that one, and only those who had asked for it can leave it', () => {
    expect(followed(then)).toEqual(['CALL', 'CDEV', 'C16', 'U0CLEO']);
    expect([...then.subscribers]).toEqual(['U0CLEO']);
    expect(pinged(then, settings)).toEqual(['U0CLEO']);
  });

  it('do not follow it when they had left it, or the first, before', () => {
    expect(followed(then)).not.toContain('U0DAN');
    expect(followed(then)).not.toContain('U0EVE');
  });
});
