// slack-blocks-to-jsx reads commands where Slack reads none: in what is escaped, in a bare @here, and in code.

/** Shown as nothing, and between two characters that would otherwise be a command. */
const apart = '\u2060';

/** Blocks as JSON in, blocks out: what Slack only shows is only shown here, too. */
export function literalBlocks(json: string): unknown {
  return JSON.parse(json, (key, value: unknown) =>
    key === 'text' && typeof value === 'string'
      ? value
          .replace(/&lt;(?=[@#!])/g, `&lt;${apart}`)
          .replace(/@(?=(?:here|channel|everyone)\b)/g, `@${apart}`)
          // The colon before a port would take that of an emoji on the next line for its end.
          .replace(/>\n/g, '> \n')
          // What indents a line would be cut off as if it were a blank.
          .replace(/\n(?=\u2003)/g, `\n${apart}`)
          // An asterisk would be doubled, as if it made something bold.
          .replace(/`[^`\n]+`/g, (code) => code.replaceAll('*', '∗'))
      : value,
  );
}
