import { checkAnswer, importAnswer, windowsOptions } from '../../../../documents/answer/index.js';
import { checkMdm, readHardwareHashes } from '../../../../documents/mdm/index.js';
import { parseProfile, profileJsonSchema, readProfile } from '../../../../documents/profile/index.js';
import { filled, type Frame, type Hostile } from './filled.js';
import { hostileJson } from './json.js';
import { hostileLines } from './lines.js';
import { hostileProfiles } from './profile.js';
import { renderingSubjects } from './rendering.js';
import type { Subject } from './subject.js';
import { hostilePlaces, windowsFrame } from './windows.js';
import { hostileXml } from './xml.js';
import { hostileYaml } from './yaml.js';

const TEN_MEGABYTES = 10_000_000;
const PLACES = 12;

/** Every checker, importer, schema and renderer. The same seed gives the same documents. */
export function subjects(seed: number): Subject[] {
  return [
    ...windowsSubjects(seed),
    ...linuxSubjects(seed),
    ...managementSubjects(seed),
    ...profileSubjects(seed),
  ];
}

function windowsSubjects(seed: number): Subject[] {
  const places = [...new Set(windowsOptions().flatMap(({ landsIn }) => landsIn))];
  const documents = {
    ...hostileXml(windowsFrame('specialize', 'Microsoft-Windows-Shell-Setup'), 'ComputerName', seed),
    ...hostilePlaces(places, PLACES, seed),
  };
  return [
    {
      name: 'check autounattend',
      most: TEN_MEGABYTES,
      documents,
      read: (bytes) => checkAnswer(bytes, { kind: 'autounattend', target: 'windows-11-25h2' }),
    },
    { name: 'import autounattend', most: TEN_MEGABYTES, documents, read: (bytes) => importAnswer(bytes) },
  ];
}

const PRESEED = {
  'unknown questions': (index: number, name: string) => `d-i netcfg/${name} string ${index}`,
  'one question often': (index: number) => `d-i netcfg/get_hostname string a${index}`,
  'unknown types': (index: number) => `d-i netcfg/get_hostname strin${index} a`,
  secrets: (index: number) => `d-i passwd/root-password password a${index}`,
  'known questions': (index: number) => `d-i apt-setup/local${index}/repository string http://a:b@c/`,
};

const KICKSTART = {
  'unknown commands': (index: number, name: string) => `${name} --a=${index}`,
  'unknown options': (index: number, name: string) => `network --${name}=${index}`,
  'options of one command': (index: number) => `part /a${index} --fstype=ext4 --size=${index}`,
  repeated: (index: number) => `rootpw a${index}`,
  sources: (index: number) => `url --url=http://a:b@c/${index}`,
  sections: (index: number) => `%post --log=/a${index}\necho\n%end`,
  'open sections': (index: number) => `%pre${index}`,
  packages: (index: number) => `%packages\na${index}\n%end`,
  ends: () => '%end',
};

const STORAGE = 'autoinstall:\n  version: 1\n  storage:\n    config:\n';
const AUTOINSTALL: Record<string, Hostile> = {
  'storage actions': filled(
    { before: STORAGE, after: '\n' },
    (index) => `      - {type: partition, id: p${index}, device: d, size: 1M, number: ${index}}`,
  ),
  'storage actions of one id': filled(
    { before: STORAGE, after: '\n' },
    (index) => `      - {type: disk, id: d, size: ${index}}`,
  ),
  'storage actions that refer on': filled(
    { before: STORAGE, after: '\n' },
    (index) => `      - {type: format, id: f${index}, volume: f${index + 1}, fstype: ext4}`,
  ),
  'storage actions of no kind': filled(
    { before: STORAGE, after: '\n' },
    (index) => `      - {type: t${index}, id: f${index}}`,
  ),
  'a storage action that refers to many': filled(
    { before: `${STORAGE}      - {type: raid, id: r, devices: [`, after: ']}\n' },
    (index) => `a${index}`,
    ', ',
  ),
  'interactive sections': filled(
    { before: 'autoinstall:\n  version: 1\n  interactive-sections: [', after: ']\n' },
    (index) => `identit${index}`,
    ', ',
  ),
};

const CLOUD: Record<string, Hostile> = {
  users: filled(
    { before: '#cloud-config\nusers:\n', after: '\n' },
    (index) => `  - {name: a${index}, passwd: x, unknown: y}`,
  ),
  'files to write': filled(
    { before: '#cloud-config\nwrite_files:\n', after: '\n' },
    (index) => `  - {content: a${index}}`,
  ),
  commands: filled({ before: '#cloud-config\nruncmd:\n', after: '\n' }, (index) => `  - [a, ${index}]`),
  passwords: filled(
    { before: '#cloud-config\nchpasswd:\n  list: |\n', after: '\n' },
    (index) => `    a${index}:b`,
  ),
};

function linuxSubjects(seed: number): Subject[] {
  const check = (
    kind: 'preseed' | 'kickstart' | 'autoinstall' | 'cloud-init',
    documents: Record<string, Hostile>,
  ): Subject => ({
    name: `check ${kind}`,
    most: TEN_MEGABYTES,
    documents,
    read: (bytes) => checkAnswer(bytes, { kind }),
  });
  return [
    check('preseed', hostileLines('', PRESEED, seed)),
    check('kickstart', hostileLines('', KICKSTART, seed)),
    check('autoinstall', { ...AUTOINSTALL, ...hostileYaml('autoinstall:\n  version: 1\n', seed) }),
    check('cloud-init', { ...CLOUD, ...hostileYaml('#cloud-config\n', seed) }),
  ];
}

const PLIST =
  '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict><key>PayloadType</key><string>Configuration</string>';
const PAYLOADS: Frame = {
  before: `${PLIST}<key>PayloadContent</key><array>`,
  after: '</array></dict></plist>',
};
const payload = (type: string, index: number, more = '') =>
  `<dict><key>PayloadType</key><string>${type}</string><key>PayloadUUID</key><string>${index}</string><key>PayloadIdentifier</key><string>a</string>${more}</dict>`;

const APPLE: Record<string, Hostile> = {
  'unknown keys': filled(
    { before: PLIST, after: '</dict></plist>' },
    (index) => `<key>Payload${index}</key><true/>`,
  ),
  'unknown keys of a payload': filled(
    {
      before: `${PAYLOADS.before}<dict><key>PayloadType</key><string>com.apple.applicationaccess</string>`,
      after: `</dict>${PAYLOADS.after}`,
    },
    (index) => `<key>allowCamera${index}</key><true/>`,
  ),
  payloads: filled(PAYLOADS, (index) => payload('com.apple.wifi.managed', index)),
  'unknown payloads': filled(PAYLOADS, (index) => payload(`com.apple.wifi.manage${index}`, index)),
  'payloads that refer': filled(PAYLOADS, (index) =>
    payload(
      'com.apple.wifi.managed',
      index,
      `<key>PayloadCertificateUUID</key><string>${index + 1}</string>`,
    ),
  ),
  certificates: filled(PAYLOADS, (index) =>
    payload('com.apple.security.pem', index, '<key>PayloadContent</key><data>QUJD</data>'),
  ),
  'one data': (bytes) =>
    PAYLOADS.before +
    payload(
      'com.apple.security.pem',
      1,
      `<key>PayloadContent</key><data>${'QUJD'.repeat(Math.max(1, (bytes - 400) >> 2))}</data>`,
    ) +
    PAYLOADS.after,
  'keys without values': filled(
    { before: PLIST, after: '</dict></plist>' },
    (index) => `<key>a${index}</key>`,
  ),
  'one key often': filled({ before: PLIST, after: '</dict></plist>' }, () => '<key>a</key><true/>'),
};

function managementSubjects(seed: number): Subject[] {
  const check = (name: string, documents: Record<string, Hostile>, fileName = ''): Subject => ({
    name: `check ${name}`,
    most: TEN_MEGABYTES,
    documents,
    read: (bytes) =>
      checkMdm(bytes, { fileName, platform: 'macos', system: '15.2', now: new Date('2026-11-28T00:00:00Z') }),
  });
  const json = (key: string) => hostileJson({ before: `{"${key}":1,`, after: '}' }, seed);
  const xml = (root: string) => hostileXml({ before: `<${root}>`, after: `</${root}>` }, 'a', seed);
  return [
    check('mobileconfig', {
      ...APPLE,
      ...hostileXml(
        { before: `${PLIST}<key>a</key><array>`, after: '</array></dict></plist>' },
        'dict',
        seed,
      ),
    }),
    { ...check('signed mobileconfig', signed()), encoding: 'latin1' },
    check('android provisioning', json('android.app.extra.PROVISIONING_LOCALE')),
    check('android policy', json('cameraDisabled')),
    check('autopilot', json('CloudAssignedTenantId')),
    check('syncml', xml('SyncML')),
    check('customizations', xml('WindowsCustomizations')),
    { name: 'read hashes', most: 5 << 20, documents: CSV, read: (bytes) => readHardwareHashes(bytes) },
  ];
}

const COLUMNS = 'Device Serial Number,Windows Product ID,Hardware Hash';
const CSV: Record<string, Hostile> = {
  rows: filled({ before: `${COLUMNS}\n`, after: '\n' }, (index) => `a${index},,x`),
  cells: filled({ before: `${COLUMNS}\n`, after: '\n' }, (index) => `a${index}`, ','),
  columns: filled({ before: `${COLUMNS},`, after: '\na,,b\n' }, (index) => `a${index}`, ','),
  quotes: filled({ before: `${COLUMNS}\n`, after: '\n' }, () => '"', ''),
  'a long cell': filled({ before: `${COLUMNS}\n`, after: '\n' }, () => 'a', ''),
  'empty lines': filled({ before: `${COLUMNS}\n`, after: '\n' }, () => '\n', ''),
};

/** DER with invalid lengths or nesting. */
function signed(): Record<string, Hostile> {
  const der =
    (inside: string): Hostile =>
    (bytes) =>
      `\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02${inside.repeat(Math.floor(bytes / inside.length))}`;
  return {
    'signed, deep': der('\x30\x80'),
    'signed, flat': der('\x02\x01\x01'),
    'signed, octets': der('\x24\x80\x04\x01a\x00\x00'),
  };
}

/** An empty object for a text that is not JSON, which is refused before the schema. */
function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return {};
  }
}

function profileSubjects(seed: number): Subject[] {
  const before = 'name: a\nmaster: {name: b}\n';
  const frame = { before: '{"name":"a","master":{"name":"b"},', after: '}' };
  const grown = hostileProfiles(profileJsonSchema());
  return [
    {
      name: 'read profile',
      most: 1 << 20,
      documents: { ...hostileYaml(before, seed), ...hostileJson(frame, seed), ...grown },
      read: (bytes) => readProfile(bytes.toString('utf8')),
    },
    {
      name: 'parse profile',
      most: 2 << 20,
      documents: { ...hostileJson(frame, seed), ...grown },
      read: (bytes) => parseProfile(jsonIn(bytes)),
    },
    ...renderingSubjects(grown),
  ];
}
