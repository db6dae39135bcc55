import { headOf } from '../../engine/index.js';
import type { AnswerKind } from '../answer-kind.js';

/** debconf's types of answers. */
const DEBCONF_LINE =
  /^[ \t]*(?:d-i|[a-z0-9][a-z0-9+.-]*)[ \t]+[^\s/#]+\/\S+[ \t]+(?:string|boolean|select|multiselect|password|note|text|title|error|seen)\b/m;

/** Sections of kickstart, and commands of which every installation needs at least one. */
const KICKSTART_SECTION = /^%(?:packages|pre|pre-install|post|onerror|addon|anaconda)\b/m;
const KICKSTART_COMMAND =
  /^(?:rootpw|autopart|bootloader|clearpart|zerombr|timezone|keyboard|lang|ignoredisk|ostreesetup|part|partition|url|authselect|auth|authconfig)[ \t]+\S/m;

/** Keys that only Subiquity's autoinstall has, at the start of a line. */
const AUTOINSTALL_BARE =
  /^(?:identity|storage|source|refresh-installer|late-commands|early-commands|interactive-sections):/m;

/** Top keys of cloud-init, for files without the `#cloud-config` line, as in some images. */
const CLOUD_INIT_KEY =
  /^(?:users|chpasswd|packages|runcmd|write_files|bootcmd|ssh_authorized_keys|package_update|ntp|power_state|hostname):/m;

/** The kind of a file, by its content, else by its name. */
export function recogniseKind(bytes: Uint8Array, fileName = ''): AnswerKind | undefined {
  const head = headOf(bytes);
  return byContent(head) ?? byName(fileName.toLowerCase(), head);
}

function byContent(head: string): AnswerKind | undefined {
  const start = head.trimStart();
  if (/^<[?!A-Za-z]/.test(start))
    return /pass\s*=\s*["']windowsPE["']/.test(head) ? 'autounattend' : 'unattend';
  if (
    /^#cloud-config\b|^## template:\s*jinja/.test(start) ||
    /^Content-Type:\s*multipart\//im.test(start.slice(0, 500))
  ) {
    return /^autoinstall:/m.test(head) ? 'autoinstall' : 'cloud-init';
  }
  if (/^autoinstall:/m.test(head)) return 'autoinstall';
  if (DEBCONF_LINE.test(head)) return 'preseed';
  if (KICKSTART_SECTION.test(head)) return 'kickstart';
  if (/^version:\s*1\b/m.test(head) && AUTOINSTALL_BARE.test(head)) return 'autoinstall';
  if (CLOUD_INIT_KEY.test(head) && !/^#version=/m.test(head)) return 'cloud-init';
  return KICKSTART_COMMAND.test(head) ? 'kickstart' : undefined;
}

/** For a file without recognisable content (empty, only comments, or binary), the name decides. */
function byName(name: string, head: string): AnswerKind | undefined {
  if (head.includes('\0') && !name.endsWith('.xml')) return undefined;
  if (/^autounattend.*\.xml$/.test(name)) return 'autounattend';
  if (name.endsWith('.xml')) return 'unattend';
  if (/preseed|\.seed$/.test(name)) return 'preseed';
  if (/\.ks$|ks\.cfg$|kickstart/.test(name)) return 'kickstart';
  if (/^autoinstall.*\.ya?ml$/.test(name)) return 'autoinstall';
  if (/^user-data|cloud-?(?:init|config)/.test(name)) return 'cloud-init';
  return undefined;
}
