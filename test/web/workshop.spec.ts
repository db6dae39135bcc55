import { DataSource } from 'typeorm';
import { Accounts, WallScreens, SYSTEM } from '../../src/platform/account/index.js';
import { startServer, type RunningServer as Server } from '../../src/interfaces/app/index.js';
import { WallPositions } from '../../src/park/wall/index.js';
import { openBrowser, type Browser } from '../support/browser.js';
import { everyLook } from '../support/every-look.js';
import { madeDeployment, madeLot, madeProfile, type MadeDeployment } from '../support/made-deployments.js';
import { eventually, follow, logIn, opens } from '../support/pages.js';
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
});

beforeEach(async () => {
  browser = await openBrowser();
});
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

describe('the workshop and the wall', () => {
  it('are accessible in every look, and show HTML of others as text', async () => {
    await logIn(browser.page, server.base, 'administrator', PASSWORD);
    const { page } = browser;
    await server.app.get(WallScreens).create(HTML, SYSTEM);
    for (const path of ['/', '/wall', '/wall/grid', '/wall/place', '/wall/screens', '/wall/pair']) {
      expect([path, await everyLook(page.context(), page, server.base + path)]).toEqual([path, []]);
      await eventually(() => page.locator('img').count(), 0);
      if (path !== '/wall/pair')
        await eventually(() => page.locator('body').innerText(), expect.stringContaining(HTML));
    }
    expect(browser.complaints).toEqual([]);
  }, 300_000);

  it('put first what needs a person, by its urgency, with its one action', async () => {
    await logIn(browser.page, server.base, 'administrator', PASSWORD);
    const { page } = browser;
    const states = page.locator('#hand-list .state');
    await eventually(
      () => states.allInnerTexts(),
      ['échec', 'contrôles à faire', 'code à confirmer', 'à allumer'],
    );
    await eventually(
      () => page.locator('#hand-list .act').allInnerTexts(),
      ['Voir et reprendre', 'Répondre', 'Saisir le code', 'Voir le lot'].map((text): unknown =>
        expect.stringContaining(text),
      ),
    );
    await eventually(
      () => page.locator('#running-list .silent').innerText(),
      expect.stringMatching(/^muet depuis \d+\u00a0(s|min)$/),
    );
    await follow(page.getByRole('link', { name: /^En cours/ }));
    await eventually(() => page.url(), `${server.base}/?show=running`);
    await eventually(() => page.locator('#hand-list li').count(), 0);
    await page.getByPlaceholder('Nom, n° de série…').fill('shown');
    await opens(page, () => page.keyboard.press('Enter'));
    await page.waitForURL(`${server.base}/?show=running&q=shown&lot=&customer=`);
    await eventually(() => page.locator('#running-list li').count(), 1);
    await follow(page.getByRole('link', { name: 'Effacer les filtres' }));
    await page.waitForURL(`${server.base}/`);
  });

  it('say in the title, aloud and by a sound that is wanted, when a PC newly needs a person', async () => {
    await logIn(browser.page, server.base, 'viewer', PASSWORD);
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
    await eventually(() => page.title(), expect.stringContaining(`(${count + 1})`));
    await eventually(sounds, before + 1);
    // Remembered by this browser; it may play again once somebody has touched the page.
    await page.reload();
    await eventually(() => page.evaluate(() => localStorage.getItem('etabli-sound')), 'on');
    await page.getByRole('button', { name: /Couper le son|Autoriser le son/ }).click();
    expect(browser.complaints).toEqual([]);
  });

  it('keep the focus of the keyboard while rows change', async () => {
    const { id } = await make({ ...running(), hostname: 'PC-FOCUS' });
    await logIn(browser.page, server.base, 'viewer', PASSWORD);
    const { page } = browser;
    const link = page.locator(`#pc-${id} a`);
    await link.focus();
    await database.query(
      `UPDATE step SET progress = '{"done":3,"total":4,"unit":"bytes"}' WHERE deployment_id = $1`,
      [id],
    );
    await page.locator(`#pc-${id}`, { hasText: '75' }).waitFor();
    await eventually(() => link.evaluate((element) => element === document.activeElement), true);
  });

  it('are placed by a scanner that ends each number with Enter', async () => {
    await logIn(browser.page, server.base, 'administrator', PASSWORD);
    const { page } = browser;
    await page.goto(`${server.base}/wall/place?at=A2`);
    const field = page.getByLabel('Numéro de série du PC');
    // A page that opens gives its field the focus a moment after it is loaded.
    const focused = page.locator('input[name=serial]:focus');
    for (const serial of ['SCAN-8841', 'SCAN-8842']) {
      await focused.waitFor();
      await page.keyboard.type(serial);
      await opens(page, () => page.keyboard.press('Enter'));
      await page.getByRole('status').filter({ hasText: serial }).waitFor();
    }
    expect((await server.app.get(WallPositions).list()).map(({ serial }) => serial)).toEqual([
      'SCAN-8842',
      'SHOWN-771',
      'SCAN-8841',
    ]);
    await focused.waitFor();
    await page.keyboard.type('none');
    await opens(page, () => page.keyboard.press('Enter'));
    await eventually(
      () => page.getByRole('alert').innerText(),
      expect.stringContaining('ne désigne aucun PC'),
    );
    await eventually(() => field.inputValue(), 'none');
  });
});

describe('a screen of the wall', () => {
  it('is paired by its code, and catches up by itself when the server was restarted', async () => {
    const { page } = browser;
    const { code } = await server.app.get(WallScreens).create('Nord', SYSTEM);
    await page.goto(`${server.base}/wall/pair`);
    await page.locator('.code:focus').waitFor();
    await page.keyboard.type(code);
    await opens(page, () => page.keyboard.press('Enter'));
    await page.waitForURL(`${server.base}/wall`);
    await page.locator('.wall-card', { hasText: 'PC-OLD' }).waitFor();
    await eventually(() => page.locator('main a').count(), 0);
    await server.close();
    await page.locator('#lost').waitFor();
    await eventually(
      () => page.locator('#lost').innerText(),
      expect.stringContaining('Établi ne répond plus'),
    );
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
  });
});
