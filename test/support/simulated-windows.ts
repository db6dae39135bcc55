import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import type { SimulatedDisk } from './simulated-pc-disk.js';
import { windowsReport, windowsSeal } from './windows-report.js';

/** What a Windows of a simulated PC can use. */
export interface WindowsHost {
  disk: SimulatedDisk;
  identity: { serial: string; uuid: string; macs: string[] };
  /** Posts JSON; asks again until the server answers. */
  post(url: string, bearer: string, body: object): Promise<{ status: number; body: string }>;
  /** A test may stop it here. */
  midway(name: string): Promise<void>;
  /** Takes note of a secret that the PC was given. */
  secret(text: string): void;
}

/** How a PC differs from one on which everything is as asked. */
export interface WindowsOptions {
  /** Parts of its report. */
  report?: object;
  /** Parts of its last report. */
  seal?: object;
  /** Values of its registry, by their name. */
  registry?: Record<string, number | string>;
}

const PANTHER = ['Windows/Panther/Unattend/unattend.xml', 'Windows/Panther/unattend.xml'];

/**
 * The first boot of an installed Windows, as templates/first-boot/windows does it. @returns the status of the last
 * answer: 200 when the PC is sealed, 0 when the disk has no ticket
 */
export async function windowsFirstBoot(host: WindowsHost, options: WindowsOptions = {}): Promise<number> {
  const { disk } = host;
  const given = disk.file('Windows/Etabli/first-boot.json');
  if (given === undefined) return 0;
  const { server, ticket } = JSON.parse(given) as { server: string; ticket: string };
  host.secret(ticket);
  const key = disk.file('Windows/Etabli/own.key') ?? randomBytes(32).toString('base64url');
  disk.put('Windows/Etabli/own.key', key);
  await host.midway('redeem');
  const order = { protocol: 1, identity: host.identity, key };
  const redeemed = await host.post(`${server}/phone-home/windows/redeem`, ticket, order);
  if (redeemed.status !== 200) return redeemed.status;
  const { answer, session } = JSON.parse(redeemed.body) as { answer: string; session: string };
  host.secret(session);
  for (const path of PANTHER) disk.put(path, answer);
  await host.post(`${server}/phone-home/windows/acknowledge`, session, {});
  await host.midway('report');
  const tell = (what: string, body: object) =>
    host.post(`${server}/phone-home/windows/${what}`, session, { ...body, identity: host.identity });
  const reported = await tell('report', reportOf(disk, answer, options));
  if (reported.status !== 204) return reported.status;
  await host.midway('sealed');
  for (const path of [...PANTHER, 'Windows/Etabli'])
    rmSync(join(disk.root(), path), { recursive: true, force: true });
  return (await tell('sealed', windowsSeal(options.seal))).status;
}

/** Its name is what the answer file says, its drivers those that were copied, its options those of its registry. */
function reportOf(disk: SimulatedDisk, answer: string, { report = {}, registry = {} }: WindowsOptions) {
  const computerName = /<ComputerName>([^<]*)/.exec(answer)?.[1] ?? 'WIN-7G2K';
  const { packages } = JSON.parse(disk.file('Windows/Etabli/Drivers/packages.json') ?? '{"packages":[]}') as {
    packages: object[];
  };
  return windowsReport({
    boot: { computerName: computerName.toUpperCase() },
    ...runOf(answer),
    drivers: packages.map((one) => ({ ...one, outcome: 'installed', exitCode: 0, seconds: 2 })),
    options: { exitCode: 0, stdout: JSON.stringify({ reads: readsOf(disk, registry) }) },
    ...report,
  });
}

/** Every command of specialize, and every script up to the first logon, has ended well. */
function runOf(answer: string) {
  const document = new DOMParser().parseFromString(answer, 'text/xml');
  const commands = [...document.getElementsByTagName('RunSynchronousCommand')].map((command) => ({
    description: command.getElementsByTagName('Description')[0]?.textContent ?? 'command',
    exitCode: 0,
    timedOut: false,
  }));
  const files = [...document.getElementsByTagName('File')];
  const manifest = files.find((file) => file.getAttribute('name') === 'scripts.json')?.textContent;
  if (manifest == null) return { commands, scripts: null };
  const listed = JSON.parse(manifest) as { scripts: { phase: string; name: string }[] };
  const run = listed.scripts.filter(({ phase }) => phase !== 'everyUser').map(({ name }) => name);
  return { commands, scripts: ['unpack', ...run, 'finish'].map((name) => ({ name, status: '0' })) };
}

/** What options.ps1 would print. */
function readsOf(disk: SimulatedDisk, registry: Record<string, number | string>): object[] {
  const script = disk.file('Windows/Etabli/options.ps1') ?? '';
  const asked = /@\{ hive = '(.*?)'; key = '(.*?)'; name = '(.*?)' \}/g;
  return [...script.matchAll(asked)].map(([, hive, key, name = '']) => {
    const value = registry[name];
    if (value === undefined) return { hive, key, name, state: 'absent' };
    return { hive, key, name, state: 'found', kind: typeof value === 'number' ? 'DWord' : 'String', value };
  });
}
