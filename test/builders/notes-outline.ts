/** The outline of meeting notes, line by line: what each line is, how deep it is set in, who is named in brackets, and which links it has. */

/**
 * `heading` is a paragraph that a list follows; `owner`: a line that ends with a name in brackets; of an address only
 * what GitHub has there.
 */
export function notesOutline(markdown: string): string[] {
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(markdown) ?? [];
  const keys = [...front.matchAll(/^(\w+):/gm)].map(([, key]) => `key ${key}`);
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  const isBullet = (line: string | undefined) => /^ *[*-] /.test(line ?? '');
  return [
    ...keys,
    ...lines.map((line, at) => {
      const [, number, address = ''] = /^\[(\d+)\]: (\S+)$/.exec(line) ?? [];
      if (number) return `definition ${number} ${address.split('/').slice(-2).join('/')}`;
      const [, blank] = /^( *)[*-] /.exec(line) ?? [];
      const kind =
        blank === undefined
          ? isBullet(lines[at + 1])
            ? headingOf(line)
            : 'paragraph'
          : `bullet ${blank.length / 4}`;
      const links = [...line.matchAll(/\[#(\d+)\]\[(\d+)\]/g)].map(([, issue, to]) => ` #${issue} at ${to}`);
      return `${kind}${links.join('')}${/ \(\p{L}+( \p{L}+)*\)$/u.test(line) ? ' owner' : ''}`;
    }),
  ];
}

function headingOf(line: string): string {
  if (/^Discussion \/ Topics$/.test(line)) return 'heading of the topics';
  return /^Attention requested for \S+ in the \w+$/i.test(line) ? 'heading of attention' : 'heading';
}

/** As `notesOutline` reads it off seed 002. */
export const outlineOfSeed002: readonly string[] = [
  ...['key title', 'key date', 'key slug', 'key url'],
  ...['paragraph', 'heading of the topics', 'bullet 0', 'bullet 0', 'bullet 0'],
  ...['heading', 'bullet 0', 'bullet 0', 'bullet 0'],
  ...['heading', 'bullet 0', 'bullet 0', 'bullet 0 owner', 'bullet 1', 'bullet 1'],
  ...['heading', 'bullet 0', 'bullet 0', 'bullet 0', 'bullet 1', 'bullet 1', 'bullet 0'],
  ...[
    'heading of attention',
    'bullet 0',
    'bullet 1',
    'bullet 0 #8499 at 1 owner',
    'bullet 0 #8334 at 2 owner',
  ],
  ...['bullet 0 #2789 at 3 owner', 'bullet 1', 'bullet 1', 'bullet 0'],
  ...['definition 1 issues/8499', 'definition 2 pull/8334', 'definition 3 issues/2789'],
];

/** The same of notes that Signalman writes: it names whoever asks for attention, each time, and lists what is to be done before. */
export function ourOutline(actions: number): string[] {
  const at = outlineOfSeed002.indexOf('heading of attention');
  const todo = Array.from({ length: actions }, () => 'bullet 0');
  return [
    ...outlineOfSeed002.slice(0, at),
    ...(actions === 0 ? [] : ['heading', ...todo]),
    ...outlineOfSeed002
      .slice(at)
      .map((line) => (/^bullet 0/.test(line) && !line.endsWith(' owner') ? `${line} owner` : line)),
  ];
}
