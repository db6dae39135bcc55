import { randomBytes } from 'node:crypto';
import { contextOf, stableUuid, wifiKeyfile } from '../../../../documents/connection/index.js';
import { PermanentError, passwordHash, saltFrom } from '../../../../platform/core/index.js';
import type { ProfileDocument } from '../../../../documents/profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';

/** The secrets of a profile, by their reference in the vault. */
export type Secrets = Map<string, string>;

interface Given {
  hostname: string;
  secrets: Secrets;
  /** `ssh-ed25519 AAAA… etabli`: the comment is how `seal` finds it again. */
  authorizedKey: string;
  certificateAuthority: string;
  server: string;
  ticket: string;
}

/** What templates/steps/configure.sh.hbs is rendered with. */
export function configureValues(document: ProfileDocument, given: Given) {
  const { language, keyboard, timeZone } = document.locale;
  return {
    hostname: given.hostname,
    locale: language,
    charset: language.split('.')[1] ?? 'UTF-8',
    keyboard: { layout: keyboard.layout, variant: keyboard.variant ?? '', model: keyboard.model ?? 'pc105' },
    timeZone,
    sshPasswordLogin: document.security.sshPasswordLogin,
    users: (document.users ?? []).map((user) => ({
      name: user.name,
      fullName: user.fullName ?? '',
      shell: user.shell ?? '/bin/bash',
      groups: user.groups ?? [],
      password: user.password === undefined ? '' : password(given.secrets, user.password.vault),
      sshKeys: user.sshKeys ?? [],
    })),
    wifi: (document.network?.wifi ?? []).map((wifi, index) => ({
      ssid: wifi.ssid,
      file: `${stableUuid(`wifi:${wifi.ssid}`)}.nmconnection`,
      ...wifiKeyfile(
        wifi,
        contextOf(document, 'wifi', index, ({ vault }) => revealed(given.secrets, vault)),
      ),
    })),
    authorities: (document.certificates ?? []).flatMap((certificate) =>
      'pem' in certificate ? [{ name: certificate.name, pem: certificate.pem }] : [],
    ),
    authorizedKey: given.authorizedKey,
    certificateAuthority: given.certificateAuthority,
    ticket: given.ticket,
    firstBoot: renderTemplate('first-boot/first-boot.sh', { server: given.server }),
    firstBootUnit: renderTemplate('first-boot/etabli-first-boot.service', {}),
  };
}

/** What chpasswd is given: the hash alone leaves the server. A value of the vault that is a hash stays as it is. */
function password(secrets: Secrets, reference: string): string {
  const secret = revealed(secrets, reference);
  const hash = passwordHash(secret, saltFrom(randomBytes(16)));
  if (hash !== undefined) return hash;
  throw new PermanentError(
    {
      fr: `le secret « ${reference} » a plus d’une ligne, ou est trop long : ce n’est pas un mot de passe`,
      en: `the secret "${reference}" has more than one line, or is too long: it is no password`,
    },
    {
      remedy: {
        fr: `Donnez-le de nouveau, sur une ligne : etabli secret put ${reference}`,
        en: `Give it again, on one line: etabli secret put ${reference}`,
      },
    },
  );
}

function revealed(secrets: Secrets, reference: string): string {
  const secret = secrets.get(reference);
  if (secret === undefined) throw new Error(`the secret "${reference}" was not read from the vault`);
  return secret;
}
