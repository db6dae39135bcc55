import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { Accounts } from '../../src/platform/account/index.js';
import { EnvironmentClient } from '../support/environment-client.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { Workshop } from '../support/workshop.js';

const PASSWORD = 'correct horse battery';

let server: RunningServer;
let workshop: Workshop;
let folder: string;
let context: BrowserContext;
let page: Page;
/** What the browser itself complained of, and the addresses that it asked for. */
const complaints: string[] = [];
const asked: string[] = [];

beforeAll(async () => {
  server = await runningServer();
  workshop = new Workshop(server.base, server.token);
  await workshop.furnish('tiny', 'a password of a user');
  await workshop.openNetwork();
  const order = { name: 'technician', displayName: 'Thea', role: 'technician' as const, password: PASSWORD };
  await server.app.get(Accounts).create(order);
  folder = await mkdtemp(join(tmpdir(), 'etabli-chromium-'));
  context = await chromium.launchPersistentContext(folder, {
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    locale: 'fr-FR',
  });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => asked.push(`${request.url()} ${request.headers()['referer'] ?? ''}`));
}, 90_000);

afterAll(async () => {
  await context?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('confirms a PC with the link of the QR code on its screen, without the code in the URL of a request', async () => {
  const pc = new EnvironmentClient(server.base);
  const csv = `serial\n${pc.identity.serial}\n`;
  const lot = await workshop.well('POST', '/api/lots?profile=tiny&customer=Test', csv, 'text/csv');
  const id = await workshop.arm(((await lot.json()) as { id: string }).id);
  expect(await pc.boot()).toBe('stay');
  const { code = '', url = '' } = (await pc.screen()).confirmation ?? {};

  await page.goto(`${server.base}/login`);
  await page.getByLabel('Compte').fill('technician');
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL(`${server.base}/`);

  await page.goto(`${server.base}/deployments/${id}`);
  await page.getByText('Lisez le code affiché à l’écran de ce PC').waitFor();
  await page.getByRole('link', { name: 'Confirmer ce PC' }).click();
  expect(await page.getByLabel('Six chiffres').inputValue()).toBe('');

  const { pathname } = new URL(url);
  await page.goto(`${server.base}${pathname}#${code}`);
  await page.waitForURL(({ hash }) => hash === '');
  expect(await page.getByLabel('Six chiffres').inputValue()).toBe(code);
  await page.getByRole('button', { name: 'Confirmer ce PC' }).click();
  await page.waitForURL(/\/machines\//);
  await page.getByText('Confirmé avec le code par technician.').waitFor();
  expect((await pc.screen()).confirmation).toBeUndefined();
  expect(asked.filter((address) => address.includes(code))).toEqual([]);
  expect(complaints).toEqual([]);
}, 60_000);
