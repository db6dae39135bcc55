import type { WindowsArchitecture, WindowsTarget } from '../../profile/index.js';
import type { XmlElement } from '../../../platform/xml/index.js';

/** A profile before defaults are filled in. */
export interface ProfileDraft {
  name: string;
  master: { name: string };
  windows: { target: WindowsTarget; architecture: WindowsArchitecture; [group: string]: unknown };
  [section: string]: unknown;
}

interface DraftFacts {
  root: XmlElement;
  architecture: WindowsArchitecture;
  fileName?: string;
  target?: WindowsTarget;
}

/** An empty draft: name, platform and release only. */
export function draftOf({ root, architecture, fileName, target }: DraftFacts): ProfileDraft {
  const release = target ?? releaseOf(root);
  return {
    name: slugOf(fileName ?? ''),
    master: { name: release },
    // Otherwise the profile's `locale` would add languages that are not in the file.
    windows: { target: release, architecture, language: { ask: true } },
  };
}

/** `Salle 3.xml` -> `salle-3` */
function slugOf(fileName: string): string {
  const slug = fileName
    .replace(/\.[^.]*$/, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return slug === '' ? 'windows' : slug;
}

const RELEASES: [RegExp, WindowsTarget][] = [
  [/server\s*2019/i, 'server-2019'],
  [/server\s*2022/i, 'server-2022'],
  [/server\s*2025/i, 'server-2025'],
  [/windows\s*10/i, 'windows-10'],
];

/** The release in the name of an image; the newest Windows by default. */
function releaseOf(root: XmlElement): WindowsTarget {
  const names = textsBelow(root, 'MetaData');
  return RELEASES.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1] ?? 'windows-11-25h2';
}

function textsBelow(root: XmlElement, name: string): string[] {
  const found: string[] = [];
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    if (element.name === name) found.push(...element.children.map(({ text }) => text));
    else open.push(...element.children);
  }
  return found;
}
