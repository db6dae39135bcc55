import type { KickstartLine } from './kickstart-options.js';
import {
  hasCredentials,
  isCrypted,
  isPlaceholder,
  plainSecret,
  SECRET,
  type TextReport,
} from './text-report.js';

/** Options that are always a secret. */
const SECRET_OPTIONS: Record<string, string[]> = {
  autopart: ['--passphrase'],
  part: ['--passphrase'],
  partition: ['--passphrase'],
  logvol: ['--passphrase'],
  raid: ['--passphrase'],
  network: ['--wpakey', '--wepkey'],
  vnc: ['--password'],
  rdp: ['--password'],
  iscsi: ['--password', '--reverse-password'],
  rhsm: ['--activation-key'],
};

/** Reports secrets in clear text, and values that are not valid hashes. */
export function checkSecrets(report: TextReport, line: KickstartLine): void {
  for (const name of Object.hasOwn(SECRET_OPTIONS, line.name) ? SECRET_OPTIONS[line.name]! : []) {
    const { value = '', at } = line.options.get(name) ?? {};
    if (at && value !== '' && !isPlaceholder(value))
      report.add(plainSecret(at, `${line.name} ${name}`, false));
  }
  for (const [name, { value, at }] of line.options) {
    if (hasCredentials(value)) report.add(plainSecret(at, `${line.name} ${name}`, false));
  }
  checkPassword(report, line);
}

/** `rootpw`, `user` and `sshpw` take a password in clear text unless `--iscrypted` is given. */
function checkPassword(report: TextReport, line: KickstartLine): void {
  const { name, options, rest } = line;
  const said = name === 'user' || name === 'bootloader' ? options.get('--password') : positional(line);
  if (!['rootpw', 'user', 'sshpw', 'bootloader'].includes(name) || said === undefined) return;
  const { value, at } = said;
  if (
    value === '' ||
    options.has('--sshkey') ||
    isPlaceholder(rest.map(({ text }) => text).join(' ') + value)
  )
    return;
  const isHash = options.has('--iscrypted') || (name === 'bootloader' && value.startsWith('grub.pbkdf2.'));
  if (!isHash) report.add(plainSecret(at, name, true));
  else if (!isCrypted(value) && !value.startsWith('grub.pbkdf2.')) {
    report.add({
      rule: 'linux/not-a-hash',
      severity: 'warning',
      at,
      path: name,
      found: SECRET,
      expected: { fr: 'une empreinte crypt(5), $6$… ou $y$…', en: 'a crypt(5) hash, $6$… or $y$…' },
      remedy: {
        fr: 'personne ne pourra se connecter : mettez l’empreinte du mot de passe (openssl passwd -6)',
        en: 'nobody will be able to log in: put the hash of the password (openssl passwd -6)',
      },
    });
  }
}

function positional({ rest, at }: KickstartLine): { value: string; at: KickstartLine['at'] } | undefined {
  const word = rest[0];
  return word && { value: word.text, at: { line: at.line, column: word.offset + 1 } };
}
