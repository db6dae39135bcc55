import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { Machines } from '../../src/park/machine/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

interface Found {
  kind: string;
  id: string;
  path: string;
  name: string;
  serial?: string;
  state?: string;
  deploymentId?: string;
}
interface Answer {
  query: string;
  items: Found[];
  total: number;
  similar: Found[];
}

const UUID = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
let server: RunningServer;
let machineId: string;
let lot: { id: string; number: string };

const query = <T>(sql: string, values: unknown[] = []) => server.app.get(DataSource).query<T[]>(sql, values);

async function find(q: string, more = ''): Promise<Answer> {
  const answer = await server.ask(`/api/find?q=${encodeURIComponent(q)}${more}`);
  expect([q, answer.status]).toEqual([q, 200]);
  return (await answer.json()) as Answer;
}
const paths = ({ items }: Answer): string[] => items.map(({ path }) => path);

async function newLot(csv: string): Promise<{ id: string; number: string }> {
  const answer = await server.ask('/api/lots?profile=debian-13-minimal&customer=ACME', {
    method: 'POST',
    body: csv,
    headers: { 'content-type': 'text/csv' },
  });
  if (answer.status !== 201) throw new Error(await answer.text());
  return (await answer.json()) as { id: string; number: string };
}

const rowOf = async (serial: string): Promise<string> =>
  (await query<{ id: string }>('SELECT id FROM deployment WHERE serial = $1', [serial]))[0]!.id;

beforeAll(async () => {
  server = await runningServer();
  await server.ask('/api/profiles', {
    method: 'POST',
    body: await readFile('profiles/debian-13-minimal.yaml', 'utf8'),
    headers: { 'content-type': 'application/yaml' },
  });
  const seen = { serial: 'PF2XYZ12', uuid: UUID, macs: ['52:54:00:11:22:33'] };
  machineId = (await server.app.get(Machines).register(seen)).id;
  lot = await newLot(
    'serial;hostname;user;asset_tag\nPF2XYZ12;PC-COMPTA;Ana Lu;INV-0042\nSN00002;PC-ACCUEIL;<b>Bob</b>;INV-0043\n',
  );
  await newLot('serial;hostname\nSN00003;PC-COMPTA\n');
});
afterAll(() => server.stop());

describe('what is typed or scanned', () => {
  it('finds the machine by each of its numbers, in every way that they are written', async () => {
    for (const text of [
      'PF2XYZ12',
      ' pf2xyz12\r\n',
      '1S20W4CTO1WWPF2XYZ12',
      'SPF2XYZ12',
      'PF2XYW&é',
      UUID,
      UUID.toUpperCase(),
      'ba284e1b-a12f-d241-883f-0016d3cca427',
      '52-54-00-11-22-33',
      '525400112233',
      'inv-0042',
      machineId,
      `https://10.0.0.1:8443/machines/${machineId}`,
      'https://etabli.example/find?q=PF2XYZ12',
    ]) {
      expect([text, paths(await find(text))]).toEqual([text, [`/machines/${machineId}`]]);
    }
  });

  it('finds a PC that has never been seen by its row, and a lot by its number', async () => {
    const row = await rowOf('SN00002');
    expect((await find('PC-accueil')).items).toEqual([
      {
        kind: 'deployment',
        id: row,
        path: `/deployments/${row}`,
        name: 'PC-ACCUEIL',
        serial: 'SN00002',
        user: '<b>Bob</b>',
        deploymentId: row,
        state: 'planned',
      },
    ]);
    expect((await find(lot.number.toLowerCase())).items).toEqual([
      { kind: 'lot', id: lot.id, path: `/lots/${lot.id}`, name: lot.number, customer: 'ACME' },
    ]);
  });

  it('lists all PCs of one name, with what tells them apart', async () => {
    const { items, total } = await find('pc-compta');
    expect(items.map(({ name, serial, kind }) => [name, serial, kind])).toEqual([
      ['PC-COMPTA', 'PF2XYZ12', 'machine'],
      ['PC-COMPTA', 'SN00003', 'deployment'],
    ]);
    expect(total).toBe(2);
  });

  it('means the deployment of a PC where one is asked for', async () => {
    const row = await rowOf('PF2XYZ12');
    expect(paths(await find('PF2XYZ12', '&kind=deployment'))).toEqual([`/deployments/${row}`]);
    expect(paths(await find('PC-ACCUEIL', '&kind=machine'))).toEqual([]);
    expect(paths(await find(lot.number, '&kind=deployment'))).toEqual([]);
    expect((await server.ask('/api/find?q=x&kind=user')).status).toBe(400);
  });

  it('means the PC that has the name now, not the one that had it', async () => {
    const before = await rowOf('SN00002');
    await query(`UPDATE deployment SET state = 'cancelled' WHERE id = $1`, [before]);
    await newLot('serial;hostname\nSN00002;PC-ETAGE\nSN00004;PC-ACCUEIL\n');
    expect((await find('PC-ACCUEIL')).items.map(({ serial }) => serial)).toEqual(['SN00004']);
    expect((await find('PC-ETAGE')).items.map(({ serial }) => serial)).toEqual(['SN00002']);
  });

  it('shows what resembles it when nothing is exactly that', async () => {
    expect((await find('PF2XYZ13')).similar.map(({ serial }) => serial)).toEqual(['PF2XYZ12']);
    expect((await find('ana')).similar.map(({ name }) => name)).toEqual(['PC-COMPTA']);
    expect((await find('COMPTA')).similar.map(({ serial }) => serial)).toEqual(['PF2XYZ12', 'SN00003']);
    expect(await find('5CG0000000')).toEqual({ query: '5CG0000000', items: [], total: 0, similar: [] });
  });

  it.each([
    '%',
    '_______',
    '\\',
    "'; DROP TABLE machine; --",
    '\u0000',
    '\u0000\u0001PF%',
    '<script>alert(1)</script>',
    '{{constructor}}',
    '../../etc/passwd',
    'javascript:alert(1)',
    '//evil.example/machines',
    'https://evil.example/x',
    '𝔓ℭ-042',
    '\ufffe',
    '-'.repeat(200),
    '%'.repeat(200),
  ])('finds nothing for %j, and breaks nothing', async (text) => {
    const { items, similar } = await find(text);
    expect([items, similar]).toEqual([[], []]);
  });

  it('is refused with its reason when it is empty, too long or given twice', async () => {
    for (const bad of ['', '?q=', `?q=${'x'.repeat(201)}`, '?q=a&q=b', '?q[x]=1'])
      expect([bad, (await server.ask(`/api/find${bad}`)).status]).toEqual([bad, 400]);
  });

  it('needs an account', async () => {
    expect((await server.ask(`/api/find?q=${randomUUID()}`, { headers: { authorization: '' } })).status).toBe(
      401,
    );
  });
});
