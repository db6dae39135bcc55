import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { Certificates } from '../../src/deployment/certificate/index.js';
import { exampleRecord } from './certificate-example.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let count = 0;

beforeAll(async () => {
  server = await runningServer();
  await server.ask('/api/profiles', {
    method: 'POST',
    body: await readFile('profiles/debian-13-minimal.yaml', 'utf8'),
    headers: { 'content-type': 'application/yaml' },
  });
});

afterAll(async () => {
  await server.stop();
});

const query = <T>(sql: string, values: unknown[]) => server.app.get(DataSource).query<T[]>(sql, values);

/** A lot of so many PCs, and their deployments in the order of its rows. */
async function newLot(size: number): Promise<{ id: string; number: string; deployments: string[] }> {
  count += 1;
  const rows = Array.from({ length: size }, (_, n) => `L${count}N${n};PC-${count}-${n}`);
  const response = await server.ask('/api/lots?profile=debian-13-minimal&customer=ACME', {
    method: 'POST',
    body: `serial;hostname\n${rows.join('\n')}\n`,
    headers: { 'content-type': 'text/csv' },
  });
  const { id, number } = (await response.json()) as { id: string; number: string };
  const found = await query<{ id: string }>(
    'SELECT id FROM deployment WHERE lot_id = $1 ORDER BY row_number',
    [id],
  );
  return { id, number, deployments: found.map((row) => row.id) };
}

async function page(path: string): Promise<string> {
  const html = await (await server.ask(path, { headers: { 'accept-language': 'fr' } })).text();
  return html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ');
}

const FAILURE = { step: 'recette', cause: { fr: 'panne', en: 'fault' }, remedy: { fr: 'agir', en: 'act' } };
const fail = (id: string) =>
  query(
    "UPDATE deployment SET state = 'failed', failure = $2, ended_at = now() - interval '9 days' WHERE id = $1",
    [id, FAILURE],
  );

/** Certifies a deployment, with two manual checks of this severity that were answered « Non conforme ». */
async function certify(id: string, lotId: string, severity: 'reserve' | 'information'): Promise<void> {
  const said = (check: string) => ({
    id: check,
    title: { fr: check, en: check },
    severity,
    verdict: 'failed' as const,
    remark: `${check} cassé`,
    by: 'Zoé',
    at: '2026-03-17T10:31:00.000Z',
  });
  const record = exampleRecord({
    deploymentId: id,
    lot: { id: lotId, name: 'L' },
    manualChecks: [said('écran'), said('son')],
    reservations: [],
    checks: [],
  });
  const { id: certificate, number, verdict, reservations } = await server.app.get(Certificates).issue(record);
  const facts = { certificate: { id: certificate, number, verdict, reservations, failedChecks: 2 } };
  await query("UPDATE deployment SET state = 'certified', facts = $2, ended_at = now() WHERE id = $1", [
    id,
    facts,
  ]);
}

/** Before all others: they prepare lots. */
describe('the first page of a new installation', () => {
  it('says how to begin, what is done already, and nothing of it once there is a lot', async () => {
    const html = await page('/');
    const steps = html.slice(
      html.indexOf('Pour commencer'),
      html.indexOf('À vous', html.indexOf('Pour commencer')),
    );
    expect(steps).toMatch(/L’environnement des PC\s+Le petit Linux/);
    expect(steps).toMatch(/Un profil\s+fait/);
    expect(steps).toMatch(/Un lot\s+Les PC d’un client/);
    await newLot(1);
    expect(await page('/')).not.toContain('Pour commencer');
  });
});

describe('a lot whose PC waits for a person', () => {
  it('says what it waits for, and leads there', async () => {
    const { id, deployments } = await newLot(1);
    await query("UPDATE deployment SET state = 'waiting' WHERE id = $1", [deployments[0]]);
    await query(
      `INSERT INTO step (id, deployment_id, position, name, queue, timeout_ms, state, waits_for)
       VALUES ($1, $2, 0, 'recette', 'control', 1000, 'waiting', 'manual-checks-answered')`,
      [randomUUID(), deployments[0]],
    );
    expect(await page(`/lots/${id}`)).toMatch(/contrôles à faire\s+Recette.*Répondre/);
    const html = await (await server.ask(`/lots/${id}`)).text();
    expect(html).toContain(`href="/recette/${deployments[0]}"`);
    await query("UPDATE deployment SET state = 'cancelled', ended_at = now() WHERE id = $1", [
      deployments[0],
    ]);
  });
});

describe('the lists of the board', () => {
  it('show their total, and link to the rest', async () => {
    const { deployments } = await newLot(208);
    await query("UPDATE deployment SET state = 'armed' WHERE id = ANY($1)", [deployments]);
    const home = await page('/');
    expect(home).toContain('208 armés');
    await query("UPDATE deployment SET state = 'running' WHERE id = ANY($1)", [deployments]);
    const running = await page('/');
    expect(running).toContain('En cours 208');
    expect(running).toContain('200 sur 208 affichés · Tout afficher');
    const last = await page('/deployments?show=active&page=5');
    expect(last).toContain('5 / 5');
    expect(last).toContain(`PC-${count}-207`);
    await query("UPDATE deployment SET state = 'cancelled', ended_at = now() WHERE id = ANY($1)", [
      deployments,
    ]);
    const lots = await Promise.all([page('/lots'), page('/lots?page=1')]);
    expect(lots[0]).toContain('L-');
  });

  it('show a failed PC first, however many were cancelled since', async () => {
    const { deployments } = await newLot(1);
    await fail(deployments[0]!);
    const home = await page('/');
    expect(home).toContain('À vous 1');
    const hand = home.indexOf('À vous', home.indexOf('Terminés'));
    expect(home.indexOf(`PC-${count}-0`)).toBeGreaterThan(hand);
    expect(home.indexOf(`PC-${count}-0`)).toBeLessThan(home.indexOf('En cours', hand));
  });

  it.each(['machine-confirmed', 'manual-checks-answered'])(
    'show under « À vous » that a PC waits for a person (%s)',
    async (signal) => {
      const { deployments } = await newLot(1);
      await query("UPDATE deployment SET state = 'waiting' WHERE id = $1", [deployments[0]]);
      await query(
        `INSERT INTO step (id, deployment_id, position, name, queue, timeout_ms, state, waits_for)
         VALUES ($1, $2, 0, 'configure', 'control', 1000, 'waiting', $3)`,
        [randomUUID(), deployments[0], signal],
      );
      expect(await page('/deployments?show=to-do')).toContain(`PC-${count}-0`);
      expect(await page('/deployments?show=active')).not.toContain(`PC-${count}-0`);
    },
  );

  it('show 40 lots to launch on the first page, and all of them on the page of lots', async () => {
    for (let n = 0; n < 42; n++) await newLot(1);
    expect(await page('/')).toMatch(/40 sur \d\d affichés/);
    const numbers = (await page('/lots')).match(/L-\d{4}-\d{4}/g) ?? [];
    expect(new Set(numbers).size).toBe(count);
  });
});

describe('a PC that was certified although two checks were answered « Non conforme »', () => {
  it.each([
    ['reserve', 'certifié avec 2 réserves', 'Conforme avec réserves'],
    ['information', 'certifié, 2 contrôles non conformes', 'Conforme'],
  ] as const)(
    'of severity %s is called « %s » on every page and by the API',
    async (severity, words, verdict) => {
      const { id: lotId, deployments } = await newLot(1);
      await certify(deployments[0]!, lotId, severity);
      const own = await page(`/deployments/${deployments[0]}`);
      for (const text of [own, await page(`/lots/${lotId}`), await page('/')]) expect(text).toContain(words);
      expect(own).toContain(verdict);
      expect(own.includes('écran : écran cassé')).toBe(severity === 'reserve');
      const shown: unknown = await (await server.ask(`/api/deployments/${deployments[0]}`)).json();
      expect(shown).toMatchObject({
        certificate: {
          verdict: severity === 'reserve' ? 'conforming-with-reservations' : 'conforming',
          reservations: severity === 'reserve' ? 2 : 0,
          failedChecks: 2,
        },
      });
      const lot: unknown = await (await server.ask(`/api/lots/${lotId}`)).json();
      expect(lot).toMatchObject({ counts: { certified: 1 }, reserved: 1, ended: true });
    },
  );
});

describe('the report and the summary of a lot', () => {
  it('count every PC of it, with and without a certificate', async () => {
    const { id, deployments } = await newLot(5);
    await certify(deployments[0]!, id, 'reserve');
    await fail(deployments[1]!);
    const close = {
      method: 'POST',
      body: '{"note":"rendu"}',
      headers: { 'content-type': 'application/json' },
    };
    expect((await server.ask(`/api/deployments/${deployments[1]}/close`, close)).status).toBe(204);
    await query("UPDATE deployment SET state = 'cancelled' WHERE id = $1", [deployments[2]]);
    const report = await server.ask(`/api/certificates/lots/${id}/report.pdf?language=fr`);
    const folder = await mkdtemp(join(tmpdir(), 'etabli-report-'));
    await writeFile(join(folder, 'report.pdf'), Buffer.from(await report.arrayBuffer()));
    const read = execFileSync('pdftotext', ['-layout', join(folder, 'report.pdf'), '-'], {
      encoding: 'utf8',
    });
    await rm(folder, { recursive: true });
    const text = read.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');
    expect(text).toContain('5 PC : 2 prévu, 1 annulé, 1 certifié avec réserves, 1 échec, clos');
    for (const n of [1, 2, 3, 4]) expect(text).toContain(`PC-${count}-${n}`);
    const csv = await (await server.ask(`/api/certificates/lots/${id}/summary.csv?language=fr`)).text();
    expect(
      csv
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(';').slice(2, 5).join(';')),
    ).toEqual([
      expect.stringMatching(/^"certifié avec 2 réserves";"C-\d{4}-\d{6}";"Conforme avec réserves"$/),
      '"échec, clos à l’étape « Recette » : panne – rendu";"";""',
      '"annulé";"";""',
      '"prévu";"";""',
      '"prévu";"";""',
    ]);
    const lot: unknown = await (await server.ask(`/api/lots/${id}`)).json();
    expect(lot).toMatchObject({ closed: 1, reserved: 1, ended: false });
  });

  it('are 404 for a lot that does not exist, and exist for a lot without certificates', async () => {
    expect((await server.ask(`/api/certificates/lots/${randomUUID()}`)).status).toBe(404);
    const { id } = await newLot(1);
    const papers: unknown = await (await server.ask(`/api/certificates/lots/${id}`)).json();
    expect(papers).toMatchObject({ files: [{ name: 'summary.csv' }, { name: 'report.pdf' }] });
  });
});
