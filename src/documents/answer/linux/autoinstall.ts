import { cloudConfig, metaData, yamlText } from './cloud-config.js';
import { diskSelection } from './disk-selection.js';
import { firstItems, firstPackages, neededPackages } from './first-packages.js';
import { softwareNotCarried, lateScript, refuseLongScript } from './late-script.js';
import { neverCarried } from './not-carried.js';
import type { LinuxAnswer, LinuxOrder, NotCarried } from './order.js';
import { printfText } from './printf-lines.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { DISK_PLACEHOLDER, storageConfig } from './storage-layout.js';
import { refuseUnwritable } from './unwritable.js';

/** Limit of one argument in execve(2): a command is one argument. */
const MOST_COMMAND = 120_000;

/**
 * user-data and meta-data for Subiquity, the installer of Ubuntu 24.04. An early command selects the disk
 * and writes it into the storage section. cloud-init creates the accounts at the first boot, since the
 * installer's own `identity` would add its user to sudo. Throws InputError naming the unsupported field.
 * https://canonical-subiquity.readthedocs-hosted.com/en/latest/reference/autoinstall-reference.html
 */
export function renderAutoinstall(order: LinuxOrder): LinuxAnswer {
  const { profile } = order;
  refuseUnwritable(profile);
  const userData = `#cloud-config\n${yamlText({ autoinstall: autoinstall(order) })}`;
  return {
    files: [
      { name: 'user-data', text: userData },
      { name: 'meta-data', text: metaData(order, userData) },
    ],
    notCarried: [
      ...softwareNotCarried(order, 'apt'),
      ...updatesAnyway(profile),
      ...neverCarried(profile, 'installer'),
    ],
  };
}

function autoinstall(order: LinuxOrder): object {
  const { profile } = order;
  const { language, keyboard, timeZone } = profile.locale;
  const { layout } = profile.disk;
  return {
    version: 1,
    locale: language,
    keyboard: { layout: keyboard.layout, variant: keyboard.variant ?? '' },
    timezone: timeZone,
    'refresh-installer': { update: false },
    ...(profile.apt.proxy !== undefined && { proxy: profile.apt.proxy }),
    'early-commands': [earlyCommand(profile)],
    storage: {
      ...(layout.swap === undefined && { swap: { size: 0 } }),
      config: storageConfig(layout, 'uefi'),
    },
    ssh: { 'install-server': wantsSsh(order), 'allow-pw': profile.security.sshPasswordLogin },
    packages: packages(order),
    updates: profile.update === 'all' ? 'all' : 'security',
    'user-data': cloudConfig(order),
    'late-commands': lateCommands(order),
    shutdown: 'reboot',
  };
}

function earlyCommand({ disk }: LinuxOrder['profile']): string {
  const script = diskSelection(disk, {
    stop: 'fail',
    then: renderTemplate('answer/linux/storage.sh', {
      uefi: JSON.stringify(storageConfig(disk.layout, 'uefi')),
      bios: JSON.stringify(storageConfig(disk.layout, 'bios')),
      placeholder: DISK_PLACEHOLDER,
    }),
  });
  return `printf '%b' '${printfText(script)}' > /run/select-disk && sh /run/select-disk`;
}

function wantsSsh({ profile }: LinuxOrder): boolean {
  return profile.security.sshPasswordLogin || profile.users.some(({ sshKeys }) => sshKeys.length > 0);
}

/** With its own apt sources, the profile's packages are installed after these sources are written. */
function packages({ profile }: LinuxOrder): string[] {
  const first = profile.apt.sources === undefined ? firstPackages(profile) : [];
  return [...new Set([...neededPackages(profile, 'apt'), ...first])];
}

function lateCommands(order: LinuxOrder): string[] {
  const { profile } = order;
  const script = lateScript(order, {
    manager: 'apt',
    users: profile.users.length,
    keyboard: profile.locale.keyboard.model !== undefined,
    console: true,
    connections: true,
    sources: true,
    nftables: true,
    software:
      profile.apt.sources === undefined ? profile.software.slice(firstItems(profile)) : profile.software,
  });
  const write = `printf '%b' '${printfText(script)}' > /target/root/late`;
  refuseLongScript(write, MOST_COMMAND);
  return [write, 'curtin in-target --target=/target -- sh /root/late', 'rm -f /target/root/late'];
}

function updatesAnyway({ update }: LinuxOrder['profile']): NotCarried[] {
  if (update !== 'none') return [];
  const reason = {
    fr: 'l’installeur d’Ubuntu installe toujours les mises à jour de sécurité',
    en: 'the installer of Ubuntu always installs security updates',
  };
  return [{ option: 'update', reason }];
}
