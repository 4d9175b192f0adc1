/** Who handles what came in: found by its id alone, and nobody twice. */
import { describe, expect, it } from '@jest/globals';
import { handlerTable } from '../../src/slack/dispatch.js';

const handler = async () => {};
const other = async () => {};

describe('a table of handlers', () => {
  it('finds what is called exactly so, before what only looks like it', () => {
    const find = handlerTable([
      { id: /^notes_write(?::\d+)?$/, handler },
      { id: 'notes_write:7', handler: other },
    ]);
    expect(find('notes_write')).toBe(handler);
    expect(find('notes_write:12')).toBe(handler);
    expect(find('notes_write:7')).toBe(other);
  });

  it('finds nothing for what nobody handles, whatever it is called', () => {
    const find = handlerTable([{ id: 'status_share', handler }]);
    for (const id of ['', 'status_share ', 'STATUS_SHARE', 'constructor', '__proto__'])
      expect([id, find(id)]).toEqual([id, undefined]);
  });

  it('cannot be made when two handle the same', () => {
    const twice = [
      { id: 'status_share', handler },
      { id: 'status_share', handler: other },
    ];
    expect(() => handlerTable(twice)).toThrow('two handlers for status_share');
  });
});
