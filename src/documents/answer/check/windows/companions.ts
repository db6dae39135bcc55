import type { Severity } from '../../../../platform/core/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import type { KnownSetting } from '../../tables/windows-settings.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';
import { below } from './windows-file.js';

/**
 * Reports the other settings that this setting needs: an error if it cannot work without them, a warning if it usually
 * does not. An empty element counts as absent for these rules, but it is still reported.
 */
export function companions(element: XmlElement, known: KnownSetting, report: Report): void {
  const { required, advised } = known;
  if (required.length + advised.length === 0) return;
  if (element.children.length === 0) {
    for (const name of required) missing(element, name, 'warning', report);
    return;
  }
  for (const name of required) if (!has(element, name)) missing(element, name, 'error', report);
  for (const name of advised) if (!has(element, name)) missing(element, name, 'warning', report);
}

/** If the file partitions disks, an image needs an explicit target; otherwise Setup stops and asks. */
export const installTarget: WindowsRule = (file, report) => {
  for (const { element } of file.componentsOf('windowsPE', 'Microsoft-Windows-Setup')) {
    if (below(element, 'DiskConfiguration/Disk').length === 0) continue;
    for (const image of below(element, 'ImageInstall/OSImage')) {
      if (has(image, 'InstallTo') || has(image, 'InstallToAvailablePartition')) continue;
      missing(image, 'InstallTo', 'warning', report);
    }
  }
};

function has(element: XmlElement, name: string): boolean {
  const lower = name.toLowerCase();
  return element.children.some((child) => child.name === name || child.name.toLowerCase() === lower);
}

function missing(element: XmlElement, name: string, severity: Severity, report: Report): void {
  report.add({
    rule: 'windows/missing-companion',
    severity,
    at: element,
    found: `<${element.name}> (${name}: —)`,
    expected: { fr: `<${name}> sous <${element.name}>`, en: `<${name}> below <${element.name}>` },
    remedy:
      severity === 'error'
        ? {
            fr: `ajoutez <${name}> : sans lui, Windows ne peut pas appliquer cet élément`,
            en: `add <${name}>: without it, Windows cannot apply this element`,
          }
        : {
            fr: `ajoutez <${name}>, sauf si son absence est voulue`,
            en: `add <${name}>, unless it is missing on purpose`,
          },
  });
}
