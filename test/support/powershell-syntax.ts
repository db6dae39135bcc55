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
  return parsed(text, (root) => [
    ...(root.hasError ? faultsUnder(root) : []),
    ...nodesUnder(root).flatMap(refusedByWindows),
  ]);
}

/**
 * Variables that differ only in case, `$FORMER $former`: PowerShell takes both for one. Within a function or a block of
 * the script, and between its constants and all else; a parameter may be called as a variable of another function.
 */
export function powershellTwins(text: string): string[] {
  return parsed(text, (root) => {
    const scopes = [...scopesUnder(root)];
    const inside = new Set(scopes.flatMap(nodesUnder).map(({ id }) => id));
    const outside = variablesOf(nodesUnder(root).filter(({ id }) => !inside.has(id)));
    const all = variablesOf(nodesUnder(root));
    const constants = outside.filter((name) => /^\$[A-Z][A-Z_]+$/.test(name));
    const shadows = all.filter((name) => constants.includes(name.toUpperCase()));
    const twins = scopes.flatMap((scope) => twinsAmong(variablesOf(nodesUnder(scope))));
    return [...new Set([...twinsAmong(outside), ...twinsAmong(shadows), ...twins])];
  });
}

/** The functions, and the blocks that are in none. */
function* scopesUnder(node: Node): Generator<Node> {
  if (['function_statement', 'script_block_expression'].includes(node.type)) yield node;
  else for (const child of node.children) yield* scopesUnder(child);
}

function parsed(text: string, read: (root: Node) => string[]): string[] {
  const parser = new Parser();
  parser.setLanguage(grammar);
  const tree = parser.parse(text);
  if (tree === null) return ['not parsed'];
  const found = read(tree.rootNode);
  tree.delete();
  parser.delete();
  return found;
}

/** `$Path` and `$path`; not `$env:PATH`, which is no variable. */
function variablesOf(nodes: Node[]): string[] {
  const names = nodes.filter(({ type }) => type === 'variable').map((node) => node.text.replace(/[{}]/g, ''));
  return names.filter((name) => /^\$\w+$/.test(name));
}

function twinsAmong(names: string[]): string[] {
  const all = [...new Set(names)].sort();
  const twins = all.map((name) => all.filter((other) => other.toLowerCase() === name.toLowerCase()));
  return [...new Set(twins.filter(({ length }) => length > 1).map((same) => same.join(' ')))];
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
