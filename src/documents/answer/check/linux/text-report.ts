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

/** A placeholder that is replaced before an installer reads the file: `{{ x }}`, `${x}`, `<%= x %>`, `@X@`, `$X`, or Établi’s own `{vault:reference}`. */
export function isPlaceholder(text: string): boolean {
  return /\{\{|\{%|\$\{|<%|%>|@[A-Za-z_]+@|^\$[A-Za-z_]\w*$|^<[A-Za-z_ -]+>$|^%[A-Z_]+%$|\{vault:[^{}]+\}/.test(
    text,
  );
}

/** A password hash of crypt(5), or the /etc/shadow value of an account without password login. */
export function isCrypted(text: string): boolean {
  return /^\$[a-z0-9]+\$.+|^[*!]+$|^![^!].*|^[./0-9A-Za-z]{13}$/.test(text);
}

/** Whether a URL contains a user and a password. RFC 3986 §3.2.1. */
export function hasCredentials(text: string): boolean {
  return /:\/\/[^/\s:@]+:[^/\s@]+@/.test(text) && !isPlaceholder(text);
}

export const SECRET = '[secret]';

/** The finding for a secret in clear text. */
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
          fr: 'toute personne qui a le fichier peut lire ce mot de passe : mettez-en l’empreinte (openssl passwd -6)',
          en: 'anyone who has the file can read this password: replace it with its hash (openssl passwd -6)',
        }
      : {
          fr: 'toute personne qui a le fichier peut lire ce secret : protégez le fichier',
          en: 'anyone who has the file can read this secret: protect the file',
        },
  };
}
