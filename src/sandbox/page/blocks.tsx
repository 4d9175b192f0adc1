// Block Kit: what is only looked at is drawn by slack-blocks-to-jsx, what is pressed or filled in by our own elements.
import type { WireBlock } from '../page-wire.js';
import { Drawn } from './drawn.js';
import { type ElementData, initialOf, isInteractive, type Press } from './element-data.js';
import { Element } from './elements.js';
import { Input, type Values } from './input.js';

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
        <Element key={beginning(accessory)} element={accessory as ElementData} press={touch} />
      </div>
    );
  }
  const elements = (block.elements ?? []) as ElementData[];
  return (
    <div className="actions">
      {elements.map((element, at) => (
        <Element key={`${element.action_id ?? at} ${beginning(element)}`} element={element} press={touch} />
      ))}
    </div>
  );
}

/** An element that begins with another choice is another one: what was chosen before is forgotten. */
const beginning = (element: unknown) => JSON.stringify(initialOf(element as ElementData));
