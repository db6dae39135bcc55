import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { logger } from '../platform/config/index.js';
import { PermanentError } from '../platform/core/index.js';
import { command } from './command.js';
import { BENCH_PREFIX, networkNamespaces, removeLeftovers, removeNamespace } from './leftovers.js';
import { listenIn } from './listen-in.js';
import { processIdentity } from './process-identity.js';
import { siteDhcpConfig } from './site-dhcp.js';

/** `lan` holds the switch and the virtual PCs, `site` the customer's DHCP server, `server` Établi. */
export type Side = 'lan' | 'site' | 'server';

export interface NetworkOptions {
  /** Run the customer's DHCP server (default); false for an isolated network where Établi assigns the addresses. */
  siteDhcp?: boolean;
}

/** Any number, since each network has its own namespaces; it makes logs easier to read. */
let created = 0;

/**
 * A virtual workshop network in three network namespaces: a switch, the site's DHCP server (without PXE) and the Établi
 * server. Addresses are 10.77.N.0/24.
 */
export class Network {
  private taps = 0;
  private children = new Set<ChildProcess>();

  private constructor(
    private readonly key: string,
    readonly number: number,
    /** The files of this network and its PCs; removed with it. */
    readonly directory: string,
  ) {}

  /** Creates the network after removing the leftovers of crashed benches. Needs root. */
  static async create({ siteDhcp = true }: NetworkOptions = {}): Promise<Network> {
    await removeLeftovers();
    const directory = await newDirectory();
    const key = basename(directory);
    const network = new Network(key, ((created - 1) % 250) + 1, directory);
    try {
      await network.cable();
      if (siteDhcp) await network.startSiteDhcp();
      return network;
    } catch (error) {
      await network.remove();
      throw error;
    }
  }

  /** `10.77.N.0`, a /24. */
  get subnet(): string {
    return `10.77.${this.number}.0`;
  }

  /** The site's DHCP server. */
  get siteAddress(): string {
    return `10.77.${this.number}.2`;
  }

  /** The address of Établi. */
  get serverAddress(): string {
    return `10.77.${this.number}.3`;
  }

  namespace(side: Side): string {
    return `${this.key}-${side}`;
  }

  /** The command line that runs a command on that side of the network and ends it when this process dies. */
  commandLine(side: Side, line: string[]): [string, ...string[]] {
    return ['setpriv', '--pdeathsig', 'KILL', 'ip', 'netns', 'exec', this.namespace(side), ...line];
  }

  /** Starts a process there; it is killed when the network is removed or this process dies. */
  spawn(side: Side, line: string[], options: SpawnOptions = {}): ChildProcess {
    const [file, ...args] = this.commandLine(side, line);
    const child = spawn(file, args, options);
    this.children.add(child);
    child.once('exit', () => this.children.delete(child));
    child.once('error', () => this.children.delete(child));
    return child;
  }

  /** Makes an HTTP server of this process listen in Établi's namespace. */
  async listen(server: Server, port: number): Promise<void> {
    await listenIn(this.commandLine('server', []), server, port);
  }

  /** Adds a port to the switch. Returns the name of the tap device in the `lan` namespace. */
  async tap(): Promise<string> {
    const tap = `tap${this.taps++}`;
    const lan = this.namespace('lan');
    await command('ip', ['-n', lan, 'tuntap', 'add', 'dev', tap, 'mode', 'tap']);
    await command('ip', ['-n', lan, 'link', 'set', tap, 'master', 'br0', 'up']);
    return tap;
  }

  /** The addresses that the site's DHCP server gave: MAC in lower case -> IPv4. */
  async leases(): Promise<Map<string, string>> {
    const text = await readFile(join(this.directory, 'site.leases'), 'utf8').catch(() => '');
    const rows = text.split('\n').map((line) => line.split(' '));
    return new Map(rows.flatMap(([, mac, address]) => (mac && address ? [[mac, address] as const] : [])));
  }

  /** Ends every process of the network and removes its namespaces and files. Idempotent. */
  async remove(): Promise<void> {
    const ended = [...this.children].map((child) => end(child));
    await Promise.all(ended);
    const standing = await networkNamespaces();
    for (const side of ['lan', 'site', 'server'] as const) {
      const name = this.namespace(side);
      if (standing.includes(name)) await removeNamespace(name);
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  private async cable(): Promise<void> {
    for (const side of ['lan', 'site', 'server'] as const) {
      await command('ip', ['netns', 'add', this.namespace(side)]);
      await command('ip', ['-n', this.namespace(side), 'link', 'set', 'lo', 'up']);
    }
    const lan = this.namespace('lan');
    await command('ip', [
      '-n',
      lan,
      'link',
      'add',
      'br0',
      'type',
      'bridge',
      'stp_state',
      '0',
      'forward_delay',
      '0',
    ]);
    await command('ip', ['-n', lan, 'link', 'set', 'br0', 'up']);
    await this.plug('site', this.siteAddress);
    await this.plug('server', this.serverAddress);
  }

  private async plug(side: 'site' | 'server', address: string): Promise<void> {
    const lan = this.namespace('lan');
    const there = this.namespace(side);
    const port = `v-${side}`;
    await command('ip', [
      '-n',
      lan,
      'link',
      'add',
      port,
      'type',
      'veth',
      'peer',
      'name',
      'eth0',
      'netns',
      there,
    ]);
    await command('ip', ['-n', lan, 'link', 'set', port, 'master', 'br0', 'up']);
    await command('ip', ['-n', there, 'link', 'set', 'eth0', 'up']);
    await command('ip', ['-n', there, 'addr', 'add', `${address}/24`, 'brd', '+', 'dev', 'eth0']);
    // Wake-on-LAN packets to 255.255.255.255 need a route, and so does any other address a test talks to.
    await command('ip', ['-n', there, 'route', 'add', 'default', 'dev', 'eth0']);
  }

  private async startSiteDhcp(): Promise<void> {
    const file = join(this.directory, 'site-dhcp.conf');
    await writeFile(file, siteDhcpConfig(`10.77.${this.number}`, this.directory));
    const child = this.spawn('site', ['dnsmasq', '--keep-in-foreground', `--conf-file=${file}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await started(child);
    child.on('exit', (code, signal) =>
      logger('bench').debug({ code, signal }, "the site's DHCP server ended"),
    );
  }
}

/** A directory with a unique name, also among copies of this module in the same process. */
async function newDirectory(): Promise<string> {
  const owner = `${BENCH_PREFIX}${process.pid}-${processIdentity(process.pid)?.startedAt ?? 0}`;
  for (;;) {
    created += 1;
    const directory = join(tmpdir(), `${owner}-${created}`);
    try {
      await mkdir(directory);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    await chmod(directory, 0o755);
    return directory;
  }
}

/** Kills the process and resolves when it has ended. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** Resolves when dnsmasq has started; rejects with its output when it ends. */
function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-10_000);
      if (/ started, version /.test(said)) resolve();
    });
    child.once('error', reject);
    child.once('exit', () =>
      reject(
        new PermanentError({
          fr: `le serveur DHCP du site virtuel ne démarre pas : ${said.trim()}`,
          en: `the DHCP server of the virtual site does not start: ${said.trim()}`,
        }),
      ),
    );
  });
}
