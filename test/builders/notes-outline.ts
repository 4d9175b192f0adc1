/** The outline of meeting notes, as seed 002 has it: front matter, one paragraph, the list of topics, and each topic with its points. */

export interface NotesOutline {
  /** Keys of the front matter, in their order. */
  front: string[];
  /** Whether a paragraph stands before the topics. */
  hasIntro: boolean;
  topics: string[];
  /** Headings in their order, with how many points and how many indented ones stand below each. */
  sections: { heading: string; points: number; inner: number }[];
  /** How many links are told at the end. */
  references: number;
}

export function notesOutline(markdown: string): NotesOutline {
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(markdown) ?? [];
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  const at = lines.findIndex((line) => /^Discussion \/ Topics/.test(line));
  const sections: NotesOutline['sections'] = [];
  for (const line of lines.slice(at)) {
    const last = sections.at(-1);
    if (/^\[\d+\]: /.test(line)) continue;
    if (/^\s+[*-] /.test(line)) {
      if (last) last.inner++;
    } else if (/^[*-] /.test(line)) {
      if (last) last.points++;
    } else if (!/^\s/.test(line)) sections.push({ heading: line.trim(), points: 0, inner: 0 });
  }
  const topicLines = lines.slice(at + 1);
  const end = topicLines.findIndex((line) => !/^[*-] /.test(line));
  return {
    front: [...head.matchAll(/^(\w+):/gm)].map(([, key = '']) => key),
    hasIntro: at > 0,
    topics: topicLines.slice(0, end < 0 ? undefined : end).map((line) => line.replace(/^[*-] /, '')),
    sections: sections.slice(1),
    references: lines.filter((line) => /^\[\d+\]: /.test(line)).length,
  };
}
