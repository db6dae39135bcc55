import { InputError } from '../../../platform/core/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { cryptedPassword } from './credential.js';
import { hasConnections, type PackageManager } from './first-packages.js';
import type { LateTasks, Software } from './late-tasks.js';
import { type CarriedFile, carriedFiles } from './carried-files.js';
import type { LinuxOrder, NotCarried } from './order.js';
import { printfLines, printfText } from './printf-lines.js';

/** A script that root runs once in the installed system, for the options that the installer itself does not support. */
export function lateScript(order: LinuxOrder, tasks: LateTasks): string {
  const { profile } = order;
  const { manager } = tasks;
  const files = carriedFiles(order, tasks);
  const security = profile.update === 'security';
  return renderTemplate('answer/linux/late.sh', {
    dnf: manager === 'dnf',
    networkManager: Boolean(tasks.connections) && hasConnections(profile),
    files: files.map(fileValues),
    users: lateUsers(order, tasks),
    trust: files.some(({ isAuthority }) => isAuthority),
    grub: Boolean(tasks.console) && profile.kernel.console.length > 0,
    sources: tasks.sources ? (profile.apt.sources ?? []).flatMap(printfLines) : [],
    items: tasks.software.flatMap((item) => softwareItem(order, tasks, item)),
    upgrade: tasks.update === 'as-asked' && profile.update !== 'none',
    securityOnly: security,
    securityUpdates: tasks.update === 'security' && security,
    running: Boolean(tasks.running),
    services: tasks.nftables && profile.personalise.firewall?.enabled ? ['nftables.service'] : [],
  });
}

function fileValues({ path, mode, text, base64 = false }: CarriedFile): object {
  return { path, mode, base64, folder: path.replace(/\/[^/]*$/, ''), lines: printfLines(text) };
}

function lateUsers(order: LinuxOrder, { users, groupsOfAll, keysOfAll, manager }: LateTasks): object[] {
  return order.profile.users.flatMap((user, index) => {
    const makes = index >= users;
    const groups = makes || groupsOfAll ? user.groups.map((group) => groupOf(group, manager)) : [];
    const sshKeys = makes || keysOfAll ? user.sshKeys.flatMap(printfLines) : [];
    // debian-installer sets no login shell for the account that it creates.
    const otherShell = !makes && keysOfAll ? user.shell : undefined;
    if (!makes && groups.length === 0 && sshKeys.length === 0 && otherShell === undefined) return [];
    const { name, shell = '/bin/bash', fullName = '' } = user;
    const password = makes ? (cryptedPassword(order, index) ?? '') : '';
    return [{ name, makes, shell, otherShell, fullName: printfText(fullName), groups, password, sshKeys }];
  });
}

/** The group of administrators: `sudo` on Debian and Ubuntu, `wheel` on Fedora and RHEL. sudoers(5). */
function groupOf(name: string, manager: PackageManager): string {
  return manager === 'dnf' && name === 'sudo' ? 'wheel' : name;
}

function softwareItem({ payloadUrl }: LinuxOrder, { manager }: LateTasks, item: Software): object[] {
  const nothing = { packages: [], url: '', script: [] };
  if (item.kind === 'apt') return [{ ...nothing, packages: item.packages }];
  if (item.kind === 'script') {
    const { name, interpreter } = item;
    return [{ ...nothing, name, interpreter, script: printfLines(item.script) }];
  }
  if (item.kind !== 'deb' || payloadUrl === undefined || manager !== 'apt') return [];
  return [{ ...nothing, url: payloadUrl(item.sha256), sha256: item.sha256, name: item.name }];
}

const CATALOGUE = {
  fr: 'le catalogue de logiciels est pour Windows',
  en: 'the software catalogue is for Windows',
};

/** What of `software` an answer file of Linux does not install. */
export function softwareNotCarried(order: LinuxOrder, manager: PackageManager): NotCarried[] {
  const catalogue = order.profile.software.flatMap(({ kind }, index) =>
    kind === 'catalogue' ? [{ option: `software[${index}]`, reason: CATALOGUE }] : [],
  );
  return [...debsNotCarried(order, manager), ...catalogue];
}

/** Package files without a download address, or that the system cannot install. */
function debsNotCarried({ profile, payloadUrl }: LinuxOrder, manager: PackageManager): NotCarried[] {
  if (payloadUrl !== undefined && manager === 'apt') return [];
  const reason =
    manager === 'apt'
      ? {
          fr: 'le fichier .deb est stocké par Établi, et ce fichier de réponses ne contient pas d’adresse pour le télécharger',
          en: 'the .deb file is stored by Établi, and this answer file has no address to download it from',
        }
      : { fr: 'ce système n’installe pas de fichiers .deb', en: 'this system installs no .deb files' };
  return profile.software.flatMap(({ kind }, index) =>
    kind === 'deb' ? [{ option: `software[${index}]`, reason }] : [],
  );
}

/** Throws InputError when the scripts exceed the length of one command. execve(2), MAX_ARG_STRLEN. */
export function refuseLongScript(text: string, most: number): void {
  if (Buffer.byteLength(text) <= most) return;
  const expected = {
    fr: `des scripts de ${most} octets au plus dans ce format`,
    en: `scripts of at most ${most} bytes in this format`,
  };
  throw new InputError({ fr: `software : attendu ${expected.fr}`, en: `software: expected ${expected.en}` }, [
    { field: 'software', found: `${Buffer.byteLength(text)} B`, expected },
  ]);
}
