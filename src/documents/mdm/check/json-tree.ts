import type { Placed } from './report.js';

/** A value of a JSON text, with its place. RFC 8259. */
export type JsonValue = Placed &
  (
    | { kind: 'object'; members: ReadonlyMap<string, JsonMember>; duplicates: readonly Placed[] }
    | { kind: 'array'; items: readonly JsonValue[] }
    | { kind: 'string'; value: string }
    | { kind: 'number'; value: number }
    | { kind: 'boolean'; value: boolean }
    | { kind: 'null' }
  );

export interface JsonMember {
  /** Place of its name. */
  name: Placed;
  value: JsonValue;
}

/** A JSON syntax error, with its place. */
export class JsonFault extends Error {
  constructor(readonly at: Placed) {
    super(`not JSON at line ${at.line}, column ${at.column}`);
  }
}

/** Maximum depth. */
const DEEPEST = 100;
/** Maximum number of values. */
const MOST_VALUES = 1_000_000;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** Parses a JSON text in linear time. @throws {JsonFault} */
export function readJson(text: string): JsonValue {
  return new JsonReader(text.replace(/^\ufeff/, '')).read();
}

class JsonReader {
  private at = 0;
  private line = 1;
  private lineStart = 0;
  private values = 0;
  private lineEnd: number;

  constructor(private readonly text: string) {
    this.lineEnd = this.lineEndAfter(0);
  }

  read(): JsonValue {
    const value = this.value({}, 1);
    this.space();
    if (this.at < this.text.length) throw this.fault();
    return value;
  }

  private value(named: Pick<Placed, 'parent' | 'name'>, depth: number): JsonValue {
    this.space();
    const place = { ...this.here(), ...named };
    const first = this.text[this.at];
    this.values += 1;
    if (depth > DEEPEST || this.values > MOST_VALUES) throw this.fault();
    if (first === '{') return this.object(place, depth);
    if (first === '[') return this.array(place, depth);
    if (first === '"') return { ...place, kind: 'string', value: this.string() };
    const number = this.take(NUMBER);
    if (number !== undefined) return { ...place, kind: 'number', value: Number(number) };
    const word = this.take(WORD);
    if (word === undefined) throw this.fault();
    return word === 'null'
      ? { ...place, kind: 'null' }
      : { ...place, kind: 'boolean', value: word === 'true' };
  }

  private object(place: Placed, depth: number): JsonValue {
    const members = new Map<string, JsonMember>();
    const duplicates: Placed[] = [];
    const object: JsonValue = { ...place, kind: 'object', members, duplicates };
    this.each('}', () => {
      const at = this.here();
      const name = this.string();
      const named = { parent: object, name };
      this.space();
      this.skip(':');
      const member = { name: { ...at, ...named }, value: this.value(named, depth + 1) };
      if (members.has(name)) duplicates.push(member.name);
      else members.set(name, member);
    });
    return object;
  }

  private array(place: Placed, depth: number): JsonValue {
    const items: JsonValue[] = [];
    const array: JsonValue = { ...place, kind: 'array', items };
    this.each(']', () => items.push(this.value({ parent: array, name: items.length }, depth + 1)));
    return array;
  }

  /** Parses the items between brackets, separated by commas. */
  private each(end: string, item: () => void): void {
    this.at += 1;
    this.space();
    if (this.text[this.at] !== end) {
      for (;;) {
        this.space();
        item();
        this.space();
        if (this.text[this.at] !== ',') break;
        this.at += 1;
      }
    }
    this.skip(end);
  }

  /** Finds the end of a string with a loop: a regular expression would keep a backtracking state per character. */
  private string(): string {
    const { text } = this;
    if (text[this.at] !== '"') throw this.fault();
    let end = this.at + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    try {
      const value = JSON.parse(text.slice(this.at, end + 1)) as string;
      this.at = end + 1;
      return value;
    } catch {
      throw this.fault();
    }
  }

  private skip(mark: string): void {
    if (this.text[this.at] !== mark) throw this.fault();
    this.at += 1;
  }

  private space(): void {
    while (isSpace(this.text.charCodeAt(this.at))) this.at += 1;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private here(): Placed {
    while (this.lineEnd < this.at) {
      this.line += 1;
      this.lineStart = this.lineEnd + 1;
      this.lineEnd = this.lineEndAfter(this.lineStart);
    }
    return { line: this.line, column: this.at - this.lineStart + 1 };
  }

  private lineEndAfter(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    return end < 0 ? Infinity : end;
  }

  private fault(): JsonFault {
    return new JsonFault(this.here());
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
