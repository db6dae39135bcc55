import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { DataSource } from 'typeorm';
import { Accounts } from '../../src/platform/account/index.js';
import { Notifications } from '../../src/platform/database/index.js';
import { openBrowser, type Browser } from '../support/browser.js';
import { dropFile, eventually, fillLogin, follow, opens } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { textRow, workbook } from '../support/workbook.js';
import { until } from '../support/until.js';
import { Workshop } from '../support/workshop.js';

const PASSWORD = 'correct horse battery';
const HOSTILE = '<img src=x onerror=alert(1)>"\'&';

let server: RunningServer;
let workshop: Workshop;
let browser: Browser;
let page: Page;
let account = '';

beforeAll(async () => {
  server = await runningServer();
  workshop = new Workshop(server.base, server.token);
  await workshop.furnish('tiny', 'mot de passe 7731');
});
afterAll(() => server.stop());

beforeEach(async () => {
  account = `zoe-${randomUUID().slice(0, 8)}`;
  const order = { name: account, displayName: 'Zoé', role: 'technician', password: PASSWORD } as const;
  await server.app.get(Accounts).create(order);
  browser = await openBrowser();
  page = browser.page;
  await page.goto(`${server.base}/login?back=/lots/new`);
  await fillLogin(page, account, PASSWORD);
  await page.waitForURL(`${server.base}/lots/new`);
});
afterEach(() => browser.close());

const sql = <T>(text: string, values: unknown[] = []) => server.app.get(DataSource).query<T[]>(text, values);
const serial = () => `SN${randomUUID().slice(0, 8).toUpperCase()}`;
const give = (name: string, buffer: Buffer) =>
  page.locator('#file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
/** A file that is taken: the page is opened again with its rows. */
const giveGood = (name: string, buffer: Buffer) => opens(page, () => give(name, buffer));
const summary = () => page.locator('#pcs h2 small').innerText();
/** The values of the first column that has this title, in the order of the rows. */
const values = (column: string) =>
  page
    .locator(`#rows input[name$="-${column}"]`)
    .evaluateAll((fields) => fields.map((one) => (one as HTMLInputElement).value));
const lotsOf = (customer: string) =>
  sql<{ id: string }>('SELECT id FROM lot WHERE customer = $1', [customer]);

async function fillOrder(customer: string): Promise<void> {
  await follow(page.getByRole('link', { name: 'Continuer' }));
  await page.getByLabel('Profil').selectOption('tiny');
  await page.getByLabel('Client ou service').fill(customer);
  await follow(page.getByRole('button', { name: 'Continuer' }));
  await page.waitForURL(`${server.base}/lots/new/review`);
}

describe('a new lot from a file', () => {
  it('has a verdict for each row, is corrected in place, outlives the session, and is made once', async () => {
    const [first, second] = [serial(), serial()];
    // As French Excel writes it: Windows-1252, semicolons.
    const text = `N\xb0 de s\xe9rie;Adresse MAC;Nom;Utilisateur;Prix\r\n${first};;COMPTA-01;Zo\xe9;12 \x80\r\n${second};zz;UN_NOM;"L\xe9a; \xab chef \xbb";\r\n`;
    await giveGood('parc.csv', Buffer.from(text, 'latin1'));
    await page.locator('#rows').waitFor();
    await eventually(summary, '2 PC, 1 ligne à corriger');
    await eventually(() => page.locator('.unread li').innerText(), 'Prix — colonne inconnue, ignorée');
    await eventually(() => values('user'), ['Zoé', 'Léa; « chef »']);
    const wrongMac = page.getByLabel('Adresse MAC, ligne 3');
    await eventually(() => wrongMac.getAttribute('aria-invalid'), 'true');
    await eventually(
      () => page.locator('#p-c-3-mac').innerText(),
      'Attendu\u00a0: une adresse MAC\u00a0: 00:1a:2b:3c:4d:5e',
    );
    await wrongMac.fill('02:00:00:00:00:99');
    // The rows are drawn again while the next cell is typed: its text must not be lost.
    await page.getByLabel('Utilisateur, ligne 3').fill('Léa Roux');
    await page.keyboard.press('Tab');
    await page.locator('#p-c-3-mac').waitFor({ state: 'detached' });
    const kept = () =>
      sql<{ user: string }>(
        `SELECT content->'edits'->'3'->>'user' AS user FROM lot_draft WHERE content->>'source' = 'parc.csv'`,
      );
    await until(
      async () => (await kept())[0]?.user === 'Léa Roux',
      () => 'the cell that was typed last is not kept',
    );
    // The session ends while the draft is not finished.
    await sql('DELETE FROM session');
    await page.goto(`${server.base}/lots/new`);
    await fillLogin(page, account, PASSWORD);
    await page.waitForURL(`${server.base}/lots/new`);
    await eventually(() => values('mac'), ['', '02:00:00:00:00:99']);
    await eventually(() => values('user'), ['Zoé', 'Léa Roux']);
    await follow(page.getByRole('link', { name: 'N’afficher que les lignes à corriger' }));
    await eventually(() => values('hostname'), ['UN_NOM']);
    await page.getByLabel('Nom du poste, ligne 3').fill('COMPTA-02');
    await page.keyboard.press('Tab');
    await page.getByText('Plus aucune ligne à corriger.').waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.textContent), 'Continuer');
    await follow(page.getByRole('link', { name: 'Afficher toutes les lignes' }));
    // What is typed last is kept, although nothing but the link is clicked after it.
    await page.getByLabel('Utilisateur, ligne 2').fill('Zoé Le Goff');

    const customer = `Mairie ${randomUUID()}`;
    await follow(page.getByRole('link', { name: 'Continuer' }));
    await page.getByLabel('Client ou service').fill(customer);
    await page.getByLabel('Site').fill('Étage 2');
    await follow(page.getByRole('button', { name: 'Continuer' }));
    await eventually(() => page.locator('#p-profile').innerText(), 'Choisissez un profil');
    await eventually(() => page.getByLabel('Site').inputValue(), 'Étage 2');
    await page.getByLabel('Profil').selectOption('tiny');
    await follow(page.getByRole('button', { name: 'Continuer' }));
    await eventually(() => page.locator('.sentence').innerText(), '2 PC, 1 disque chacun ; 2 pas encore vus');
    await follow(page.getByRole('button', { name: 'Créer le lot et l’armer' }));
    await eventually(
      () => page.locator('#p-understood').innerText(),
      'Cochez cette case pour armer : rien n’a été créé.',
    );
    expect(await lotsOf(customer)).toEqual([]);
    await page.locator('#understood').check();
    // A double click of somebody who is not sure that it was heard: the form is sent twice.
    const body = new URLSearchParams(
      await page
        .locator('#create')
        .evaluate((form) => [...new FormData(form as HTMLFormElement)] as [string, string][]),
    );
    const form = { ...Object.fromEntries(body), do: 'arm' };
    const answers = await Promise.all(
      [1, 2].map(() => page.request.post(`${server.base}/lots/new/create`, { form })),
    );
    expect(answers.map((answer) => answer.status())).toEqual([200, 200]);
    const lots = await lotsOf(customer);
    expect(lots).toHaveLength(1);
    expect(answers.map((answer) => answer.url())).toEqual(
      lots.flatMap(({ id }) => Array(2).fill(`${server.base}/lots/${id}`) as string[]),
    );
    await page.goto(`${server.base}/lots/${lots[0]!.id}`);
    await eventually(() => page.locator('.pcs .state').allInnerTexts(), ['armé', 'armé']);
    await eventually(
      () => page.locator('.pcs tbody tr').first().innerText(),
      expect.stringContaining('Zoé Le Goff'),
    );
    expect(browser.complaints.filter((one) => !/422|400/.test(one))).toEqual([]);
  });

  it('may be dropped anywhere on the page', async () => {
    const name = serial();
    const text = `N\xb0 de s\xe9rie;Utilisateur\r\n${name};Ren\xe9\r\n`;
    await opens(page, () => dropFile(page, 'parc.csv', Buffer.from(text, 'latin1')));
    await eventually(async () => [await values('serial'), await values('user')], [[name], ['René']]);
    expect(browser.complaints).toEqual([]);
  });

  it('may be a workbook; a file that is none says so beside its field, and changes nothing', async () => {
    const name = serial();
    await giveGood(
      'parc.xlsx',
      await workbook({ Parc: textRow(1, 'Serial number', 'OU') + textRow(2, name, 'OU=Compta') }),
    );
    await page.locator('#rows').waitFor();
    await eventually(() => values('serial'), [name]);
    await give('photo.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    await page.locator('#file-problem', { hasText: 'un classeur .xlsx sans mot de passe' }).waitFor();
    await eventually(() => values('serial'), [name]);
  });
});

describe('a new lot from cells that are pasted', () => {
  it('asks what unknown columns are, and remembers it', async () => {
    const name = serial();
    const cells = (value: string) => `Pastille\tBeneficiaire final\n${value}\tLéa\n`;
    await page.getByLabel('Cellules du tableur').fill('une seule ligne');
    await follow(page.getByRole('button', { name: 'Lire' }));
    await page.getByLabel('Cellules du tableur').fill(cells(name));
    await follow(page.getByRole('button', { name: 'Lire' }));
    await page.getByLabel('Pastille').selectOption('serial');
    await page.getByLabel('Beneficiaire final').selectOption('user');
    await follow(page.getByRole('button', { name: 'Appliquer' }));
    await page.getByText('1 PC, rien à corriger').waitFor();
    await eventually(async () => [await values('serial'), await values('user')], [[name], ['Léa']]);
    const other = serial();
    await page.getByLabel('Cellules du tableur').fill(cells(other));
    await follow(page.getByRole('button', { name: 'Lire' }));
    await page.locator(`#rows input[value="${other}"]`).waitFor();
    await eventually(() => values('user'), ['Léa']);
  });
});

describe('a new lot from a scanner', () => {
  it('takes one code after another as fast as they come, and says which is there already', async () => {
    const codes = Array.from({ length: 6 }, serial);
    await page.locator('#code:focus').waitFor();
    for (const code of [...codes, codes[2]!]) {
      await page.keyboard.type(code);
      await page.keyboard.press('Enter');
    }
    await page.getByText(`${codes[2]} est déjà à la ligne`).waitFor();
    await eventually(async () => (await values('serial')).sort(), [...codes].sort());
    await page.reload();
    await eventually(summary, '6 PC, rien à corriger');
    await page.getByRole('button', { name: 'Retirer, Ligne 1' }).click();
    await page.getByText('5 PC, rien à corriger').waitFor();
    await page.getByRole('button', { name: 'Remettre les lignes retirées' }).click();
    await page.getByText('6 PC, rien à corriger').waitFor();
    const customer = `Lycée ${randomUUID()}`;
    await fillOrder(customer);
    await follow(page.getByRole('button', { name: 'Créer le lot sans l’armer' }));
    await page.locator('.pcs').waitFor();
    await eventually(() => page.locator('.pcs .state').allInnerTexts(), Array(6).fill('prévu'));
    expect(browser.complaints).toEqual([]);
  });

  it('keeps what is scanned while the server does not answer, and sends it afterwards', async () => {
    const codes = [serial(), serial()];
    await page.route('**/lots/new/scan', (route) => route.abort());
    for (const code of codes) {
      await page.locator('#code').fill(code);
      await page.locator('#code').press('Enter');
    }
    await page.locator('#unsent', { hasText: 'En attente d’envoi : 2.' }).waitFor();
    await page.unroute('**/lots/new/scan');
    await eventually(() => values('serial'), codes);
    await eventually(() => page.locator('#unsent').innerText(), '');
  });

  it('works without scripts too', async () => {
    await page.route('**/new-pcs.js', (route) => route.abort());
    await page.reload();
    const code = serial();
    for (const each of [code, code]) {
      await page.locator('#code').fill(each);
      await opens(page, () => page.locator('#code').press('Enter'));
    }
    await eventually(
      () => page.locator('.said').innerText(),
      `${code} est déjà à la ligne 1\u00a0: rien n’a été ajouté`,
    );
    await eventually(() => values('serial'), [code]);
  });
});

/** A lot of these many PCs, armed. */
async function armedLot(size: number, more: object = {}): Promise<string> {
  const rows = Array.from({ length: size }, (_, n) => ({
    serial: serial(),
    user: HOSTILE,
    notes: HOSTILE,
    position: `A-${n}`,
  }));
  const body = { profile: 'tiny', customer: HOSTILE, site: HOSTILE, rows, ...more };
  const { id } = (await (await workshop.well('POST', '/api/lots', body)).json()) as { id: string };
  await workshop.well('POST', `/api/lots/${id}/arm`, {});
  return id;
}

describe('a form that is sent while the server does not answer', () => {
  it('stays as it was typed, says so, and is sent once the server is back', async () => {
    const customer = `Mairie ${randomUUID().slice(0, 8)}`;
    await page.locator('#code').fill(serial());
    await page.locator('#code').press('Enter');
    await eventually(async () => (await values('serial')).length, 1);
    await follow(page.getByRole('link', { name: 'Continuer' }));
    await page.getByLabel('Profil').selectOption('tiny');
    await page.route('**/health/live', (route) => route.abort());
    const noticed = page.waitForEvent('requestfailed');
    await page.getByLabel('Client ou service').fill(customer);
    await noticed;
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('alert').filter({ hasText: 'rien n’a été envoyé' }).waitFor();
    await page.waitForURL(`${server.base}/lots/new/profile`);
    await eventually(() => page.getByLabel('Client ou service').inputValue(), customer);
    await page.unroute('**/health/live');
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.waitForURL(`${server.base}/lots/new/review`);
  });
});

describe('the PCs of a lot', () => {
  it('are ticked in a range by mouse and by keyboard, keep their ticks, and take one act', async () => {
    const id = await armedLot(6);
    await page.goto(`${server.base}/lots/${id}`);
    const boxes = page.locator('input[name=pc]');
    const ticked = () =>
      boxes.evaluateAll((all) => all.map((one) => ((one as HTMLInputElement).checked ? 1 : 0)));
    await boxes.nth(1).click();
    await boxes.nth(3).click({ modifiers: ['Shift'] });
    await eventually(ticked, [0, 1, 1, 1, 0, 0]);
    await boxes.nth(5).focus();
    await page.keyboard.press('Shift+Space');
    await eventually(ticked, [0, 1, 1, 1, 1, 1]);
    // The page updates itself meanwhile.
    await sql(
      `UPDATE deployment SET state = 'running', started_at = now() WHERE lot_id = $1 AND row_number = 2`,
      [id],
    );
    server.app
      .get(Notifications)
      .publish('deployment', id)
      .catch(() => undefined);
    await page.locator('.pcs .state', { hasText: 'en cours' }).waitFor();
    await eventually(ticked, [0, 1, 1, 1, 1, 1]);
    await eventually(() => page.locator('#ticked').innerText(), '5');
    await follow(page.getByRole('button', { name: 'Désarmer' }));
    await page.getByRole('heading', { name: 'Ce qui a été fait' }).waitFor();
    await eventually(
      () => page.locator('tbody .state').allInnerTexts(),
      ['refusé', 'fait', 'fait', 'fait', 'fait'],
    );
    await follow(page.getByRole('link', { name: 'Revenir au lot' }));
    await page.locator('.pcs').waitFor();
    await eventually(
      () => page.locator('.pcs .state').allInnerTexts(),
      ['armé', 'en cours', 'prévu', 'prévu', 'prévu', 'prévu'],
    );
    await page.locator('#tick-all').click();
    await follow(page.locator('#acts').getByRole('button', { name: 'Annuler' }));
    expect(
      await sql(`SELECT DISTINCT state FROM deployment WHERE lot_id = $1 AND state = 'cancelled'`, [id]),
    ).toEqual([]);
    await page.getByLabel('J’ai compris : l’annulation est définitive').check();
    await follow(page.getByRole('button', { name: 'Annuler' }));
    await page.getByRole('heading', { name: 'Ce qui a été fait' }).waitFor();
    await follow(page.getByRole('link', { name: 'Revenir au lot' }));
    await page.locator('.pcs').waitFor();
    await eventually(() => page.locator('.pcs .state').allInnerTexts(), Array(6).fill('annulé'));
    expect(browser.complaints).toEqual([]);
  });

  it('stand still in a pause, which the page tells and ends; dates are changed, a wrong one is kept as typed', async () => {
    const id = await armedLot(1, { customer: 'Mairie', site: null, dueOn: '2020-02-29' });
    await page.goto(`${server.base}/lots/${id}`);
    await eventually(
      () => page.locator('.standing .state.late').innerText(),
      expect.stringMatching(/^en retard de \d+ jours$/),
    );
    await follow(page.getByRole('button', { name: 'Mettre en pause' }));
    await eventually(
      () => page.locator('.standing p.paused').innerText(),
      expect.stringContaining(`, par ${account}`),
    );
    await follow(page.getByRole('button', { name: 'Reprendre le lot' }));
    await page.getByRole('button', { name: 'Mettre en pause' }).waitFor();
    await page.getByText('Client, site, dates et remarques').click();
    await page.getByLabel('Site').fill('Étage 3');
    await page.getByLabel('Client ou service').fill('   ');
    await follow(page.getByRole('button', { name: 'Enregistrer' }));
    await eventually(
      () => page.locator('#p-customer').innerText(),
      'Une ligne de texte, de 1 à 200 caractères',
    );
    await eventually(() => page.getByLabel('Site').inputValue(), 'Étage 3');
    await page.getByLabel('Client ou service').fill('Mairie de Brest');
    await page.getByLabel('À rendre le').fill('2999-12-24');
    await follow(page.getByRole('button', { name: 'Enregistrer' }));
    await page.locator('h1', { hasText: 'Mairie de Brest' }).waitFor();
    await eventually(
      () => page.locator('.standing').innerText(),
      expect.stringContaining('24 décembre 2999'),
    );
  });
});

const AXE = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Both languages, both themes, three widths. */
const VIEWS = [
  ['fr', 'light', 600],
  ['en', 'dark', 600],
  ['en', 'light', 1280],
  ['fr', 'dark', 1280],
  ['fr', 'light', 3840],
  ['en', 'dark', 3840],
] as const;

/** What axe finds on the page, and whether something is beside the screen. */
async function faults(): Promise<string[]> {
  await page.evaluate(await AXE);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    return [
      ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`),
      ...(wide ? ['wider than the screen'] : []),
    ];
  });
  return found;
}

describe('the pages of lots', () => {
  it('show HTML in names as text, and axe finds nothing in any language, theme or width', async () => {
    const id = await armedLot(3, { dueOn: '2020-02-29', beginAt: '2999-01-01T06:30:00Z' });
    await workshop.well('POST', `/api/lots/${id}/pause`, {});
    await giveGood(
      '<b>parc</b>.csv',
      Buffer.from(
        `serial;nom;${HOSTILE.replace(/"/g, '""')}\n${serial()};UN_NOM;1\n${serial()};${HOSTILE.replace(/["']/g, '')};2\n`,
      ),
    );
    await page.locator('#rows').waitFor();
    const paths = ['/lots', `/lots/${id}`, '/lots/new', '/lots/new/profile', '/lots/new/review'];
    await page.goto(`${server.base}/lots/new/profile`);
    await page.getByLabel('Profil').selectOption('tiny');
    await page.getByLabel('Client ou service').fill(HOSTILE);
    await follow(page.getByRole('button', { name: 'Continuer' }));
    for (const [language, theme, width] of VIEWS) {
      await page.context().addCookies(
        Object.entries({ etabli_language: language, etabli_theme: theme }).map(([name, value]) => ({
          name,
          value,
          url: server.base,
        })),
      );
      await page.setViewportSize({ width, height: 900 });
      for (const path of paths) {
        await page.goto(server.base + path);
        expect({ path, language, theme, width, faults: await faults() }).toEqual({
          path,
          language,
          theme,
          width,
          faults: [],
        });
        await eventually(() => page.locator('main img').count(), 0);
      }
    }
    await page.goto(`${server.base}/lots/${id}`);
    await eventually(() => page.locator('h1').innerText(), expect.stringContaining(HOSTILE));
    await eventually(() => page.locator('.pcs').innerText(), expect.stringContaining(HOSTILE));
    expect(browser.complaints).toEqual([]);
  }, 300_000);
});
