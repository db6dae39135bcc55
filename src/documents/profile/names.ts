import { z } from 'zod';
import { LONGEST_SECRET_REFERENCE, SECRET_REFERENCE } from '../../platform/core/index.js';
import { expecting } from './expected.js';

/**
 * Names that are written into files of the installed system. A character that such a file cannot hold is refused here:
 * a colon in /etc/passwd, a space in /etc/fstab, a slash in a file name.
 */
function named(pattern: RegExp, most: number, fr: string, en: string) {
  const error = expecting(fr, en);
  return z.string({ error }).max(most, { error }).regex(pattern, { error });
}

/** The name of a profile or a master. */
export const slug = named(
  /^[a-z0-9][a-z0-9.-]*$/,
  63,
  'des minuscules, des chiffres, des points et des tirets, 63 au plus',
  'lower-case letters, digits, dots and hyphens, at most 63',
);

/** A title or a note on one line, with only characters that XML allows (XML 1.0 §2.2). */
export const line = named(
  /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\p{Surrogate}\ufffe\uffff]+$/u,
  200,
  'une ligne de texte, 200 caractères au plus',
  'one line of text, at most 200 characters',
);

/** A text in each language, or one text for both. */
export const bilingual = z.union([line, z.strictObject({ fr: line, en: line })], {
  error: expecting('un texte, ou {fr, en}', 'a text, or {fr, en}'),
});

const SYSTEM_ACCOUNTS = new Set(
  'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody messagebus systemd-network systemd-resolve systemd-timesync sshd _apt etabli'.split(
    ' ',
  ),
);

/** A Debian account name, adduser(8), that no system account has. */
export const userName = named(
  /^[a-z_][a-z0-9_-]*$/,
  32,
  'des minuscules, des chiffres, - et _, 32 au plus, une lettre d’abord',
  'lower-case letters, digits, - and _, at most 32, a letter first',
).refine((name) => !SYSTEM_ACCOUNTS.has(name), {
  error: expecting('un compte qui n’est pas du système', 'an account that is not the system’s own'),
});

export const groupName = named(
  /^[a-z_][a-z0-9_-]*$/,
  32,
  'un nom de groupe : minuscules, chiffres, - et _',
  'a group name: lower-case letters, digits, - and _',
);

/** The GECOS field of passwd(5): no colon, no comma. */
export const fullName = named(
  /^[^\u0000-\u001f\u007f:,=\\"&]+$/u,
  100,
  'un nom sans : , = & " \\',
  'a name without : , = & " \\',
);

export const shell = named(
  /^\/(?:[A-Za-z0-9._-]+\/)*[A-Za-z0-9._-]+$/,
  100,
  'le chemin absolu d’un shell',
  'the absolute path of a shell',
);

/** authorized_keys of sshd(8), one line, without options. */
export const sshKey = named(
  /^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]{60,2000}={0,2}(?: [^\u0000-\u001f\u007f]{1,200})?$/u,
  3_000,
  'une clé publique OpenSSH : ssh-ed25519 AAAA… commentaire',
  'an OpenSSH public key: ssh-ed25519 AAAA… comment',
);

/** IEEE 802.11: 1 to 32 bytes. Control characters are refused, since a keyfile cannot hold them. */
export const ssid = named(
  /^[^\u0000-\u001f\u007f]+$/u,
  32,
  'un SSID de 1 à 32 octets, sans caractère de commande',
  'an SSID of 1 to 32 bytes, without control characters',
).refine((text) => Buffer.byteLength(text) <= 32, {
  error: expecting('32 octets en UTF-8 au plus', 'at most 32 bytes in UTF-8'),
});

/** Also used as the name of a network interface and of a file: 15 characters, IFNAMSIZ of netdevice(7). */
export const interfaceName = named(
  /^[a-zA-Z][a-zA-Z0-9_-]*$/,
  15,
  'des lettres, des chiffres, - et _, 15 au plus, une lettre d’abord',
  'letters, digits, - and _, at most 15, a letter first',
);

/** lpadmin(8): no space, slash, hash, quote or question mark. */
export const printerName = named(
  /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
  127,
  'des lettres, des chiffres, - _ et .',
  'letters, digits, - _ and .',
);

/** A package name, Debian policy §5.6.1, without architecture or version: dpkg must report the same name. */
export const packageName = named(
  /^[a-z0-9][a-z0-9+.-]+$/,
  200,
  'un nom de paquet Debian',
  'a Debian package name',
);

/** fstab(5) uses spaces as separators. A path with `..` is refused, since it leads elsewhere than it seems. */
export const mountPoint = named(
  /^\/(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9._/-]*[A-Za-z0-9_-]$/,
  200,
  'un chemin absolu sans espace ni ..',
  'an absolute path without spaces or ..',
).refine(
  (path) =>
    !/^\/(?:bin|boot|dev|etc|lib\d*|proc|root|run|sbin|sys|usr|var|tmp)(?:\/|$)/.test(path) &&
    !path.includes('//'),
  {
    error: expecting(
      'un dossier hors du système, comme /mnt/…',
      'a folder that is not the system’s, such as /mnt/…',
    ),
  },
);

/** The name of an automatic or manual check. */
export const kebab = named(
  /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
  63,
  'des minuscules et des chiffres séparés par des tirets',
  'lower-case letters and digits, separated by hyphens',
);

export const sha256 = named(/^[0-9a-f]{64}$/, 64, '64 chiffres hexadécimaux', '64 hexadecimal digits');

/** A reference to a secret of the vault; the profile never holds the secret. */
export const secret = z
  .strictObject({
    vault: named(
      SECRET_REFERENCE,
      LONGEST_SECRET_REFERENCE,
      'une référence du coffre : wifi/bureau',
      'a reference in the vault: wifi/office',
    ).describe('Where the secret stands in the vault (`etabli secret put REFERENCE`)'),
  })
  .describe('A secret, by its reference in the vault. A profile never holds a secret itself.');
