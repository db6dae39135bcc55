import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../../src/bench/command.js';
import { Network, VirtualPc, type VirtualPcOptions } from '../../src/bench/index.js';
import { bootPackages } from '../../src/boot/boot-packages.js';
import { until } from '../support/until.js';
import { BootServer } from './support/boot-server.js';

const MINUTE = 60_000;
const ROOT = join(import.meta.dirname, '..', '..');

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

/** Starts the boot service in Établi's namespace; resolves once it has started. */
async function startService(settings: Record<string, string>): Promise<ChildProcess> {
  const dataDir = join(network.directory, 'etabli');
  // Fetched from here: the virtual network has no way to Debian's archive.
  await bootPackages(dataDir);
  const loader = join(ROOT, 'test', 'support', 'typescript.mjs');
  const program = join(ROOT, 'test', 'bench', 'support', 'run-boot-service.ts');
  const child = network.spawn('server', [process.execPath, '--import', loader, program], {
    cwd: ROOT,
    env: {
      ...process.env,
      ETABLI_DATA_DIR: dataDir,
      BOOT_INTERFACE: 'eth0',
      LOG_LEVEL: 'debug',
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
    ['UEFI', 'uefi-secure'],
    ['BIOS', 'bios'],
  ] as const)(
    'is the only DHCP server of an isolated network, for a PC with %s',
    async (_title, firmware) => {
      await prepare(false);
      const range = `10.77.${network.number}.50,10.77.${network.number}.60`;
      await startService({ BOOT_MODE: 'dhcp', BOOT_RANGE: range });
      const pc = new VirtualPc(network, { ...pcOptions, firmware });
      await pc.powerOn();
      await pc.waitForSerial(/this PC's own disk/, { timeoutMs: 3 * MINUTE });
      await pc.powerOff();
      expect(server.asked).toEqual([
        { method: 'GET', mac: pcOptions.mac, serial: pcOptions.serialNumber, uuid: pcOptions.uuid },
      ]);
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
