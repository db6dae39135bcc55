import { quoted } from './finding.js';
import { directives, installLines } from './install.js';
import type { InfFile } from './inf-file.js';

/** A file that an INF copies: where it is in the package. */
export interface InfFileReference {
  /** With `/`, relative to the folder of the INF: `x64/vioscsi.sys`. */
  path: string;
  /** Its name after the copy. */
  target: string;
}

const MOST_FILES = 20_000;

/** The files that these install sections (decorated) and their co-installers copy, each once. */
export function copiedFiles(inf: InfFile, installs: readonly string[]): InfFileReference[] {
  const references = new Map<string, InfFileReference>();
  const source = sourcePaths(inf);
  const add = (target: string, from: string) => {
    const path = source(from);
    const reference = { path, target };
    if (references.size < MOST_FILES && isInside(inf, path)) references.set(path.toLowerCase(), reference);
  };
  for (const list of copyLists(inf, installs)) {
    if (list.startsWith('@')) add(list.slice(1), list.slice(1));
    else {
      for (const { fields } of inf.lines(list)) {
        const [target = '', from = ''] = fields.map((field) => inf.expand(field));
        if (target !== '') add(target, from === '' ? target : from);
      }
    }
  }
  return [...references.values()];
}

/** The names after `CopyFiles`: sections, or single files with `@`. */
function copyLists(inf: InfFile, installs: readonly string[]): Set<string> {
  const lists = new Set<string>();
  for (const install of installs) {
    for (const section of [install, `${install}.CoInstallers`]) {
      const named = directives(inf, installLines(inf, section), 'CopyFiles').flat();
      for (const name of named) if (name !== '') lists.add(name.toLowerCase());
    }
  }
  return lists;
}

/** From the name of a source file to its path, by SourceDisksFiles and SourceDisksNames of amd64, then of all. */
function sourcePaths(inf: InfFile): (name: string) => string {
  const disks = new Map<string, string>();
  const files = new Map<string, { disk: string; folder: string }>();
  for (const suffix of ['.amd64', '']) {
    for (const { key, fields } of inf.lines(`SourceDisksNames${suffix}`)) {
      if (key !== undefined && !disks.has(key)) disks.set(key, inf.expand(fields[3] ?? ''));
    }
    for (const { key, fields } of inf.lines(`SourceDisksFiles${suffix}`)) {
      const name = inf.expand(key ?? '').toLowerCase();
      const [disk = '', folder = ''] = fields.map((field) => inf.expand(field));
      if (!files.has(name)) files.set(name, { disk, folder });
    }
  }
  return (name) => {
    const { disk, folder } = files.get(name.toLowerCase()) ?? { disk: '', folder: '' };
    const parts = [disks.get(disk) ?? '', folder, name].join('\\').split(/[\\/]+/);
    return parts.filter((part) => part !== '' && part !== '.').join('/');
  };
}

/** A package is a folder: nothing outside it is taken. */
function isInside(inf: InfFile, path: string): boolean {
  if (path !== '' && !path.split('/').some((part) => part === '..' || part.includes(':'))) return true;
  inf.findings.add(`chemin hors du dossier : ${quoted(path)}`, `path outside the folder: ${quoted(path)}`);
  return false;
}
