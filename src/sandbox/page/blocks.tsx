// Block Kit: what is only looked at is drawn by slack-blocks-to-jsx, what is pressed or filled in by our own elements.
import { type ComponentProps, memo, useMemo } from 'react';
import { Message } from 'slack-blocks-to-jsx';
import type { WireBlock } from '../page-wire.js';
import { usePage } from './context.js';
import { Element, type ElementData, isInteractive, type Press } from './elements.js';
import { Input, type Values } from './input.js';
import { mentions } from './mentions.js';

type Library = ComponentProps<typeof Message>;

interface BlocksProps {
  blocks: readonly WireBlock[];
  /** What a press or a choice does. */
  press: Press;
  /** For modals: what is filled in so far. */
  values?: Values;
}

export function Blocks({ blocks, press, values }: BlocksProps) {
  return (
    <div className="blocks">
      {runs(blocks).map((run, at) => {
        const [first] = run;
        const key = `${at}-${first?.type}-${first?.block_id ?? ''}`;
        if (!first || !needsHands(first)) return <Drawn key={key} json={JSON.stringify(run)} />;
        return <Handled key={key} block={first} press={press} {...(values ? { values } : {})} />;
      })}
    </div>
  );
}

/** Neighbours that are only looked at are drawn together; each of the others stands alone. */
function runs(blocks: readonly WireBlock[]): WireBlock[][] {
  const found: WireBlock[][] = [];
  for (const block of blocks) {
    const last = found.at(-1);
    if (last?.[0] && !needsHands(last[0]) && !needsHands(block)) last.push(block);
    else found.push([block]);
  }
  return found;
}

function needsHands(block: WireBlock): boolean {
  if (block.type === 'actions' || block.type === 'input') return true;
  return block.type === 'section' && isInteractive(block.accessory);
}

function Handled({ block, press, values }: { block: WireBlock } & Omit<BlocksProps, 'blocks'>) {
  const id = block.block_id ?? '';
  const touch: Press = (element, value) => press({ ...element, block_id: id }, value);
  if (block.type === 'input') return <Input block={block} values={values} press={touch} />;
  if (block.type === 'section') {
    const { accessory, ...rest } = block;
    return (
      <div className="with-accessory">
        <Drawn json={JSON.stringify([rest])} />
        <Element element={accessory as ElementData} press={touch} />
      </div>
    );
  }
  const elements = (block.elements ?? []) as ElementData[];
  return (
    <div className="actions">
      {elements.map((element, at) => (
        <Element key={element.action_id ?? at} element={element} press={touch} />
      ))}
    </div>
  );
}

/** Kept as it is while its JSON stays the same: reading mrkdwn is the slow part of drawing. */
const Drawn = memo(function Drawn({ json }: { json: string }) {
  const { theme } = usePage();
  const blocks = useMemo(() => JSON.parse(json) as Library['blocks'], [json]);
  return <Message withoutWrapper blocks={blocks} theme={theme} hooks={mentions} name="" logo="" />;
});
