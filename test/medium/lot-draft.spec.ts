import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { DataSource } from 'typeorm';
import yauzl from 'yauzl';
import type { KnownAccount } from '../../src/platform/account/index.js';
import { Certificates } from '../../src/deployment/certificate/index.js';
import {
  Arming,
  DeploymentStore,
  LotDrafts,
  Lots,
  summaryOf,
  writtenOf,
} from '../../src/deployment/pipeline/index.js';
import { Profiles } from '../../src/documents/profile/server.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { textRow, workbook } from '../support/workbook.js';
import { profileDocument, Workshop } from '../support/workshop.js';
import { exampleRecord } from './certificate-example.js';

let server: RunningServer;
let workshop: Workshop;
let drafts: LotDrafts;

beforeAll(async () => {
  server = await runningServer();
  workshop = new Workshop(server.base, server.token);
  await workshop.furnish('tiny', 'mot de passe 7731');
  drafts = server.app.get(LotDrafts);
});
afterAll(() => server.stop());

const someone = (): KnownAccount => ({
  id: randomUUID(),
  name: `zoe-${randomUUID().slice(0, 6)}`,
  displayName: 'Zoé',
  role: 'technician',
  passwordChangeRequired: false,
  via: 'session',
});
const serial = () => `SN${randomUUID().slice(0, 8).toUpperCase()}`;
const rowsOf = async (account: KnownAccount) => {
  const draft = (await drafts.current(account))!;
  return writtenOf(draft.content).rows.map(({ row, cells }) => ({ row, ...cells }));
};
const count = async (table: string) =>
  (await server.app.get(DataSource).query<{ n: number }[]>(`SELECT count(*)::integer AS n FROM ${table}`))[0]!
    .n;

async function readyDraft(account: KnownAccount): Promise<string> {
  await drafts.scan(account, serial());
  await drafts.fill(account, { customer: 'Mairie', profile: 'tiny', site: 'Brest', dueOn: '2026-12-24' });
  return (await drafts.current(account))!.id;
}

describe('a draft of a lot', () => {
  it('becomes one lot, whoever sends it twice at once, and then the account has no draft', async () => {
    const zoe = someone();
    const id = await readyDraft(zoe);
    const before = await count('lot');
    const made = await Promise.all([1, 2, 3].map(() => drafts.complete(zoe, id)));
    expect(new Set(made.map((lot) => lot.id)).size).toBe(1);
    expect(await count('lot')).toBe(before + 1);
    expect(made[0]).toMatchObject({
      customer: 'Mairie',
      site: 'Brest',
      dueOn: '2026-12-24',
      counts: { planned: 1 },
    });
    expect(await drafts.current(zoe)).toBeUndefined();
  });

  it('is of its account alone', async () => {
    const [zoe, yann] = [someone(), someone()];
    const id = await readyDraft(zoe);
    await expect(drafts.complete(yann, id)).rejects.toThrow('this draft of a lot no longer exists');
    expect(await drafts.current(yann)).toBeUndefined();
  });

  it('with a mistake in a row or a field becomes nothing, and is kept as it is', async () => {
    const zoe = someone();
    const id = await readyDraft(zoe);
    await drafts.edit(zoe, { '1': { hostname: 'NOM_FAUX' } });
    const before = [await count('lot'), await count('deployment')];
    await expect(drafts.complete(zoe, id)).rejects.toThrow('1 of 1 row(s) to correct, nothing was created');
    await drafts.edit(zoe, { '1': { hostname: '' } });
    await drafts.fill(zoe, { dueOn: '2026-02-30' });
    await expect(drafts.complete(zoe, id)).rejects.toThrow('To correct: dueOn.');
    expect([await count('lot'), await count('deployment')]).toEqual(before);
    expect((await drafts.current(zoe))!.content.fields).toMatchObject({ dueOn: '2026-02-30' });
  });

  it('keeps what was typed in the cells of a file, and rows that are left out come back', async () => {
    const zoe = someone();
    await drafts.takeFile(zoe, Buffer.from('serial;nom\nA1;PC-1\nB2;PC_2\nC3;PC-3\n'), 'parc.csv');
    await drafts.edit(zoe, { '3': { hostname: 'PC-2', user: 'Léa' }, '99': { user: 'nobody' } });
    await drafts.leaveOut(zoe, [4], true);
    expect(await rowsOf(zoe)).toEqual([
      { row: 2, serial: 'A1', hostname: 'PC-1' },
      { row: 3, serial: 'B2', hostname: 'PC-2', user: 'Léa' },
    ]);
    await drafts.leaveOut(zoe, [4], false);
    expect((await rowsOf(zoe))[2]).toEqual({ row: 4, serial: 'C3', hostname: 'PC-3' });
  });

  it('takes scans at once without losing one, says which are there already, and knows a MAC address', async () => {
    const zoe = someone();
    const codes = Array.from({ length: 12 }, () => serial());
    await Promise.all(codes.map((code) => drafts.scan(zoe, code)));
    expect((await rowsOf(zoe)).map((row) => row.serial).sort()).toEqual([...codes].sort());
    const again = await drafts.scan(zoe, ` ${codes[0]!.toLowerCase()} `);
    expect(again).toMatchObject({ kind: 'duplicate' });
    expect(await drafts.scan(zoe, '00-1A-2B-3C-4D-5E')).toMatchObject({ kind: 'added', row: 13 });
    expect(await drafts.scan(zoe, '001a.2b3c.4d5e')).toMatchObject({ kind: 'duplicate', row: 13 });
    expect(await drafts.scan(zoe, '  ')).toEqual({ kind: 'empty' });
  });

  it('remembers what the columns of a file are, for files with the same headings, also on the command line', async () => {
    const [zoe, yann] = [someone(), someone()];
    const file = (value: string) => Buffer.from(`Étiquette bleue;Qui;Prix\n${value};Léa;12\n`);
    await drafts.takeFile(zoe, file(serial()), 'parc.csv');
    expect((await drafts.current(zoe))!.content.mapping).toEqual([null, null, null]);
    await drafts.map(zoe, ['serial', 'user', null], false);
    const second = serial();
    await drafts.takeFile(yann, file(second), 'autre.csv');
    expect(await rowsOf(yann)).toEqual([{ row: 2, serial: second, user: 'Léa' }]);
    const dry = '/api/lots?profile=tiny&customer=X&dryRun=true';
    const answer = await workshop.well('POST', dry, file(second), 'text/csv');
    expect(await answer.json()).toMatchObject({ accepted: true, ignoredColumns: ['Prix'] });
  });

  it('refuses one value for two columns', async () => {
    const zoe = someone();
    await drafts.takeFile(zoe, Buffer.from('a;b\n1;2\n'), 'x.csv');
    await expect(drafts.map(zoe, ['serial', 'serial'], false)).rejects.toThrow(
      'one heading only for each kind of value',
    );
  });

  it('may have no headings: its first row is a PC then', async () => {
    const zoe = someone();
    await drafts.takeFile(zoe, Buffer.from('PC-A1\tLéa\nPC-B2\tZoé\n'), '');
    await drafts.map(zoe, ['serial', 'user'], true);
    expect(await rowsOf(zoe)).toEqual([
      { row: 1, serial: 'PC-A1', user: 'Léa' },
      { row: 2, serial: 'PC-B2', user: 'Zoé' },
    ]);
  });
});

describe('what a draft would erase', () => {
  it('comes from the inventories that are known, and names the PCs that somebody should look at', async () => {
    await workshop.well(
      'POST',
      '/api/profiles',
      profileDocument('tagged', { hostname: { pattern: 'PC-{{assetTag}}' } }),
    );
    const disk = (path: string) => ({
      path,
      bus: 'nvme',
      sizeBytes: 512_110_190_592,
      serial: path,
      removable: false,
    });
    const pcs = [[disk('/dev/nvme0n1')], [disk('/dev/nvme0n1'), disk('/dev/nvme1n1')], [], undefined].map(
      (disks) => ({
        serial: serial(),
        disks,
      }),
    );
    for (const pc of pcs.filter(({ disks }) => disks !== undefined))
      await server.app
        .get(DataSource)
        .query(`INSERT INTO machine (id, serial, inventory) VALUES (gen_random_uuid(), $1, $2)`, [
          pc.serial,
          JSON.stringify({ disks: pc.disks }),
        ]);
    const rows = [...pcs.map((pc) => ({ serial: pc.serial, assetTag: 'INV-1' })), { serial: serial() }];
    const { id } = await server.app.get(Profiles).latest('tagged');
    const before = [await count('lot'), await count('deployment')];
    const erasures = await server.app.get(Arming).previewRows('Mairie', id, rows);
    expect([await count('lot'), await count('deployment')]).toEqual(before);
    const { text, toLookAt } = summaryOf(erasures);
    expect(text.en).toBe('5 PCs, 1 disk each; 3 to look at; 2 not seen yet');
    expect(toLookAt.map(({ certainty, nameFault }) => `${certainty}: ${nameFault?.en ?? 'named'}`)).toEqual([
      'undecided: named',
      'undecided: named',
      'unseen: the name pattern "PC-{{assetTag}}" gives "PC-": expected the PC to have: assetTag',
    ]);
  });
});

describe('POST /api/lots', () => {
  it('reads a workbook, with its position on the bench', async () => {
    const name = serial();
    const rows = textRow(1, 'N° de série', 'Emplacement', 'Couleur') + textRow(2, name, 'A-3', 'gris');
    const bytes = await workbook({ Parc: rows });
    const path = '/api/lots?profile=tiny&customer=X';
    const answer = await workshop.well('POST', path, bytes, 'application/octet-stream');
    const { id, ignoredColumns } = (await answer.json()) as { id: string; ignoredColumns: string[] };
    expect(ignoredColumns).toEqual(['Couleur']);
    const [pc] = await server.app.get(DeploymentStore).ofLot(id);
    expect(pc).toMatchObject({ serial: name, position: 'A-3' });
  });

  it('refuses an old workbook by its name, and more than 5 MiB', async () => {
    const path = '/api/lots?profile=tiny&customer=X';
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    const answer = await workshop.ask('POST', path, old, 'application/octet-stream');
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      400,
      'lot refused: (file): expected an .xlsx workbook without a password, or CSV: save the file in this format',
    ]);
    const large = await workshop.ask('POST', path, Buffer.alloc((5 << 20) + 1), 'application/octet-stream');
    expect(large.status).toBe(413);
  });
});

describe('the archive of the certificates of a lot', () => {
  it('has the PDF and the JSON of each certified PC, byte for byte, and the summary', async () => {
    const rows = [{ serial: serial() }, { serial: serial() }];
    const body = { profile: 'tiny', customer: 'Mairie', rows };
    const lot = (await (await workshop.well('POST', '/api/lots', body)).json()) as {
      id: string;
      number: string;
    };
    const none = await workshop.ask('GET', `/api/certificates/lots/${lot.id}/certificates.zip`);
    expect([none.status, ((await none.json()) as { detail: string }).detail]).toEqual([
      409,
      'no PC of this lot has a certificate yet',
    ]);
    const [pc] = await server.app.get(DeploymentStore).ofLot(lot.id);
    const certificates = server.app.get(Certificates);
    const record = exampleRecord({ deploymentId: pc!.id, lot: { id: lot.id, name: lot.number } });
    const { id, number, jws } = await certificates.issue(record);
    const answer = await server.ask(`/api/certificates/lots/${lot.id}/certificates.zip?language=fr`);
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="${lot.number}-certificates.zip"`,
    );
    const zip = await yauzl.fromBufferPromise(Buffer.from(await answer.arrayBuffer()));
    const files: Record<string, Buffer> = {};
    for await (const entry of zip.eachEntry())
      files[entry.fileName] = await buffer(await zip.openReadStreamPromise(entry));
    const base = `${lot.number}/${number}-GALOIS-201`;
    expect(Object.keys(files)).toEqual([`${base}.pdf`, `${base}.json`, `${lot.number}/summary.csv`]);
    expect(files[`${base}.json`]!.toString()).toBe(jws);
    expect(files[`${base}.pdf`]!.equals(await certificates.pdf(id, 'fr'))).toBe(true);
    expect(files[`${lot.number}/summary.csv`]!.toString()).toContain(rows[1]!.serial);
    expect((await server.app.get(Lots).get(lot.id)).number).toBe(lot.number);
  });
});
