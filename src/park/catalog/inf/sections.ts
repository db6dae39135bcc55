import { decoded, type InfText } from './decode.js';
import { type InfFindings, quoted } from './finding.js';

/** A line of a section: `key = field, field`, or fields without a key. Not yet with the values of `%strings%`. */
export interface InfLine {
  number: number;
  key?: string;
  fields: string[];
}

/** The sections by their names in lower case; the lines of sections with the same name follow each other. */
export type InfSections = Map<string, InfLine[]>;

/** A logical line can be continued; this bounds one that never ends. */
const LONGEST_LINE = 1 << 20;

/** Reads sections and lines: comments, quotes, continuations. Never throws; what it cannot read is a finding. */
export function readSections({ text, encoding }: InfText, findings: InfFindings): InfSections {
  const sections: InfSections = new Map();
  let name: string | undefined;
  let lines: InfLine[] = [];
  const decode = encoding === 'code-page' ? (field: string) => decoded(field, name ?? '') : undefined;
  for (const { content, number } of logicalLines(text)) {
    if (content.startsWith('[')) {
      name = headerName(content, number, findings);
      lines = sections.get(name) ?? [];
      sections.set(name, lines);
    } else if (name === undefined) {
      findings.add('ligne avant la première section', 'a line before the first section', number);
    } else {
      lines.push(lineOf(content, number, decode));
    }
  }
  return sections;
}

/** The lines without comments, each with what continues it; empty ones are left out. */
function* logicalLines(text: string): Generator<{ content: string; number: number }> {
  let parts: string[] = [];
  let length = 0;
  let first = 0;
  let number = 0;
  for (const physical of physicalLines(text)) {
    number += 1;
    const { content, continues } = withoutComment(physical);
    if (parts.length === 0) first = number;
    parts.push(content);
    length += content.length;
    if (continues && length < LONGEST_LINE) continue;
    const whole = parts.join(' ').trim();
    parts = [];
    length = 0;
    if (whole !== '') yield { content: whole, number: first };
  }
  const rest = parts.join(' ').trim();
  if (rest !== '') yield { content: rest, number: first };
}

function* physicalLines(text: string): Generator<string> {
  const end = /\r\n|\r|\n/g;
  let from = 0;
  for (let found = end.exec(text); found !== null; found = end.exec(text)) {
    yield text.slice(from, found.index);
    from = end.lastIndex;
  }
  yield text.slice(from);
}

/** A `;` outside quotes begins a comment; a `\` at the end, outside quotes, continues on the next line. */
function withoutComment(line: string): { content: string; continues: boolean } {
  const content = clean(line.includes(';') ? line.slice(0, commentStart(line)) : line);
  if (!content.endsWith('\\') || isInQuotes(content)) return { content, continues: false };
  return { content: content.slice(0, -1), continues: true };
}

/** Without white space around it, and without null characters and Ctrl-Z, which old editors leave behind. */
function clean(text: string): string {
  return text.replace(/[\u0000\u001a]/g, '').trim();
}

function commentStart(line: string): number {
  let inQuotes = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at];
    if (character === '"') inQuotes = !inQuotes;
    else if (character === ';' && !inQuotes) return at;
  }
  return line.length;
}

function isInQuotes(content: string): boolean {
  let inQuotes = false;
  for (let at = content.indexOf('"'); at >= 0; at = content.indexOf('"', at + 1)) inQuotes = !inQuotes;
  return inQuotes;
}

function headerName(content: string, number: number, findings: InfFindings): string {
  const end = content.indexOf(']');
  if (end < 0) {
    findings.add(
      `section sans « ] » : ${quoted(content)}`,
      `section without “]”: ${quoted(content)}`,
      number,
    );
  }
  const name = content.slice(1, end < 0 ? undefined : end).trim();
  return name.replace(/^"(.*)"$/, '$1').toLowerCase();
}

function lineOf(content: string, number: number, decode?: (field: string) => string): InfLine {
  const { key, fields } = content.includes('"') ? splitQuoted(content) : splitPlain(content);
  const all = decode ? fields.map(decode) : fields;
  return key === undefined ? { number, fields: all } : { number, key: decode?.(key) ?? key, fields: all };
}

/** An `=` divides only before the first comma: `HKR,,Path,,a=b` has no key. */
function splitPlain(content: string): Omit<InfLine, 'number'> {
  const equals = content.indexOf('=');
  const comma = content.indexOf(',');
  const hasKey = equals >= 0 && (comma < 0 || equals < comma);
  const fields = (hasKey ? content.slice(equals + 1) : content).split(',').map((field) => field.trim());
  return hasKey ? { key: content.slice(0, equals).trim(), fields } : { fields };
}

/** The same with quotes: they protect `,`, `=` and white space, and two of them stand for one. */
function splitQuoted(content: string): Omit<InfLine, 'number'> {
  let key: string | undefined;
  const fields: string[] = [];
  let done = ''; // what is complete of this field: quoted parts keep their white space
  let bare = ''; // an unquoted part, trimmed when it ends
  let inQuotes = false;
  const finish = () => {
    const field = done + bare.trim();
    done = bare = '';
    return field;
  };
  for (let at = 0; at < content.length; at += 1) {
    const character = content[at]!;
    if (inQuotes) {
      if (character !== '"') done += character;
      else if (content[at + 1] === '"') done += content[(at += 1)];
      else inQuotes = false;
    } else if (character === '"') {
      done += bare.trim();
      bare = '';
      inQuotes = true;
    } else if (character === ',') fields.push(finish());
    else if (character === '=' && key === undefined && fields.length === 0) key = finish();
    else bare += character;
  }
  fields.push(finish());
  return key === undefined ? { fields } : { key, fields };
}
