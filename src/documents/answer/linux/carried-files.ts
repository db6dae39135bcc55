import {
  contextOf,
  type KeyfileConnection,
  nftablesRules,
  vpnKeyfile,
  wifiKeyfile,
} from '../../connection/index.js';
import type { ProfileDocument } from '../../profile/index.js';
import type { LateTasks } from './late-tasks.js';
import type { LinuxOrder } from './order.js';

/** A file of the installed system. */
export interface CarriedFile {
  path: string;
  /** `644` */
  mode: string;
  text: string;
  /** True when `text` is base64. */
  base64?: boolean;
  isAuthority?: boolean;
}

const ANCHORS = { apt: '/usr/local/share/ca-certificates', dnf: '/etc/pki/ca-trust/source/anchors' };

/** The files to write into the system: connections, certificate authorities, configuration of services. */
export function carriedFiles(order: LinuxOrder, tasks: LateTasks): CarriedFile[] {
  return [
    ...systemFiles(order.profile, tasks),
    ...(tasks.connections ? [...authorities(order, tasks), ...connections(order)] : []),
  ];
}

function systemFiles(profile: ProfileDocument, tasks: LateTasks): CarriedFile[] {
  const { firewall } = profile.personalise;
  const file = (path: string, text: string): CarriedFile => ({ path, mode: '644', text });
  const files = [
    tasks.keyboard && file('/etc/default/keyboard', keyboardFile(profile)),
    tasks.console &&
      profile.kernel.console.length > 0 &&
      file(
        '/etc/default/grub.d/50-console.cfg',
        `GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX ${consoleArguments(profile)}"\n`,
      ),
    !profile.security.sshPasswordLogin &&
      file(
        '/etc/ssh/sshd_config.d/10-keys-only.conf',
        'PasswordAuthentication no\nKbdInteractiveAuthentication no\n',
      ),
    tasks.nftables && firewall?.enabled && file('/etc/nftables.conf', nftablesRules(firewall)),
  ];
  return files.filter((one) => typeof one === 'object');
}

function keyboardFile({ locale }: ProfileDocument): string {
  const { layout, variant = '', model = 'pc105' } = locale.keyboard;
  return `XKBMODEL="${model}"\nXKBLAYOUT="${layout}"\nXKBVARIANT="${variant}"\nXKBOPTIONS=""\nBACKSPACE="guess"\n`;
}

/** `console=tty0 console=ttyS0,115200` */
export function consoleArguments({ kernel }: ProfileDocument): string {
  return kernel.console.map((argument) => `console=${argument}`).join(' ');
}

function authorities({ profile }: LinuxOrder, { manager }: LateTasks): CarriedFile[] {
  return (profile.certificates ?? []).flatMap((certificate) =>
    'pem' in certificate
      ? [
          {
            path: `${ANCHORS[manager]}/${certificate.name}.crt`,
            mode: '644',
            text: certificate.pem,
            isAuthority: true,
          },
        ]
      : [],
  );
}

function connections({ profile, secret }: LinuxOrder): CarriedFile[] {
  const { wifi, vpn } = profile.network;
  return [
    ...wifi.flatMap((one, index) =>
      keyfiles(`wifi-${index + 1}`, wifiKeyfile(one, contextOf(profile, 'wifi', index, secret))),
    ),
    ...vpn.flatMap((one, index) =>
      keyfiles(`vpn-${index + 1}`, vpnKeyfile(one, contextOf(profile, 'vpn', index, secret))),
    ),
  ];
}

function keyfiles(name: string, { keyfile, files }: KeyfileConnection): CarriedFile[] {
  return [
    ...files.map(({ path, base64 }) => ({ path, mode: '600', text: base64, base64: true })),
    { path: `/etc/NetworkManager/system-connections/${name}.nmconnection`, mode: '600', text: keyfile },
  ];
}
