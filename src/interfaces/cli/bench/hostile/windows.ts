import { filled, type Hostile, seeded } from './filled.js';

const OPEN =
  '<?xml version="1.0" encoding="utf-8"?>\n<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State">\n';

/** The XML around the settings of a component in a pass. */
export function windowsFrame(pass: string, component: string, groups: readonly string[] = []) {
  return {
    before: `${OPEN}<settings pass="${pass}">\n<component name="${component}" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">\n${groups.map((name) => `<${name}>`).join('')}\n`,
    after: `\n${[...groups]
      .reverse()
      .map((name) => `</${name}>`)
      .join('')}</component></settings></unattend>`,
  };
}

const IN_FILE = /^(\w+) ([\w.-]+) ([\w/-]+)$/;

/**
 * For `count` random settings that options write to (`oobeSystem Microsoft-Windows-Shell-Setup
 * UserAccounts/LocalAccounts/LocalAccount/Name`), files that repeat the setting, its parent or its grandparent.
 */
export function hostilePlaces(
  places: readonly string[],
  count: number,
  seed: number,
): Record<string, Hostile> {
  const random = seeded(seed);
  const shuffled = places
    .filter((place) => IN_FILE.test(place))
    .map((place) => ({ place, at: random() }))
    .sort((a, b) => a.at - b.at);
  const found: Record<string, Hostile> = {};
  for (const { place } of shuffled.slice(0, count)) {
    const [, pass = '', component = '', path = ''] = IN_FILE.exec(place) ?? [];
    const names = path.split('/');
    for (let level = Math.max(0, names.length - 3); level < names.length; level += 1) {
      const groups = names.slice(0, level);
      found[`${pass} ${component} ${groups.join('/')} < ${names.slice(level).join('/')}`] = filled(
        windowsFrame(pass, component, groups),
        (index) => nested(names.slice(level), index),
      );
    }
  }
  found['passes and components'] = filled({ before: OPEN, after: '</unattend>' }, (index) => {
    const { place = '' } = shuffled[index % shuffled.length] ?? {};
    const [, pass = '', component = '', path = ''] = IN_FILE.exec(place) ?? [];
    return `<settings pass="${pass}"><component name="${component}" processorArchitecture="amd64">${nested(path.split('/'), index)}</component></settings>`;
  });
  return found;
}

/** Nested elements; the outer one is a list item with its own Order, and values differ by index. */
function nested([outer = 'a', ...inner]: string[], index: number): string {
  const inside =
    inner.length === 0
      ? valueOf(outer, index)
      : inner.reduceRight((text, name) => `<${name}>${text}</${name}>`, valueOf(inner.at(-1) ?? '', index));
  const order = inner.length === 0 ? '' : `<Order>${index}</Order>`;
  return `<${outer} wcm:action="add">${order}${inside}</${outer}>`;
}

function valueOf(name: string, index: number): string {
  if (/Command|Path/.test(name)) return `cmd /c echo a${index}`;
  if (/Password|Value/.test(name)) return `Secret-${index}`;
  return /ID|Number|Size|Order|Port/.test(name) ? String(index) : `a${index}`;
}
