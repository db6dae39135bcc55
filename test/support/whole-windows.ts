import { createHash } from 'node:crypto';
import { JOIN_PASSWORD, type SambaDomain, WORKSTATIONS } from './samba-domain.js';
import { SECRET_WINDOWS, WINDOWS_SECRETS } from './secret-windows.js';
import type { SimulatedPc } from './simulated-pc.js';
import { joinBlobOf } from './simulated-windows-report.js';
import { RECOVERY } from './windows-scripts/personalise-options.js';
import { programsOf } from './windows-scripts/software.js';
import { furnishWindows, windowsProfile } from './windows-wim.js';
import type { Workshop } from './workshop.js';

const { accounts } = SECRET_WINDOWS.windows;
export const OFFICE_KEYS = ['OFFIC-PLANT-11111-AAAAA', 'OFFIC-PLANT-22222-BBBBB', 'OFFIC-PLANT-33333-CCCCC'];
export const WINDOWS_KEYS = [
  'PLANT-WIN11-KEYAA-11111-AAAAA',
  'PLANT-WIN11-KEYBB-22222-BBBBB',
  'PLANT-WIN11-KEYCC-33333-CCCCC',
];

/** What technicians and administrators typed; each is a secret. */
export const TYPED: Record<string, string> = {
  ...Object.fromEntries(Object.entries(WINDOWS_SECRETS).filter(([name]) => !/join|raw/.test(name))),
  'ad/join': JOIN_PASSWORD,
};

/** A profile with every part that a deployment of Windows has. */
export const WHOLE = windowsProfile(
  'whole',
  {
    accounts,
    domain: { directory: 'corp', offlineJoin: true },
    comfort: { explorer: { fileExtensions: true } },
    security: { bitlocker: { mode: 'on', escrow: [{ to: 'vault' }] } },
    activation: { from: { pool: 'windows' }, failed: 'fail' },
    update: { failed: 'fail' },
    personalise: {
      printers: [{ name: 'Accueil', uri: 'ipp://10.0.0.8/ipp/print', default: true }],
      drives: [{ letter: 'S', path: '\\\\files.corp.test\\common', label: 'Commun' }],
      failed: 'fail',
    },
  },
  {
    network: SECRET_WINDOWS.network,
    update: 'all',
    userData: { backup: {}, restore: true },
    software: [
      { kind: 'catalogue', name: 'viewer' },
      { kind: 'catalogue', name: 'office' },
    ],
  },
);

/** The secrets, the image, the directory, the programs, their licences, and the profile. */
export async function furnishWhole(workshop: Workshop, domain: SambaDomain): Promise<void> {
  await furnishWindows(workshop);
  for (const [reference, value] of Object.entries(TYPED))
    await workshop.well('PUT', '/api/secrets', { reference, value });
  await workshop.well('PUT', '/api/directories', {
    name: 'corp',
    domain: domain.dnsName,
    servers: [{ name: domain.name, address: domain.address }],
    certificateAuthority: domain.authority,
    account: { user: 'svc-join', password: { vault: 'ad/join' } },
    organizationalUnit: WORKSTATIONS,
  });
  await workshop.well('POST', '/api/licence-pools/office/licences', { keys: OFFICE_KEYS });
  await workshop.well('POST', '/api/licence-pools/windows/licences', { keys: WINDOWS_KEYS });
  const installer = Buffer.from('MZ an installer');
  const sha256 = createHash('sha256').update(installer).digest('hex');
  await workshop.well('PUT', `/api/payloads?sha256=${sha256}`, installer, 'application/octet-stream');
  const exe = { kind: 'exe', version: '1.0', arguments: '/S', retry: { times: 3, seconds: 1 } };
  for (const program of [
    { name: 'viewer', detect: { by: 'uninstall', name: 'Viewer' } },
    {
      name: 'office',
      detect: { by: 'uninstall', name: 'Office' },
      restart: 'now',
      licence: { pool: 'office', variable: 'OFFICE_KEY' },
    },
  ])
    await workshop.well('POST', '/api/programs', {
      ...exe,
      ...program,
      file: { name: `${program.name}.exe`, sha256 },
    });
  await workshop.well('POST', '/api/profiles', WHOLE);
}

/** What happens on this PC: an installation under way, programs that need a restart, updates of two rounds. */
export function prepareWhole(pc: SimulatedPc): void {
  pc.disk.users = { Anna: { 'Documents/lettre.txt': 'a letter of Anna 5530' } };
  Object.assign(programsOf(pc.windowsState).installers, {
    viewer: [{ exitCode: 1618 }, { exitCode: 0, installs: ['1.0'] }],
    office: [{ exitCode: 3010, installsAtRestart: ['1.0'] }],
  });
  pc.windowsState['recette'] = {
    probes: { wifi: { profiles: [{ name: 'Mairie', authentication: 'WPA2PSK' }] } },
  };
  pc.windowsState['updates'] = [
    { id: 'u1', kb: 'KB5000001', restart: true },
    { id: 'u2', kb: 'KB5000002', fails: ['0x80070643'] },
  ];
}

/**
 * Joins with the blob that the PC redeemed, as a Linux client in a namespace of its own: the directory has a logon of this
 * computer afterwards. @returns the blob
 */
export async function joined(pc: SimulatedPc, domain: SambaDomain): Promise<string> {
  const blob = joinBlobOf(pc.disk);
  if (blob === undefined) throw new Error('the answer file of this PC has no join blob');
  const name = nameOf(pc);
  const { requested, testjoin } = await domain.clientWith(blob, name);
  if (requested.code !== 0 || testjoin.code !== 0) throw new Error(requested.text + testjoin.text);
  // Windows writes it itself; the Linux client does not.
  await domain.change(`CN=${name},${WORKSTATIONS}`, { operatingSystem: 'Windows 11 Pro' });
  pc.windowsState['domain'] = domain.dnsName;
  return blob;
}

/** Every secret of these deployments, by what it is: typed, made by Établi, or made by the PCs. */
export function plantedIn(pcs: readonly SimulatedPc[], blobs: readonly string[]): Map<string, string> {
  const secrets = new Map(Object.entries(TYPED));
  const add = (name: string, values: readonly string[]) =>
    values.forEach((value, index) => secrets.set(`${name} ${index + 1}`, value));
  add('office key', OFFICE_KEYS);
  add('windows key', WINDOWS_KEYS);
  add('recovery password', [RECOVERY.password]);
  const bootTickets = pcs.flatMap((pc) => pc.bootTickets);
  add('boot ticket', bootTickets);
  add('token, ticket or account', [
    ...new Set(pcs.flatMap((pc) => pc.secrets).filter((one) => !bootTickets.includes(one))),
  ]);
  const orders = pcs.flatMap((pc) => pc.received.flatMap(resticOf));
  add('restic ticket', [...new Set(orders.map(({ ticket }) => ticket))]);
  add('restic password', [...new Set(orders.map(({ password }) => password))]);
  // Its middle: a line of a file may hold it in pieces.
  add(
    'join blob',
    blobs.map((blob) => blob.slice(1000, 1100)),
  );
  add(
    'computer password',
    blobs.map((blob, index) => passwordOf(blob, nameOf(pcs[index]!))),
  );
  return secrets;
}

interface ResticOrder {
  ticket: string;
  password: string;
}

/** What a job of the environment was given for the repository of its PC. */
function resticOf(input: string): ResticOrder[] {
  if (!input.includes('repositoryUrl')) return [];
  return [(JSON.parse(input) as { parameters: ResticOrder }).parameters];
}

/**
 * The password of the computer account that a blob holds: the string after the name, [MS-ODJ] §2.2.2.4 as [MS-RPCE] writes
 * it: length, offset and length, then UTF-16 with its end.
 */
function passwordOf(blob: string, name: string): string {
  const bytes = Buffer.from(blob, 'base64');
  const wanted = Buffer.from(`${name}\0`, 'utf16le');
  const ended = bytes.indexOf(wanted) + wanted.length;
  const begin = Math.ceil(ended / 4) * 4;
  const length = bytes.readUInt32LE(begin);
  const text = bytes.subarray(begin + 12, begin + 12 + 2 * length).toString('utf16le');
  if (length !== bytes.readUInt32LE(begin + 8) || text.length < 20 || !text.endsWith('\0'))
    throw new Error(`no password after the name ${name} in the blob`);
  return text.slice(0, -1);
}

export const nameOf = (pc: SimulatedPc): string => `PC-${pc.serial.slice(-6)}`.toUpperCase();
