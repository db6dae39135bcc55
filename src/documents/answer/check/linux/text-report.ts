import type { Bilingual } from '../../../../platform/core/index.js';
import { oneLine, Report, type RuleFinding, type TextPosition } from '../../../engine/index.js';

export type { TextPosition };
export type TextFinding = RuleFinding<TextPosition>;

/** Collects what the rules find about one file of lines. */
export class TextReport extends Report {
  constructor() {
    super('linux');
  }

  override add({ path, ...finding }: TextFinding): void {
    super.add({ ...finding, ...(path !== undefined && { path: oneLine(path) }) });
  }
}

/** The same words in both languages: names and values. */
export function same(text: string): Bilingual {
  return { fr: text, en: text };
}

/** Something that is to be replaced before an installer reads it: `{{ x }}`, `${x}`, `<%= x %>`, `@X@`, `$X`, or Établi’s own `{vault:reference}`. */
export function isPlaceholder(text: string): boolean {
  return /\{\{|\{%|\$\{|<%|%>|@[A-Za-z_]+@|^\$[A-Za-z_]\w*$|^<[A-Za-z_ -]+>$|^%[A-Z_]+%$|\{vault:[^{}]+\}/.test(
    text,
  );
}

/** A password hash of crypt(5), or what /etc/shadow has for an account that cannot log in with one. */
export function isCrypted(text: string): boolean {
  return /^\$[a-z0-9]+\$.+|^[*!]+$|^![^!].*|^[./0-9A-Za-z]{13}$/.test(text);
}

/** Whether an address has a user and a password in it. RFC 3986 §3.2.1. */
export function hasCredentials(text: string): boolean {
  return /:\/\/[^/\s:@]+:[^/\s@]+@/.test(text) && !isPlaceholder(text);
}

export const SECRET = '[secret]';

/** What there is to say of a secret that stands in clear in a file that is copied about. */
export function plainSecret(at: TextPosition, path: string, hashed: boolean): TextFinding {
  return {
    rule: 'linux/plain-secret',
    severity: 'warning',
    at,
    path,
    found: SECRET,
    expected: hashed
      ? { fr: 'une empreinte crypt(5), $6$… ou $y$…', en: 'a crypt(5) hash, $6$… or $y$…' }
      : { fr: 'aucun secret en clair', en: 'no secret in clear' },
    remedy: hashed
      ? {
          fr: 'le mot de passe est lisible par tous ceux qui ont le fichier : mettez-en l’empreinte (openssl passwd -6)',
          en: 'the password can be read by all who have the file: put its hash instead (openssl passwd -6)',
        }
      : {
          fr: 'le secret est lisible par tous ceux qui ont le fichier : gardez le fichier comme un secret',
          en: 'the secret can be read by all who have the file: keep the file as a secret',
        },
  };
}
