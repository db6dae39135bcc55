import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Attribute, Change, Client, type Entry } from 'ldapts';
import { until } from './until.js';

const call = promisify(execFile);
const REALM = 'CORP.TEST';
const DC = 'dc1.corp.test';
/** The join account of the tests may create computers in this OU, and nothing else anywhere. */
export const WORKSTATIONS = 'OU=Postes,DC=corp,DC=test';
export const JOIN_PASSWORD = 'J0in-planted-Passw0rd';
const ADMIN_PASSWORD = 'Adm1n-planted-Passw0rd';
const COMPUTER_CLASS = 'bf967a86-0de6-11d0-a285-00aa003049e2';

/** What a Linux client says that has applied a join blob. */
export interface JoinedClient {
  requested: { code: number; text: string };
  testjoin: { code: number; text: string };
}

/** Where Linux client and domain controller find their names: both in a mount namespace of their own. */
const IN_NAMESPACE = `
set -e; d=$1; run=$2; shift 2
mount --make-rprivate /
mount --bind $d/resolv.conf /etc/resolv.conf
mount --bind $d/hosts /etc/hosts
mkdir -p /run/samba; mount --bind $run /run/samba
export KRB5_CONFIG=$d/krb5.conf
exec "$@"`;

/**
 * A throwaway Samba domain corp.test in a network namespace of its own, reached over a link of the tests. `stop` ends
 * its processes by their number and removes the namespaces by their name.
 */
export class SambaDomain {
  private server: ChildProcess | undefined;
  private clients = 0;

  private constructor(
    private readonly root: string,
    private readonly tag: string,
    private readonly net: string,
  ) {}

  static async start(): Promise<SambaDomain> {
    const root = mkdtempSync(join(tmpdir(), 'samba-domain-'));
    const domain = new SambaDomain(root, `etd${process.pid}`, `198.18.${process.pid % 250}`);
    try {
      await domain.link();
      await domain.provision();
      await domain.up();
      await domain.populate();
    } catch (error) {
      await domain.stop();
      throw error;
    }
    return domain;
  }

  readonly name = DC;
  readonly dnsName = 'corp.test';
  get address(): string {
    return `${this.net}.10`;
  }
  /** The authority of its LDAPS certificate. */
  get authority(): string {
    return readFileSync(join(this.root, 'dc/private/tls/ca.pem'), 'utf8');
  }

  /** samba-tool on its own database, as root there. */
  async tool(...args: string[]): Promise<string> {
    const at = ['-H', join(this.root, 'dc/private/sam.ldb'), `--configfile=${this.root}/smb-dc.conf`];
    return (await call('samba-tool', [...args, ...at])).stdout;
  }

  /** Works in its directory as its administrator. */
  async asAdministrator<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const tlsOptions = { ca: [this.authority], servername: DC };
    const client = new Client({
      url: `ldaps://${this.address}:636`,
      tlsOptions,
      timeout: 10_000,
      connectTimeout: 5_000,
    });
    try {
      await client.bind('Administrator@corp.test', ADMIN_PASSWORD);
      return await work(client);
    } finally {
      await client.unbind().catch(() => undefined);
    }
  }

  /** The entry with this sAMAccountName, if there is one. */
  entry(account: string): Promise<Entry | undefined> {
    return this.asAdministrator(async (client) => {
      const filter = `(sAMAccountName=${account})`;
      return (await client.search('DC=corp,DC=test', { scope: 'sub', filter })).searchEntries[0];
    });
  }

  /** Replaces values of an entry. */
  change(dn: string, values: Record<string, string>): Promise<void> {
    const changes = Object.entries(values).map(
      ([type, value]) =>
        new Change({ operation: 'replace', modification: new Attribute({ type, values: [value] }) }),
    );
    return this.asAdministrator((client) => client.modify(dn, changes));
  }

  /** Gives an account this right at an object; `SID` in it is replaced. */
  async grant(user: string, object: string, sddl: string): Promise<void> {
    const sid = /objectSid: (\S+)/.exec(await this.tool('user', 'show', user, '--attributes=objectSid'))?.[1];
    await this.tool('dsacl', 'set', `--objectdn=${object}`, `--sddl=${sddl.replaceAll('SID', sid ?? '')}`);
  }

  async down(): Promise<void> {
    const { server } = this;
    if (server?.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    process.kill(server.pid, 'SIGTERM');
    await ended;
    // The others of its processes end a little later, and still write.
    await until(
      async () => (await pidsIn(`${this.tag}-dc`)) === '',
      () => 'the domain controller does not end',
    );
    this.server = undefined;
  }

  async up(): Promise<void> {
    const order = ['samba', '-i', '--no-process-group', `--configfile=${this.root}/smb-dc.conf`];
    const [file, args] = this.inside(`${this.tag}-dc`, 'dc/run', order);
    // Whoever ends the tests ends the domain with them.
    this.server = spawn('setpriv', ['--pdeathsig', 'TERM', file, ...args], {
      stdio: 'ignore',
      detached: true,
    });
    await until(
      () => this.answers(),
      () => 'the domain controller does not answer',
      60_000,
    );
  }

  /** A new Linux client in a namespace of its own applies the blob, and asks the domain whether it is joined. */
  async clientWith(blob: string, computer: string): Promise<JoinedClient> {
    const number = (this.clients += 1);
    const ns = `${this.tag}-pc${number}`;
    const home = `pc${number}`;
    const folder = join(this.root, home);
    try {
      await this.client(ns, 100 + (number % 150), folder);
      writeFileSync(join(folder, 'smb.conf'), clientConfiguration(folder, computer));
      writeFileSync(join(folder, 'blob'), blob);
      const run = (...args: string[]) =>
        this.run(ns, `${home}/run`, ['net', ...args, `--configfile=${folder}/smb.conf`]);
      const requested = await run('offlinejoin', 'requestodj', `loadfile=${folder}/blob`);
      const testjoin = await run('ads', 'testjoin');
      return { requested, testjoin };
    } finally {
      await quietly('ip', 'netns', 'delete', ns);
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async stop(): Promise<void> {
    await this.down();
    await quietly('ip', 'netns', 'delete', `${this.tag}-dc`);
    await quietly('ip', 'link', 'delete', `${this.tag}h`);
    rmSync(this.root, { recursive: true, force: true });
  }

  private async link(): Promise<void> {
    const ns = `${this.tag}-dc`;
    const host = `${this.tag}h`;
    await ip('netns', 'add', ns);
    await ip('-n', ns, 'link', 'set', 'lo', 'up');
    await ip('-n', ns, 'link', 'add', 'br0', 'type', 'bridge');
    await ip('-n', ns, 'address', 'add', `${this.address}/24`, 'dev', 'br0');
    await ip('link', 'add', host, 'type', 'veth', 'peer', 'name', 'h0', 'netns', ns);
    await ip('-n', ns, 'link', 'set', 'h0', 'master', 'br0', 'up');
    await ip('-n', ns, 'link', 'set', 'br0', 'up');
    await ip('address', 'add', `${this.net}.1/24`, 'dev', host);
    await ip('link', 'set', host, 'up');
  }

  private async client(ns: string, host: number, folder: string): Promise<void> {
    for (const name of ['run', 'private', 'state', 'cache', 'lock'])
      mkdirSync(join(folder, name), { recursive: true });
    const dc = ['-n', `${this.tag}-dc`];
    const port = `p${host}`;
    await ip('netns', 'add', ns);
    await ip(...dc, 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', ns);
    await ip(...dc, 'link', 'set', port, 'master', 'br0', 'up');
    await ip('-n', ns, 'address', 'add', `${this.net}.${host}/24`, 'dev', 'eth0');
    await ip('-n', ns, 'link', 'set', 'lo', 'up');
    await ip('-n', ns, 'link', 'set', 'eth0', 'up');
  }

  private async provision(): Promise<void> {
    const dc = join(this.root, 'dc');
    await call('samba-tool', [
      ...['domain', 'provision', `--targetdir=${dc}`, `--realm=${REALM}`, '--domain=CORP', '--host-name=dc1'],
      ...[`--host-ip=${this.address}`, '--server-role=dc', '--dns-backend=SAMBA_INTERNAL'],
      `--adminpass=${ADMIN_PASSWORD}`,
    ]);
    for (const folder of ['run', 'log', 'ncalrpc']) mkdirSync(join(dc, folder), { recursive: true });
    const file = (name: string, text: string) => writeFileSync(join(this.root, name), text);
    file('smb-dc.conf', serverConfiguration(dc));
    file('resolv.conf', `search corp.test\nnameserver ${this.address}\n`);
    file('hosts', `127.0.0.1 localhost\n${this.address} ${DC} dc1\n`);
    file('krb5.conf', `[libdefaults]\n default_realm = ${REALM}\n dns_lookup_kdc = true\n rdns = false\n`);
  }

  private async populate(): Promise<void> {
    await this.tool('ou', 'create', WORKSTATIONS);
    await this.tool('ou', 'create', `OU=Salle A,${WORKSTATIONS}`);
    await this.tool('ou', 'create', 'OU=Serveurs,DC=corp,DC=test');
    await this.tool('user', 'create', 'svc-join', JOIN_PASSWORD);
    await this.grant('svc-join', WORKSTATIONS, `(OA;CI;CC;${COMPUTER_CLASS};;SID)`);
  }

  private answers(): Promise<boolean> {
    return this.asAdministrator(() => Promise.resolve(true)).catch(() => false);
  }

  private inside(ns: string, run: string, order: string[]): [string, string[]] {
    const at = [this.root, join(this.root, run)];
    return ['ip', ['netns', 'exec', ns, 'unshare', '-m', 'bash', '-c', IN_NAMESPACE, '_', ...at, ...order]];
  }

  private run(ns: string, run: string, order: string[]): Promise<{ code: number; text: string }> {
    const [file, args] = this.inside(ns, run, order);
    return new Promise((resolve) =>
      execFile(file, args, { timeout: 60_000 }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), text: `${stdout}${stderr}` }),
      ),
    );
  }
}

function ip(...args: string[]): Promise<unknown> {
  return call('ip', args);
}

async function pidsIn(ns: string): Promise<string> {
  return (await call('ip', ['netns', 'pids', ns])).stdout.trim();
}

/** What is gone already needs not be removed. */
async function quietly(file: string, ...args: string[]): Promise<void> {
  await call(file, args).catch(() => undefined);
}

function serverConfiguration(dc: string): string {
  return `[global]
 netbios name = DC1
 realm = ${REALM}
 workgroup = CORP
 server role = active directory domain controller
 private dir = ${dc}/private
 state directory = ${dc}/state
 cache directory = ${dc}/cache
 lock directory = ${dc}
 binddns dir = ${dc}/bind-dns
 pid directory = ${dc}/run
 ncalrpc dir = ${dc}/ncalrpc
 winbindd socket directory = ${dc}/run/winbindd
 ntp signd socket directory = ${dc}/run/ntp_signd
 log file = ${dc}/log/log.%m
 logging = file
 log level = 0
 interfaces = lo br0
 bind interfaces only = yes
 dns forwarder =
 server services = s3fs, rpc, nbt, wrepl, ldap, cldap, kdc, drepl, winbindd, ntp_signd, kcc, dnsupdate, dns
 tls enabled = yes
[sysvol]
 path = ${dc}/state/sysvol
 read only = No
[netlogon]
 path = ${dc}/state/sysvol/corp.test/scripts
 read only = No
`;
}

function clientConfiguration(folder: string, computer: string): string {
  return `[global]
 netbios name = ${computer}
 realm = ${REALM}
 workgroup = CORP
 security = ads
 private dir = ${folder}/private
 state directory = ${folder}/state
 cache directory = ${folder}/cache
 lock directory = ${folder}/lock
 pid directory = ${folder}/run
 log file = ${folder}/log
 client ldap sasl wrapping = seal
`;
}
