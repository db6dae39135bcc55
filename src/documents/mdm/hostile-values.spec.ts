import { DOMParser } from '@xmldom/xmldom';
import { InputError } from '../../platform/core/index.js';
import { mdmFiles, mdmOrder } from '../../../test/support/mdm-files.js';
import {
  isAbout,
  isText,
  type WrittenOption,
  writtenOptionsOf,
} from '../../../test/support/written-options.js';
import { provisioning } from './android/provisioning.js';
import { MDM_PLATFORMS, type MdmPlatform } from './platform.js';

const APK = { url: 'https://mdm.fr/a.apk', signatureChecksum: 'A'.repeat(43) };
const MANAGER = { kind: 'headwind', server: 'https://mdm.fr', apk: APK };
/** Enough that there is a file of every platform. */
const AROUND = {
  restrictions: { camera: false },
  network: { wifi: [{ ssid: 'Atelier', security: 'wpa2-psk', passphrase: { vault: 'wifi' } }] },
};

const HOSTILE: [title: string, text: string][] = [
  ['quotes', `it's "so" \u2018so\u2019`],
  ['markup', ']]></string><dict/> &amp; <b a="1">'],
  ['new lines', 'a\nb'],
  ['a NUL', 'a\u0000b'],
  ['an escape', 'a\u001b[31mb'],
  ['what XML cannot hold', 'a\uffffb'],
  ['half a surrogate pair', 'a\ud800b'],
  ['bidirectional controls', 'a\u202eb\u2066c\u200fd'],
  ['emoji', 'Salle 😀 n° 1'],
  ['a template', '{{serial}} {{{x}}}'],
  ['64 KB', 'x'.repeat(65_536)],
];

/** What must stand beside an option for it to say anything. */
const BESIDE: [path: RegExp, beside: object][] = [
  [/^mdm\.apple\.wifi\[0\]/, { ssid: 'Atelier' }],
  [/^mdm\.apple\.wifi\[0\]\.proxy$/, { server: 'proxy.fr', port: 3128, user: 'anna' }],
  [/^mdm\.apple\.contentFilter\.onlyThese\[0\]$/, { url: 'https://a.fr/', title: 'A' }],
  [/^mdm\.apple\.dock\.links\[0\]$/, { url: 'https://a.fr/', title: 'A' }],
  [/^mdm\.android$/, { manager: MANAGER }],
  [/^mdm\.android\.manager$/, MANAGER],
  [/^mdm\.windows\.enrolment$/, { server: 'https://mdm.fr/', user: 'anna@mdm.fr' }],
];

/** The section with what must stand beside the option put where the schema alone would not. */
function completed(section: unknown, path: string, option: string): unknown {
  if (section === null || typeof section !== 'object') return section;
  if (Array.isArray(section))
    return section.map((item, index) => completed(item, `${path}[${index}]`, option));
  const [, beside = {}] = BESIDE.find(([pattern]) => pattern.exec(path)?.[0] === path) ?? [];
  const own = Object.entries(section).filter(
    ([key]) => !(key in beside) || isAbout(`${path}.${key}`, option),
  );
  const inside = own.map(([key, item]) => [key, completed(item, `${path}.${key}`, option)]);
  return { ...beside, ...(Object.fromEntries(inside) as object) };
}

const options = writtenOptionsOf('mdm').filter(
  ({ node, path }) => isText(node) && !/\.(?:apk|component|extras|token|fonts)\b/.test(path),
);

/** The platforms that an option may be of. */
function platformsOf(path: string): MdmPlatform[] {
  const own = /^mdm\.(apple|android|windows|linux)\b/.exec(path)?.[1];
  if (own === undefined) return ['macos'];
  return own === 'apple' ? ['macos', 'ios'] : [own as MdmPlatform];
}

/** Every text of a file, as another reader of its format reads it. */
function textOf(name: string, bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8');
  if (name.endsWith('.json')) return Object.values(flattened(JSON.parse(text))).join('\n');
  if (!/\.(?:mobileconfig|xml)$/.test(name)) return `${text}\n${Buffer.from(bytes).toString('utf16le')}`;
  const faults: string[] = [];
  const parser = new DOMParser({ onError: (_level, message) => faults.push(message) });
  const root = parser.parseFromString(text, 'text/xml').documentElement!;
  expect(faults).toEqual([]);
  const attributes = [...root.getElementsByTagName('*')].flatMap(({ attributes: all }) =>
    [...all].map(({ value }) => value),
  );
  return [root.textContent ?? '', ...attributes].join('\n');
}

function flattened(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [String(value)];
  return Object.entries(value).flatMap(([key, item]) => [key, ...flattened(item)]);
}

/** What became of a text: the fields that were refused, or whether it stands in a file or is listed. */
async function outcome(option: WrittenOption, text: string): Promise<string[] | 'carried' | 'lost'> {
  try {
    for (const platform of platformsOf(option.path)) {
      const profile = { ...AROUND, mdm: completed(option.sectionWith(text), 'mdm', option.path) };
      // Without its QR code, which holds the same text and takes long to draw.
      if (/^mdm\.android\.(?:manager|wifi)\b/.test(option.path)) {
        const set = flattened(provisioning(mdmOrder(platform, profile))).join('\n');
        return waysToWrite(text).some((way) => set.includes(way)) ? 'carried' : 'lost';
      }
      const { files, notCarried } = await mdmFiles(platform, profile);
      const texts = files
        .filter(({ name }) => !/\.(?:tar|png|svg)$/.test(name))
        .map(({ name, bytes }) => textOf(name, bytes));
      if (texts.some((one) => waysToWrite(text).some((way) => one.includes(way)))) return 'carried';
      if (notCarried.some((listed) => isAbout(listed.option, option.path))) return 'carried';
    }
    return 'lost';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.findings.map(({ field }) => (typeof field === 'string' ? field : field.en));
  }
}

/** As it is; inside JSON in a text; inside XML in a text; in a URL. */
function waysToWrite(text: string): string[] {
  const inUrl = text.isWellFormed() ? [encodeURIComponent(text)] : [];
  const inXml = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [text, JSON.stringify(text).slice(1, -1), inXml, inXml.replaceAll('"', '&quot;'), ...inUrl];
}

describe('a hostile text in an option of management', () => {
  it('has options of every platform to be tried in', () => {
    const platforms = new Set(options.flatMap(({ path }) => platformsOf(path)));
    expect([...platforms].sort()).toEqual([...MDM_PLATFORMS].sort());
  });

  it.each(options)('is refused by name or carried as it is: $path', async (option) => {
    const wrong: [string, unknown][] = [];
    for (const [title, text] of HOSTILE) {
      const found = await outcome(option, text);
      if (found === 'carried') continue;
      if (found !== 'lost' && found.some((field) => isAbout(field, option.path))) continue;
      wrong.push([title, found]);
    }
    expect(wrong).toEqual([]);
  });
});
