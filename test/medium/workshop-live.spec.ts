import { AsyncLocalStorage } from 'node:async_hooks';
import { jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Notifications } from '../../src/platform/database/index.js';
import { EVERYTHING, WorkshopReading } from '../../src/interfaces/board/workshop/workshop-reading.js';
import { WorkshopView } from '../../src/interfaces/board/workshop/workshop.view.js';
import { openStream, type OpenStream } from '../support/event-stream.js';
import { madeDeployment, madeLot, madeProfile, type MadeDeployment } from '../support/made-deployments.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { until } from '../support/until.js';

let server: RunningServer;
let database: DataSource;
let profile: string;
let lot: string;
const open: OpenStream[] = [];
const counted = new AsyncLocalStorage<{ statements: number }>();

beforeAll(async () => {
  server = await runningServer();
  database = server.app.get(DataSource);
  profile = await madeProfile(database, 'poste');
  lot = await madeLot(database, profile, 'L-2026-0001', 'Mairie de Brest');
  jest.spyOn(database.logger, 'logQuery').mockImplementation(() => {
    const count = counted.getStore();
    if (count !== undefined) count.statements += 1;
  });
});
afterEach(() => open.splice(0).forEach((stream) => stream.close()));
afterAll(async () => {
  jest.restoreAllMocks();
  await server.stop();
});

const headers = (language = 'fr') => ({
  authorization: `Bearer ${server.token}`,
  'accept-language': language,
});

async function follow(path = '/live', language = 'fr'): Promise<OpenStream> {
  const stream = await openStream(server.base + path, headers(language));
  open.push(stream);
  await until(() => stream.messages.length > 0);
  return stream;
}
const page = async (path = '/') => (await fetch(server.base + path, { headers: headers() })).text();
const says = (stream: OpenStream, text: string) =>
  until(
    () => stream.messages.some((message) => message.includes(text)),
    () => `never said ${text}`,
  );

const running = (hostname: string, done = 1): MadeDeployment => ({
  state: 'running',
  lotId: lot,
  profileVersionId: profile,
  hostname,
  seen: 1,
  steps: [
    { name: 'partition', state: 'done', began: 90, ended: 80 },
    { name: 'apply-master', state: 'running', began: 80, progress: { done, total: 100, unit: 'bytes' } },
    { name: 'restart', state: 'pending' },
  ],
});
const progress = (id: string, done: number) =>
  database.query(
    `UPDATE step SET heartbeat_at = now(), progress = jsonb_set(progress, '{done}', to_jsonb($2::int))
      WHERE deployment_id = $1 AND state = 'running'`,
    [id, done],
  );
const change = async (id: string, set: string) => {
  await database.query(`UPDATE deployment SET ${set} WHERE id = $1`, [id]);
  await server.app.get(Notifications).publish('deployment', id);
};

describe('the workshop', () => {
  it('sends the whole page first, then each row that changes alone, also when nobody announced the change', async () => {
    const [one, other] = [
      await madeDeployment(database, running('PC-LIVE-1')),
      await madeDeployment(database, running('PC-LIVE-2')),
    ];
    const stream = await follow();
    expect(stream.messages[0]).toContain('PC-LIVE-1');
    expect(stream.messages[0]).toContain('Copie du master');
    await progress(one.id, 42);
    await says(stream, '42\u00a0%');
    const row = stream.messages.find((message) => message.includes('42\u00a0%')) ?? '';
    expect(row).toContain(`<hx-partial hx-target="#pc-${one.id}" hx-swap="outerMorph"><li id="pc-${one.id}"`);
    expect(row).not.toContain(other.id);
    expect(row.length).toBeLessThan(1000);
  });

  it('moves a PC that fails to the queue of what needs a person', async () => {
    const { id } = await madeDeployment(database, running('PC-FAILS'));
    const stream = await follow();
    await says(stream, 'PC-FAILS');
    await change(
      id,
      `state = 'failed', ended_at = now(), failure = '{"step":"apply-master","cause":{"fr":"disque plein","en":"disk full"},"remedy":{"fr":"x","en":"x"}}'`,
    );
    await says(stream, 'disque plein');
    const all = stream.messages.join('');
    expect(all).toContain(`<hx-partial hx-target="#pc-${id}" hx-swap="delete">`);
    expect(all).toMatch(new RegExp(`hx-swap="after(begin|end)"><li id="pc-${id}" class="hand-row failed">`));
    expect(await page('/?show=hand')).toContain('disque plein');
    expect(await page('/?show=running')).not.toContain('disque plein');
  });

  it('never lets a failed PC vanish behind cancellations', async () => {
    const failure = {
      step: 'partition',
      cause: { fr: 'aucun disque', en: 'no disk' },
      remedy: { fr: 'x', en: 'x' },
    };
    await madeDeployment(database, {
      state: 'failed',
      lotId: lot,
      hostname: 'PC-OLD',
      failure,
      ended: 900_000,
    });
    for (let n = 0; n < 70; n += 1)
      await madeDeployment(database, { state: 'cancelled', lotId: lot, hostname: `PC-C${n}`, ended: n });
    expect(await page()).toContain('aucun disque');
  });

  it('is drawn once for all who see the same, and in the language of each', async () => {
    const drawing = jest.spyOn(server.app.get(WorkshopView), 'drawing');
    const { id } = await madeDeployment(database, running('PC-SHARED'));
    const [first, second, english] = [await follow(), await follow(), await follow('/live', 'en')];
    await progress(id, 77);
    for (const stream of [first, second, english]) await says(stream, '77\u00a0%');
    const told = ({ messages }: OpenStream) => messages.find((message) => message.includes('77\u00a0%'));
    expect(told(second)).toBe(told(first));
    expect(told(english)).toContain('Master transfer');
    expect(told(first)).toContain('Copie du master');
    const drawn = drawing.mock.calls.map(([state, , { language }]) => ({ state, language }));
    const twice = drawn.filter((one, index) =>
      drawn.slice(0, index).some(({ state, language }) => state === one.state && language === one.language),
    );
    expect(new Set(drawn.map(({ language }) => language))).toEqual(new Set(['fr', 'en']));
    expect(twice).toHaveLength(0);
    drawing.mockRestore();
  });

  it('says nothing to a page whose filter leaves the PC out', async () => {
    const [{ id }, { id: shown }] = [
      await madeDeployment(database, running('PC-HIDDEN')),
      await madeDeployment(database, running('PC-SHOWN')),
    ];
    const stream = await follow('/live?q=shown');
    expect(stream.messages[0]).not.toContain('PC-HIDDEN');
    await progress(id, 66);
    await progress(shown, 55);
    await says(stream, '55\u00a0%');
    expect(stream.messages.join('')).not.toContain('66\u00a0%');
  });

  it('is read with as many statements for a hundred PCs as for a few', async () => {
    const reading = server.app.get(WorkshopReading);
    const statements = async () => {
      const count = { statements: 0 };
      await counted.run(count, () => reading.next(undefined, EVERYTHING));
      return count.statements;
    };
    const few = await statements();
    expect(few).toBeGreaterThan(5);
    for (let n = 0; n < 100; n += 1) await madeDeployment(database, running(`PC-MANY-${n}`), n);
    expect(await statements()).toBe(few);
  });

  it('has a first page of less than 100 kB, and tells how many PCs it leaves out', async () => {
    for (let n = 0; n < 150; n += 1) await madeDeployment(database, running(`POSTE-DE-TRAVAIL-${n}`), n);
    const failure = {
      step: 'partition',
      cause: { fr: 'aucun disque ne répond à la règle du profil', en: 'no disk fits' },
      remedy: { fr: 'x', en: 'x' },
    };
    for (let n = 0; n < 60; n += 1)
      await madeDeployment(database, {
        state: 'failed',
        lotId: lot,
        hostname: `PC-F${n}`,
        failure,
        ended: n,
      });
    const html = await page();
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html).toMatch(/40 sur \d\d affichés/);
    expect(html).toMatch(/200 sur \d\d\d affichés/);
  });
});
