import { DataSource } from 'typeorm';
import { Accounts, WallScreens, SYSTEM } from '../../src/platform/account/index.js';
import { startServer, type RunningServer as Server } from '../../src/interfaces/app/index.js';
import { WallPositions } from '../../src/park/wall/index.js';
import { openBrowser, type Browser } from '../support/browser.js';
import { everyLook } from '../support/every-look.js';
import { madeDeployment, madeLot, madeProfile, type MadeDeployment } from '../support/made-deployments.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
const HTML = '<img src=x onerror=alert(1)>';
let server: RunningServer;
let again: Server | undefined;
let database: DataSource;
let browser: Browser;
let lot: string;

beforeAll(async () => {
  server = await runningServer();
  database = server.app.get(DataSource);
  const accounts = server.app.get(Accounts);
  for (const role of ['administrator', 'viewer'] as const)
    await accounts.create({ name: role, displayName: HTML, role, password: PASSWORD });
  lot = await madeLot(database, await madeProfile(database, 'poste'), 'L-2026-0001', HTML);
  for (const state of ['armed', 'planned', 'certified', 'cancelled'])
    await make({ state, ...(state === 'armed' ? {} : { ended: 5 }) });
  await make(waiting('machine-confirmed'));
  await make(waiting('manual-checks-answered'));
  await make({ ...running(), serial: 'SHOWN-771', seen: 70 });
  await make(failed('PC-OLD'));
  const positions = [1, 2, 3].map((column) => ({ name: `A${column}`, row: 1, column }));
  await server.app.get(WallPositions).draw({ positions }, SYSTEM);
  await server.app.get(WallPositions).place('A2', { serial: 'SHOWN-771' }, SYSTEM);
}, 60_000);

beforeEach(async () => {
  browser = await openBrowser();
}, 60_000);
afterEach(() => browser.close());
afterAll(async () => {
  await again?.close();
  await server.stop();
});

const make = (wanted: MadeDeployment) => madeDeployment(database, { hostname: HTML, lotId: lot, ...wanted });
const waiting = (waitsFor: string): MadeDeployment => ({
  state: 'waiting',
  steps: [{ name: 'recette', state: 'waiting', began: 30, waitsFor }],
});
const running = (): MadeDeployment => ({
  state: 'running',
  steps: [
    { name: 'apply-master', state: 'running', began: 99, progress: { done: 1, total: 4, unit: 'bytes' } },
  ],
});
const failed = (hostname: string): MadeDeployment => ({
  state: 'failed',
  hostname,
  ended: 60,
  failure: { step: 'partition', cause: { fr: HTML, en: HTML }, remedy: { fr: 'agir', en: 'act' } },
});

async function logIn(name: string): Promise<void> {
  const { page } = browser;
  await page.goto(`${server.base}/login`);
  await page.getByLabel('Compte').fill(name);
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.base}/`);
}

describe('the workshop and the wall', () => {
  it('are accessible in every look, and show HTML of others as text', async () => {
    await logIn('administrator');
    const { page } = browser;
    await server.app.get(WallScreens).create(HTML, SYSTEM);
    for (const path of ['/', '/wall', '/wall/grid', '/wall/place', '/wall/screens', '/wall/pair']) {
      expect([path, await everyLook(page.context(), page, server.base + path)]).toEqual([path, []]);
      expect(await page.locator('img').count()).toBe(0);
      if (path !== '/wall/pair') expect(await page.locator('body').innerText()).toContain(HTML);
    }
    expect(browser.complaints).toEqual([]);
  }, 170_000);

  it('put first what needs a person, by its urgency, with its one action', async () => {
    await logIn('administrator');
    const { page } = browser;
    const states = page.locator('#hand-list .state');
    expect(await states.allInnerTexts()).toEqual([
      'échec',
      'contrôles à faire',
      'code à confirmer',
      'à allumer',
    ]);
    expect(await page.locator('#hand-list .act').allInnerTexts()).toEqual(
      ['Voir et reprendre', 'Répondre', 'Saisir le code', 'Voir le lot'].map((text): unknown =>
        expect.stringContaining(text),
      ),
    );
    expect(await page.locator('#running-list .silent').innerText()).toMatch(/^muet depuis \d+\u00a0(s|min)$/);
    await page.getByRole('link', { name: /^En cours/ }).click();
    expect(page.url()).toBe(`${server.base}/?show=running`);
    expect(await page.locator('#hand-list li').count()).toBe(0);
    await page.getByPlaceholder('Nom, n° de série…').fill('shown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${server.base}/?show=running&q=shown&lot=&customer=`);
    expect(await page.locator('#running-list li').count()).toBe(1);
    await page.getByRole('link', { name: 'Effacer les filtres' }).click();
    await page.waitForURL(`${server.base}/`);
  });

  it('say in the title, aloud and by a sound that is wanted, when a PC newly needs a person', async () => {
    await logIn('viewer');
    const { page } = browser;
    await page.getByRole('button', { name: 'Activer le son' }).click();
    await page.getByRole('button', { name: 'Couper le son' }).waitFor();
    const sounds = () => page.evaluate(() => Number(document.documentElement.dataset['sounded'] ?? 0));
    const before = await sounds();
    const title = await page.title();
    const count = Number(/\((\d+)\)/.exec(title)?.[1]);
    await make(failed('PC-NEW'));
    await page.waitForFunction(
      () => document.getElementById('alarm')?.textContent === 'À vous\u00a0: PC-NEW',
    );
    expect(await page.title()).toContain(`(${count + 1})`);
    expect(await sounds()).toBe(before + 1);
    // Remembered by this browser; it may play again once somebody has touched the page.
    await page.reload();
    expect(await page.evaluate(() => localStorage.getItem('etabli-sound'))).toBe('on');
    await page.getByRole('button', { name: /Couper le son|Autoriser le son/ }).click();
    expect(browser.complaints).toEqual([]);
  });

  it('keep the focus of the keyboard while rows change', async () => {
    const { id } = await make({ ...running(), hostname: 'PC-FOCUS' });
    await logIn('viewer');
    const { page } = browser;
    const link = page.locator(`#pc-${id} a`);
    await link.focus();
    await database.query(
      `UPDATE step SET progress = '{"done":3,"total":4,"unit":"bytes"}' WHERE deployment_id = $1`,
      [id],
    );
    await page.locator(`#pc-${id}`, { hasText: '75' }).waitFor();
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('are placed by a scanner that ends each number with Enter', async () => {
    await logIn('administrator');
    const { page } = browser;
    await page.goto(`${server.base}/wall/place?at=A2`);
    for (const serial of ['SCAN-8841', 'SCAN-8842']) {
      await page.keyboard.type(serial);
      await page.keyboard.press('Enter');
      await page.getByRole('status').filter({ hasText: serial }).waitFor();
    }
    expect((await server.app.get(WallPositions).list()).map(({ serial }) => serial)).toEqual([
      'SCAN-8842',
      'SHOWN-771',
      'SCAN-8841',
    ]);
    await page.keyboard.type('none');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').innerText()).toContain('ne désigne aucun PC');
    expect(await page.getByLabel('Numéro de série du PC').inputValue()).toBe('none');
  });
});

describe('a screen of the wall', () => {
  it('is paired by its code, and catches up by itself when the server was restarted', async () => {
    const { page } = browser;
    const { code } = await server.app.get(WallScreens).create('Nord', SYSTEM);
    await page.goto(`${server.base}/wall/pair`);
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${server.base}/wall`);
    await page.locator('.wall-card', { hasText: 'PC-OLD' }).waitFor();
    expect(await page.locator('main a').count()).toBe(0);
    await server.close();
    await page.locator('#lost').waitFor();
    expect(await page.locator('#lost').innerText()).toContain('Établi ne répond plus');
    again = await startServer({ ...server.config, httpPort: server.httpPort, httpsPort: server.httpsPort });
    const restarted = again.app.get(DataSource);
    const { serial } = await madeDeployment(restarted, { ...failed('PC-MEANWHILE'), lotId: lot });
    await page.locator('.wall-card', { hasText: 'PC-MEANWHILE' }).waitFor();
    await page.locator('#lost').waitFor({ state: 'hidden' });
    await again.app.get(WallPositions).place('A1', { serial }, SYSTEM);
    await page.locator('#spot-1-1', { hasText: 'PC-MEANWHILE' }).waitFor();
    const [screen] = await again.app.get(WallScreens).list();
    await again.app.get(WallScreens).revoke(screen!.id, SYSTEM);
    await page.waitForURL(`${server.base}/wall/pair`);
  }, 120_000);
});
