/** What an edit of a message changes of what was kept of it. */
import { describe, expect, it } from '@jest/globals';
import { rewordedIn } from '../../../src/domain/meeting/reworded.js';

const note = (text: string) => ({ kind: 'note', text });
const topic = (text: string) => ({ kind: 'topic', text });
const action = (text: string, owner: string | null = null) => ({ kind: 'action', text, owner, due: '' });

describe('an edit of a message', () => {
  it('changes nothing of what it says as before, whatever the order in which that is kept', () => {
    // Topics, points and action items are listed one after the other, not as they were said.
    const entries = [topic('t'), note('n'), { kind: 'action', text: 'a' }];
    const said = [action('a'), note('n'), topic('t')];
    expect(rewordedIn(entries, said, said)).toEqual({ changed: [], gone: [], fresh: [] });
    expect(rewordedIn(entries, said, [action('a'), note('m'), topic('t')])).toEqual({
      ...{ changed: [{ entry: note('n'), part: note('m') }], gone: [], fresh: [] },
    });
  });

  it('does not bring back what was taken out, nor undo what was changed in a form', () => {
    const said = [note('a'), note('b')];
    expect(rewordedIn([note('b')], said, [note('a'), note('c')])).toEqual({
      ...{ changed: [{ entry: note('b'), part: note('c') }], gone: [], fresh: [] },
    });
    expect(rewordedIn([note('better'), note('b')], said, [note('a'), note('c')])).toEqual({
      ...{ changed: [{ entry: note('b'), part: note('c') }], gone: [], fresh: [] },
    });
  });

  it('gives an action item to somebody else, though its words are the same', () => {
    const kept = { kind: 'action', text: 'a' };
    expect(rewordedIn([kept], [action('a')], [action('a', 'ben')]).changed).toEqual([
      { entry: kept, part: action('a', 'ben') },
    ]);
  });

  it('takes a topic out after what was said about it', () => {
    expect(rewordedIn([topic('t'), note('n')], [topic('t'), note('n')], []).gone).toEqual([
      note('n'),
      topic('t'),
    ]);
  });

  it('keeps what is new of it', () => {
    const [one, two] = [note('a'), note('b')];
    expect(rewordedIn([one], [one], [two, one])).toEqual({ changed: [], gone: [], fresh: [two] });
  });
});
