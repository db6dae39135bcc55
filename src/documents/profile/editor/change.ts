import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  stringify,
  visit,
} from 'yaml';
import { canonicalJson, fieldOf, InputError, valueAt } from '../../../platform/core/index.js';
import { tooLong } from '../profile-document.js';
import { profileNodes, readProfileText } from '../profile-yaml.js';

/** A field and its new value; undefined takes the field out. */
export interface FieldChange {
  path: readonly (string | number)[];
  value: unknown;
}

/**
 * The text with one field changed. Comments stay, and so does everything else that a person wrote. Rejects with
 * InputError for a text that is no YAML, and for a field that only a person can change: one inside a repetition.
 */
export function changeProfileText(text: string, { path, value }: FieldChange): string {
  const before = valueOf(text);
  if (canonicalJson(valueAt(before, path) ?? null) === canonicalJson(value ?? null)) return text;
  const document = profileNodes(text);
  if (isInsideRepetition(document, path)) throw notHere(path);
  const spliced = inPlace(text, document, { path, value });
  if (spliced !== undefined) return spliced;
  try {
    setField(document, path, value);
  } catch {
    throw notHere(path); // a text or a number stands where a group is needed
  }
  return document.toString({ lineWidth: 0 });
}

function valueOf(text: string): unknown {
  const long = tooLong(text);
  if (long !== undefined) throw unreadable([long]);
  const read = readProfileText(text);
  if ('faults' in read) throw unreadable(read.faults.map(({ finding }) => finding));
  return read.value;
}

/** A repetition (`&name`, `*name`) stands in two places: a change of the one would change the other, or lose its name. */
function isInsideRepetition(document: Document, path: readonly (string | number)[]): boolean {
  const nodes = path.map((_, depth): unknown => document.getIn(path.slice(0, depth + 1), true));
  return nodes.some((node) => isNode(node) && (isAlias(node) || isNamed(node))) || hasNamed(nodes.at(-1));
}

function isNamed(node: Node): boolean {
  return 'anchor' in node && node.anchor !== undefined;
}

function hasNamed(node: unknown): boolean {
  let found = false;
  if (!isNode(node)) return false;
  visit(node, {
    Node(_key, inner) {
      if (!isNamed(inner)) return undefined;
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** Replaces one plain value where it stands, so that nothing around it moves. Undefined where that cannot be done. */
function inPlace(text: string, document: Document, { path, value }: FieldChange): string | undefined {
  const node: unknown = document.getIn(path, true);
  if (value === undefined || (value !== null && typeof value === 'object')) return undefined;
  if (!isScalar(node) || !node.range || isBlock(node)) return undefined;
  const [start, end] = node.range;
  if (start === end) return undefined;
  const changed = text.slice(0, start) + wordOf(value, node) + text.slice(end);
  const read = readProfileText(changed);
  if ('faults' in read) return undefined;
  return canonicalJson(valueAt(read.value, path) ?? null) === canonicalJson(value) ? changed : undefined;
}

function isBlock({ type }: Scalar): boolean {
  return type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL';
}

/** A text keeps the quotes that it had. */
function wordOf(value: unknown, { type }: Scalar): string {
  if (typeof value !== 'string') return String(value);
  const quotes = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? type : undefined;
  const word = stringify(value, { lineWidth: 0, ...(quotes && { defaultStringType: quotes }) });
  return word.trimEnd();
}

function setField(document: Document, path: readonly (string | number)[], value: unknown): void {
  if (value === undefined) {
    document.deleteIn(path);
    emptyGroups(document, path.slice(0, -1));
    return;
  }
  if (document.contents === null) document.contents = document.createNode({});
  writeOpen(document, path);
  document.setIn(path, document.createNode(value));
}

/** A group of which nothing is left goes too: `hostname: {}` would say no more than nothing. */
function emptyGroups(document: Document, path: readonly (string | number)[]): void {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const place = path.slice(0, depth);
    const node: unknown = document.getIn(place, true);
    if (!isMap(node) || node.items.length > 0 || node.comment || node.commentBefore) return;
    document.deleteIn(place);
  }
}

/** `{}`, `[]` and nothing at all become open groups, which a person can read on with. */
function writeOpen(document: Document, path: readonly (string | number)[]): void {
  for (let depth = 0; depth < path.length; depth += 1) {
    const node: unknown = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isCollection(node) && node.items.length === 0 && (isMap(node) || isSeq(node))) node.flow = false;
    else if (isScalar(node) && node.value === null && depth > 0) document.deleteIn(path.slice(0, depth));
  }
}

function notHere(path: readonly (string | number)[]): InputError {
  const field = fieldOf(path);
  const expected = {
    fr: 'un champ que le formulaire peut changer ; changez celui-ci dans le YAML',
    en: 'a field that the form can change; change this one in the YAML',
  };
  return new InputError(
    { fr: `${field} ne se change que dans le YAML`, en: `${field} can only be changed in the YAML` },
    [{ field, found: '…', expected }],
  );
}

function unreadable(findings: InputError['findings']): InputError {
  return new InputError(
    {
      fr: 'le formulaire ne peut pas changer un YAML illisible',
      en: 'the form cannot change a YAML that cannot be read',
    },
    findings,
  );
}
