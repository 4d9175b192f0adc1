// An answer that only this person sees.
import type { WirePrivate } from '../page-wire.js';
import { Blocks } from './blocks.js';
import { usePage } from './context.js';
import type { Press } from './element-data.js';
import { Close, Eye } from './icons.js';
import { asBlocks, Note, Row } from './row.js';

export function PrivateRow({ answer }: { answer: WirePrivate }) {
  const { state, act, dismiss } = usePage();
  const { bot, me } = state;
  const press: Press = async ({ action_id: actionId, block_id: blockId }, value) => {
    const { channel, id: ephemeralId } = answer;
    await act('click', { user: me.id, channel, ephemeralId, actionId, blockId, value });
  };
  return (
    <Row
      id={answer.id}
      author={answer.bySlack ? undefined : bot}
      at={answer.at}
      follows={false}
      className="private"
      label={`Only visible to you: ${answer.text}`}
      above={<Note icon={<Eye />}>Only visible to you</Note>}
    >
      <Blocks blocks={answer.blocks ?? asBlocks(answer.text)} press={press} />
      <div className="tools" role="toolbar" aria-label="Message">
        <button type="button" title="Dismiss" aria-label="Dismiss" onClick={() => dismiss(answer.id)}>
          <Close />
        </button>
      </div>
    </Row>
  );
}
