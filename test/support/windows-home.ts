import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, type INestApplication, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { AccountModule } from '../../src/platform/account/index.js';
import { ProblemFilter } from '../../src/interfaces/app/problem.filter.js';
import { RequestBodyModule } from '../../src/interfaces/app/request-body.js';
import { SchemaPipe } from '../../src/interfaces/app/schema.pipe.js';
import { BootModule } from '../../src/deployment/boot/index.js';
import { Addresses } from '../../src/deployment/pipeline/addresses.js';
import { parseProfile, usesOf } from '../../src/documents/profile/index.js';
import { ProfileVersion } from '../../src/documents/profile/server.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { DatabaseModule } from '../../src/platform/database/index.js';
import {
  Arrivals,
  Confirmations,
  Deployment,
  DeploymentModule,
  Deployments,
  HostAddress,
  HostAddressStore,
  DeploymentStore,
  LotActs,
  Screens,
  StepRow,
  StepAttemptStore,
  StepStore,
  WINDOWS_TICKET,
  WindowsAccess,
  WindowsAccesses,
  WindowsAccessStore,
  WindowsBoot,
  WindowsBoots,
  WindowsBootStore,
  WindowsHandOvers,
} from '../../src/deployment/pipeline/index.js';
import { WindowsAnswers } from '../../src/deployment/pipeline/first-boot/windows-answers.js';
import { Lot } from '../../src/deployment/pipeline/lot/lot.entity.js';
import { orderOf } from '../../src/deployment/pipeline/order.js';
import { DirectoryModule } from '../../src/park/directory/index.js';
import { MachineModule } from '../../src/park/machine/index.js';
import { ThreadsModule } from '../../src/platform/threads/index.js';
import { SecretUseStore, Tickets, Vault, VaultModule } from '../../src/platform/vault/index.js';
import { type FreshDatabase, freshDatabase } from './database.js';
import { SECRET_WINDOWS, WINDOWS_SECRETS } from './secret-windows.js';

export const PROVEN = { kind: 'code', by: 'Anna', at: '2026-05-04T08:00:00.000Z' };
export const PLAIN = { name: 'plain', master: { name: 'windows-11' }, windows: {} };
/** What a PC makes at its first boot. */
export const KEY = 'k'.repeat(43);

export interface WindowsPc {
  id: string;
  machineId: string;
  identity: { serial: string; uuid: null; macs: string[] };
  armedAt: Date;
  ticket: string;
}

@Module({})
class FakeDeploymentModule {}

/** The phone-home API of Windows with a database of its own; of the pipeline, all that is about Windows is real. */
export class WindowsHome {
  /** The signals that the pipeline heard: machine, signal. */
  readonly signals: [string, string][] = [];
  app: INestApplication;
  source: DataSource;
  tickets: Tickets;
  private database: FreshDatabase;
  private dataDir: string;
  private count = 0;

  static async start(): Promise<WindowsHome> {
    const home = new WindowsHome();
    home.database = await freshDatabase();
    home.dataDir = await mkdtemp(join(tmpdir(), 'windows-test-'));
    const { dataDir } = home;
    const config = loadConfig({ ETABLI_DATA_DIR: dataDir, ETABLI_KEY_FILE: join(dataDir, 'key') });
    const imports = [
      ...[DatabaseModule.forRoot(config, home.database.url), VaultModule, AccountModule, MachineModule],
      ...[RequestBodyModule, BootModule],
    ];
    const module = await Test.createTestingModule({ imports })
      .overrideModule(DeploymentModule)
      .useModule(home.fakeDeploymentModule())
      .compile();
    home.app = module.createNestApplication({ logger: false, bodyParser: false });
    home.app.useGlobalPipes(new SchemaPipe());
    home.app.useGlobalFilters(new ProblemFilter());
    await home.app.listen(0, '127.0.0.1');
    home.source = home.app.get(DataSource);
    home.tickets = home.app.get(Tickets);
    await home.putSecrets();
    return home;
  }

  async close(): Promise<void> {
    await this.app?.close();
    await this.database?.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** A PC with a deployment under way, and the ticket that its disk got. */
  async deployed(document: object, asked: { proof?: object; steps?: string[] } = {}): Promise<WindowsPc> {
    this.count += 1;
    const { proof = PROVEN, steps = [] } = asked;
    const [id, machineId] = [randomUUID(), randomUUID()];
    const identity = {
      serial: `SN-${this.count}`,
      uuid: null,
      macs: [`52:54:00:00:02:${10 + this.count}`],
    };
    await this.source.query(`INSERT INTO machine (id, serial) VALUES ($1, $2)`, [machineId, identity.serial]);
    const profile = {
      ...{ id: randomUUID(), name: 'pc', version: 1, digest: 'd' },
      document: parseProfile(document),
    };
    const master = { name: 'windows-11', system: 'windows', kind: 'disk', indexSha256: 'a'.repeat(64) };
    const plan = { purpose: 'deploy', row: {}, profile, master, technician: 'Anna' };
    const armedAt = new Date(Date.UTC(2026, 4, 4, 8, this.count));
    await this.app.get(DeploymentStore).insert(this.source.manager, [
      {
        ...({ id, machineId, rowNumber: 1, purpose: 'deploy', state: 'waiting', armedAt, plan } as object),
        facts: { hostname: 'PC-001', identity: proof as never },
      },
    ]);
    for (const [position, name] of steps.entries()) await this.step(id, position, name, 'pending');
    const ticket = await this.written({ id, machineId, armedAt });
    return { id, machineId, identity, armedAt, ticket };
  }

  async step(id: string, position: number, name: string, state: string): Promise<void> {
    await this.source.query(
      `INSERT INTO step (id, deployment_id, position, name, queue, timeout_ms, state)
       VALUES (gen_random_uuid(), $1, $2, $3, 'control', 1000, $4)`,
      [id, position, name, state],
    );
  }

  /** The ticket that `write-answers` gives a disk. */
  async written({ id, machineId, armedAt }: Pick<WindowsPc, 'id' | 'machineId' | 'armedAt'>) {
    const ticket = this.tickets.issue(WINDOWS_TICKET, machineId, 60, orderOf({ id, armedAt }));
    const { id: windowsTicket } = this.tickets.read(ticket, WINDOWS_TICKET);
    await this.app.get(DeploymentStore).remember(id, { windowsTicket });
    return ticket;
  }

  /** Each from an address of its own: refusals of one address are audited ten times a minute. */
  post(what: string, bearer: string, body: object | string) {
    return request(this.app.getHttpServer())
      .post(`/phone-home/windows/${what}`)
      .agent(new Agent({ localAddress: `127.0.2.${this.count}` }))
      .set('Authorization', `Bearer ${bearer}`)
      .set('Content-Type', 'application/json')
      .send(body);
  }

  redeem({ ticket, identity }: WindowsPc, more: object = {}) {
    return this.post('redeem', ticket, { protocol: 1, identity, key: KEY, ...more });
  }

  /** The token of its reports. */
  async redeemed(pc: WindowsPc): Promise<string> {
    const { body } = await this.redeem(pc).expect(200);
    return (body as { session: string }).session;
  }

  change(id: string, set: string) {
    return this.source.query(`UPDATE deployment SET ${set} WHERE id = '${id}'`);
  }

  async audited({ machineId }: WindowsPc): Promise<[string, unknown][]> {
    const rows = await this.source.query<{ action: string; data: { reason?: string } }[]>(
      'SELECT action, data FROM audit_entry WHERE subject_id = $1 ORDER BY id',
      [machineId],
    );
    return rows.map(({ action, data }) => [action, data.reason ?? data]);
  }

  private async putSecrets(): Promise<void> {
    const vault = this.app.get(Vault);
    for (const [reference, value] of Object.entries(WINDOWS_SECRETS)) await vault.put(reference, value);
    const uses = this.app.get(SecretUseStore);
    await uses.transaction((manager) =>
      uses.approve(usesOf(parseProfile(SECRET_WINDOWS)), 'Anna', manager).then(() => undefined),
    );
  }

  /** What boot needs of the pipeline. */
  private fakeDeploymentModule(): DynamicModule {
    const hear = (_: unknown, machineId: string, signal: string) => {
      this.signals.push([machineId, signal]);
      return Promise.resolve(undefined);
    };
    const deployments = {
      provide: Deployments,
      inject: [DeploymentStore],
      useFactory: (store: DeploymentStore) => ({
        hear,
        passOn: () => Promise.resolve(),
        activeOf: (machineId: string) => store.activeFor({ machineId, macs: [] }),
      }),
    };
    const providers = [
      ...[
        deployments,
        DeploymentStore,
        StepAttemptStore,
        StepStore,
        Addresses,
        WindowsBootStore,
        WindowsAnswers,
        WindowsBoots,
      ],
      ...[WindowsAccesses, WindowsAccessStore, WindowsHandOvers, HostAddressStore],
      ...[Arrivals, Confirmations, LotActs, Screens].map((provide) => ({ provide, useValue: {} })),
    ];
    const entities = [Deployment, Lot, ProfileVersion, StepRow, HostAddress, WindowsAccess, WindowsBoot];
    const imports = [MachineModule, DirectoryModule, ThreadsModule, TypeOrmModule.forFeature(entities)];
    return { module: FakeDeploymentModule, imports, providers, exports: providers };
  }
}
