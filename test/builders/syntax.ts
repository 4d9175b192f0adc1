/** What stands in the sources of the product, by their syntax: calls, and the texts given to them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

export type Node = { type?: string; [key: string]: unknown };

/** Files of the product, the sandbox aside. */
export const productFiles = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('sandbox'))
  .sort();

const parsed = new Map<string, Node[]>();

/** Every node of a file. */
export function nodesOf(file: string): Node[] {
  const before = parsed.get(file);
  if (before) return before;
  const found: Node[] = [];
  parsed.set(file, found);
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    else if (typeof value === 'object' && value !== null) {
      if ('type' in value) found.push(value as Node);
      for (const inner of Object.values(value)) walk(inner);
    }
  };
  walk(parseSync(readFileSync(join('src', file), 'utf8'), { syntax: 'typescript' }));
  return found;
}

/** `client.views.open` as its names; a part that is no name is `?`. */
export function namesOf(node: Node | undefined): string[] {
  if (node?.type === 'Identifier') return [String(node.value)];
  if (node?.type !== 'MemberExpression') return ['?'];
  return [...namesOf(node.object as Node), String((node.property as Node).value ?? '?')];
}

/** The text of a literal, with `{}` where a template has something else; null: it is none. */
export function literal(node: Node | undefined): string | null {
  if (node?.type === 'StringLiteral') return String(node.value);
  if (node?.type !== 'TemplateLiteral') return null;
  return (node.quasis as { cooked?: string }[]).map(({ cooked }) => cooked ?? '').join('{}');
}

export const argumentsOf = (call: Node): Node[] =>
  (call.arguments as { expression: Node }[]).map(({ expression }) => expression);
