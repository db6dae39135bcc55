import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { Accounts, ApiTokens, Audit } from '../../src/platform/account/index.js';
import { NetworkTests } from '../../src/deployment/boot/index.js';
import { openBrowser, type Browser } from '../support/browser.js';
import { everyLook } from '../support/every-look.js';
import { eventually, follow, logIn, opens } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { until } from '../support/until.js';

const PASSWORD = 'correct horse battery';
const MAIL_PASSWORD = 'planted password 4417';
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
  await logIn(page, server.base, 'chief', PASSWORD);
});

afterAll(async () => {
  await browser?.close();
  await server.stop();
});

const inFrench = (path: string) =>
  page.goto(`${server.base}/language/fr?back=${encodeURIComponent(`/administration${path}`)}`);

const PATHS = ['', '/network', '/users', '/tokens', '/audit', '/settings'];

describe('the administration', () => {
  it.each(PATHS)('is accessible in every look, and shows names as text: /administration%s', async (path) => {
    expect(await everyLook(page.context(), page, `${server.base}/administration${path}`)).toEqual([]);
    await eventually(() => page.locator('main img').count(), 0);
    expect(browser.complaints).toEqual([]);
  });

  it('creates an account whose password is shown once and must be changed', async () => {
    await inFrench('/users');
    await page.getByLabel('Compte', { exact: true }).fill('zoé !');
    await follow(page.getByRole('button', { name: 'Créer' }));
    await eventually(
      () => page.locator('#name-problem').innerText(),
      expect.stringContaining('lettres sans accent'),
    );
    await eventually(() => page.getByLabel('Compte', { exact: true }).inputValue(), 'zoé !');
    await page.getByLabel('Compte', { exact: true }).fill('zoe');
    await page.getByLabel('Nom complet').fill('Zoé');
    await page.getByLabel('Rôle', { exact: true }).selectOption('technician');
    await opens(page, () => page.getByRole('button', { name: 'Créer' }).dblclick());
    const password = await page.locator('output').innerText();
    expect(await server.app.get(Accounts).hasPassword('zoe', password)).toBe(true);
    const zoe = await server.app.get(Accounts).findByName('zoe');
    expect(zoe).toMatchObject({ role: 'technician', passwordChangeRequired: true });
    await follow(page.getByRole('link', { name: 'C’est noté' }));
    await eventually(
      () => page.getByRole('row', { name: /zoe/ }).innerText(),
      expect.stringContaining('doit changer son mot de passe'),
    );
    browser.complaints.length = 0; // the browser tells of the answer 400
  });

  it('changes, resets, disables and enables an account', async () => {
    await inFrench('/users');
    await follow(page.getByRole('link', { name: 'tech', exact: true }));
    const { href } = new URL(page.url());
    expect(await everyLook(page.context(), page, href)).toEqual([]);
    await page.goto(`${server.base}/language/fr?back=${encodeURIComponent(new URL(page.url()).pathname)}`);
    await page.getByLabel('Rôle', { exact: true }).selectOption('viewer');
    await follow(page.getByRole('button', { name: 'Enregistrer' }));
    await page.locator('h1', { hasText: 'observateur' }).waitFor();
    await follow(page.getByRole('button', { name: 'Désactiver' }));
    await page.locator('.state', { hasText: 'désactivé' }).waitFor();
    await follow(page.getByRole('button', { name: 'Réactiver' }));
    await follow(page.getByRole('link', { name: 'tech', exact: true }));
    await follow(page.getByRole('button', { name: 'Réinitialiser le mot de passe' }));
    const password = await page.locator('output').innerText();
    expect(await server.app.get(Accounts).hasPassword('tech', password)).toBe(true);
    expect(await server.app.get(Accounts).hasPassword('tech', PASSWORD)).toBe(false);
  });

  it('does not lose its last administrator, and says so', async () => {
    await inFrench(`/users/${chief}`);
    await follow(page.getByRole('button', { name: 'Désactiver' }));
    await eventually(
      () => page.getByRole('alert').first().innerText(),
      expect.stringContaining('dernier administrateur'),
    );
    await page.getByLabel('Rôle', { exact: true }).selectOption('viewer');
    await follow(page.getByRole('button', { name: 'Enregistrer' }));
    await eventually(
      () => page.getByRole('alert').first().innerText(),
      expect.stringContaining('dernier administrateur'),
    );
    expect((await server.app.get(Accounts).find(chief)).role).toBe('administrator');
    await eventually(() => page.getByRole('link', { name: 'Changer mon mot de passe' }).count(), 1);
    browser.complaints.length = 0; // the answers 409
  });

  it('makes a token that is shown once, keeps what was typed when it is wrong, and revokes', async () => {
    await inFrench('/tokens');
    await page.getByLabel('À quoi il sert').fill('supervision');
    await page.getByLabel('Jours de validité').fill('0');
    await follow(page.getByRole('button', { name: 'Créer' }));
    await eventually(() => page.locator('#days-problem').innerText(), 'De 1 à 3650 jours, ou rien.');
    await eventually(() => page.getByLabel('À quoi il sert').inputValue(), 'supervision');
    await page.getByLabel('Jours de validité').fill('30');
    await follow(page.getByRole('button', { name: 'Créer' }));
    const token = await page.locator('output').innerText();
    const use = () => fetch(`${server.base}/api/lots`, { headers: { authorization: `Bearer ${token}` } });
    expect((await use()).status).toBe(200);
    await follow(page.getByRole('link', { name: 'C’est noté' }));
    const row = page.getByRole('row', { name: /supervision/ });
    await eventually(() => row.innerText(), expect.stringContaining('observateur'));
    await follow(row.getByRole('button', { name: 'Révoquer' }));
    expect((await use()).status).toBe(401);
    browser.complaints.length = 0; // the answer 400
  });

  it('searches the audit log, and gives it as CSV', async () => {
    await inFrench('/audit?search=jeton+cr');
    await eventually(
      async () => new Set(await page.locator('tbody th').allInnerTexts()),
      new Set(['Jeton créé']),
    );
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
    await eventually(
      () => page.locator('#from-problem').innerText(),
      'Une date est attendue\u00a0: 2026-11-29',
    );
  });

  it('tests the network, and shows the fault with its remedy', async () => {
    await inFrench('/network');
    await follow(page.getByRole('button', { name: 'Tester le réseau' }));
    const fault = page.locator('.findings .alert').first();
    await fault.waitFor();
    await eventually(
      () => fault.innerText(),
      expect.stringContaining('Aucun service de démarrage ne s’est annoncé'),
    );
    await eventually(() => fault.innerText(), expect.stringContaining('BOOT_INTERFACE'));
    expect(server.app.get(NetworkTests).state().latest?.findings).toHaveLength(3);
    expect(await everyLook(page.context(), page, `${server.base}/administration/network`)).toEqual([]);
  });

  it('makes a backup that can be downloaded', async () => {
    await inFrench('');
    await follow(page.getByRole('button', { name: 'Sauvegarder maintenant' }));
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
    await follow(form.getByRole('button', { name: /^Enregistrer/ }));
    await eventually(
      () => page.locator('#provider-orderPrefix-problem').innerText(),
      expect.stringContaining('Attendu\u00a0:'),
    );
    await eventually(() => page.getByLabel('Nom', { exact: true }).inputValue(), HOSTILE);
    await page.getByLabel('Préfixe du numéro de commande').fill('BC-');
    await page.locator('#provider-logo').setInputFiles({
      name: 'logo.png',
      mimeType: 'image/png',
      buffer: smallest(),
    });
    await follow(form.getByRole('button', { name: /^Enregistrer/ }));
    await page.getByText('Enregistré.').waitFor();
    await eventually(() => page.getByLabel('Nom', { exact: true }).inputValue(), HOSTILE);
    await eventually(() => page.locator('.picture').count(), 1);
    const mail = page.locator('form', { has: page.locator('#setting-mail') });
    await mail.locator('input[type=password]').fill(MAIL_PASSWORD);
    await follow(mail.getByRole('button', { name: /^Enregistrer/ }));
    await page.getByText('Enregistré.').waitFor();
    await eventually(() => mail.innerText(), expect.stringContaining('Défini. Laissez vide pour le garder.'));
    await eventually(() => mail.locator('input[type=password]').inputValue(), '');
    const html = await (await page.request.get(`${server.base}/administration/settings`)).text();
    expect(html).not.toContain(MAIL_PASSWORD);
    browser.complaints.length = 0; // the answer 400
  });

  it('is closed to technicians', async () => {
    await page.context().clearCookies();
    const password = 'another good password';
    await server.app.get(Accounts).create({ name: 'tom', displayName: 'Tom', role: 'technician', password });
    await logIn(page, server.base, 'tom', password);
    await eventually(() => page.getByRole('link', { name: 'Administration' }).count(), 0);
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
