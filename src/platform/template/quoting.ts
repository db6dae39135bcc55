import { PermanentError, shellWord } from '../core/index.js';

/** C0 controls, DEL and C1 controls, including U+0085: not allowed in a line of text. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** Characters that XML does not allow, not even escaped. XML 1.0 §2.2. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/**
 * Any one-line text as one word of a GRUB script: `it's` -> `'it'\''s'`. Nothing inside is expanded.
 * Controls are refused: GRUB ends a command at a newline. GRUB manual §6.1 "Quoting".
 */
export function grubWord(text: string): string {
  refuse(text, CONTROLS, 'GRUB');
  return shellWord(text);
}

/**
 * Any text as a PowerShell string: `it's` -> `'it''s'`. PowerShell also treats typographic quotes
 * as quotes, so they are doubled as well. about_Quoting_Rules.
 */
export function powerShellWord(text: string): string {
  refuse(text, /\u0000/, 'PowerShell');
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/**
 * A text as one word of a batch file: `50% & up` -> `"50%% & up"`. A double quote cannot be quoted safely for
 * cmd.exe and is refused, as control characters are. A final backslash is doubled, since most programs would read
 * it as an escape of the closing quote.
 */
export function cmdWord(text: string): string {
  refuse(text, CONTROLS, 'cmd.exe');
  refuse(text, /"/, 'cmd.exe');
  return `"${text.replaceAll('%', '%%').replace(/\\+$/, '$&$&')}"`;
}

/** Any value as JSON that is safe inside HTML and JavaScript as well. RFC 8259. */
export function jsonText(value: unknown): string {
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined) {
    throw new PermanentError({ fr: 'cette valeur n’a pas de forme JSON', en: 'this value has no JSON form' });
  }
  return json.replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An unquoted text for one line of a settings file; control characters are refused. */
export function oneLine(text: string): string {
  refuse(text, CONTROLS, 'line');
  return text;
}

/** A text without characters that XML does not allow; the caller escapes it. */
export function xmlText(text: string): string {
  refuse(text, NOT_XML, 'XML');
  return text;
}

function refuse(text: string, characters: RegExp, language: string): void {
  const found = characters.exec(text)?.[0];
  if (found === undefined) return;
  const code = `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  throw new PermanentError({
    fr: `le caractère ${code} ne peut pas être écrit ici (${language})`,
    en: `the character ${code} cannot be written here (${language})`,
  });
}
