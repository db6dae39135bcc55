import { readFile } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { Accounts } from '../../src/platform/account/index.js';
import { type Browser, openBrowser } from '../support/browser.js';
import { fillCatalogues, HOSTILE } from '../support/catalogue-example.js';
import { axeFindings, choose, isTooWide, type Look } from '../support/every-look.js';
import { eventually, follow, logIn, opens } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
const LOOKS: (Look & { width: number })[] = [
  { language: 'fr', theme: 'light', width: 600 },
  { language: 'fr', theme: 'dark', width: 1280 },
  { language: 'en', theme: 'light', width: 3840 },
  { language: 'en', theme: 'dark', width: 600 },
];

let server: RunningServer;
let browser: Browser;
let ids: { driver: string; machine: string };

beforeAll(async () => {
  server = await runningServer();
  const account = { name: 'technician', displayName: 'A technician', role: 'technician' as const };
  await server.app.get(Accounts).create({ ...account, password: PASSWORD });
  ids = await fillCatalogues(server.app.get(DataSource));
  for (const name of ['debian-13-desktop', 'windows-11-atelier']) await apply(await ready(name));
  const desktop = await ready('debian-13-desktop');
  await apply(desktop.replace('fr: Debian 13, poste bureautique', `fr: '${HOSTILE}'`));
  await server.ask(`/api/lots?profile=debian-13-desktop&customer=${encodeURIComponent(HOSTILE)}`, {
    method: 'POST',
    body: 'serial\nPF3ABC12\n',
    headers: { 'content-type': 'text/csv' },
  });
  browser = await openBrowser();
  await logIn(browser.page, server.base, 'technician', PASSWORD);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const ready = (name: string) => readFile(`profiles/${name}.yaml`, 'utf8');

async function apply(body: string): Promise<void> {
  await server.ask('/api/profiles', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/yaml' },
  });
}

/** Each page with a heading that it must have in French and in English. */
const PAGES: [path: () => string, fr: string, en: string][] = [
  [() => '/profiles', 'Profils 2', 'Profiles 2'],
  [() => '/profiles/new', 'Nouveau profil', 'New profile'],
  [() => '/profiles/debian-13-desktop', 'debian-13-desktop', 'debian-13-desktop'],
  [() => '/profiles/debian-13-desktop/versions/1', 'Version 1', 'Version 1'],
  [() => '/profiles/debian-13-desktop/difference?before=1&after=2', 'Différence', 'Difference'],
  [() => '/recette-lists', 'Listes de recette 2', 'Recette lists 2'],
  [() => '/recette-lists/debian-13-desktop?with=debian-13-minimal', HOSTILE, 'Debian 13, office workstation'],
  [
    () => '/recette-lists/windows-11-atelier',
    'Windows 11 Pro de l’atelier',
    'Windows 11 Pro of the workshop',
  ],
  [() => '/masters', 'Masters 2', 'Masters 2'],
  [() => '/masters/windows-11', 'windows-11', 'windows-11'],
  [() => '/drivers', 'Pilotes 1', 'Drivers 1'],
  [() => `/drivers/${ids.driver}`, 'e2fn.inf', 'e2fn.inf'],
  [() => `/drivers/machines/${ids.machine}`, 'Pilotes de', 'Drivers of'],
  [() => '/software', 'Logiciels 1', 'Software 1'],
  [() => '/licences', 'Licences 1', 'Licences 1'],
  [() => '/licences/office', 'office', 'office'],
  [() => '/directories', 'Annuaires 1', 'Directories 1'],
  [() => '/user-data', 'Données des utilisateurs 1', 'User data 1'],
];

describe('every page of the catalogues', () => {
  it.each(LOOKS)('is for everyone in $language, $theme, at $width pixels', async (look) => {
    const { page } = browser;
    await choose(page.context(), server.base, look);
    await page.setViewportSize({ width: look.width, height: 900 });
    for (const [path, fr, en] of PAGES) {
      await page.goto(server.base + path());
      const heading = (await page.locator('h1').innerText()).replaceAll(/\s+/g, ' ');
      expect(heading).toContain(look.language === 'fr' ? fr : en);
      expect([path(), await axeFindings(page)]).toEqual([path(), []]);
      expect([path(), await isTooWide(page)]).toEqual([path(), false]);
      // What people and machines name themselves is text, never markup.
      await eventually(async () => [path(), await page.locator('main img').count()], [path(), 0]);
    }
    expect(browser.complaints).toEqual([]);
  });
});

describe('the catalogues', () => {
  beforeEach(async () => {
    await choose(browser.page.context(), server.base, { language: 'fr', theme: 'light' });
    await browser.page.setViewportSize({ width: 1280, height: 900 });
  });

  it('say what a profile installs, who uses it, and what changed between its versions', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/profiles`);
    await follow(page.getByRole('link', { name: HOSTILE }));
    const lots = page.locator('main li', { hasText: HOSTILE });
    await eventually(() => lots.innerText(), expect.stringMatching(/^L-\d{4}-0001 .* Version 2 · 1 PC$/));
    await follow(page.getByRole('button', { name: 'Comparer' }));
    await eventually(
      () => page.locator('tr.removed').innerText(),
      expect.stringContaining('Debian 13, poste bureautique'),
    );
    await eventually(() => page.locator('tr.added').innerText(), expect.stringContaining(HOSTILE));
  });

  it('find a driver by its hardware id and by its device, and say which PC would get it', async () => {
    const { page } = browser;
    for (const words of ['pci\\ven_8086&dev_15', 'ethernet']) {
      await page.goto(`${server.base}/drivers`);
      await page.getByLabel('identifiant matériel').fill(words);
      await opens(page, () => page.keyboard.press('Enter'));
      await page.getByRole('link', { name: 'e2fn.inf' }).waitFor();
    }
    await page.goto(`${server.base}/drivers?search=PCI%5CVEN_10EC`);
    await page.getByText('Aucun paquet ne correspond à cette recherche.').waitFor();
    await page.goto(`${server.base}/drivers/${ids.driver}`);
    const machine = page.getByRole('row', { name: 'PF3ABC12' });
    await eventually(() => machine.innerText(), expect.stringContaining('Ce paquet'));
    await follow(machine.getByRole('link'));
    await eventually(
      () => page.getByRole('row', { name: 'Camera' }).innerText(),
      expect.stringContaining('Sans pilote'),
    );
  });

  it('show which masters a profile installs: the newest where it names no version', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/masters`);
    const rows = page.getByRole('row', { name: 'windows-11' });
    await eventually(() => rows.nth(0).innerText(), expect.stringContaining('windows-11-atelier'));
    await eventually(() => rows.nth(1).innerText(), expect.not.stringContaining('windows-11-atelier'));
    await eventually(() => rows.nth(0).innerText(), expect.stringContaining('5 Gio'));
    const capture = page.getByRole('row', { name: 'PF3ABC12' });
    await eventually(() => capture.innerText(), expect.stringContaining(HOSTILE));
    await eventually(() => capture.innerText(), expect.stringContaining('échec'));
  });

  it('count licences and show no key', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/licences`);
    const office = page.getByRole('row', { name: 'office' });
    await eventually(async () => (await office.innerText()).split(/\s+/), ['office', '2', '1', '0', '1']);
    await page.goto(`${server.base}/licences/office`);
    await eventually(() => page.getByRole('row', { name: 'PF3ABC12' }).count(), 1);
    await eventually(() => page.content(), expect.not.stringContaining('AAAAA'));
  });

  it('tell in words what a certificate promises, and how it differs from a ready-made list', async () => {
    const { page } = browser;
    await page.goto(`${server.base}/recette-lists/debian-13-desktop`);
    const disk = page.getByRole('row', { name: 'Le disque est en bonne santé' });
    await eventually(() => disk.innerText(), expect.stringContaining('Bloquant'));
    await page.getByLabel('Comparer avec une liste fournie').selectOption('debian-13-minimal');
    await follow(page.getByRole('button', { name: 'Comparer' }));
    const differs = page.locator('section tr', { hasText: 'Réserve' }).first();
    await eventually(() => differs.innerText(), expect.stringMatching(/Bloquant\s+Réserve$/));
    // No raw identifier of a check is on the page.
    await eventually(
      () => page.locator('main').innerText(),
      expect.not.stringMatching(/disk-health|no-failed-service/),
    );
  });
});
