import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { type Bilingual, boundedFindings, type Finding } from '../../platform/core/index.js';
import { isNestedTooDeeply } from './yaml-depth.js';

/** A document of YAML 1.2 or JSON as a value, and the lines of its fields. */
export interface ProfileText {
  value: unknown;
  /** The line of a field; if it is absent, the line of its nearest parent. */
  lineOf: (path: readonly PropertyKey[]) => number | undefined;
}

/** Limit on aliases. The package limits only the aliases of one anchor, and searches all of them each time. */
const MOST_ALIASES = 1_000;
/** How deep maps and lists may be nested. */
export const MOST_LEVELS = 100;
export const FEWER_LEVELS: Bilingual = {
  fr: `au plus ${MOST_LEVELS} niveaux`,
  en: `at most ${MOST_LEVELS} levels`,
};

/** What makes a text no YAML, and the line where that is. */
export interface TextFault {
  finding: Finding;
  /** Absent where it is about the text as a whole. */
  line?: number;
}

/** A text as the package reads it, with its comments. Its faults are in `errors`. */
export function profileNodes(text: string, lineCounter?: LineCounter): Document.Parsed {
  return parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    schema: 'core',
    logLevel: 'silent',
    // The package compares every pair of keys, which is slow; duplicates are found below with a set.
    uniqueKeys: false,
  });
}

/** Parses a text in time linear in its length. Returns the faults if it cannot be parsed. */
export function readProfileText(text: string): ProfileText | { faults: TextFault[] } {
  if (isNestedTooDeeply(text)) return { faults: [textFault(text.slice(0, 60).split('\n')[0], FEWER_LEVELS)] };
  const lines = new LineCounter();
  const document = profileNodes(text, lines);
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const faults = [
    ...document.errors.map(({ pos, message }) => ({ at: pos[0], message })),
    ...faultsIn(document),
  ];
  if (faults.length > 0) {
    const found = boundedFindings(faults, ({ at, message }) => ({
      field: '(document)',
      found: text.slice(at, at + 60).split('\n')[0],
      expected: { fr: `du YAML correct (${message})`, en: `correct YAML (${message})` },
    }));
    return { faults: found.map((finding, index) => ({ finding, line: lineOfFault(faults[index], lineAt) })) };
  }
  try {
    const places = new Places(document, lineAt);
    return { value: document.toJS({ maxAliasCount: 100 }), lineOf: (path) => places.lineOf(path) };
  } catch (cause) {
    const expected = { fr: 'moins de répétitions (&, *)', en: 'fewer repetitions (&, *)' };
    return { faults: [textFault(cause instanceof Error ? cause.message : String(cause), expected)] };
  }
}

function textFault(found: string | undefined, expected: Bilingual): TextFault {
  return { finding: { field: '(document)', found, expected } };
}

/** The last finding counts those that are left out: it is at no line. */
function lineOfFault(fault: Fault | undefined, lineAt: (offset: number) => number): number | undefined {
  return fault && lineAt(fault.at);
}

/** Adds the line to a message, if it is known. */
export function withLine(expected: Bilingual, line: number | undefined): Bilingual {
  if (line === undefined) return expected;
  return { fr: `${expected.fr} (ligne ${line})`, en: `${expected.en} (line ${line})` };
}

interface Fault {
  at: number;
  message: string;
}

/** Finds duplicate keys, and aliases beyond the limit. */
function faultsIn(document: Document): Fault[] {
  const faults: Fault[] = [];
  let aliases = 0;
  visit(document, {
    Alias(_key, { range }) {
      aliases += 1;
      if (aliases <= MOST_ALIASES) return undefined;
      faults.push({ at: range?.[0] ?? 0, message: `at most ${MOST_ALIASES} aliases` });
      return visit.BREAK;
    },
    Map(_key, map) {
      for (const fault of keysTwice(map)) faults.push(fault);
    },
  });
  return faults;
}

function keysTwice({ items }: YAMLMap): Fault[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    if (seen.has(key.value)) return [{ at: key.range?.[0] ?? 0, message: 'Map keys must be unique' }];
    seen.add(key.value);
    return [];
  });
}

/** The lines of fields. The keys of each map are indexed once, for any number of lookups. */
class Places {
  private readonly groups = new Map<YAMLMap, Map<string, Pair>>();

  constructor(
    private readonly document: Document,
    private readonly lineAt: (offset: number) => number,
  ) {}

  lineOf(path: readonly PropertyKey[]): number | undefined {
    let node: Node | null = this.document.contents;
    let line = this.lineOfNode(node);
    for (const part of path) {
      node = this.inside(node, part);
      if (node === null) break;
      line = this.lineOfNode(node) ?? line;
    }
    return line;
  }

  private lineOfNode(node: Node | null): number | undefined {
    return node?.range ? this.lineAt(node.range[0]) : undefined;
  }

  private inside(node: Node | null, part: PropertyKey): Node | null {
    if (isSeq(node)) return nodeOrNull(node.items[Number(part)]);
    return isMap(node) ? nodeOrNull(this.pairsOf(node).get(String(part))?.value) : null;
  }

  private pairsOf(map: YAMLMap): Map<string, Pair> {
    let pairs = this.groups.get(map);
    if (!pairs) {
      pairs = new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]));
      this.groups.set(map, pairs);
    }
    return pairs;
  }
}

function nodeOrNull(value: unknown): Node | null {
  return isNode(value) ? value : null;
}
