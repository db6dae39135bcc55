import { same } from '../../../../platform/core/index.js';
import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Document,
  type Pair,
  type Scalar,
  visit,
} from 'yaml';
import { isNestedTooDeeply } from '../../../profile/index.js';
import { type TextPosition, TextReport } from './text-report.js';

/** The type of a value in PyYAML. */
export type YamlKind = 'string' | 'boolean' | 'integer' | 'number' | 'null' | 'list' | 'map' | 'date';

/** One value of the document, with its place and type. */
export interface YamlValue {
  kind: YamlKind;
  at: TextPosition;
  /** The source text, without quotes; '' for a list or a map. */
  text: string;
  items: YamlValue[];
  entries: YamlEntry[];
}

export interface YamlEntry {
  key: string;
  at: TextPosition;
  value: YamlValue;
}

/** Maximum depth; deeper values are not checked. */
const MOST_DEPTH = 64;
const MOST_VALUES = 200_000;
/** Maximum number of aliases; each alias is checked like the value it repeats. */
const MOST_ALIASES = 1_000;
/** Far more than any source of user data allows; parsing more would take seconds. */
const MOST_CHARACTERS = 1_000_000;

/** A document of YAML 1.1, as PyYAML reads it; undefined when it is invalid, with the errors in the report. */
export function readYaml(report: TextReport, text: string): YamlValue | undefined {
  if (text.length > MOST_CHARACTERS) {
    tooLarge(report, text.length);
    return undefined;
  }
  const lines = new LineCounter();
  const place = (offset: number): TextPosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (isNestedTooDeeply(text)) {
    notYaml(report, { line: 1, column: 1 }, 'nested too deeply');
    return undefined;
  }
  const document: Document = parseDocument(text, {
    version: '1.1',
    merge: true,
    strict: false,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  for (const { pos, message } of document.errors.slice(0, 20))
    notYaml(report, place(pos[0]), message.replace(/: ".*$/s, ''));
  if (document.errors.length > 0) return undefined;
  try {
    return new Reading(document, place, report).valueOf(document.contents, 0);
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    tooMuch(report, error);
    return undefined;
  }
}

function tooLarge(report: TextReport, characters: number): void {
  report.add({
    rule: 'linux/too-large',
    severity: 'warning',
    at: { line: 1, column: 1 },
    found: String(characters),
    expected: {
      fr: `au plus ${MOST_CHARACTERS} caractères de YAML`,
      en: `at most ${MOST_CHARACTERS} characters of YAML`,
    },
    remedy: {
      fr: 'ce fichier n’a pas été contrôlé : remplacez ses gros contenus par une adresse de téléchargement',
      en: 'this file was not checked: replace its large contents with a download address',
    },
  });
}

/** Reports that a document exceeds a limit. */
class TooMuch extends Error {
  constructor(
    readonly at: TextPosition,
    readonly rule: 'linux/too-many-aliases' | 'linux/too-many-values',
    readonly most: number,
  ) {
    super(rule);
  }
}

function tooMuch(report: TextReport, { at, rule, most }: TooMuch): void {
  const isAliases = rule === 'linux/too-many-aliases';
  report.add({
    rule,
    severity: 'error',
    at,
    found: `> ${most}`,
    expected: isAliases
      ? { fr: `au plus ${most} répétitions (*nom)`, en: `at most ${most} repetitions (*name)` }
      : { fr: `au plus ${most} valeurs`, en: `at most ${most} values` },
    remedy: {
      fr: 'ce fichier n’a pas été contrôlé : réduisez-le, ou n’utilisez pas & et *',
      en: 'this file was not checked: make it smaller, or do not use & and *',
    },
  });
}

function notYaml(report: TextReport, at: TextPosition, found: string): void {
  report.add({
    rule: 'linux/not-yaml',
    severity: 'error',
    at,
    found,
    expected: same('YAML'),
    remedy: {
      fr: 'ce fichier entier est ignoré : corrigez la syntaxe YAML à cet endroit',
      en: 'the whole file is ignored: correct the YAML syntax here',
    },
  });
}

class Reading {
  private count = 0;
  private aliases = 0;
  private readonly meant: ReadonlyMap<Alias, Node>;

  constructor(
    document: Document,
    private readonly place: (offset: number) => TextPosition,
    private readonly report: TextReport,
  ) {
    this.meant = anchorsOf(document);
  }

  valueOf(node: Node | null | undefined, depth: number): YamlValue {
    this.count += 1;
    const at = this.place(node?.range?.[0] ?? 0);
    if (this.count > MOST_VALUES) throw new TooMuch(at, 'linux/too-many-values', MOST_VALUES);
    const nothing: YamlValue = { kind: 'null', at, text: '', items: [], entries: [] };
    if (!node || depth > MOST_DEPTH) return nothing;
    if (isAlias(node)) {
      this.aliases += 1;
      if (this.aliases > MOST_ALIASES) throw new TooMuch(at, 'linux/too-many-aliases', MOST_ALIASES);
      const meant = this.meant.get(node);
      // An alias inside its own anchor would never end.
      return meant === undefined ? nothing : { ...this.valueOf(meant, depth + 8), at };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) =>
        this.valueOf(isPair(item) ? undefined : (item as Node), depth + 1),
      );
      return { ...nothing, kind: 'list', items };
    }
    if (isMap(node)) return { ...nothing, kind: 'map', entries: this.entriesOf(node.items, depth) };
    return isScalar(node) ? { ...nothing, kind: kindOf(node), text: textOf(node) } : nothing;
  }

  private entriesOf(pairs: Pair[], depth: number): YamlEntry[] {
    const entries = new Map<string, YamlEntry>();
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? textOf(key) : '?';
      const at = this.place((key as Node | null)?.range?.[0] ?? 0);
      const entry = { key: name, at, value: this.valueOf(value as Node | null, depth + 1) };
      const before = entries.get(name);
      if (before && name !== '<<' && name !== '?') this.twice(entry, before);
      entries.set(name, entry);
    }
    return [...entries.values()];
  }

  private twice({ key, at }: YamlEntry, before: YamlEntry): void {
    this.report.add({
      rule: 'linux/key-twice',
      severity: 'warning',
      at,
      path: key,
      found: key,
      expected: {
        fr: `une seule fois ; l’autre est à la ligne ${before.at.line}`,
        en: `once only; the other is on line ${before.at.line}`,
      },
      remedy: {
        fr: 'la dernière compte et l’autre est ignorée : réunissez-les',
        en: 'the last one counts and the other is ignored: merge them',
      },
    });
  }
}

/**
 * The target of each alias: the last anchor of its name before it. One pass for all aliases, since the package's own
 * `resolve` reads the document again for each; its `maxAliasCount` does not count aliases of merge keys.
 */
function anchorsOf(document: Document): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const meant = new Map<Alias, Node>();
  visit(document, {
    Alias(_key, alias) {
      const node = anchors.get(alias.source);
      if (node) meant.set(alias, node);
    },
    Node(_key, node) {
      if (!isAlias(node) && node.anchor) anchors.set(node.anchor, node);
    },
  });
  return meant;
}

function textOf(node: Scalar): string {
  const { source, value } = node;
  return source ?? (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
}

function kindOf(node: Scalar): YamlKind {
  const { value } = node;
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return 'date';
  // In YAML 1.1 y and n are booleans, in PyYAML they are not.
  if (typeof value === 'boolean') return /^[yn]$/i.test(textOf(node)) ? 'string' : 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'bigint' ? 'integer' : 'string';
}

/** The value at a path of keys, or undefined. */
export function yamlAt(value: YamlValue | undefined, ...path: string[]): YamlValue | undefined {
  return path.reduce<YamlValue | undefined>(
    (found, key) => found?.entries.find((entry) => entry.key === key)?.value,
    value,
  );
}
