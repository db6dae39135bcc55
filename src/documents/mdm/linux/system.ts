import type { ProfileDocument, ProfilePasscode, ProfileUpdates } from '../../profile/index.js';
import { renderTemplate } from '../../../platform/template/index.js';

/** A text file of the system, by its path from /. */
export type SystemFiles = Record<string, string>;

/** System settings outside the desktop: kernel modules, udev, polkit, PAM, apt, the login screen. */
export function systemFiles({ restrictions = {}, passcode, updates }: ProfileDocument): SystemFiles {
  const { removableStorage, appInstallation, unknownSources, guestAccount } = restrictions;
  const modules = forbiddenModules(restrictions);
  return present({
    'etc/modprobe.d/etabli.conf': modules.map((name) => `install ${name} /bin/false\n`).join(''),
    'etc/udev/rules.d/99-etabli-storage.rules':
      removableStorage === 'read-only' ? renderTemplate('mdm/linux/read-only-storage.rules', {}) : '',
    'etc/polkit-1/rules.d/10-etabli.rules': polkitRules({
      appInstallation,
      unknownSources,
      removableStorage,
    }),
    'etc/lightdm/lightdm.conf.d/50-etabli.conf':
      guestAccount === undefined ? '' : `[Seat:*]\nallow-guest=${guestAccount}\n`,
    'etc/security/pwquality.conf.d/50-etabli.conf': passcode ? passwordQuality(passcode) : '',
    'etc/apt/apt.conf.d/52etabli': updates ? aptPeriodic(updates) : '',
  });
}

/** Blocks kernel modules, so that their devices do not work: modprobe.d(5). */
function forbiddenModules(restrictions: NonNullable<ProfileDocument['restrictions']>): string[] {
  return [
    ...(restrictions.camera === false ? ['uvcvideo'] : []),
    ...(restrictions.bluetooth === false ? ['btusb', 'bluetooth'] : []),
    ...(restrictions.removableStorage === 'deny' ? ['usb-storage', 'uas'] : []),
  ];
}

/** polkit(8) actions that are denied to users outside the administrators' group. */
const ACTIONS = {
  appInstallation: [
    'org.freedesktop.packagekit.package-install',
    'org.freedesktop.packagekit.package-remove',
    'org.freedesktop.Flatpak.app-install',
    'org.freedesktop.Flatpak.runtime-install',
    'io.snapcraft.snapd.manage',
  ],
  unknownSources: [
    'org.freedesktop.packagekit.package-install-untrusted',
    'org.freedesktop.packagekit.system-sources-configure',
    'org.freedesktop.Flatpak.configure-remote',
    'org.freedesktop.Flatpak.app-install-bundle',
  ],
  removableStorage: [
    'org.freedesktop.udisks2.filesystem-mount',
    'org.freedesktop.udisks2.filesystem-mount-other-seat',
  ],
};

function polkitRules(given: {
  appInstallation?: boolean;
  unknownSources?: boolean;
  removableStorage?: string;
}): string {
  const actions = [
    ...(given.appInstallation === false ? ACTIONS.appInstallation : []),
    ...(given.unknownSources === false ? ACTIONS.unknownSources : []),
    ...(given.removableStorage === 'deny' ? ACTIONS.removableStorage : []),
  ];
  return actions.length === 0 ? '' : renderTemplate('mdm/linux/polkit.js', { actions });
}

/** pwquality.conf(5): a negative credit is the minimum number of such characters; the minimum length is always six. */
function passwordQuality({ minimumLength, quality }: ProfilePasscode): string {
  const asks = {
    digit: quality !== undefined && quality !== 'any',
    letter: quality === 'alphanumeric' || quality === 'complex',
    symbol: quality === 'complex',
  };
  const lines = [
    ...(minimumLength === undefined ? [] : [`minlen = ${Math.max(6, minimumLength)}`]),
    ...(asks.digit ? ['dcredit = -1'] : []),
    ...(asks.letter ? ['lcredit = -1'] : []),
    ...(asks.symbol ? ['ocredit = -1'] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The periods of apt-daily and of unattended-upgrades, in days. apt.conf(5). */
function aptPeriodic({ automatic, activeHours }: ProfileUpdates): string {
  if (automatic === undefined) return '';
  const period = (name: string, on: boolean) => `APT::Periodic::${name} "${on ? 1 : 0}";\n`;
  const restart = activeHours && automatic === 'install' ? activeHours.end : undefined;
  return [
    period('Update-Package-Lists', automatic !== 'off'),
    period('Download-Upgradeable-Packages', automatic !== 'off'),
    period('Unattended-Upgrade', automatic === 'install'),
    ...(restart === undefined
      ? []
      : [
          'Unattended-Upgrade::Automatic-Reboot "true";\n',
          `Unattended-Upgrade::Automatic-Reboot-Time "${String(restart).padStart(2, '0')}:00";\n`,
        ]),
  ].join('');
}

function present(files: SystemFiles): SystemFiles {
  return Object.fromEntries(Object.entries(files).filter(([, text]) => text !== ''));
}
