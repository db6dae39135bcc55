import fc from 'fast-check';
import { profileJsonSchema } from '../../src/documents/profile/index.js';
import {
  formsOf,
  resolved,
  type SchemaNode,
  windowsSchema,
} from '../../src/documents/answer/windows-schema.js';

/** An option of the profile, and a minimal section with a value of it. */
export interface WrittenOption {
  path: string;
  node: SchemaNode;
  sectionWith: (value: unknown) => unknown;
}

/** Options that must accompany an option although they are not `required` in the schema. */
const BESIDE: [path: RegExp, beside: Record<string, unknown>][] = [
  [/^windows\.raw\[0\]$/, { settings: [] }],
  [/^windows\.raw\[0\](\.settings\[0\])+$/, { value: 'x' }],
];

let schema: SchemaNode | undefined;

/** All options with a value in a section of the profile, such as `mdm`; `sectionWith` gives that section. */
export function writtenOptionsOf(section: string): WrittenOption[] {
  schema ??= profileJsonSchema();
  const node = schema.properties?.[section];
  if (node === undefined) throw new Error(`the profile has no section ${section}`);
  return [...optionsIn(node, section, (value) => value)];
}

/** All options of Windows with a value: a text, a number, a choice. */
export function writtenOptions(): WrittenOption[] {
  return [...optionsIn(windowsSchema(), 'windows', (value) => value)];
}

export function isText({ type, enum: choices, const: only }: SchemaNode): boolean {
  return type === 'string' && choices === undefined && only === undefined;
}

/** Whether a finding about `field` concerns the option: the same field, or the list or group that contains it. */
export function isAbout(field: string, path: string): boolean {
  return field === path || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}

/** Values that an option should accept according to its schema. */
export function sampleValues(node: SchemaNode, path: string): unknown[] {
  if (node.enum) return node.enum;
  if (node.type === 'boolean') return [true, false];
  return [sample(node, path)];
}

/** Raw settings are recursive; two levels are enough. */
function read(node: SchemaNode, path: string): SchemaNode {
  return node.$ref !== undefined && path.split('.settings').length > 3 ? {} : resolved(node);
}

function* optionsIn(
  given: SchemaNode,
  path: string,
  build: (value: unknown) => unknown,
  within: readonly string[] = [],
): Generator<WrittenOption> {
  // A recursive definition is entered once, because JSON may be nested without end.
  if (given.$ref !== undefined && within.includes(given.$ref) && !path.startsWith('windows.raw')) return;
  const inside = given.$ref === undefined ? within : [...within, given.$ref];
  const node = read(given, path);
  const isGroup = node.properties ?? node.items ?? node.additionalProperties ?? formsOf(node)[0];
  if (isGroup === undefined) yield { path, node, sectionWith: build };
  for (const form of formsOf(node)) yield* optionsIn(form, path, build, inside);
  for (const [name, part] of Object.entries(node.properties ?? {})) {
    const beside = requiredOf(node, path, name);
    yield* optionsIn(part, `${path}.${name}`, (value) => build({ ...beside, [name]: value }), inside);
  }
  if (node.items) yield* optionsIn(node.items, `${path}[0]`, (value) => build([value]), inside);
  const free = node.additionalProperties;
  if (typeof free === 'object') {
    const key = node.propertyNames ? String(sample(node.propertyNames, `${path}{}`)) : 'Key';
    yield* optionsIn(free, `${path}.${key}`, (value) => build({ [key]: value }), inside);
  }
}

function requiredOf(node: SchemaNode, path: string, except: string): Record<string, unknown> {
  const names = (node.required ?? []).filter((name) => name !== except);
  const required = names.map((name) => [name, sample(node.properties![name]!, `${path}.${name}`)]);
  const others = BESIDE.find(([pattern]) => pattern.test(path))?.[1] ?? {};
  const apart = except === 'settings' ? {} : others;
  return { ...(Object.fromEntries(required) as object), ...apart };
}

function sample(given: SchemaNode, path: string): unknown {
  const node = read(given, path);
  if (node.const !== undefined) return node.const;
  if (node.enum) return node.enum[0];
  if (node.default !== undefined) return node.default;
  const [form] = formsOf(node);
  if (form) return sample(form, path);
  if (node.type === 'object') return requiredOf(node, path, '');
  if (node.type === 'array') return node.items ? [sample(node.items, `${path}[0]`)] : [];
  if (node.type === 'boolean') return true;
  if (node.type === 'integer' || node.type === 'number') return Math.max(1, node.minimum ?? 1);
  return node.pattern ? matching(node.pattern) : 'abc';
}

const matched = new Map<string, string>();

/** A text that matches the pattern, different for each seed; cached, because Unicode patterns take long to compile. */
export function matching(pattern: string, seed = 1): string {
  const key = `${seed} ${pattern}`;
  const text = matched.get(key) ?? matchingNow(pattern, seed);
  matched.set(key, text);
  return text;
}

/** JSON Schema drops the flags of a pattern. A pattern with lookaround is not parsed: a word usually matches it. */
function matchingNow(pattern: string, seed: number): string {
  for (const flags of ['u', '']) {
    try {
      return fc.sample(fc.stringMatching(new RegExp(pattern, flags)), { seed, numRuns: 1 })[0] ?? 'abc';
    } catch {
      continue;
    }
  }
  return `abc${seed}`;
}
