import { filled, type Hostile } from './filled.js';

/** The members of JSON Schema that are used here. */
export interface SchemaPart {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  minLength?: number;
  properties?: Record<string, SchemaPart>;
  required?: string[];
  items?: SchemaPart;
  additionalProperties?: SchemaPart | boolean;
  anyOf?: SchemaPart[];
  oneOf?: SchemaPart[];
  allOf?: SchemaPart[];
  $ref?: string;
  $defs?: Record<string, SchemaPart>;
}

/** A limit of recursion, deeper than any list of a profile. */
const DEEPEST = 8;

/**
 * For each list, map and text of a profile, a document in which it grows. The rest is as valid as the schema
 * allows, so that rules about the whole document run too.
 */
export function hostileProfiles(schema: SchemaPart): Record<string, Hostile> {
  const found: Record<string, Hostile> = {};
  new Growth(schema, found).walk(schema, [], 0);
  return found;
}

type Path = (string | number)[];

class Growth {
  constructor(
    private readonly root: SchemaPart,
    private readonly found: Record<string, Hostile>,
  ) {}

  walk(given: SchemaPart, path: Path, depth: number): void {
    const part = this.resolved(given);
    if (depth > DEEPEST) return;
    for (const form of formsOf(part)) this.walk(form, path, depth + 1);
    for (const [name, inner] of Object.entries(part.properties ?? {}))
      this.walk(inner, [...path, name], depth + 1);
    const { items, additionalProperties: free } = part;
    if (items) {
      this.add(`${path.join('.')} []`, path, '[', (index) => JSON.stringify(this.sample(items, index)), ']');
      this.walk(items, [...path, 0], depth + 1);
    }
    if (part.type === 'object' && typeof free === 'object') {
      this.add(
        `${path.join('.')} {}`,
        path,
        '{',
        (index) => `"a${index}":${JSON.stringify(this.sample(free, index))}`,
        '}',
      );
    }
    if (part.type === 'string' && part.enum === undefined)
      this.add(`${path.join('.')} text`, path, '"', () => 'a.1-', '"', '');
  }

  /** Keeps the first path only, when several forms lead to the same list. */
  private add(
    name: string,
    path: Path,
    open: string,
    item: (index: number) => string,
    close: string,
    separator = ',',
  ): void {
    const [before = '', after = ''] = JSON.stringify(this.around(this.root, path)).split('"@"');
    this.found[name] ??= filled({ before: before + open, after: close + after }, item, separator);
  }

  /** A document that is as valid as possible, with a mark at the path. */
  private around(given: SchemaPart, [step, ...rest]: Path): unknown {
    if (step === undefined) return '@';
    const part = this.resolved(given);
    if (typeof step === 'number') return [this.around(part.items ?? {}, rest)];
    const form = part.properties?.[step]
      ? part
      : formsOf(part)
          .map((each) => this.resolved(each))
          .find((each) => this.leads(each, step));
    const within = form && this.resolved(form);
    const inner = within?.properties?.[step] ?? {};
    return { ...(this.least(within ?? {}) as object), [step]: this.around(inner, rest) };
  }

  private leads(part: SchemaPart, step: string): boolean {
    return (
      part.properties?.[step] !== undefined ||
      formsOf(part).some((form) => this.leads(this.resolved(form), step))
    );
  }

  /** An object with only its required members. */
  private least(part: SchemaPart, index = 0, depth = 0): unknown {
    return Object.fromEntries(
      (part.required ?? []).map((name) => [
        name,
        this.sample(part.properties?.[name] ?? {}, index, depth + 1),
      ]),
    );
  }

  private sample(given: SchemaPart, index: number, depth = 0): unknown {
    const part = this.resolved(given);
    if (part.const !== undefined) return part.const;
    if (part.enum) return part.enum[index % part.enum.length];
    const [form] = formsOf(part);
    if (form && part.properties === undefined)
      return depth > DEEPEST ? null : this.sample(form, index, depth + 1);
    if (part.type === 'array') return [];
    if (part.type === 'object' || part.properties)
      return depth > DEEPEST ? {} : this.least(part, index, depth);
    if (part.type === 'integer' || part.type === 'number') return (part.minimum ?? 0) + (index % 60_000);
    if (part.type === 'boolean') return true;
    return textFor(part, index);
  }

  private resolved(part: SchemaPart): SchemaPart {
    const name = /^#\/\$defs\/(.*)$/.exec(part.$ref ?? '')?.[1];
    return (name !== undefined && this.root.$defs?.[name]) || part;
  }
}

function formsOf({ anyOf = [], oneOf = [], allOf = [] }: SchemaPart): SchemaPart[] {
  return [...anyOf, ...oneOf, ...allOf];
}

/** A text that matches the pattern, if one of the examples does. */
function textFor({ pattern, minLength = 0 }: SchemaPart, index: number): string {
  const texts = [
    `a${index}`,
    `A${index}`,
    `a${index}.example.org`,
    `https://example.org/${index}`,
    `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
    `10.${(index >> 8) & 255}.${index & 255}.0/24`,
    `a/${index}`,
    `/a/${index}`,
    `C:\\a${index}`,
    `HKLM\\Software\\a${index}`,
    `${1000 + (index % 8999)}`,
    `#${(0x100000 + index).toString(16)}`,
    `${(0x10000000 + index).toString(16)}-0000-4000-8000-000000000000`,
    index.toString(16).padStart(64, '0'),
    '02:00:00:00:00:01',
    'fr-FR',
    'fr_FR.UTF-8',
    'QUJD',
    '1.0',
    'P1D',
    '12:00',
  ].map((text) => text.padEnd(minLength, 'a'));
  if (pattern === undefined) return texts[0] ?? '';
  const taken = new RegExp(pattern, 'u');
  return texts.find((text) => taken.test(text)) ?? texts[0] ?? '';
}
