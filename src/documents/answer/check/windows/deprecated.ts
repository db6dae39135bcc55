import { readFileSync } from 'node:fs';
import type { Bilingual } from '../../../../platform/core/index.js';
import type { WindowsTarget } from '../../../profile/index.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';
import { below } from './windows-file.js';
import type { XmlElement } from '../../../../platform/xml/index.js';

interface Deprecated {
  /** A component, or a component and a path. */
  setting: string;
  /** The generation of Windows: 8, 10 or 11. */
  since: number;
  only?: 'client' | 'server';
  becomes: 'ignored' | 'deprecated';
  instead: Bilingual;
  source: string;
}

export const { settings: DEPRECATED } = JSON.parse(
  readFileSync(new URL('../../tables/windows-deprecated.json', import.meta.url), 'utf8'),
) as { settings: Deprecated[] };

/** The generation of a release of Windows, and whether it is a server. */
const RELEASES: Record<WindowsTarget, { generation: number; role: 'client' | 'server' }> = {
  'windows-10': { generation: 10, role: 'client' },
  'windows-11-23h2': { generation: 11, role: 'client' },
  'windows-11-24h2': { generation: 11, role: 'client' },
  'windows-11-25h2': { generation: 11, role: 'client' },
  'server-2019': { generation: 10, role: 'server' },
  'server-2022': { generation: 10, role: 'server' },
  'server-2025': { generation: 11, role: 'server' },
};

/** Settings that the target release ignores. Without a target, none are reported. */
export const deprecated: WindowsRule = (file, report) => {
  const { target } = file;
  if (target === undefined) return;
  const entries = entriesFor(target);
  for (const { name, element } of file.components) {
    for (const { path, entry } of entries.get(name.toLowerCase()) ?? []) {
      for (const at of path === undefined ? [element] : below(element, path)) say(at, entry, target, report);
    }
  }
};

/** By component, in lower case. */
function entriesFor(target: WindowsTarget): Map<string, { path?: string; entry: Deprecated }[]> {
  const { generation, role } = RELEASES[target];
  const entries = new Map<string, { path?: string; entry: Deprecated }[]>();
  for (const entry of DEPRECATED) {
    if (entry.since > generation || (entry.only !== undefined && entry.only !== role)) continue;
    const [name = '', path] = entry.setting.split(' ');
    const key = name.toLowerCase();
    entries.set(key, [...(entries.get(key) ?? []), { path, entry }]);
  }
  return entries;
}

function say(
  at: XmlElement,
  { setting, becomes, instead, source }: Deprecated,
  target: WindowsTarget,
  report: Report,
) {
  const ignored = becomes === 'ignored';
  report.add({
    rule: 'windows/deprecated-setting',
    severity: 'warning',
    at,
    found: setting.split(' ').at(-1)!,
    expected: ignored
      ? { fr: `rien : ${target} l’ignore (${source})`, en: `nothing: ${target} ignores it (${source})` }
      : {
          fr: `un autre réglage sous ${target} (${source})`,
          en: `another setting for ${target} (${source})`,
        },
    remedy: instead,
  });
}
