import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../../src/bench/command.js';
import { Network, VirtualPc, type VirtualPcOptions } from '../../src/bench/index.js';
import { bootPackages } from '../../src/deployment/boot/boot-packages.js';
import { until } from '../support/until.js';
import { BootServer } from './support/boot-server.js';

const MINUTE = 60_000;
const ROOT = join(import.meta.dirname, '..', '..');
const LOADER = join(ROOT, 'test', 'support', 'typescript.mjs');
const DISCOVER = join(ROOT, 'test', 'bench', 'support', 'send-discover.ts');

const pcOptions: VirtualPcOptions = {
  name: 'pc1',
  firmware: 'uefi-secure',
  disks: [],
  nic: 'e1000e',
  mac: '52:54:00:e7:ab:01',
  memoryMb: 512,
  serialNumber: 'SN 0042-A',
  uuid: '4f1c2a3b-0d5e-4f6a-8b7c-9d0e1f2a3b4c',
};

let network: Network;
let server: BootServer;

async function prepare(siteDhcp: boolean): Promise<void> {
  network = await Network.create({ siteDhcp });
  server = new BootServer(network);
  await server.startHttp();
}

const CAPABILITIES = ['net_bind_service', 'net_admin', 'net_raw'];
/** Of nobody's, as systemd's DynamicUser. */
const UNKNOWN_ACCOUNT = '61234';

/** What docs/etabli-boot.service leaves to the boot service: an account of its own and three capabilities. */
function asTheUnit(): string[] {
  const only = `-all,${CAPABILITIES.map((name) => `+${name}`).join(',')}`;
  const account = ['--reuid', UNKNOWN_ACCOUNT, '--regid', UNKNOWN_ACCOUNT, '--clear-groups'];
  const sets = ['--inh-caps', only, '--ambient-caps', only, '--bounding-set', only];
  return ['setpriv', ...account, ...sets, '--no-new-privs'];
}

/** Starts the boot service in Établi's namespace, `within` other programs; resolves once it has started. */
async function startService(settings: Record<string, string>, within: string[] = []): Promise<ChildProcess> {
  const dataDir = join(network.directory, 'etabli');
  // Fetched from here: the virtual network has no way to Debian's archive.
  await bootPackages(dataDir);
  if (within.length > 0) await command('chown', ['-R', UNKNOWN_ACCOUNT, dataDir]);
  const program = join(ROOT, 'test', 'bench', 'support', 'run-boot-service.ts');
  const child = network.spawn('server', [...within, process.execPath, '--import', LOADER, program], {
    cwd: ROOT,
    env: {
      ...process.env,
      ETABLI_DATA_DIR: dataDir,
      BOOT_INTERFACE: 'eth0',
      LOG_LEVEL: 'debug',
      // TypeScript's own cache, where any account may write.
      ...(within.length > 0 && { TMPDIR: dataDir }),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('boot service started')) resolve();
    });
    child.once('exit', () => reject(new Error(`the boot service ended: ${said}`)));
  });
  return child;
}

/** The pids of the dnsmasq processes on Établi's side. */
async function dnsmasqs(): Promise<string[]> {
  const pids = (await command('ip', ['netns', 'pids', network.namespace('server')])).split('\n');
  const names = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')));
  return pids.filter((_, n) => names[n] === 'dnsmasq\n');
}

afterEach(async () => {
  await network.remove();
  await server.stop();
}, MINUTE);

describe('the boot service', () => {
  it.each([
    ['UEFI and the authority of 2011', { firmware: 'uefi-secure', authority: '2011' }],
    ['UEFI that boots by HTTP', { firmware: 'uefi-secure', networkBoot: 'http' }],
    ['BIOS', { firmware: 'bios' }],
  ] as const)(
    'is the only DHCP server of an isolated network, for a PC with %s',
    async (_title, shape) => {
      await prepare(false);
      const range = `10.77.${network.number}.50,10.77.${network.number}.60`;
      await startService({ BOOT_MODE: 'dhcp', BOOT_RANGE: range });
      const pc = new VirtualPc(network, { ...pcOptions, ...shape });
      await pc.powerOn();
      await pc.waitForSerial(/this PC's own disk/, { timeoutMs: 3 * MINUTE });
      await pc.powerOff();
      // Firmware that fetches for GRUB by HTTP asks for the size first.
      expect(server.asked.filter(({ method }) => method === 'GET')).toEqual([
        { method: 'GET', mac: pcOptions.mac, serial: pcOptions.serialNumber, uuid: pcOptions.uuid },
      ]);
    },
    4 * MINUTE,
  );

  it.each([
    ['HTTPClient', 16, (address: string) => `HTTPClient http://${address}:8080/boot/loader/shimx64.efi`],
    ['PXEClient', 7, () => 'PXEClient -'],
  ] as const)(
    "completes the answers of the site's DHCP server for a firmware that says %s",
    async (kind, arch, expected) => {
      await prepare(true);
      await startService({});
      const line = [process.execPath, '--import', LOADER, DISCOVER, kind, String(arch)];
      const [file, ...args] = network.commandLine('site', line);
      expect((await command(file, args)).trim()).toBe(expected(network.serverAddress));
    },
    MINUTE,
  );

  it(
    'needs no root, but three capabilities, to lead a PC to its boot files',
    async () => {
      await prepare(false);
      const range = `10.77.${network.number}.50,10.77.${network.number}.60`;
      await startService({ BOOT_MODE: 'dhcp', BOOT_RANGE: range }, asTheUnit());
      await until(async () => (await dnsmasqs()).length === 1);
      const [pid] = await dnsmasqs();
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).toBe(UNKNOWN_ACCOUNT);
      // Bits 10, 12 and 13. capabilities(7)
      for (const set of ['CapEff', 'CapPrm', 'CapBnd'])
        expect(new RegExp(`^${set}:\\s+(\\w+)`, 'm').exec(status)?.[1]).toBe('0000000000003400');
      const pc = new VirtualPc(network, pcOptions);
      await pc.powerOn();
      await pc.waitForSerial(/this PC's own disk/, { timeoutMs: 3 * MINUTE });
      await pc.powerOff();
      expect(server.asked).toHaveLength(1);
    },
    4 * MINUTE,
  );

  it(
    'restarts a dnsmasq that ends, and leaves none behind when it is stopped',
    async () => {
      await prepare(true);
      const service = await startService({});
      await until(async () => (await dnsmasqs()).length === 1);
      const [first] = await dnsmasqs();
      expect(first).toMatch(/^\d+$/);
      process.kill(Number(first), 'SIGKILL');
      await until(async () => (await dnsmasqs()).some((pid) => pid !== first));
      service.kill('SIGTERM');
      await once(service, 'exit');
      expect(await dnsmasqs()).toEqual([]);
    },
    MINUTE,
  );

  it(
    'leaves no dnsmasq behind when it is killed itself',
    async () => {
      await prepare(true);
      const service = await startService({});
      await until(async () => (await dnsmasqs()).length === 1);
      service.kill('SIGKILL');
      await until(async () => (await dnsmasqs()).length === 0);
      expect(await dnsmasqs()).toEqual([]);
    },
    MINUTE,
  );
});
