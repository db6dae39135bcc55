import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);
const bytesOf = (file: string) => new Uint8Array(readFileSync(require.resolve(file)));

await Parser.init({ wasmBinary: bytesOf('web-tree-sitter/web-tree-sitter.wasm') });
const grammar = await Language.load(bytesOf('tree-sitter-powershell/tree-sitter-powershell.wasm'));

/**
 * The syntax errors of a script according to tree-sitter-powershell, `line 3: unexpected "}"`, and what the grammar
 * accepts but Windows PowerShell 5.1 does not. Two constructs are wrongly reported: `param($x) try {` on one line, and
 * `switch -Regex (…) {`.
 */
export function powershellFaults(text: string): string[] {
  const parser = new Parser();
  parser.setLanguage(grammar);
  const tree = parser.parse(text);
  if (tree === null) return ['not parsed'];
  const faults = tree.rootNode.hasError ? [...faultsUnder(tree.rootNode)] : [];
  faults.push(...nodesUnder(tree.rootNode).flatMap(refusedByWindows));
  tree.delete();
  parser.delete();
  return faults;
}

function* faultsUnder(node: Node): Generator<string> {
  if (node.isMissing) yield `${lineOf(node)}: missing ${node.type}`;
  else if (node.isError) yield `${lineOf(node)}: unexpected ${JSON.stringify(node.text.slice(0, 60))}`;
  else for (const child of node.children) yield* faultsUnder(child);
}

function nodesUnder(node: Node): Node[] {
  return [node, ...node.children.flatMap(nodesUnder)];
}

/** What the grammar accepts and Windows PowerShell 5.1 refuses: about_Pipeline_Chain_Operators, about_Try_Catch_Finally. */
function refusedByWindows(node: Node): string[] {
  const { type, text, children } = node;
  if (['&&', '||', '??', '??='].includes(type)) return [`${lineOf(node)}: ${type} needs PowerShell 7`];
  if (type === 'try_statement' && !children.some((child) => /^(catch|finally)_clause/.test(child.type)))
    return [`${lineOf(node)}: try without catch or finally`];
  if (type === 'command_name' && /^(else|elseif|catch|finally)$/i.test(text))
    return [`${lineOf(node)}: ${text} belongs to nothing`];
  return [];
}

function lineOf(node: Node): string {
  return `line ${node.startPosition.row + 1}`;
}
