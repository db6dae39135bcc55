import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  LABEL_FORMAT_NAMES,
  LABEL_FORMATS,
  type Label,
  type LabelFormatName,
  perSheet,
} from '../../src/deployment/certificate/index.js';
import { renderLabels } from '../../src/deployment/certificate/labels/label-sheet.js';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { pngOf } from '../support/png.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { profileDocument, Workshop } from '../support/workshop.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-documents-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

async function textOf(pdf: Buffer): Promise<string> {
  const file = join(folder, 'text.pdf');
  await writeFile(file, pdf);
  return run('pdftotext', '-layout', file, '-').replaceAll('\u00a0', ' ');
}

/** What another reader finds in the QR codes of the first page, one column of labels after the other. */
async function codesOf(pdf: Buffer, columns = 1): Promise<string[]> {
  const file = join(folder, 'codes.pdf');
  await writeFile(file, pdf);
  const width = Math.ceil(Number(/Page size: +([\d.]+)/.exec(run('pdfinfo', file))?.[1]) * (200 / 72));
  const column = Math.ceil(width / columns);
  const found = Array.from({ length: columns }, (_, n) => {
    const cut = ['-x', String(n * column), '-W', String(column)];
    run('pdftoppm', '-r', '200', '-f', '1', '-singlefile', ...cut, '-png', file, join(folder, 'codes'));
    return run('zbarimg', '-q', '--raw', join(folder, 'codes.png')).trim().split('\n');
  });
  return found.flat().sort();
}

const label = (n: number, more: Partial<Label> = {}): Label => ({
  url: `https://etabli.example.org/find?q=CZC${n}`,
  hostname: `GALOIS-${n}`,
  serial: `CZC${n}`,
  user: 'Agnès Müller',
  assetTag: `INV-${n}`,
  lot: 'L-2026-0001',
  ...more,
});

describe('labels', () => {
  it.each(LABEL_FORMAT_NAMES)(
    'of %s have the size of the sheet, and codes that another reader reads',
    async (format) => {
      const each = perSheet(format);
      const labels = Array.from({ length: each + 1 }, (_, n) => label(100 + n));
      const pdf = await renderLabels({ labels, format, start: 1 }, 'fr');
      const file = join(folder, `${format}.pdf`);
      await writeFile(file, pdf);
      const { page, columns } = LABEL_FORMATS[format];
      const info = run('pdfinfo', file);
      const [, width = 0, height = 0] = (/Page size: +([\d.]+) x ([\d.]+)/.exec(info) ?? []).map(Number);
      expect([Math.round(width), Math.round(height)]).toEqual(
        [page.width, page.height].map((mm) => Math.round((mm * 72) / 25.4)),
      );
      expect(info).toMatch(/Pages: +2\n/);
      expect(await codesOf(pdf, columns)).toEqual(
        labels
          .slice(0, each)
          .map(({ url }) => url)
          .sort(),
      );
    },
  );

  it('show name, serial number, user and inventory number in both languages', async () => {
    const of = async (language: 'fr' | 'en') =>
      (await textOf(await renderLabels({ labels: [label(1)], format: '62x29', start: 1 }, language)))
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean);
    expect(await of('fr')).toEqual([
      'GALOIS-1',
      'N° de série',
      'CZC1',
      'Agnès Müller',
      'Inventaire INV-1',
      'L-2026-0001',
    ]);
    expect(await of('en')).toEqual([
      'GALOIS-1',
      'Serial number',
      'CZC1',
      'Agnès Müller',
      'Asset tag INV-1',
      'L-2026-0001',
    ]);
  });

  it('begin at the first free label of the sheet', async () => {
    const pdf = await renderLabels({ labels: [label(1), label(2)], format: 'l7160', start: 21 }, 'fr');
    await writeFile(join(folder, 'start.pdf'), pdf);
    const words = run('pdftotext', '-bbox', join(folder, 'start.pdf'), '-');
    const at = (name: string) =>
      (new RegExp(`xMin="([\\d.]+)" yMin="([\\d.]+)"[^>]*>${name}<`).exec(words) ?? []).slice(1).map(Number);
    // The last label of the first sheet, and the first of the next one.
    expect(at('GALOIS-1')[0]).toBeGreaterThan((139.3 * 72) / 25.4);
    expect(at('GALOIS-1')[1]).toBeGreaterThan((243.7 * 72) / 25.4);
    expect(at('GALOIS-2')[1]).toBeLessThan((53.3 * 72) / 25.4);
  });

  it.each<[LabelFormatName]>([['54x25'], ['3x8']])('of %s keep the longest names inside', async (format) => {
    const long = 'Évariste-Anne-Marie-Bénédicte de La Tour d’Auvergne-Lauraguais '.repeat(4);
    const one = label(1, {
      hostname: 'W'.repeat(63),
      serial: 'S'.repeat(64),
      user: long,
      assetTag: 'I'.repeat(64),
    });
    await writeFile(join(folder, 'long.pdf'), await renderLabels({ labels: [one], format, start: 1 }, 'fr'));
    const words = run('pdftotext', '-bbox', join(folder, 'long.pdf'), '-');
    const ends = [...words.matchAll(/<word .*xMax="([\d.]+)" yMax="([\d.]+)"/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    const { width, height } = LABEL_FORMATS[format].label;
    expect(ends.length).toBeGreaterThan(5);
    expect(Math.max(...ends.map(([x = 0]) => x))).toBeLessThanOrEqual((width * 72) / 25.4);
    expect(Math.max(...ends.map(([, y = 0]) => y))).toBeLessThanOrEqual((height * 72) / 25.4);
  });
});

describe('the documents of a lot', () => {
  let server: RunningServer;
  let lotId: string;
  let path: string;

  beforeAll(async () => {
    server = await runningServer({ PUBLIC_ADDRESS: '10.0.0.5' });
    const workshop = new Workshop(server.base, server.token);
    await workshop.furnish('desk', 'correct horse', profileDocument('desk'));
    const csv =
      'serial;hostname;user;asset tag\nCZC001;PC-1;Agnès;INV-1\nCZC002;PC-2;<b>Bob</b>;INV-2\nCZC003;PC-3;;';
    const query = new URLSearchParams({
      profile: 'desk',
      customer: 'Mairie de Brest',
      orderNumber: '4711',
      site: 'Annexe',
    });
    const made = await workshop.well('POST', `/api/lots?${query}`, csv, 'text/csv');
    const lot = (await made.json()) as { id: string; orderNumber: string; site: string };
    expect(lot).toMatchObject({ orderNumber: '4711', site: 'Annexe' });
    lotId = lot.id;
    path = `/api/certificates/lots/${lotId}`;
    const { items } = await workshop.get<{ items: { id: string; hostname: string }[] }>(
      `/api/deployments?lotId=${lotId}`,
    );
    const third = items.find(({ hostname }) => hostname === 'PC-3')!;
    await workshop.well('POST', `/api/deployments/${third.id}/cancel`, {});
    await workshop.well('PUT', '/api/settings/provider', {
      ...{ name: 'Atelier du Port', orderLabel: 'Bon de commande', orderPrefix: 'BC-' },
      logo: `data:image/png;base64,${pngOf(4, 2).toString('base64')}`,
    });
  });
  afterAll(() => server.stop());

  const pdf = async (name: string) => Buffer.from(await (await server.ask(`${path}/${name}`)).arrayBuffer());

  it('are labels for every PC that was not cancelled, which lead to the board', async () => {
    expect(await codesOf(await pdf('labels.pdf?format=l7163'), 2)).toEqual([
      `https://10.0.0.5:${server.config.httpsPort}/find?q=CZC001`,
      `https://10.0.0.5:${server.config.httpsPort}/find?q=CZC002`,
    ]);
    await server.ask('/api/settings/links', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ baseUrl: 'https://etabli.example.org/' }),
    });
    expect((await codesOf(await pdf('labels.pdf')))[0]).toBe('https://etabli.example.org/find?q=CZC001');
  });

  it('refuse a label that the sheet does not have, and a sheet that nobody makes', async () => {
    const refused = async (query: string) =>
      (await (await server.ask(`${path}/labels.pdf?${query}`)).json()) as {
        status: number;
        findings: object[];
      };
    expect(await refused('format=l7163&start=15')).toMatchObject({
      status: 400,
      findings: [{ field: 'start', found: 15, expected: 'a label of the sheet: from 1 to 14' }],
    });
    expect(await refused('format=a5')).toMatchObject({ status: 400, findings: [{ field: 'format' }] });
  });

  it('are a report that counts every PC once, says what was done today and what is left, and has a place to sign', async () => {
    const text = await textOf(await pdf('report.pdf?language=fr'));
    const lines = text.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '));
    expect(text).toContain('3 PC : 2 prévu, 1 annulé');
    expect(text).toMatch(/Mairie de Brest – Annexe – Bon de commande BC-4711 – \d+ \S+ \d{4}/);
    expect(text).toContain('Reste à faire (2)');
    expect(lines).toEqual(
      expect.arrayContaining([
        'Atelier du Port',
        expect.stringMatching(/^Fait aujourd’hui, \d+ \S+ \d{4}$/),
        expect.stringMatching(/^local-\S* \| — \| 1 annulé\(s\)$|^Établi .*$/),
        expect.stringMatching(/^PC-2 \| CZC002 \| <b>Bob<\/b> \| prévu/),
        expect.stringMatching(/^PC-3 \| CZC003 \| — \| annulé/),
        'Pour le prestataire | Pour le client',
        'Nom, date et signature | Nom, date et signature',
      ]),
    );
    const english = await textOf(await pdf('report.pdf?language=en'));
    expect(english).toContain('3 PCs: 2 planned, 1 cancelled');
    expect(english).not.toMatch(/Reste|Fait|annulé/);
  });

  it('are written by etabli', async () => {
    let [out, err] = ['', ''];
    const etabli = (...args: string[]) =>
      runCommand(['--language', 'fr', '--url', server.base, '--token', server.token, ...args], {
        out: { write: (text) => (out += text) },
        err: { write: (text) => (err += text) },
      });
    const labels = join(folder, 'cli-labels.pdf');
    const report = join(folder, 'cli-report.pdf');
    expect(await etabli('lot', 'labels', lotId, '--format', '62x29', '--output', labels)).toBe(0);
    expect(await etabli('lot', 'report', lotId, '--output', report)).toBe(0);
    expect([out, err]).toEqual([`${labels}\n${report}\n`, '']);
    expect((await textOf(await readFile(labels))).match(/PC-\d/g)).toEqual(['PC-1', 'PC-2']);
    expect(await textOf(await readFile(report))).toContain('Rapport de lot');
    expect(await etabli('lot', 'labels', lotId, '--start', '99')).not.toBe(0);
    expect(err).toContain('start : 99 ; une étiquette de la planche : de 1 à 24');
  });
});
