import { BadRequestException } from '@nestjs/common';
import { type Bilingual, fieldOf, InputError, UNKNOWN_FIELD } from '../../platform/core/index.js';

/**
 * Parses a JSON object or list. Throws InputError at the first duplicate name in an object (JSON.parse silently
 * keeps the last one) or the name `__proto__` (schemas silently drop it), or when it is nested too deeply, and
 * BadRequestException for anything that is not a JSON object or list.
 */
export function readJson(text: string): unknown {
  const value = parsed(text);
  const refused = firstNameRefused(text);
  if (refused === undefined) return value;
  const field = fieldOf(refused.path);
  throw new InputError({ fr: `À corriger : ${field}.`, en: `To correct: ${field}.` }, [
    { field, found: '…', expected: refused.expected },
  ]);
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === 'object') return value;
  } catch (cause) {
    throw new BadRequestException(undefined, { cause });
  }
  throw new BadRequestException();
}

const TWICE: Bilingual = { fr: 'ce champ une seule fois', en: 'this field only once' };

/**
 * Far more than any request needs. Much of what reads a body calls itself for each level; when the stack is full just
 * where V8 compiles a regular expression, it ends the whole process.
 */
const MOST_LEVELS = 500;

/** Most names of a path in a message. */
const MOST_NAMES = 20;

/** An open object or list, and the member that is being read. */
interface Level {
  /** Undefined in a list. */
  names?: Set<string>;
  awaitsName: boolean;
  at: string | number;
}

/** Expects valid JSON; takes linear time. */
function firstNameRefused(text: string): { path: PropertyKey[]; expected: Bilingual } | undefined {
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    const level = levels.at(-1);
    if (levels.length > MOST_LEVELS) throw bodyTooDeep();
    if (mark === '{') levels.push({ names: new Set(), awaitsName: true, at: '' });
    else if (mark === '[') levels.push({ awaitsName: false, at: 0 });
    else if (mark === '}' || mark === ']') levels.pop();
    else if (mark === ',' && level) nextMember(level);
    else if (mark === '"') {
      const end = endOfString(text, at);
      const expected = level?.awaitsName ? nameFault(level, text.slice(at, end + 1)) : undefined;
      if (expected) return { path: levels.slice(0, MOST_NAMES).map((each) => each.at), expected };
      at = end;
    }
  }
  return undefined;
}

function bodyTooDeep(): InputError {
  const text = {
    fr: 'Le contenu de la demande est trop profondément imbriqué.',
    en: 'The content of the request is nested too deeply.',
  };
  return new InputError(text, []);
}

function nextMember(level: Level): void {
  if (typeof level.at === 'number') level.at += 1;
  else level.awaitsName = true;
}

/** Adds a name to the object. @returns what was expected instead, if the name is refused */
function nameFault(level: Level, quoted: string): Bilingual | undefined {
  const name = JSON.parse(quoted) as string;
  level.at = name;
  level.awaitsName = false;
  if (name === '__proto__') return UNKNOWN_FIELD;
  if (level.names?.has(name)) return TWICE;
  level.names?.add(name);
  return undefined;
}

/** The index of the closing quotation mark. */
function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end;
}
