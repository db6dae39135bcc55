import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { DataSource } from 'typeorm';
import { dataSourceOptions, Notifications } from '../../../src/platform/database/index.js';
import { EtabliProcesses } from '../../support/etabli-processes.js';
import { madeLot, madeProfile } from '../../support/made-deployments.js';
import { MovingWorkshop } from './moving.js';
import { ProcessUse } from './process-use.js';
import { browserReader, openChromium, streamReader, stuckReader, type Reader } from './readers.js';

const { values } = parseArgs({
  options: {
    deployments: { type: 'string', default: '1000' },
    browsers: { type: 'string', default: '3' },
    readers: { type: 'string', default: '17' },
    seconds: { type: 'string', default: '60' },
  },
});
const size = (name: keyof typeof values) => Number(values[name]);
/** Those whose change is timed: they begin first, so every page shows them. */
const TIMED = 40;
const STEPS = [
  'hardware-check',
  'partition',
  'apply-master',
  'verify-master',
  'configure',
  'install-boot',
  'restart',
  'recette',
  'seal',
  'certificate',
];
const LOST_MS = 10_000;

/** One lot whose PCs are all in their second step. A worker must not take these steps for its own: they are alive. */
async function makeWorkshop(database: DataSource): Promise<string[]> {
  const profile = await madeProfile(database, 'poste');
  const lot = await madeLot(database, profile, 'L-2026-0001', 'Mairie de Brest');
  return database.transaction(async (manager) => {
    await manager.query(
      `INSERT INTO machine (id, serial, product)
       SELECT gen_random_uuid(), 'BENCH' || n, 'Latitude 5440' FROM generate_series(1, $1::int) n`,
      [size('deployments')],
    );
    await manager.query('INSERT INTO machine_life (machine_id, at) SELECT id, now() FROM machine');
    await manager.query(
      `INSERT INTO deployment (id, lot_id, row_number, purpose, state, profile_version_id, machine_id, serial, hostname,
                               armed_at, started_at)
       SELECT gen_random_uuid(), $1, n, 'deploy', 'running', $2, id, serial, 'PC-' || lpad(n::text, 4, '0'),
              now() - interval '1 day', now() - interval '1 hour' + n * interval '1 second'
         FROM (SELECT *, row_number() OVER (ORDER BY serial) AS n FROM machine) m`,
      [lot, profile],
    );
    await manager.query(
      `INSERT INTO step (id, deployment_id, position, name, queue, timeout_ms, state, claimed_at, started_at, ended_at,
                         heartbeat_at, progress)
       SELECT gen_random_uuid(), d.id, s.n - 1, s.name, 'control', 600000,
              CASE s.n WHEN 1 THEN 'done' WHEN 2 THEN 'running' ELSE 'pending' END,
              now() - interval '10 minutes', now() - interval '10 minutes', CASE s.n WHEN 1 THEN now() END,
              now() + interval '1 hour', '{"done":0,"total":1000,"unit":"bytes"}'
         FROM deployment d CROSS JOIN unnest($1::text[]) WITH ORDINALITY AS s(name, n)`,
      [STEPS],
    );
    const rows = await manager.query<{ id: string }[]>('SELECT id FROM deployment ORDER BY row_number');
    return rows.map(({ id }) => id);
  });
}

async function openReaders(browser: Browser, base: string, token: string): Promise<Reader[]> {
  const language = (n: number) => (n % 2 === 0 ? 'fr' : 'en');
  const readers: Reader[] = [];
  for (let n = 0; n < size('browsers'); n += 1)
    readers.push(await browserReader(browser, `${base}/`, token, language(n)));
  for (let n = 0; n < size('readers'); n += 1) {
    const headers = { authorization: `Bearer ${token}`, 'accept-language': language(n) };
    readers.push(await streamReader(`${base}${n % 4 === 3 ? '/wall/live' : '/live'}`, headers));
  }
  return readers;
}

/** Changes one deployment after another, and times when each reader sees it. */
async function timeChanges(database: DataSource, readers: Reader[], ids: string[]) {
  const times: Record<Reader['kind'], number[]> = { browser: [], stream: [] };
  let lost = 0;
  const end = Date.now() + size('seconds') * 1000;
  for (let n = 0; Date.now() < end; n += 1) {
    const [id, percent] = [ids[n % ids.length]!, 1 + (n % 98)];
    const seen = readers.map((reader) => Promise.race([reader.sees(id, percent), pause(LOST_MS, undefined)]));
    await pause(150); // the browsers are told what to look for
    await database.query(
      `UPDATE step SET progress = jsonb_set(progress, '{done}', to_jsonb($2::int)) WHERE deployment_id = $1 AND state = 'running'`,
      [id, percent * 10],
    );
    const changed = Date.now();
    const at = await Promise.all(seen);
    at.forEach((time, index) => {
      if (time === undefined) lost += 1;
      else times[readers[index]!.kind].push(time - changed);
    });
    await pause(Math.random() * 300);
  }
  return { times, lost };
}

async function firstPages(base: string, token: string): Promise<{ bytes: number; times: number[] }> {
  const times: number[] = [];
  let bytes = 0;
  for (let n = 0; n < 20; n += 1) {
    const began = performance.now();
    const answer = await fetch(`${base}/`, {
      headers: { authorization: `Bearer ${token}`, 'accept-language': 'fr' },
    });
    times.push(performance.now() - began);
    bytes = Math.max(bytes, (await answer.arrayBuffer()).byteLength);
    await pause(200);
  }
  return { bytes, times };
}

function quantile(times: number[], share: number): string {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted.length === 0 ? '–' : `${Math.round(sorted[Math.ceil(sorted.length * share) - 1]!)} ms`;
}

const print = (line: string) => void process.stdout.write(`${line}\n`);
const line = (times: number[]) =>
  `p50 ${quantile(times, 0.5)} · p95 ${quantile(times, 0.95)} · max ${quantile(times, 1)} (${times.length})`;

const etabli = await EtabliProcesses.start();
const database = new DataSource({ ...dataSourceOptions(await etabli.databaseUrl), entities: [] });
const browser = await openChromium();
try {
  await database.initialize();
  const ids = await makeWorkshop(database);
  await database.query('ANALYZE');
  const alone = await firstPages(etabli.http, etabli.token);
  const notifications = new Notifications(database, await etabli.databaseUrl);
  const moving = new MovingWorkshop(database, notifications, ids.slice(TIMED));
  const readers = await openReaders(browser, etabli.http, etabli.token);
  const unstick = stuckReader(`${etabli.http}/live`, { authorization: `Bearer ${etabli.token}` });
  await pause(5_000);
  const use = new ProcessUse(await etabli.pid('server'));
  const { times, lost } = await timeChanges(database, readers, ids.slice(0, TIMED));
  const pages = await firstPages(etabli.http, etabli.token);
  const { beganMb, mostMb, endMb, cpu } = use.end();
  print(
    `${ids.length} deployments moving, ${size('browsers')} browsers, ${size('readers')} streams, 1 reader that never reads`,
  );
  print(`change on the screen of a browser   ${line(times.browser)}`);
  print(`change in an event stream           ${line(times.stream)}`);
  print(`changes that a reader never saw     ${lost}`);
  print(`first page, nobody watching         ${line(alone.times)}, ${Math.round(alone.bytes / 1000)} kB`);
  print(`first page, all of them watching    ${line(pages.times)}, ${Math.round(pages.bytes / 1000)} kB`);
  print(
    `server                              ${beganMb} MB, ${mostMb} MB at most, ${endMb} MB at the end, ${cpu} % of a processor`,
  );
  moving.stop();
  unstick();
  await Promise.all(readers.map((reader) => reader.close()));
} finally {
  await browser.close();
  if (database.isInitialized) await database.destroy();
  await etabli.remove();
}
