import { InputError, shellWord } from '../../../platform/core/index.js';
import { isPersonal } from '../../profile/index.js';
import { cryptedPassword } from './credential.js';
import { consoleArguments } from './carried-files.js';
import { debianMirror } from './debian-mirror.js';
import { diskSelection } from './disk-selection.js';
import { firstItems, firstPackages, neededPackages } from './first-packages.js';
import { hostnameOf } from './host-name.js';
import { softwareNotCarried, lateScript, refuseLongScript } from './late-script.js';
import { neverCarried } from './not-carried.js';
import type { LinuxAnswer, LinuxOrder } from './order.js';
import { partmanRecipe } from './partman-recipe.js';
import { printfText } from './printf-lines.js';
import { refuseUnwritable } from './unwritable.js';

type Answer = [question: string, type: string, value: string];

/** Limit of one argument in execve(2): the installer passes a whole command as one argument. */
const MOST_COMMAND = 120_000;

/**
 * preseed.cfg for debian-installer of Debian 12 and 13. Installation guide, appendix B. The disk is selected by
 * `partman/early_command`; `preseed/late_command` does the rest in the new system. Throws
 * InputError naming the unsupported field.
 */
export function renderPreseed(order: LinuxOrder): LinuxAnswer {
  const { profile } = order;
  refuseUnwritable(profile);
  const groups: [title: string, answers: Answer[]][] = [
    ['Language', language(order)],
    ['Network', network(order)],
    ['Archive', archive(order)],
    ['Accounts', accounts(order)],
    ['Disk', disk(order)],
    ['Packages', packages(order)],
    ['End', end(order)],
  ];
  const sections = groups.map(([title, answers]) =>
    [`# ${title}`, ...answers.map(preseedLine), ''].join('\n'),
  );
  const text = ['#_preseed_V1', '', ...sections].join('\n');
  return {
    files: [{ name: 'preseed.cfg', text }],
    notCarried: [...softwareNotCarried(order, 'apt'), ...neverCarried(profile, 'installer')],
  };
}

/** `d-i partman/confirm boolean true`; the owner is tasksel or popularity-contest for their own questions. */
function preseedLine([question, type, value]: Answer): string {
  const owner = /^(?:tasksel|popularity-contest)\//.exec(question)?.[0].slice(0, -1) ?? 'd-i';
  return `${owner} ${question} ${type} ${value}`.trimEnd();
}

function language({ profile }: LinuxOrder): Answer[] {
  const { language, keyboard, timeZone } = profile.locale;
  return [
    ['debian-installer/locale', 'string', language],
    [
      'keyboard-configuration/xkb-keymap',
      'select',
      keyboard.variant ? `${keyboard.layout}(${keyboard.variant})` : keyboard.layout,
    ],
    ['clock-setup/utc', 'boolean', 'true'],
    ['clock-setup/ntp', 'boolean', 'true'],
    ['time/zone', 'string', timeZone],
  ];
}

function network(order: LinuxOrder): Answer[] {
  const hostname = hostnameOf(order);
  return [
    ['netcfg/choose_interface', 'select', 'auto'],
    ['netcfg/get_hostname', 'string', hostname ?? 'unassigned-hostname'],
    ['netcfg/get_domain', 'string', 'unassigned-domain'],
    ...(hostname === undefined ? [] : ([['netcfg/hostname', 'string', hostname]] satisfies Answer[])),
    ...installerWifi(order),
    ['hw-detect/load_firmware', 'boolean', 'true'],
  ];
}

/** The first Wi-Fi network that the installer supports: open, or with a passphrase. */
function installerWifi({ profile, secret }: LinuxOrder): Answer[] {
  for (const { security, ssid, passphrase } of profile.network.wifi) {
    if (security === 'open' && isPreseedValue(ssid)) {
      return [
        ['netcfg/wireless_essid', 'string', ssid],
        ['netcfg/wireless_security_type', 'select', 'wep/open'],
        ['netcfg/wireless_wep', 'string', ''],
      ];
    }
    if (!isPersonal(security) || security === 'wpa3-sae' || passphrase === undefined) continue;
    const key = secret(passphrase);
    if (!isPreseedValue(ssid) || !isPreseedValue(key)) continue;
    return [
      ['netcfg/wireless_essid', 'string', ssid],
      ['netcfg/wireless_security_type', 'select', 'wpa'],
      ['netcfg/wireless_wpa', 'string', key],
    ];
  }
  return [];
}

/** A value that preseed reads back unchanged: no spaces around it, no backslash at the end (line continuation). */
function isPreseedValue(text: string): boolean {
  return /^\S(?:.*\S)?$/.test(text) && !text.endsWith('\\');
}

function archive({ profile }: LinuxOrder): Answer[] {
  const { protocol, hostname, directory } = debianMirror(profile.apt.sources);
  return [
    ['mirror/country', 'string', 'manual'],
    ['mirror/protocol', 'select', protocol],
    [`mirror/${protocol}/hostname`, 'string', hostname],
    [`mirror/${protocol}/directory`, 'string', directory],
    [`mirror/${protocol}/proxy`, 'string', profile.apt.proxy ?? ''],
    ['apt-setup/services-select', 'multiselect', profile.update === 'none' ? '' : 'security, updates'],
    ['apt-setup/cdrom/set-first', 'boolean', 'false'],
  ];
}

/** root exists but is locked: with root login disabled, the installer would add the first user to sudo. */
function accounts(order: LinuxOrder): Answer[] {
  const [first] = order.profile.users;
  const root: Answer[] = [
    ['passwd/root-login', 'boolean', 'true'],
    ['passwd/root-password-crypted', 'password', '!'],
    ['passwd/make-user', 'boolean', String(first !== undefined)],
  ];
  if (first === undefined) return root;
  if (first.fullName !== undefined && !isPreseedValue(first.fullName)) throw spacesAround(first.fullName);
  return [
    ...root,
    ['passwd/user-fullname', 'string', first.fullName ?? ''],
    ['passwd/username', 'string', first.name],
    ['passwd/user-password-crypted', 'password', cryptedPassword(order, 0) ?? '!'],
    ['passwd/user-default-groups', 'string', first.groups.join(' ')],
  ];
}

function disk({ profile }: LinuxOrder): Answer[] {
  const { layout } = profile.disk;
  const select = diskSelection(profile.disk, {
    stop: 'wait',
    then: [
      'debconf-set partman-auto/disk "$disk"',
      'debconf-set grub-installer/bootdev "$disk"',
      `[ -d "$SYS/firmware/efi" ] || debconf-set partman-auto/expert_recipe ${shellWord(partmanRecipe(layout, 'bios'))}`,
      '',
    ].join('\n'),
  });
  return [
    [
      'partman/early_command',
      'string',
      `printf '%b' '${printfText(select)}' > /tmp/select-disk; sh /tmp/select-disk`,
    ],
    ['partman-auto/method', 'string', 'regular'],
    ['partman-auto/expert_recipe', 'string', partmanRecipe(layout, 'uefi')],
    ['partman-auto/choose_recipe', 'select', 'etabli'],
    ['partman/default_label', 'string', 'gpt'],
    ['partman-partitioning/choose_label', 'select', 'gpt'],
    ['partman-lvm/device_remove_lvm', 'boolean', 'true'],
    ['partman-md/device_remove_md', 'boolean', 'true'],
    ...(layout.swap ? [] : ([['partman-basicfilesystems/no_swap', 'boolean', 'false']] satisfies Answer[])),
    ['partman-partitioning/confirm_write_new_label', 'boolean', 'true'],
    ['partman/choose_partition', 'select', 'finish'],
    ['partman/confirm', 'boolean', 'true'],
    ['partman/confirm_nooverwrite', 'boolean', 'true'],
  ];
}

function packages({ profile }: LinuxOrder): Answer[] {
  const update = { none: 'none', security: 'safe-upgrade', all: 'full-upgrade' }[profile.update];
  return [
    ['tasksel/first', 'multiselect', 'standard'],
    [
      'pkgsel/include',
      'string',
      [...new Set([...neededPackages(profile, 'apt'), ...firstPackages(profile)])].join(' '),
    ],
    ['pkgsel/upgrade', 'select', update],
    ['pkgsel/update-policy', 'select', 'none'],
    ['popularity-contest/participate', 'boolean', 'false'],
  ];
}

function end(order: LinuxOrder): Answer[] {
  const { profile } = order;
  const script = lateScript(order, {
    users: profile.users.length > 0 ? 1 : 0,
    manager: 'apt',
    groupsOfAll: true,
    keysOfAll: true,
    keyboard: true,
    connections: true,
    sources: true,
    nftables: true,
    software: profile.software.slice(firstItems(profile)),
  });
  const late = `printf '%b' '${printfText(script)}' > /target/root/late; in-target sh /root/late; status=$?; rm -f /target/root/late; exit $status`;
  refuseLongScript(late, MOST_COMMAND);
  return [
    ['grub-installer/only_debian', 'boolean', 'true'],
    ['grub-installer/with_other_os', 'boolean', 'false'],
    ['debian-installer/add-kernel-opts', 'string', consoleArguments(profile)],
    ['preseed/late_command', 'string', late],
    ['finish-install/reboot_in_progress', 'note', ''],
  ];
}

function spacesAround(found: string): InputError {
  const expected = {
    fr: 'un nom sans espace au début ni à la fin',
    en: 'a name without leading or trailing spaces',
  };
  return new InputError(
    { fr: `users[0].fullName : attendu ${expected.fr}`, en: `users[0].fullName: expected ${expected.en}` },
    [{ field: 'users[0].fullName', found, expected }],
  );
}
