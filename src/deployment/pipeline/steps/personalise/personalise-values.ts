import {
  contextOf,
  nftablesRules,
  pluginFile,
  stableUuid,
  vpnKeyfile,
} from '../../../../documents/connection/index.js';
import { PermanentError } from '../../../../platform/core/index.js';
import type { ProfileDocument } from '../../../../documents/profile/index.js';

type Personalise = NonNullable<ProfileDocument['personalise']>;
type Accessibility = NonNullable<Personalise['accessibility']>;
type Share = NonNullable<Personalise['shares']>[number];

/** What templates/steps/personalise.sh.hbs is rendered with; secrets by their reference in the vault. */
export function personaliseValues(document: ProfileDocument, secrets: Map<string, string>) {
  const { accessibility, printers = [], shares = [], firewall } = document.personalise ?? {};
  return {
    dconf: accessibility === undefined ? '' : dconfKeyfile(accessibility),
    largeConsole: accessibility?.largeText === true,
    printers: printers.map(({ name, uri, driver, default: isDefault }) => ({
      name,
      uri,
      driver: driver ?? 'everywhere',
      isDefault: isDefault === true,
    })),
    shares: shares.map((share) => shareValues(share, secrets)),
    nftables: firewall?.enabled === true ? nftablesRules(firewall) : '',
    vpn: (document.network?.vpn ?? []).map((vpn, index) => ({
      name: vpn.name,
      file: `${vpn.kind === 'wireguard' ? vpn.name : stableUuid(`vpn:${vpn.name}`)}.nmconnection`,
      plugin: pluginFile(vpn) ?? '',
      ...vpnKeyfile(
        vpn,
        contextOf(document, 'vpn', index, ({ vault }) => revealed(secrets, vault)),
      ),
    })),
  };
}

/** GNOME's accessibility settings as system-wide defaults of dconf. https://wiki.gnome.org/Projects/dconf/SystemAdministrators */
export function dconfKeyfile(accessibility: Accessibility): string {
  const { highContrast, largeText, screenReader, onScreenKeyboard, stickyKeys } = accessibility;
  const applications = [
    ...(screenReader ? ['screen-reader-enabled=true'] : []),
    ...(onScreenKeyboard ? ['screen-keyboard-enabled=true'] : []),
  ];
  const sections: [string, string[]][] = [
    ['org/gnome/desktop/a11y', ['always-show-universal-access-status=true']],
    ['org/gnome/desktop/a11y/applications', applications],
    ['org/gnome/desktop/a11y/interface', highContrast ? ['high-contrast=true'] : []],
    ['org/gnome/desktop/a11y/keyboard', stickyKeys ? ['enable=true', 'stickykeys-enable=true'] : []],
    ['org/gnome/desktop/interface', largeText ? ['text-scaling-factor=1.5', 'cursor-size=48'] : []],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => `[${name}]\n${lines.join('\n')}\n`)
    .join('\n');
}

function shareValues(share: Share, secrets: Map<string, string>) {
  const credentials = share.credentials === undefined ? '' : revealed(secrets, share.credentials.vault);
  const file = share.mountPoint.replaceAll('/', '_');
  const options =
    share.kind === 'cifs' ? cifsOptions(credentials, file) : 'nofail,_netdev,x-systemd.automount';
  const fields = [share.url, share.mountPoint].map(fstabField);
  return {
    mountPoint: share.mountPoint,
    credentials,
    file,
    /** For sed: any earlier line of the same mount point. */
    removal: `\\|^[^[:space:]]\\+[[:space:]]\\+${fields[1]!.replaceAll(/[\\|.*[\]^$]/g, '\\$&')}[[:space:]]|d`,
    fstab: `${fields.join(' ')} ${share.kind} ${options} 0 0`,
  };
}

function cifsOptions(credentials: string, file: string): string {
  const access = credentials === '' ? 'guest' : `credentials=/etc/shares/${file}`;
  return `${access},nofail,_netdev,x-systemd.automount,iocharset=utf8`;
}

/** fstab(5): white space and backslashes of a field are written as octal escapes. */
function fstabField(text: string): string {
  return text.replaceAll(/[\\\s]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

function revealed(secrets: Map<string, string>, reference: string): string {
  const secret = secrets.get(reference);
  if (secret !== undefined) return secret;
  throw new PermanentError({
    fr: `le secret « ${reference} » n’est pas dans le coffre`,
    en: `the secret "${reference}" is not in the vault`,
  });
}
