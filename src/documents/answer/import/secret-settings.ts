import type { XmlElement } from '../../../platform/xml/index.js';
import type { ImportedComponent, ImportedElement } from './imported-element.js';

/** Settings that are secrets, recognised by name: `…Password`, a join blob, the key of a network. */
const SECRET_NAME = /(?:Password|Passphrase|PresharedKey|SharedSecret|AccountData|keyMaterial)$/i;

/** Commands that contain a password: the whole command is then a secret. */
const SECRET_COMMANDS = [
  // net user NAME PASSWORD
  /\bnet1?(?:\.exe)?"?\s+user\s+(?:"[^"]*"|[^\s"/]+)\s+(?!\/|$)\S/i,
  /\b(?:pass(?:word|wd|phrase)?|pwd)["']?\s*[:=]\s*["']?[^\s"'*]/i,
  /[-/](?:AdminPassword|AutoLogonPassword|Password|Pass|Pwd)\s+["']?(?![-/])\S/i,
  /ConvertTo-SecureString\b/i,
  /\bDefaultPassword\b/i,
  /<keyMaterial>/i,
];

/**
 * Two patterns that match in this order on the same line: net use … PASSWORD /user:NAME. A single pattern for
 * both would take quadratic time.
 */
const SECRET_PAIRS: [RegExp, RegExp][] = [
  [/\bnet1?(?:\.exe)?"?\s+use\b/i, /\/u(?:ser)?:/i],
  [/\bcmdkey\b/i, /\/pass/i],
];

function isSecretCommand(text: string): boolean {
  if (SECRET_COMMANDS.some((pattern) => pattern.test(text))) return true;
  return text.split('\n').some((line) => SECRET_PAIRS.some(([first, second]) => stand(line, first, second)));
}

function stand(line: string, first: RegExp, second: RegExp): boolean {
  const found = first.exec(line);
  return found !== null && second.test(line.slice(found.index + found[0].length));
}

const COMMAND_NAMES = ['Path', 'CommandLine'];

/** Whether the value of a setting is a secret that a profile must not hold. */
export function isSecretSetting(element: XmlElement, parent: XmlElement | undefined): boolean {
  const text = element.text.trim();
  if (element.children.length > 0 || text === '') return false;
  if (COMMAND_NAMES.includes(element.name)) return isSecretCommand(text);
  if (/^(?:true|false|0|1)$/i.test(text) && element.name !== 'Value') return false;
  if (element.name === 'Value') return parent !== undefined && /Password$/i.test(parent.name);
  return SECRET_NAME.test(element.name);
}

/** A plain word may be in a command by chance; a text with a digit or a symbol is not. */
const NO_WORD = /^(?=.*[^\p{L}\s]).{6,}$/u;

/** Limit of secrets to search in each command; a normal file has fewer. */
const MOST_VALUES = 100;

/** Marks the commands that contain a secret of the same file. */
export function markRepeated(components: ImportedComponent[]): void {
  const all = components.flatMap(({ elements }) => elements.flatMap(withInside));
  const secrets = all.filter(({ secret }) => secret).map(textIn);
  const values = [...new Set(secrets.filter((text) => NO_WORD.test(text)))];
  // Over the limit, every command is treated as a secret, so that none can leak into the draft.
  const isMany = values.length > MOST_VALUES;
  for (const element of all) {
    if (!COMMAND_NAMES.includes(element.name)) continue;
    element.secret ||= isMany || values.some((value) => textIn(element).includes(value));
  }
}

function textIn({ content }: ImportedElement): string {
  return typeof content === 'string' ? content : '';
}

function withInside(element: ImportedElement): ImportedElement[] {
  return [element, ...(typeof element.content === 'string' ? [] : element.content.flatMap(withInside))];
}
