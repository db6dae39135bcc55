import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import fc from 'fast-check';
import type { Request } from 'express';
import request from 'supertest';
import type { DataSource } from 'typeorm';
import { admit } from '../../src/platform/account/access.js';
import { AuditEntry } from '../../src/platform/account/audit-entry.entity.js';
import { AuditStore } from '../../src/platform/account/audit.store.js';
import { Audit, type KnownAccount } from '../../src/platform/account/index.js';
import { ProblemFilter } from '../../src/interfaces/app/problem.filter.js';
import { SchemaPipe } from '../../src/interfaces/app/schema.pipe.js';
import { fieldIn, InputError, NotFoundError } from '../../src/platform/core/index.js';
import { Notifications, schemaDrift } from '../../src/platform/database/index.js';
import { Deployment } from '../../src/deployment/pipeline/deployment.entity.js';
import { DeploymentStore } from '../../src/deployment/pipeline/deployment.store.js';
import { Deployments } from '../../src/deployment/pipeline/deployments.service.js';
import { LotController } from '../../src/deployment/pipeline/lot/lot.controller.js';
import { readCsvSheet } from '../../src/deployment/pipeline/lot/csv-sheet.js';
import { LotColumnsStore } from '../../src/deployment/pipeline/lot/lot-columns.store.js';
import { clearMapping, lotOfSheet } from '../../src/deployment/pipeline/lot/lot-table.js';
import { LOT_ENTITIES } from '../../src/deployment/pipeline/lot/lot.providers.js';
import { LotStore } from '../../src/deployment/pipeline/lot/lot.store.js';
import { Lots } from '../../src/deployment/pipeline/lot/lots.service.js';
import {
  MachineAnomaly,
  MachineChange,
  MachineChannel,
  MachineMac,
  MachineRow,
  Machines,
  MachineStore,
} from '../../src/park/machine/index.js';
import { ProfileRow, Profiles, ProfileTextRow, ProfileVersion } from '../../src/documents/profile/server.js';
import { ProfileStore } from '../../src/documents/profile/profile.store.js';
import { DocumentThreads } from '../../src/platform/threads/index.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';
import { secretApprovals } from '../support/secret-approvals.js';

const FOREIGN = [
  MachineRow,
  MachineMac,
  MachineChannel,
  MachineChange,
  MachineAnomaly,
  ProfileRow,
  ProfileTextRow,
  ProfileVersion,
];
const ENTITIES = [...LOT_ENTITIES, Deployment, ...FOREIGN, AuditEntry];
const account: KnownAccount = {
  id: '7a1c2f4e-0000-4000-8000-000000000001',
  name: 'claire',
  displayName: 'Claire',
  role: 'technician',
  passwordChangeRequired: false,
  via: 'session',
};
const actor = { kind: 'account' as const, id: account.id, name: account.name };
const order = { customer: 'Mairie', profile: 'essai' };
const year = new Date().getFullYear();

const threads = new DocumentThreads();
let database: FreshDatabase;
let source: DataSource;
let machines: Machines;
let lots: Lots;

/** The lots as one of several servers has them: a connection pool of its own. */
async function server(): Promise<Lots> {
  const own = await database.dataSource(ENTITIES);
  const audit = new Audit(new AuditStore(own));
  const notifications = new Notifications(own, database.url);
  machines = new Machines(new MachineStore(own), audit, notifications);
  // Planning and conflicts use the store alone.
  const deployments = Object.assign(Object.create(Deployments.prototype) as Deployments, {
    store: new DeploymentStore(own),
  });
  const profiles = new Profiles(new ProfileStore(own), audit, secretApprovals(own), threads);
  return new Lots(new LotStore(own), deployments, profiles, machines, notifications, audit);
}

beforeEach(async () => {
  database = await freshDatabase();
  source = await database.dataSource(ENTITIES);
  lots = await server();
  const profiles = new Profiles(
    new ProfileStore(source),
    new Audit(new AuditStore(source)),
    secretApprovals(source),
    threads,
  );
  await profiles.apply('name: essai\nmaster: { name: debian-13 }\n', actor);
});
afterEach(() => database.drop());
afterAll(() => threads.close());

const readLotCsv = (bytes: Buffer) => {
  const sheet = readCsvSheet(bytes);
  return lotOfSheet(sheet, clearMapping(sheet));
};
const csv = (...lines: string[]) => readLotCsv(Buffer.from(lines.join('\n')));
const rowsIn = (table: string) =>
  source.query<{ n: number }[]>(`SELECT count(*)::integer AS n FROM ${table}`).then(([row]) => row?.n);

async function refusal(work: Promise<unknown>): Promise<string[]> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InputError)) throw new Error('not refused as an input', { cause: error });
  return error.findings.map((finding) => `${fieldIn(finding, 'en')}: ${finding.expected.en}`);
}

describe('lots', () => {
  it('have tables that match their entities', async () => {
    expect(await schemaDrift(await database.dataSource([...LOT_ENTITIES, ProfileVersion]))).toEqual([]);
  });

  it('are created with a planned deployment for each row, and nothing else happens', async () => {
    const written = csv(
      'serial;mac;nom;utilisateur;notes',
      'abc123;;PC-1;Zoé;',
      ';00-1a-2b-3c-4d-5e;PC-2;;près de la porte',
    );
    const lot = await lots.create({ ...order, notes: 'urgent' }, written, actor);
    expect(lot).toMatchObject({
      number: `L-${year}-0001`,
      customer: 'Mairie',
      profile: { name: 'essai', version: 1 },
      notes: 'urgent',
      createdBy: 'claire',
      counts: { planned: 2 },
    });
    const deployments = await source.manager.find(Deployment, {
      where: { lotId: lot.id },
      order: { rowNumber: 'ASC' },
    });
    expect(
      deployments.map(({ state, serial, mac, hostname, userName, notes }) => [
        state,
        serial,
        mac,
        hostname,
        userName,
        notes,
      ]),
    ).toEqual([
      ['planned', 'ABC123', null, 'PC-1', 'Zoé', null],
      ['planned', null, '00:1a:2b:3c:4d:5e', 'PC-2', null, 'près de la porte'],
    ]);
    expect(await rowsIn('machine')).toBe(0);
    const [entry] = await source.manager.find(AuditEntry, { where: { action: 'lot.create' } });
    expect(entry).toMatchObject({
      actorName: 'claire',
      subjectId: lot.id,
      data: { number: lot.number, machines: 2 },
    });
  });

  it('are numbered without gaps when created at once', async () => {
    const servers = [lots, await server(), await server()];
    const made = await Promise.all(
      Array.from({ length: 9 }, (_, n) =>
        servers[n % 3]!.create(order, csv('serial', `PC${n}SERIAL`), actor),
      ),
    );
    const numbers = made.map(({ number }) => number).sort();
    expect(numbers).toEqual(Array.from({ length: 9 }, (_, n) => `L-${year}-000${n + 1}`));
  });

  it('are all created when one server is asked for more at once than it has connections', async () => {
    const serials = Array.from({ length: 14 }, (_, n) => `CROWD${100 + n}`);
    const made = await Promise.all(serials.map((serial) => lots.create(order, csv('serial', serial), actor)));
    expect(new Set(made.map(({ number }) => number)).size).toBe(14);
  });

  it('contain a PC only once when created at once', async () => {
    const servers = [lots, await server(), await server()];
    const results = await Promise.allSettled(
      servers.map((one, n) => one.create(order, csv('serial', `ONLY${n}`, 'SHARED1'), actor)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await rowsIn('deployment')).toBe(2);
    expect(await rowsIn('lot')).toBe(1);
  });

  it('are refused as a whole for one invalid row, which is named', async () => {
    await lots.create(order, csv('serial', 'ABC123'), actor);
    const written = csv('N° série;Adresse MAC', 'DEF456;', 'abc123;', 'GHI789;00:1a:2b:3c:4d', ';');
    expect(await refusal(lots.create(order, written, actor))).toEqual([
      `row 3, column N° série: a PC that is in no active lot (it is in L-${year}-0001)`,
      'row 4, column Adresse MAC: a MAC address: 00:1a:2b:3c:4d:5e',
    ]);
    expect(await rowsIn('lot')).toBe(1);
    expect(await rowsIn('deployment')).toBe(1);
  });

  it('accept a PC again once its deployment has ended', async () => {
    await lots.create(order, csv('serial', 'ABC123'), actor);
    await source.query(`UPDATE deployment SET state = 'certified'`);
    expect((await lots.create(order, csv('serial', 'ABC123'), actor)).number).toBe(`L-${year}-0002`);
  });

  it('refuse the MAC of a dock that was seen on two PCs', async () => {
    await machines.register({ serial: 'ABC123', macs: ['50:1a:c5:fe:aa:8c'] });
    await machines.register({ serial: 'DEF456', macs: ['50:1a:c5:fe:aa:8c'] });
    expect(await refusal(lots.create(order, csv('mac', '50-1A-C5-FE-AA-8C'), actor))).toEqual([
      'row 2, column mac: the address of a network card of the PC itself, not of a dock or an adapter',
    ]);
  });

  it('need an existing profile and at least one PC', async () => {
    await expect(
      lots.create({ ...order, profile: 'absent' }, csv('serial', 'ABC123'), actor),
    ).rejects.toThrow(NotFoundError);
    await expect(
      lots.create({ ...order, profileVersion: 2 }, csv('serial', 'ABC123'), actor),
    ).rejects.toThrow(NotFoundError);
    expect(await refusal(lots.create(order, csv('serial'), actor))).toEqual(['rows: at least one PC']);
  });

  it('of random bytes are created completely or not at all', async () => {
    const bytes = fc
      .tuple(
        fc.constantFrom('serial;mac;nom\n', 'sn,notes\r\n'),
        fc.uint8Array({ maxLength: 60 }),
        fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
      )
      .map(([header, noise, text]) => Buffer.concat([Buffer.from(header), Buffer.from(`S${text}1;`), noise]));
    let [made, planned] = [0, 0];
    await fc.assert(
      fc.asyncProperty(bytes, async (file) => {
        try {
          const lot = await lots.create(order, readLotCsv(file), actor);
          made += 1;
          planned += lot.counts.planned ?? 0;
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
        expect([await rowsIn('lot'), await rowsIn('deployment')]).toEqual([made, planned]);
      }),
      { numRuns: 60 },
    );
    expect(made).toBeGreaterThan(0);
  });
});

describe('POST /api/lots', () => {
  let app: NestExpressApplication;

  beforeEach(async () => {
    const module = await Test.createTestingModule({
      controllers: [LotController],
      providers: [
        { provide: Lots, useValue: lots },
        { provide: LotColumnsStore, useValue: new LotColumnsStore(source) },
        { provide: DocumentThreads, useValue: { of: (owner: string) => threads.of(owner) } },
      ],
    }).compile();
    app = module.createNestApplication<NestExpressApplication>();
    app.useGlobalPipes(new SchemaPipe());
    app.useGlobalFilters(new ProblemFilter());
    app.useGlobalGuards({
      canActivate(context: ExecutionContext) {
        admit(context.switchToHttp().getRequest<Request>(), { account });
        return true;
      },
    });
    await app.listen(0, '127.0.0.1');
  });
  afterEach(() => app.close());

  const post = (query: object) =>
    request(`http://127.0.0.1:${(app.getHttpServer() as { address(): AddressInfo }).address().port}`)
      .post('/api/lots')
      .query(query);
  const upload = (query: object, bytes: Buffer) =>
    post(query)
      .set('content-type', 'text/csv')
      .serialize(() => bytes as never)
      .send(bytes as never);

  it('accepts a Windows-1252 file', async () => {
    const bytes = Buffer.from('N\xb0 de s\xe9rie;Utilisateur\r\nABC123;Zo\xe9\r\n', 'latin1');
    const answer = await upload({ ...order, customer: 'Préfecture' }, bytes).expect(201);
    expect(answer.body).toMatchObject({
      number: `L-${year}-0001`,
      customer: 'Préfecture',
      counts: { planned: 1 },
    });
    const [deployment] = await source.manager.find(Deployment);
    expect(deployment).toMatchObject({ serial: 'ABC123', userName: 'Zoé' });
  });

  it('returns the verdict of every row on a dry run, and creates nothing', async () => {
    const bytes = Buffer.from('serial;nom;prix\nABC123;PC-1;3\n0;PC_2;\n');
    const answer = await upload({ ...order, dryRun: true }, bytes).expect(200);
    expect(answer.body).toEqual({
      accepted: false,
      ignoredColumns: ['prix'],
      ignored: [
        {
          row: 1,
          column: 'prix',
          found: 'prix',
          text: { fr: 'colonne inconnue, ignorée', en: 'unknown column, ignored' },
        },
      ],
      rows: [
        { row: 2, values: { serial: 'ABC123', hostname: 'PC-1' }, problems: [] },
        {
          row: 3,
          values: {},
          problems: [
            {
              column: 'serial',
              found: '0',
              text: {
                fr: 'un vrai numéro de série : celui-ci ne désigne aucun PC',
                en: 'a real serial number: this one names no PC',
              },
            },
            {
              column: 'nom',
              found: 'PC_2',
              text: {
                fr: 'des lettres sans accent, des chiffres et des tirets',
                en: 'letters without accents, digits and hyphens',
              },
            },
          ],
        },
      ],
    });
    expect(await rowsIn('lot')).toBe(0);
  });

  it('refuses more than 5,000 rows, and lists ignored values of fewer', async () => {
    const many = Buffer.from(`serial\n${Array.from({ length: 5_001 }, (_, n) => `PC${n}\n`).join('')}`);
    const refused = await upload(order, many).set('accept-language', 'en').expect(400);
    expect(refused.body).toMatchObject({
      detail: 'lot refused: (file): expected at most 5000 PCs: make several lots',
      findings: [{ found: '> 5000' }],
    });
    const rows = Array.from({ length: 5_001 }, (_, n) => ({ serial: `PC${n}` }));
    const answer = await post({})
      .set('accept-language', 'en')
      .send({ ...order, rows });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await rowsIn('lot')).toBe(0);
    const few = await upload(order, Buffer.from('serial;mac;prix\n0;001a2b3c4d5e;3\n')).expect(201);
    expect(few.body).toMatchObject({
      ignored: [
        { row: 1, column: 'prix', text: { en: 'unknown column, ignored' } },
        {
          row: 2,
          column: 'serial',
          text: { en: 'this serial number names no PC: ignored, the MAC address is enough' },
        },
      ],
    });
  });

  it('accepts JSON rows', async () => {
    const rows = [{ serial: 'ABC123', hostname: 'PC-1', mac: null }, { mac: '001a2b3c4d5e' }];
    const answer = await post({})
      .send({ ...order, rows })
      .expect(201);
    expect(answer.body).toMatchObject({ counts: { planned: 2 } });
  });

  it('names the invalid field in JSON', async () => {
    const answer = await post({})
      .set('accept-language', 'en')
      .send({ profile: 'essai', rows: [{ serial: 'ABC123', nom: 'x' }] })
      .expect(400);
    const { findings } = answer.body as { findings: { field: string; expected: string }[] };
    expect(findings.map(({ field, expected }) => [field, expected])).toEqual([
      ['customer', 'one line of text, 1 to 200 characters'],
      ['rows[0].nom', 'no field of this name here'],
    ]);
  });

  it('names row and column in the reader’s language', async () => {
    const answer = await upload(order, Buffer.from('serial;mac\nABC123;zz\n'))
      .set('accept-language', 'fr')
      .expect(400);
    expect(answer.body).toMatchObject({
      detail: 'lot refusé : 1 ligne(s) à corriger sur 1, rien n’a été créé',
      findings: [
        { field: 'ligne 2, colonne mac', found: 'zz', expected: 'une adresse MAC : 00:1a:2b:3c:4d:5e' },
      ],
    });
  });

  it('removes bidirectional and invisible characters from customer and notes', async () => {
    const turned = { customer: 'Mairie\u202etserB ed\u202c', notes: 'a\u2066b\u001b[31m' };
    const answer = await upload({ ...order, ...turned }, Buffer.from('serial\nTURNED-01\n')).expect(201);
    expect(answer.body).toMatchObject({ customer: 'MairietserB ed', notes: 'ab[31m' });
    await upload({ ...order, customer: '\u200b' }, Buffer.from('serial\nTURNED-02\n')).expect(400);
  });

  it('refuses a file that is too large', async () => {
    await upload(order, Buffer.alloc((5 << 20) + 1, 'x')).expect(413);
  });

  it('lists lots and gives one', async () => {
    const { id } = await lots.create(order, csv('serial', 'ABC123'), actor);
    const base = `http://127.0.0.1:${(app.getHttpServer() as { address(): AddressInfo }).address().port}`;
    const list = await request(base).get('/api/lots').expect(200);
    expect(list.body).toMatchObject({
      total: 1,
      items: [{ id, number: `L-${year}-0001`, counts: { planned: 1 } }],
    });
    await request(base).get(`/api/lots/${id}`).expect(200);
    await request(base).get('/api/lots/7a1c2f4e-0000-4000-8000-000000000009').expect(404);
  });
});
