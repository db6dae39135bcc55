import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { Accounts } from '../../src/platform/account/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let server: RunningServer;
let folder: string;
let context: BrowserContext;
let page: Page;
/** What the browser itself complained of: a refused script, a page error, an answer that failed. */
let complaints: string[] = [];

beforeAll(async () => {
  server = await runningServer();
  const accounts = server.app.get(Accounts);
  for (const role of ['technician', 'viewer'] as const) {
    await accounts.create({ name: role, displayName: `A ${role}`, role, password: PASSWORD });
  }
  folder = await mkdtemp(join(tmpdir(), 'etabli-chromium-'));
}, 60_000);

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  const profile = await mkdtemp(join(folder, 'profile-'));
  context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: FLAGS,
    locale: 'fr-FR',
    viewport: { width: 1100, height: 800 },
  });
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
}, 60_000);

afterEach(async () => {
  await context.close();
});

async function logIn(name: string, password = PASSWORD): Promise<void> {
  await page.goto(`${server.base}/login`);
  await page.getByLabel('Compte').fill(name);
  await page.getByLabel('Mot de passe').fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

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
    expect(page.url()).toBe(`${server.base}/login?back=%2Fmachines`);
    await page.getByLabel('Compte').fill('technician');
    await page.getByLabel('Mot de passe').fill('wrong password here');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    expect(await page.getByRole('alert').innerText()).toBe('nom ou mot de passe incorrect');
    await page.getByLabel('Mot de passe').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${server.base}/machines`);
    expect(await page.locator('h1').innerText()).toBe('Machines');
  });

  it('never redirects to another site', async () => {
    await page.goto(`${server.base}/login?back=https://evil.example/`);
    expect(await page.locator('input[name=back]').getAttribute('value')).toBe('/');
    await page.goto(`${server.base}/language/en?back=//evil.example/`);
    expect(page.url()).toBe(`${server.base}/login?back=%2F`);
  });

  it('shows a new lot without reloading, and its scripts run under its own policy', async () => {
    await logIn('viewer');
    await page.getByText('Aucun PC en cours.').waitFor();
    const { number } = await newLot('LIVE1');
    await page.getByRole('link', { name: number }).waitFor();
    expect(await page.locator('.lot-lines li', { hasText: number }).innerText()).toContain('1 à armer');
    expect(complaints).toEqual([]);
  });

  it('uses the chosen language on all pages', async () => {
    await logIn('viewer');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'In progress' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('link', { name: 'Machines' }).click();
    await page.getByText('No machine: boot a PC from the network').waitFor();
  });

  it('lets a technician cancel a deployment, and follows it', async () => {
    const lot = await newLot('CANCEL1');
    await logIn('technician');
    await page.getByRole('link', { name: lot.number }).click();
    await page.getByRole('link', { name: 'PC-CANCEL1' }).click();
    await page.getByLabel('J’ai compris : l’annulation est définitive').check();
    await page.getByRole('button', { name: 'Annuler le déploiement' }).click();
    await page.locator('.summary .state', { hasText: 'annulé' }).waitFor();
    expect((await deploymentOf(lot.id)).state).toBe('cancelled');
    expect(await page.getByRole('button', { name: 'Annuler le déploiement' }).count()).toBe(0);
  });

  it('shows no buttons to a viewer, and refuses forms of a viewer', async () => {
    const lot = await newLot('VIEW1');
    const { id } = await deploymentOf(lot.id);
    await logIn('viewer');
    await page.goto(`${server.base}/deployments/${id}`);
    expect(await page.locator('main button').count()).toBe(0);
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
    await logIn('technician');
    await page.waitForURL(`${server.base}/`);
    const answer = await page.request.post(`${server.base}/deployments/${id}/cancel`, {
      form: { _csrf: 'guessed' },
    });
    expect(answer.status()).toBe(403);
    expect((await deploymentOf(lot.id)).state).toBe('planned');
  });

  it('can be used with the keyboard only, and shows the focus', async () => {
    await logIn('technician');
    await page.waitForURL(`${server.base}/`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Aller au contenu');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe('solid');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
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
    await logIn('viewer');
    await page.getByRole('link', { name: lot.number }).waitFor();
    expect(await page.locator('.lot-lines', { hasText: '<img src=x onerror=alert(1)>' }).count()).toBe(1);
    expect(await page.locator('main img').count()).toBe(0);
  });
});
