import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DataSource, type EntityManager } from 'typeorm';
import { runCommand } from '../../src/interfaces/cli/index.js';
import {
  JoinAccounts,
  type JoinOrder,
  type PreparedJoin,
  Revocations,
} from '../../src/park/directory/index.js';
import { LdapSession } from '../../src/park/directory/ldap/session.js';
import { describe } from '../../src/platform/core/index.js';
import { runningServer, type RunningServer } from './running-server.js';
import { JOIN_PASSWORD, SambaDomain, WORKSTATIONS } from './samba-domain.js';

const call = promisify(execFile);

/** A server of Établi beside a Samba domain that it knows as `corp`. */
export class DirectoryServer {
  private constructor(
    readonly domain: SambaDomain,
    readonly server: RunningServer,
    private readonly folder: string,
  ) {}

  static async start(): Promise<DirectoryServer> {
    const [domain, server] = await Promise.all([SambaDomain.start(), runningServer()]);
    const started = new DirectoryServer(domain, server, mkdtempSync(join(tmpdir(), 'etabli-directory-')));
    await started.putSecret('ad/join', JOIN_PASSWORD);
    return started;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.domain.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get database(): DataSource {
    return this.server.app.get(DataSource);
  }
  get joins(): JoinAccounts {
    return this.server.app.get(JoinAccounts);
  }

  async putSecret(reference: string, value: string): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    await this.server.ask('/api/secrets', {
      method: 'PUT',
      headers,
      body: JSON.stringify({ reference, value }),
    });
  }

  /** One command of etabli, in English. */
  async etabli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
    let out = '';
    let err = '';
    const { base, token } = this.server;
    const status = await runCommand(['--url', base, '--token', token, '--language', 'en', ...args], {
      out: { write: (text) => (out += text) },
      err: { write: (text) => (err += text) },
    });
    return { status, out, err };
  }

  described(parts: object = {}): object {
    return {
      name: 'corp',
      domain: this.domain.dnsName,
      servers: [{ name: this.domain.name, address: this.domain.address }],
      certificateAuthority: this.domain.authority,
      account: { user: 'svc-join', password: { vault: 'ad/join' } },
      organizationalUnit: WORKSTATIONS,
      ...parts,
    };
  }

  /** `etabli directory add`, of this description with some parts of it otherwise. */
  add(parts: object = {}): Promise<{ status: number; out: string; err: string }> {
    const file = join(this.folder, 'directory.yaml');
    // JSON is YAML.
    writeFileSync(file, JSON.stringify(this.described(parts)));
    return this.etabli('directory', 'add', file);
  }

  /** A machine with this name, and a deployment of it that does not have to exist. */
  async order(computer: string, parts: Partial<JoinOrder> = {}): Promise<JoinOrder> {
    const machineId = parts.machineId ?? (await this.machine());
    const deploymentId = randomUUID();
    return {
      deploymentId,
      orderKey: `${deploymentId} now`,
      machineId,
      directory: 'corp',
      computer,
      ...parts,
    };
  }

  async machine(): Promise<string> {
    const id = randomUUID();
    await this.database.query('INSERT INTO machine (id, serial) VALUES ($1, $2)', [id, `SN-${id}`]);
    return id;
  }

  prepare(order: JoinOrder): Promise<PreparedJoin> {
    return this.joins.prepare(order, () => Promise.resolve());
  }

  /** What is prepared, or why it is not. */
  async outcome(order: JoinOrder): Promise<string> {
    return this.prepare(order).then(
      ({ action, dn }) => `${action} ${dn}`,
      (error: unknown) => describe(error).text.en,
    );
  }

  /** The blob, which must be there. */
  async blobOf({ orderKey }: JoinOrder): Promise<string> {
    const blob = await this.joins.blobOf(orderKey);
    if (blob === undefined) throw new Error('no blob');
    return blob;
  }

  /** A connection of an account of the domain whose password the vault has. */
  async sessionOf(user: string): Promise<LdapSession> {
    const { name, address, authority, dnsName } = this.domain;
    const directory = { domain: dnsName, certificateAuthority: authority };
    return LdapSession.open(directory, { name, address, port: 636 }, { user, password: JOIN_PASSWORD });
  }

  /** What ndrdump says of a blob: another program than the one that made it, and that Établi reads it with. */
  async ndrdump(blob: string): Promise<string> {
    const file = join(this.folder, 'blob');
    writeFileSync(file, Buffer.from(blob, 'base64'));
    const form = ['ODJ', 'ODJ_PROVISION_DATA_serialized_ptr', 'struct', file];
    return (await call('ndrdump', form)).stdout;
  }

  /** Calls deployments off, as a cancellation does, and gives their accounts back. */
  async callOff(...orders: JoinOrder[]): Promise<void> {
    await this.inTransaction((manager) =>
      this.joins.callOff(
        manager,
        orders.map(({ deploymentId }) => deploymentId),
      ),
    );
    await this.server.app.get(Revocations).once();
  }

  inTransaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  async states(): Promise<string[]> {
    const rows = await this.database.query<{ line: string }[]>(
      `SELECT computer || ' ' || action || ' ' || state AS line FROM join_account ORDER BY computer, created_at`,
    );
    return rows.map(({ line }) => line);
  }

  async audited(action: string): Promise<object[]> {
    const rows = await this.database.query<{ data: object }[]>(
      'SELECT data FROM audit_entry WHERE action = $1 ORDER BY id',
      [action],
    );
    return rows.map(({ data }) => data);
  }
}
