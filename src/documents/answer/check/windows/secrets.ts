import type { XmlElement } from '../../../../platform/xml/index.js';
import { isPlaceholder } from './placeholder.js';
import { isTrue } from './partition-plan.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';
import { below, textAt } from './windows-file.js';

/**
 * Passwords that anyone with the file can read: in plain text, or in base64, which Windows SIM calls hidden. The
 * findings never contain the value. …/customize/desktop/wsim/hide-sensitive-data-in-an-answer-file.
 */
export const secrets: WindowsRule = (file, report) => {
  for (const { element } of file.components) walk(element, report);
};

const NAMES = new Set([
  'Password',
  'AdministratorPassword',
  'OfflineAdministratorPassword',
  'MachinePassword',
]);
/** What Windows writes over a secret after use, and what people use as a mask. */
const REMOVED = /^(?:\*SENSITIVE\*DATA\*DELETED\*|<\w+>|\*+|x+)$/i;

function walk(element: XmlElement, report: Report): void {
  for (const child of element.children) {
    if (NAMES.has(child.name)) password(child, report);
    else if (child.children.length > 0) walk(child, report);
  }
}

function password(element: XmlElement, report: Report): void {
  const [value] = below(element, 'Value');
  const secret = (value ?? element).text.trim();
  if (secret === '' || REMOVED.test(secret) || isPlaceholder(secret)) return;
  const hidden = textAt(element, 'PlainText');
  const plain = value === undefined || hidden === undefined || isTrue(hidden);
  if (plain) inPlainText(value ?? element, element.name, report);
  else if (isObscured(secret, element.name)) obscured(value, element.name, report);
  else notObscured(value, element.name, report);
}

/** Windows SIM writes the base64 of the value plus the name of the element, in UTF-16LE. */
function isObscured(text: string, name: string): boolean {
  if (!/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) return false;
  return Buffer.from(text, 'base64').toString('utf16le').endsWith(name);
}

function inPlainText(at: XmlElement, name: string, report: Report): void {
  report.add({
    rule: 'windows/plain-text-secret',
    severity: 'warning',
    at,
    found: `<${name}> …`,
    expected: { fr: 'aucun secret en clair dans un fichier', en: 'no secret in plain text in a file' },
    remedy: {
      fr: 'ce mot de passe se lit dans le fichier : gardez-le court et provisoire, et changez-le ensuite',
      en: 'this password can be read in the file: keep it short-lived, and change it afterwards',
    },
  });
}

function obscured(at: XmlElement, name: string, report: Report): void {
  report.add({
    rule: 'windows/obscured-secret',
    severity: 'warning',
    at,
    found: `<${name}> (PlainText false)`,
    expected: { fr: 'aucun secret lisible dans un fichier', en: 'no readable secret in a file' },
    remedy: {
      fr: 'ce n’est que du base64, que chacun décode : traitez-le comme un mot de passe en clair',
      en: 'this is base64 only, which anyone decodes: treat it as a password in plain text',
    },
  });
}

function notObscured(at: XmlElement, name: string, report: Report): void {
  report.add({
    rule: 'windows/bad-obscured-secret',
    severity: 'warning',
    at,
    found: `<${name}> (PlainText false)`,
    expected: {
      fr: `du base64 d’UTF-16 qui finit par ${name}`,
      en: `base64 of UTF-16 that ends with ${name}`,
    },
    remedy: {
      fr: 'Windows en tirerait un autre mot de passe : mettez PlainText à true, ou encodez-le comme Windows SIM',
      en: 'Windows would make another password of it: set PlainText to true, or encode it as Windows SIM does',
    },
  });
}
