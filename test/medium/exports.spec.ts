import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import { DataSource } from 'typeorm';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { inventorySchema, Machines } from '../../src/park/machine/index.js';
import { NotifiedLot } from '../support/notified-lot.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const FORMULA = '=HYPERLINK("http://evil","click")';
const CHECK = {
  ...{ kind: 'secure-boot', title: { fr: 'Démarrage sécurisé', en: 'Secure Boot' }, severity: 'blocking' },
  ...{ expected: { fr: 'activé', en: 'enabled' }, measured: '+1;"x"\n@cmd', verdict: 'passed' },
};

let server: RunningServer;
let lot: NotifiedLot;
let folder: string;

beforeAll(async () => {
  server = await runningServer();
  folder = mkdtempSync(join(tmpdir(), 'etabli-export-'));
  const machines = server.app.get(Machines);
  const { id } = await machines.register({ serial: 'EXP1', macs: ['52:54:00:00:00:01'] });
  const inventory = {
    firmware: { kind: 'uefi', vendor: 'EDK', version: '2' },
    system: { serial: 'EXP1', product: FORMULA },
    cpu: { model: '@SUM(1)' },
    memory: { totalBytes: 8 * 2 ** 30, modules: [] },
    disks: [{ path: '/dev/sda', model: '-2+3', serial: 'D1', sizeBytes: 1 }],
  };
  await machines.recordInventory(id, inventorySchema.parse(inventory));
  lot = await NotifiedLot.make(server, 'EXP1;PC-1', 'EXP2;PC-2');
  await NotifiedLot.make(server, 'EXP3;PC-3');
  const database = server.app.get(DataSource);
  await database.query('UPDATE deployment SET machine_id = $1, user_name = $2 WHERE serial = $3', [
    id,
    FORMULA,
    'EXP1',
  ]);
  await database.query('UPDATE machine SET product = $1 WHERE id = $2', [FORMULA, id]);
  await database.query(
    `INSERT INTO manual_check (deployment_id, check_id, position, title, severity, verdict, remark, answered_by, answered_at)
     VALUES ($1, 'screen', 0, '{"fr":"Écran","en":"Screen"}', 'reserve', 'failed', 'rayé', 'Anna', now())`,
    [await lot.deployment('EXP1')],
  );
  await lot.certify('EXP1', [CHECK]);
  await lot.fail('EXP2');
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function csv(what: string, query = ''): Promise<Record<string, string>[]> {
  const answer = await server.ask(`/api/exports/${what}.csv${query}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${what}.csv"`);
  const text = Buffer.from(await answer.arrayBuffer()).toString();
  expect(text.startsWith('\ufeff')).toBe(true);
  return parse(text, { bom: true, delimiter: ';', columns: true });
}

describe('a table for spreadsheets', () => {
  it('has the machines with what was measured of them', async () => {
    expect(await csv('machines', '?language=en')).toEqual([
      {
        ...{ 'Serial number': 'EXP1', Name: 'PC-1', 'Inventory number': '', Manufacturer: '' },
        ...{ Model: `'${FORMULA}`, UUID: '', MAC: '52:54:00:00:00:01', Processor: "'@SUM(1)" },
        ...{ 'Memory (GiB)': '8', Disks: "'-2+3 D1", Firmware: 'EDK 2' },
        ...{
          'First seen (UTC)': expect.stringMatching(/Z$/),
          'Last seen (UTC)': expect.stringMatching(/Z$/),
        },
      },
    ]);
  });

  it('has the lots with their counts', async () => {
    const rows = await csv('lots');
    expect(rows).toHaveLength(2);
    expect(rows.find((row) => row['Lot'] === lot.number)).toMatchObject({
      ...{ Client: 'ACME', Profil: 'debian-13-minimal', PC: '2', Certifiés: '1', 'En échec': '1' },
    });
  });

  it('has the deployments, of all lots or of one, in the language that is asked for', async () => {
    expect(await csv('deployments')).toHaveLength(3);
    const rows = await csv('deployments', `?lot=${lot.id}`);
    const one = rows.find((row) => row['N° de série'] === 'EXP1');
    const other = rows.find((row) => row['N° de série'] === 'EXP2');
    expect(rows).toHaveLength(2);
    expect(one).toMatchObject({
      État: 'certifié',
      Certificat: 'C-2026-EXP1',
      Utilisateur: `'${FORMULA}`,
      Réserves: '0',
    });
    expect(other).toMatchObject({ État: 'échec', Cause: 'le disque est en panne', Certificat: '' });
  });

  it('has the checks: signed, measured by a person, each with its verdict', async () => {
    const rows = await csv('checks', `?lot=${lot.id}&language=en`);
    expect(rows).toMatchObject([
      {
        ...{
          Name: 'PC-1',
          Check: 'secure-boot',
          Title: 'Secure Boot',
          Severity: 'blocking',
          Expected: 'enabled',
        },
        ...{ Measured: `'+1;"x" @cmd`, Verdict: 'passed', Certificate: 'C-2026-EXP1' },
      },
      { Check: 'screen', Title: 'Screen', Measured: 'rayé', Verdict: 'failed', 'Answered by': 'Anna' },
    ]);
  });

  it('is a workbook too, of which no cell is a formula', async () => {
    const answer = await server.ask('/api/exports/deployments.xlsx?language=en');
    const bytes = Buffer.from(await answer.arrayBuffer());
    const [sheetOne] = (await readWorkbook(bytes)) as unknown as { data: unknown[][] }[];
    const { data } = sheetOne!;
    expect(data[0]?.slice(0, 3)).toEqual(['Lot', 'Customer', 'Name']);
    expect(data).toHaveLength(4);
    expect(data.flat()).toContain(FORMULA);
    const file = join(folder, 'one.xlsx');
    writeFileSync(file, bytes);
    const sheet = execFileSync('7z', ['e', '-so', file, 'xl/worksheets/sheet1.xml']).toString();
    expect(sheet).not.toContain('<f>');
  });

  it('is read page by page, whatever its size', async () => {
    const serials = Array.from({ length: 1_201 }, (_, index) => `BIG${index};PC-BIG-${index}`);
    const big = await NotifiedLot.make(server, ...serials);
    const rows = await csv('deployments', `?lot=${big.id}`);
    expect(new Set(rows.map((row) => row['N° de série'])).size).toBe(1_201);
    expect(await csv('checks', `?lot=${big.id}`)).toEqual([]);
  });

  it('is refused for another name, and to somebody who is not logged in', async () => {
    for (const path of ['secrets.csv', 'machines.ods', 'machines', '..%2Fmachines.csv', 'machines.csv?lot=x'])
      expect([path, (await server.ask(`/api/exports/${path}`)).status]).toEqual([path, 400]);
    expect((await server.ask('/api/exports/machines.csv', { headers: { authorization: '' } })).status).toBe(
      401,
    );
  });
});

describe('etabli export', () => {
  async function etabli(...args: string[]) {
    let [out, err] = ['', ''];
    const status = await runCommand(
      ['--url', server.base, '--token', server.token, '--language', 'en', ...args],
      {
        out: { write: (text) => (out += text) },
        err: { write: (text) => (err += text) },
      },
    );
    return { status, out, err };
  }

  it('writes the file whole, of the lot that is named', async () => {
    const file = join(folder, 'lot.csv');
    expect((await etabli('export', 'deployments', '--lot', lot.number, '--out', file)).status).toBe(0);
    expect(readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(3);
    expect((await etabli('export', 'machines', '--out', join(folder, 'm.xlsx'))).status).toBe(0);
    expect(readFileSync(join(folder, 'm.xlsx')).subarray(0, 2).toString()).toBe('PK');
  });

  it('leaves nothing when it cannot', async () => {
    expect((await etabli('export', 'machines', '--out', join(folder, 'x.ods'))).status).toBe(2);
    expect((await etabli('export', 'everything')).status).toBe(2);
    expect((await etabli('export', 'machines', '--lot', 'L-0', '--out', join(folder, 'y.csv'))).status).toBe(
      4,
    );
    expect(existsSync(join(folder, 'y.csv')) || existsSync(join(folder, 'y.csv.part'))).toBe(false);
  });
});
