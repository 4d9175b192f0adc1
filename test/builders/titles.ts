/** The tests of a file as they stand in its source: their groups, titles, and whether they are skipped. */
import { readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

export interface Title {
  /** The groups around it, the outermost first. */
  groups: string[];
  title: string;
  /** It or a group of it is `skip`, `todo` or `failing`; what is skipped on a condition runs somewhere. */
  isSkipped: boolean;
}

type Node = { type?: string; [key: string]: unknown };

/** @throws Error when the file is no TypeScript */
export function titlesIn(file: string): Title[] {
  const found: Title[] = [];
  walk(parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript' }) as unknown, [], false, found);
  return found;
}

function walk(value: unknown, groups: string[], isSkipped: boolean, found: Title[]): void {
  if (Array.isArray(value)) for (const one of value) walk(one, groups, isSkipped, found);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const node = value as Node;
  const call = node.type === 'CallExpression' ? called(node.callee as Node) : null;
  const title = call ? textOf((node.arguments as { expression: Node }[])[0]?.expression) : null;
  if (call && title !== null) {
    const skips = isSkipped || call.isSkipped;
    if (call.kind !== 'describe') found.push({ groups, title, isSkipped: skips });
    else walk(node.arguments, [...groups, title], skips, found);
    return;
  }
  for (const inner of Object.values(node)) walk(inner, groups, isSkipped, found);
}

/** `describe`, `it.skip`, `it.each(table)`, `(isThere ? describe : describe.skip)`. */
function called(callee: Node): { kind: string; isSkipped: boolean } | null {
  if (callee.type === 'Identifier') {
    const kind = String(callee.value);
    return ['describe', 'it', 'test'].includes(kind) ? { kind, isSkipped: false } : null;
  }
  if (callee.type === 'MemberExpression') {
    const inner = called(callee.object as Node);
    const word = String((callee.property as Node).value);
    return inner && { ...inner, isSkipped: inner.isSkipped || ['skip', 'todo', 'failing'].includes(word) };
  }
  if (callee.type === 'CallExpression') return called(callee.callee as Node);
  if (callee.type === 'TaggedTemplateExpression') return called(callee.tag as Node);
  if (callee.type === 'ParenthesisExpression') return called(callee.expression as Node);
  if (callee.type === 'ConditionalExpression') {
    const [one, other] = [called(callee.consequent as Node), called(callee.alternate as Node)];
    return one && other && { ...one, isSkipped: one.isSkipped && other.isSkipped };
  }
  return null;
}

function textOf(node: Node | undefined): string | null {
  if (node?.type === 'StringLiteral') return String(node.value);
  if (node?.type !== 'TemplateLiteral') return null;
  return (node.quasis as { raw: string }[]).map(({ raw }) => raw).join('…');
}
