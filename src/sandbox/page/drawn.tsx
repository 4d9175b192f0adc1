// Blocks that are only looked at, as slack-blocks-to-jsx draws them.
import { type ComponentProps, memo, useMemo } from 'react';
import { Message } from 'slack-blocks-to-jsx';
import { usePage } from './context.js';
import { literalBlocks } from './literal.js';
import { mentions } from './mentions.js';

type Library = ComponentProps<typeof Message>;

/** Kept as it is while its JSON stays the same: reading mrkdwn is the slow part of drawing. */
export const Drawn = memo(function Drawn({ json }: { json: string }) {
  const { theme } = usePage();
  const blocks = useMemo(() => literalBlocks(json) as Library['blocks'], [json]);
  return <Message withoutWrapper blocks={blocks} theme={theme} hooks={mentions} name="" logo="" />;
});
