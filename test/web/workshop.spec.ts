import { DataSource } from 'typeorm';
import { Accounts } from '../../src/platform/account/index.js';
import { openBrowser, type Browser } from '../support/browser.js';
import { madeDeployment, madeLot, madeProfile } from '../support/made-deployments.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
let server: RunningServer;
let database: DataSource;
let browser: Browser;

beforeAll(async () => {
  server = await runningServer();
  database = server.app.get(DataSource);
  await server.app
    .get(Accounts)
    .create({ name: 'technician', displayName: 'A technician', role: 'administrator', password: PASSWORD });
  browser = await openBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await server.stop();
});

it('looks well', async () => {
  const profile = await madeProfile(database, 'poste');
  const lot = await madeLot(database, profile, 'L-2026-0001', 'Mairie de Brest');
  const failure = { step: 'partition', cause: { fr: 'Aucun disque ne convient', en: 'x' }, remedy: { fr: 'r', en: 'r' } };
  for (let n = 0; n < 3; n += 1)
    await madeDeployment(database, { state: 'failed', lotId: lot, hostname: `PC-F${n}`, failure, ended: 30 * n }, n);
  await madeDeployment(database, { state: 'waiting', lotId: lot, hostname: 'PC-CODE', steps: [{ name: 'hardware-check', state: 'waiting', began: 30, waitsFor: 'machine-confirmed' }] }, 9);
  await madeDeployment(database, { state: 'waiting', lotId: lot, hostname: 'PC-MAN', steps: [{ name: 'recette', state: 'waiting', began: 30, waitsFor: 'manual-checks-answered' }] }, 9);
  for (let n = 0; n < 60; n += 1)
    await madeDeployment(database, { state: 'running', lotId: lot, hostname: `PC-00${n}`, seen: n % 7 === 0 ? 60 : 1, steps: [{ name: 'partition', state: 'done', began: 100, ended: 80 }, { name: 'apply-master', state: 'running', began: 70, progress: { done: n, total: 60, unit: 'bytes' } }] }, n);
  for (let n = 0; n < 12; n += 1) await madeDeployment(database, { state: 'armed', lotId: lot, hostname: `PC-A${n}` }, n);
  for (let n = 0; n < 4; n += 1) await madeDeployment(database, { state: 'certified', lotId: lot, hostname: `PC-OK${n}`, ended: 3 }, n);
  const { page } = browser;
  await page.goto(`${server.base}/login`);
  await page.getByLabel('Compte').fill('technician');
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.base}/`);
  await page.waitForTimeout(2000);
  const { WallPositions } = await import('../../src/park/wall/index.js');
  const { SYSTEM } = await import('../../src/platform/account/index.js');
  const positions = server.app.get(WallPositions);
  await positions.draw({ positions: Array.from({ length: 30 }, (_, n) => ({ name: `${'ABC'[Math.floor(n / 10)]}${(n % 10) + 1}`, row: Math.floor(n / 10) + 1 + (n >= 20 ? 1 : 0), column: (n % 10) + 1 })) }, SYSTEM);
  const pcs = await database.query<{ serial: string }[]>('SELECT serial FROM deployment ORDER BY random() LIMIT 24');
  for (const [n, { serial }] of pcs.entries()) await positions.place(`${'ABC'[Math.floor(n / 10)]}${(n % 10) + 1}`, { serial }, SYSTEM);
  for (const width of [600, 1280, 3840]) {
    await page.setViewportSize({ width, height: Math.round(width * 0.6) });
    await page.screenshot({ path: `/tmp/tmp-work/w${width}.png` });
  }
  await page.goto(`${server.base}/wall`);
  await page.waitForTimeout(1500);
  for (const width of [600, 1280, 3840]) {
    await page.setViewportSize({ width, height: Math.round(width * 0.6) });
    await page.screenshot({ path: `/tmp/tmp-work/wall${width}.png` });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const name of ['grid', 'place', 'screens', 'pair']) {
    await page.goto(`${server.base}/wall/${name}`);
    await page.screenshot({ path: `/tmp/tmp-work/p-${name}.png` });
  }
  console.log(browser.complaints, await page.title(), (await page.content()).length);
});
