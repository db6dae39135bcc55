import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { Accounts } from '../../src/platform/account/index.js';
import { type Browser, openBrowser } from '../support/browser.js';
import { eventually, follow, logIn, opens } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
let server: RunningServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await runningServer();
  const accounts = server.app.get(Accounts);
  for (const role of ['technician', 'viewer'] as const) {
    await accounts.create({ name: role, displayName: `A ${role}`, role, password: PASSWORD });
  }
});

afterAll(() => server.stop());

beforeEach(async () => {
  browser = await openBrowser();
  ({ page } = browser);
});

afterEach(() => browser.close());

/** A lot of one PC that no other lot of this suite names. */
async function newLot(serial: string): Promise<{ id: string; number: string }> {
  await server.ask('/api/profiles', {
    method: 'POST',
    body: await readFile('profiles/debian-13-minimal.yaml', 'utf8'),
    headers: { 'content-type': 'application/yaml' },
  });
  const response = await server.ask('/api/lots?profile=debian-13-minimal&customer=ACME', {
    method: 'POST',
    body: `serial;hostname\n${serial};PC-${serial}\n`,
    headers: { 'content-type': 'text/csv' },
  });
  return (await response.json()) as { id: string; number: string };
}

async function deploymentOf(lotId: string): Promise<{ id: string; state: string }> {
  const response = await server.ask(`/api/deployments?lotId=${lotId}`);
  return ((await response.json()) as { items: { id: string; state: string }[] }).items[0]!;
}

describe('the board', () => {
  it('redirects to the login without a session, and back to the requested page', async () => {
    await page.goto(`${server.base}/machines`);
    await eventually(() => page.url(), `${server.base}/login?back=%2Fmachines`);
    await page.getByLabel('Compte').fill('technician');
    await page.getByLabel('Mot de passe').fill('wrong password here');
    await follow(page.getByRole('button', { name: 'Se connecter' }));
    await eventually(() => page.getByRole('alert').innerText(), 'Nom ou mot de passe incorrect');
    await page.getByLabel('Mot de passe').fill(PASSWORD);
    await opens(page, () => page.keyboard.press('Enter'));
    await page.waitForURL(`${server.base}/machines`);
    await eventually(() => page.locator('h1').innerText(), 'Machines');
  });

  it('never redirects to another site', async () => {
    await page.goto(`${server.base}/login?back=https://evil.example/`);
    await eventually(() => page.locator('input[name=back]').getAttribute('value'), '/');
    await page.goto(`${server.base}/language/en?back=//evil.example/`);
    await eventually(() => page.url(), `${server.base}/login?back=%2F`);
  });

  it('shows a new lot without reloading, and its scripts run under its own policy', async () => {
    await logIn(page, server.base, 'viewer', PASSWORD);
    await page.getByText('Aucun PC en cours.').waitFor();
    const { number } = await newLot('LIVE1');
    await page.getByRole('link', { name: number }).waitFor();
    await eventually(
      () => page.locator('.lot-lines li', { hasText: number }).innerText(),
      expect.stringContaining('1 à armer'),
    );
    expect(browser.complaints).toEqual([]);
  });

  it('uses the chosen language on all pages', async () => {
    await logIn(page, server.base, 'viewer', PASSWORD);
    await follow(page.getByRole('link', { name: 'English' }));
    await page.getByRole('heading', { name: 'In progress' }).waitFor();
    await eventually(() => page.locator('html').getAttribute('lang'), 'en');
    await follow(page.getByRole('link', { name: 'Machines' }));
    await page.getByText('No machine: boot a PC from the network').waitFor();
  });

  it('lets a technician cancel a deployment, and follows it', async () => {
    const lot = await newLot('CANCEL1');
    await logIn(page, server.base, 'technician', PASSWORD);
    await follow(page.getByRole('link', { name: lot.number }));
    await follow(page.getByRole('link', { name: 'PC-CANCEL1' }));
    await page.getByLabel('J’ai compris : l’annulation est définitive').check();
    await follow(page.getByRole('button', { name: 'Annuler le déploiement' }));
    await page.locator('.summary .state', { hasText: 'annulé' }).waitFor();
    expect((await deploymentOf(lot.id)).state).toBe('cancelled');
    await eventually(() => page.getByRole('button', { name: 'Annuler le déploiement' }).count(), 0);
  });

  it('shows no buttons to a viewer, and refuses forms of a viewer', async () => {
    const lot = await newLot('VIEW1');
    const { id } = await deploymentOf(lot.id);
    await logIn(page, server.base, 'viewer', PASSWORD);
    await page.goto(`${server.base}/deployments/${id}`);
    await eventually(() => page.locator('main button').count(), 0);
    const csrf = await page.locator('input[name=_csrf]').first().getAttribute('value');
    const answer = await page.request.post(`${server.base}/deployments/${id}/cancel`, {
      form: { _csrf: csrf ?? '' },
    });
    expect(answer.status()).toBe(403);
    expect((await deploymentOf(lot.id)).state).toBe('planned');
  });

  it('refuses forms without a CSRF token', async () => {
    const lot = await newLot('CSRF1');
    const { id } = await deploymentOf(lot.id);
    await logIn(page, server.base, 'technician', PASSWORD);
    await page.waitForURL(`${server.base}/`);
    const answer = await page.request.post(`${server.base}/deployments/${id}/cancel`, {
      form: { _csrf: 'guessed' },
    });
    expect(answer.status()).toBe(403);
    expect((await deploymentOf(lot.id)).state).toBe('planned');
  });

  it('can be used with the keyboard only, and shows the focus', async () => {
    await logIn(page, server.base, 'technician', PASSWORD);
    await page.waitForURL(`${server.base}/`);
    await page.keyboard.press('Tab');
    await eventually(() => page.evaluate(() => document.activeElement?.textContent), 'Aller au contenu');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe('solid');
    await page.keyboard.press('Enter');
    await eventually(() => page.evaluate(() => document.activeElement?.id), 'main');
  });

  it('escapes texts from machines', async () => {
    const lot = await newLot('XSS1');
    await server.ask(
      `/api/lots?profile=debian-13-minimal&customer=${encodeURIComponent('<img src=x onerror=alert(1)>')}`,
      {
        method: 'POST',
        body: 'serial\nXSS2\n',
        headers: { 'content-type': 'text/csv' },
      },
    );
    await logIn(page, server.base, 'viewer', PASSWORD);
    await page.getByRole('link', { name: lot.number }).waitFor();
    await eventually(
      () => page.locator('.lot-lines', { hasText: '<img src=x onerror=alert(1)>' }).count(),
      1,
    );
    await eventually(() => page.locator('main img').count(), 0);
  });
});
