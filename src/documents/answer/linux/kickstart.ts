import { shellWord } from '../../../platform/core/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { consoleArguments } from './carried-files.js';
import { cryptedPassword } from './credential.js';
import { diskSelection } from './disk-selection.js';
import { firstItems, firstPackages, neededPackages } from './first-packages.js';
import { hostnameOf } from './host-name.js';
import { softwareNotCarried, lateScript } from './late-script.js';
import { neverCarried } from './not-carried.js';
import type { LinuxAnswer, LinuxOrder, NotCarried } from './order.js';
import { mebibytes } from './storage-layout.js';
import { refuseUnwritable } from './unwritable.js';

const LEAST_ROOT_MIB = 4096;

/**
 * ks.cfg for Anaconda, the installer of Fedora and RHEL 8 to 10. `%pre` selects the disk and writes settings that are
 * included; `%post` does what no command can express. Throws InputError naming the unsupported field.
 * https://pykickstart.readthedocs.io/en/latest/kickstart-docs.html
 */
export function renderKickstart(order: LinuxOrder): LinuxAnswer {
  const { profile } = order;
  refuseUnwritable(profile);
  const text = [
    ...commands(order),
    '%include /tmp/disk.ks',
    '',
    ...section('%pre --erroronfail', [diskSettings(profile)]),
    ...section('%packages', ['@core', ...packages(order)]),
    ...section('%post --erroronfail', [postScript(order)]),
  ].join('\n');
  return {
    files: [{ name: 'ks.cfg', text }],
    notCarried: [
      ...softwareNotCarried(order, 'dnf'),
      ...ofDebian(profile),
      ...neverCarried(profile, 'installer'),
    ],
  };
}

function section(head: string, lines: string[]): string[] {
  return [head, ...lines.map((line) => line.replace(/\n$/, '')), '%end', ''];
}

function commands(order: LinuxOrder): string[] {
  const { profile } = order;
  const { language, keyboard, timeZone } = profile.locale;
  const layout = keyboard.variant ? `${keyboard.layout} (${keyboard.variant})` : keyboard.layout;
  const hostname = hostnameOf(order);
  return [
    'text',
    `lang ${language}`,
    `keyboard --xlayouts=${shellWord(layout)}`,
    `timezone ${timeZone} --utc`,
    `network --bootproto=dhcp --device=link --activate${hostname === undefined ? '' : ` --hostname=${hostname}`}`,
    'rootpw --lock',
    ...profile.users.flatMap((_, index) => account(order, index)),
    ...firewall(profile),
    'firstboot --disable',
    'reboot',
  ];
}

/** Quotes words as a shell does: kickstart splits its lines by the same rules (Python's shlex). */
function account(order: LinuxOrder, index: number): string[] {
  const { name, fullName, shell, sshKeys } = order.profile.users[index]!;
  const password = cryptedPassword(order, index);
  const words = [
    `user --name=${name}`,
    ...(fullName === undefined ? [] : [`--gecos=${shellWord(fullName)}`]),
    `--shell=${shell ?? '/bin/bash'}`,
    password === undefined ? '--lock' : `--iscrypted --password=${shellWord(password)}`,
  ];
  return [words.join(' '), ...sshKeys.map((key) => `sshkey --username=${name} ${shellWord(key)}`)];
}

/** By default Anaconda opens the firewall for SSH. */
function firewall({ personalise }: LinuxOrder['profile']): string[] {
  if (personalise.firewall === undefined) return [];
  const { enabled, allow } = personalise.firewall;
  if (!enabled) return ['firewall --disabled'];
  const ports = allow.map(({ port, protocol }) => `${port}:${protocol}`);
  const withoutSsh = ports.includes('22:tcp') ? '' : ' --remove-service=ssh';
  return [`firewall --enabled${withoutSsh}${ports.length > 0 ? ` --port=${ports.join(',')}` : ''}`];
}

function diskSettings(profile: LinuxOrder['profile']): string {
  const { esp, swap, root } = profile.disk.layout;
  const append = consoleArguments(profile);
  return diskSelection(profile.disk, {
    stop: 'fail',
    then: renderTemplate('answer/linux/partitions.sh', {
      append: append === '' ? '' : ` --append="${append}"`,
      esp: String(mebibytes(esp.sizeBytes)),
      swap: swap === undefined ? '' : String(mebibytes(swap.sizeBytes)),
      fileSystem: root.fileSystem,
      root: root.sizeBytes === undefined ? `${LEAST_ROOT_MIB} --grow` : String(mebibytes(root.sizeBytes)),
    }),
  });
}

function packages({ profile }: LinuxOrder): string[] {
  return [...new Set([...neededPackages(profile, 'dnf'), ...firstPackages(profile)])];
}

function postScript(order: LinuxOrder): string {
  const { profile } = order;
  return lateScript(order, {
    manager: 'dnf',
    users: profile.users.length,
    groupsOfAll: true,
    connections: true,
    software: profile.software.slice(firstItems(profile)),
    update: 'as-asked',
  });
}

function ofDebian({ apt, locale }: LinuxOrder['profile']): NotCarried[] {
  const reason = {
    fr: 'Fedora et RHEL n’ont pas apt : leurs dépôts sont ceux du support d’installation ou de dnf',
    en: 'Fedora and RHEL have no apt: their repositories are those of the installation medium or of dnf',
  };
  const noModel = {
    fr: 'la commande keyboard d’Anaconda n’accepte pas de modèle de clavier',
    en: 'the keyboard command of Anaconda accepts no keyboard model',
  };
  return [
    ...(apt.sources === undefined ? [] : [{ option: 'apt.sources', reason }]),
    ...(apt.proxy === undefined ? [] : [{ option: 'apt.proxy', reason }]),
    ...(locale.keyboard.model === undefined ? [] : [{ option: 'locale.keyboard.model', reason: noModel }]),
  ];
}
