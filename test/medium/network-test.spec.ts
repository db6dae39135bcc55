import { execFile, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Network } from '../../src/bench/index.js';
import { judge } from '../../src/deployment/boot/network-test/judge.js';
import type { Measured } from '../../src/deployment/boot/network-test/measured.schema.js';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');

let network: Network;
let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-network-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await network.remove();
  await rm(folder, { recursive: true, force: true });
});

/** dnsmasq on one side of the network; resolves once it has started. */
async function dnsmasq(side: 'site' | 'server', lines: string[]): Promise<void> {
  const file = join(folder, `${side}-${children.length}.conf`);
  const own = [
    'port=0',
    'interface=eth0',
    'bind-interfaces',
    'no-ping',
    'pid-file=',
    'log-facility=-',
    'user=root',
  ];
  await writeFile(file, [...own, ...lines, ''].join('\n'));
  const child = network.spawn(side, ['dnsmasq', '--keep-in-foreground', `--conf-file=${file}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('started, version')) resolve();
    });
    child.once('exit', () => reject(new Error(said)));
  });
}

/** Établi's own, beside the DHCP server of the site. */
async function proxy(): Promise<void> {
  await writeFile(join(folder, 'shimx64.efi'), 'loader');
  await dnsmasq('server', [
    `dhcp-range=${network.subnet},proxy,255.255.255.0`,
    'dhcp-no-override',
    'leasefile-ro',
    'pxe-service=x86-64_EFI,"Etabli",shimx64.efi',
    'enable-tftp',
    `tftp-root=${folder}`,
  ]);
}

const dhcp = (more: string[] = []) => [
  `dhcp-range=10.77.${network.number}.100,10.77.${network.number}.150,1h`,
  `dhcp-leasefile=${join(folder, 'leases')}`,
  ...more,
];

/** What the boot service measures in Établi's place of the network. */
async function measured(): Promise<Measured> {
  const place = { interfaceName: 'eth0', address: network.serverAddress, httpPort: 8080 };
  const loader = join(ROOT, 'test', 'support', 'typescript.mjs');
  const program = join(ROOT, 'test', 'support', 'run-probe.ts');
  const line = [process.execPath, '--import', loader, program, JSON.stringify(place)];
  const [file, ...args] = network.commandLine('server', line);
  const { stdout } = await run(file, args, { cwd: ROOT });
  return JSON.parse(stdout) as Measured;
}

/** What the test finds, fault by fault; what is good is left out. */
async function findings(mode: 'proxy' | 'dhcp' = 'proxy'): Promise<string[]> {
  const startedAt = '2026-03-01T08:00:00.000Z';
  const service = { interfaceName: 'eth0', address: network.serverAddress, mode, startedAt };
  const all = judge({ service, measured: await measured(), httpPort: 8080 });
  return all.filter(({ verdict }) => verdict === 'fault').map(({ id, found }) => `${id}: ${found.en}`);
}

const NO_SERVER = expect.stringMatching(/^http: The server does not answer/) as string;

describe('the test of the deployment network', () => {
  it('finds no fault beside the DHCP server of a site, but the server that is not there', async () => {
    network = await Network.create({ siteDhcp: false });
    await dnsmasq('site', dhcp());
    await proxy();
    expect(await findings()).toEqual([NO_SERVER]);
  });

  it('finds that nothing gives addresses', async () => {
    network = await Network.create({ siteDhcp: false });
    await proxy();
    expect(await findings()).toEqual([
      'dhcp: No DHCP server gives addresses on this network: no PC will boot there.',
      NO_SERVER,
    ]);
  });

  it('finds another PXE server, by its boot file', async () => {
    network = await Network.create({ siteDhcp: false });
    await dnsmasq('site', dhcp(['dhcp-boot=wdsnbp.com']));
    await proxy();
    expect(await findings()).toEqual([
      `other-pxe: Another server offers a network boot: ${network.siteAddress} (wdsnbp.com). PCs will boot from it at times, and from Établi at times.`,
      NO_SERVER,
    ]);
  });

  it('finds another proxy', async () => {
    network = await Network.create({ siteDhcp: false });
    await dnsmasq('site', [
      `dhcp-range=${network.subnet},proxy,255.255.255.0`,
      'leasefile-ro',
      'pxe-service=x86-64_EFI,"Other",other.efi',
    ]);
    await proxy();
    const found = await findings();
    expect(found[1]).toContain(`other-pxe: Another server offers a network boot: ${network.siteAddress}`);
    expect(found[0]).toContain('dhcp: No DHCP server');
  });

  it('finds a second DHCP server where Établi should be the only one', async () => {
    network = await Network.create({ siteDhcp: false });
    await dnsmasq('site', dhcp());
    await writeFile(join(folder, 'shimx64.efi'), 'loader');
    await dnsmasq('server', [...dhcp(), 'dhcp-boot=shimx64.efi', 'enable-tftp', `tftp-root=${folder}`]);
    expect(await findings('dhcp')).toEqual([
      `dhcp: Another DHCP server answers: ${network.siteAddress}. PCs will get the address of one or the other.`,
      NO_SERVER,
    ]);
  });

  it('finds a cable that is unplugged and a service that does not run', async () => {
    network = await Network.create({ siteDhcp: false });
    await run('ip', ['-n', network.namespace('lan'), 'link', 'set', 'v-server', 'down']);
    const found = await findings();
    expect(found[0]).toBe('link: No cable, or a switch that is off, on eth0.');
    expect(found).toContainEqual('tftp: The boot file is not served.');
  });
});
