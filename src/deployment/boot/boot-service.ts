import { appendFile, chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Config, logger } from '../../platform/config/index.js';
import { OperatorError } from '../../platform/core/index.js';
import { SupervisedProcess } from '../../platform/processes/index.js';
import { type BootInterface, bootInterface } from './boot-interface.js';
import { command } from './command.js';
import { dnsmasqConfig, type DnsmasqOptions, UEFI_LOADER } from './dnsmasq-config.js';
import { httpBootUrl } from './http-boot.js';
import { HttpBootResponder } from './http-boot-responder.js';
import { readableByAll } from './readable-by-all.js';
import { type Account, spawnConfined } from './confined-process.js';
import { BootServiceLink, probe } from './network-test/index.js';
import { buildTftpRoot } from './tftp-root.js';

export interface BootService {
  /** Stops all processes of the service. */
  stop(): Promise<void>;
}

export interface BootEvents {
  /** Called when a PC has fetched its first loader: its earlier connections are dead. */
  onFirmware?: (address: string) => void;
}

/** Raw sockets and ARP entries for DHCP, and the ports 67 and 69. */
const DNSMASQ_ACCOUNT: Account = {
  user: 'nobody',
  group: 'nogroup',
  capabilities: ['net_admin', 'net_raw', 'net_bind_service'],
};

/** dnsmasq's log line after the transfer of a loader, the first file that firmware fetches. */
const LOADER_SENT = /sent \S*\/(?:shimx64\.efi|grub-bios\.0) to (\d+\.\d+\.\d+\.\d+)$/;

/** The address of the PC in such a line; undefined for other lines. */
export function firmwareAddress(line: string): string | undefined {
  return LOADER_SENT.exec(line)?.[1];
}

/**
 * Serves network boot on BOOT_INTERFACE: builds the TFTP root and runs dnsmasq. Needs root or the capabilities of
 * DNSMASQ_ACCOUNT.
 * @param address Établi's address on that interface; by default its first IPv4 address
 */
export async function startBootService(
  config: Config,
  address?: string,
  { onFirmware }: BootEvents = {},
): Promise<BootService> {
  const place = bootInterface(requireInterface(config), address);
  const { dataDir, httpPort } = config;
  const tftpRoot = await buildTftpRoot({ dataDir, address: place.address, httpPort });
  const file = join(dataDir, 'boot', 'dnsmasq.conf');
  await mkdir(dirname(file), { recursive: true });
  const options = await dnsmasqOptions(config, place, tftpRoot);
  await writeFile(file, dnsmasqConfig(options));
  await chmod(dirname(file), 0o755);
  await chmod(file, 0o644);
  if (options.mode.kind === 'dhcp') await handOver(options.mode.leaseFile, options.user);
  const log = logger('boot');
  const dnsmasq = new SupervisedProcess({
    name: 'dnsmasq',
    launch: () =>
      spawnConfined({
        file: 'dnsmasq',
        args: ['--keep-in-foreground', `--conf-file=${file}`],
        // Without root the account and its capabilities are those of this process already.
        as: isRoot() && options.user !== 'root' ? DNSMASQ_ACCOUNT : undefined,
        onLine: (line) => {
          log.debug({ line }, 'dnsmasq');
          const started = firmwareAddress(line);
          if (started !== undefined) onFirmware?.(started);
        },
      }),
  });
  dnsmasq.start();
  const httpBoot = options.mode.kind === 'proxy' ? await startHttpBoot(place.address, options) : undefined;
  const link = linkToServer(config, place);
  link.start();
  log.info({ ...place, mode: config.bootMode }, 'boot service started');
  return {
    async stop() {
      link.stop();
      await Promise.all([dnsmasq.stop(), httpBoot?.stop()]);
    },
  };
}

function linkToServer(config: Config, { name, address }: BootInterface): BootServiceLink {
  const { bootMode: mode, httpPort } = config;
  const startedAt = new Date().toISOString();
  return new BootServiceLink(config, { interfaceName: name, address, mode, startedAt }, () =>
    probe({ interfaceName: name, address, httpPort }),
  );
}

/** A failure does not affect PXE. */
async function startHttpBoot(
  address: string,
  { httpBootUrl: url }: DnsmasqOptions,
): Promise<HttpBootResponder | undefined> {
  return HttpBootResponder.start({ address, url }).catch((error: unknown) => {
    logger('boot').error({ err: error }, 'UEFI HTTP Boot is not available');
    return undefined;
  });
}

async function dnsmasqOptions(
  config: Config,
  { name, address, netmask }: BootInterface,
  tftpRoot: string,
): Promise<DnsmasqOptions> {
  // Below a folder such as /root, which other accounts cannot enter, dnsmasq must run as root.
  const keepsRoot = isRoot() && !(await readableByAll(tftpRoot));
  const user = keepsRoot ? 'root' : DNSMASQ_ACCOUNT.user;
  const url = httpBootUrl(address, config.httpPort, UEFI_LOADER);
  const mode = dhcpMode(config);
  return { interfaceName: name, address, netmask, tftpRoot, user, mode, httpBootUrl: url };
}

/** The lease file is the only file that dnsmasq writes. */
async function handOver(file: string, user: string): Promise<void> {
  await appendFile(file, '');
  if (isRoot() && user !== 'root') await command('chown', [user, file], dirname(file));
}

function dhcpMode({ bootMode, bootRange, dataDir }: Config): DnsmasqOptions['mode'] {
  if (bootMode === 'proxy') return { kind: 'proxy' };
  const [first, last] = bootRange?.split(',') ?? [];
  if (first === undefined || last === undefined) throw needed('BOOT_RANGE');
  return { kind: 'dhcp', first, last, leaseFile: join(dataDir, 'boot', 'dhcp.leases') };
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function requireInterface({ bootInterface: name }: Config): string {
  if (name === undefined) throw needed('BOOT_INTERFACE');
  return name;
}

function needed(setting: string): OperatorError {
  return new OperatorError(
    { fr: `le réglage ${setting} manque`, en: `the setting ${setting} is missing` },
    { remedy: { fr: `Définissez ${setting}, puis relancez.`, en: `Set ${setting}, then start again.` } },
  );
}
