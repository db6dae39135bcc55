import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { Accounts, ApiTokens, Audit } from '../../src/platform/account/index.js';
import { NetworkTests } from '../../src/deployment/boot/index.js';
import { openBrowser, type Browser } from '../support/browser.js';
import { everyLook } from '../support/every-look.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { until } from '../support/until.js';

const PASSWORD = 'correct horse battery';
const HOSTILE = '<img src=x onerror=alert(1)>';

let server: RunningServer;
let browser: Browser;
let page: Page;
let chief: string;

beforeAll(async () => {
  server = await runningServer();
  const accounts = server.app.get(Accounts);
  ({ id: chief } = await accounts.create({
    name: 'chief',
    displayName: HOSTILE,
    role: 'administrator',
    password: PASSWORD,
  }));
  await accounts.create({ name: 'tech', displayName: 'Tech', role: 'technician', password: PASSWORD });
  // The two that the server makes itself: `chief` is the last administrator.
  for (const { id, role, name } of (await accounts.list({ page: 1, pageSize: 10 })).items)
    if (role === 'administrator' && name !== 'chief') await accounts.disable(id);
  await server.app.get(ApiTokens).create(chief, HOSTILE);
  const actor = { kind: 'machine', id: HOSTILE, name: HOSTILE } as const;
  const subject = { kind: 'machine', id: HOSTILE };
  await server.app.get(Audit).record({ actor, action: 'machine.redeem', subject, data: { name: HOSTILE } });
  browser = await openBrowser();
  ({ page } = browser);
  page.setDefaultTimeout(10_000);
  await logIn('chief');
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server.stop();
});

async function logIn(name: string): Promise<void> {
  await page.goto(`${server.base}/login`);
  await page.locator('#name').fill(name);
  await page.locator('#password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.base}/`);
}

const inFrench = (path: string) =>
  page.goto(`${server.base}/language/fr?back=${encodeURIComponent(`/administration${path}`)}`);

const PATHS = ['', '/network', '/users', '/tokens', '/audit', '/settings'];

describe('the administration', () => {
  it.each(PATHS)('is accessible in every look, and shows names as text: /administration%s', async (path) => {
    expect(await everyLook(page.context(), page, `${server.base}/administration${path}`)).toEqual([]);
    expect(await page.locator('main img').count()).toBe(0);
    expect(browser.complaints).toEqual([]);
  });

  it('creates an account whose password is shown once and must be changed', async () => {
    await inFrench('/users');
    await page.getByLabel('Compte', { exact: true }).fill('zoé !');
    await page.getByRole('button', { name: 'Créer' }).click();
    expect(await page.locator('#name-problem').innerText()).toContain('lettres sans accent');
    expect(await page.getByLabel('Compte', { exact: true }).inputValue()).toBe('zoé !');
    await page.getByLabel('Compte', { exact: true }).fill('zoe');
    await page.getByLabel('Nom complet').fill('Zoé');
    await page.getByLabel('Rôle', { exact: true }).selectOption('technician');
    await page.getByRole('button', { name: 'Créer' }).dblclick();
    const password = await page.locator('output').innerText();
    expect(await server.app.get(Accounts).hasPassword('zoe', password)).toBe(true);
    const zoe = await server.app.get(Accounts).findByName('zoe');
    expect(zoe).toMatchObject({ role: 'technician', passwordChangeRequired: true });
    await page.getByRole('link', { name: 'C’est noté' }).click();
    expect(await page.getByRole('row', { name: /zoe/ }).innerText()).toContain(
      'doit changer son mot de passe',
    );
    browser.complaints.length = 0; // the browser tells of the answer 400
  });

  it('changes, resets, disables and enables an account', async () => {
    await inFrench('/users');
    await page.getByRole('link', { name: 'tech', exact: true }).click();
    expect(await everyLook(page.context(), page, page.url())).toEqual([]);
    await page.goto(`${server.base}/language/fr?back=${encodeURIComponent(new URL(page.url()).pathname)}`);
    await page.getByLabel('Rôle', { exact: true }).selectOption('viewer');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.locator('h1', { hasText: 'observateur' }).waitFor();
    await page.getByRole('button', { name: 'Désactiver' }).click();
    await page.locator('.state', { hasText: 'désactivé' }).waitFor();
    await page.getByRole('button', { name: 'Réactiver' }).click();
    await page.getByRole('link', { name: 'tech', exact: true }).click();
    await page.getByRole('button', { name: 'Réinitialiser le mot de passe' }).click();
    const password = await page.locator('output').innerText();
    expect(await server.app.get(Accounts).hasPassword('tech', password)).toBe(true);
    expect(await server.app.get(Accounts).hasPassword('tech', PASSWORD)).toBe(false);
  });

  it('does not lose its last administrator, and says so', async () => {
    await inFrench(`/users/${chief}`);
    await page.getByRole('button', { name: 'Désactiver' }).click();
    expect(await page.getByRole('alert').first().innerText()).toContain('dernier administrateur');
    await page.getByLabel('Rôle', { exact: true }).selectOption('viewer');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    expect(await page.getByRole('alert').first().innerText()).toContain('dernier administrateur');
    expect((await server.app.get(Accounts).find(chief)).role).toBe('administrator');
    expect(await page.getByRole('link', { name: 'Changer mon mot de passe' }).count()).toBe(1);
    browser.complaints.length = 0; // the answers 409
  });

  it('makes a token that is shown once, keeps what was typed when it is wrong, and revokes', async () => {
    await inFrench('/tokens');
    await page.getByLabel('À quoi il sert').fill('supervision');
    await page.getByLabel('Jours de validité').fill('0');
    await page.getByRole('button', { name: 'Créer' }).click();
    expect(await page.locator('#days-problem').innerText()).toBe('De 1 à 3650 jours, ou rien.');
    expect(await page.getByLabel('À quoi il sert').inputValue()).toBe('supervision');
    await page.getByLabel('Jours de validité').fill('30');
    await page.getByRole('button', { name: 'Créer' }).click();
    const token = await page.locator('output').innerText();
    const use = () => fetch(`${server.base}/api/lots`, { headers: { authorization: `Bearer ${token}` } });
    expect((await use()).status).toBe(200);
    await page.getByRole('link', { name: 'C’est noté' }).click();
    const row = page.getByRole('row', { name: /supervision/ });
    expect(await row.innerText()).toContain('observateur');
    await row.getByRole('button', { name: 'Révoquer' }).click();
    await page.waitForLoadState();
    expect((await use()).status).toBe(401);
    browser.complaints.length = 0; // the answer 400
  });

  it('searches the audit log, and gives it as CSV', async () => {
    await inFrench('/audit?search=jeton+cr');
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
    expect(new Set(await page.locator('tbody th').allInnerTexts())).toEqual(new Set(['Jeton créé']));
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('Télécharger en CSV').click(),
    ]);
    const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toContain('"Heure (UTC)";"Auteur"');
    expect(lines[1]).toContain('"token.create"');
    expect((await page.request.get(`${server.base}/administration/audit/audit.csv?from=hier`)).status()).toBe(
      400,
    );
    await page.goto(`${server.base}/administration/audit?from=hier`);
    expect(await page.locator('#from-problem').innerText()).toBe('Une date est attendue\u00a0: 2026-11-29');
  });

  it('tests the network, and shows the fault with its remedy', async () => {
    await inFrench('/network');
    await page.getByRole('button', { name: 'Tester le réseau' }).click();
    const fault = page.locator('.findings .alert').first();
    await fault.waitFor();
    expect(await fault.innerText()).toContain('Aucun service de démarrage ne s’est annoncé');
    expect(await fault.innerText()).toContain('BOOT_INTERFACE');
    expect(server.app.get(NetworkTests).state().latest?.findings).toHaveLength(3);
    expect(await everyLook(page.context(), page, `${server.base}/administration/network`)).toEqual([]);
  });

  it('makes a backup that can be downloaded', async () => {
    await inFrench('');
    await page.getByRole('button', { name: 'Sauvegarder maintenant' }).click();
    await until(async () => {
      await page.reload();
      return (await page.getByRole('link', { name: /^Télécharger etabli-/ }).count()) === 1;
    });
    const link = page.getByRole('link', { name: /^Télécharger etabli-/ });
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect((await readFile(await file.path())).length).toBeGreaterThan(1_000);
  });

  it('saves each setting by itself, says what is wrong beside its field, and never shows a secret', async () => {
    await inFrench('/settings');
    const form = page.locator('form', { has: page.locator('#setting-provider') });
    await form.getByLabel('Nom', { exact: true }).fill(HOSTILE);
    await form.getByLabel('Préfixe du numéro de commande').fill('x'.repeat(50));
    await form.getByRole('button', { name: /^Enregistrer/ }).click();
    expect(await page.locator('#provider-orderPrefix-problem').innerText()).toContain('Attendu\u00a0:');
    expect(await page.getByLabel('Nom', { exact: true }).inputValue()).toBe(HOSTILE);
    await page.getByLabel('Préfixe du numéro de commande').fill('BC-');
    await page.locator('#provider-logo').setInputFiles({
      name: 'logo.png',
      mimeType: 'image/png',
      buffer: smallest(),
    });
    await form.getByRole('button', { name: /^Enregistrer/ }).click();
    await page.getByText('Enregistré.').waitFor();
    expect(await page.getByLabel('Nom', { exact: true }).inputValue()).toBe(HOSTILE);
    expect(await page.locator('.picture').count()).toBe(1);
    browser.complaints.length = 0; // the answer 400
  });

  it('is closed to technicians', async () => {
    await page.context().clearCookies();
    const password = 'another good password';
    await server.app.get(Accounts).create({ name: 'tom', displayName: 'Tom', role: 'technician', password });
    await page.goto(`${server.base}/login`);
    await page.locator('#name').fill('tom');
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${server.base}/`);
    expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    for (const path of [...PATHS, '/audit/audit.csv', `/users/${chief}`])
      expect((await page.request.get(`${server.base}/administration${path}`)).status()).toBe(403);
  });
});

/** A PNG of one pixel. */
function smallest(): Buffer {
  return Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
}
