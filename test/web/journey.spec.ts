import { openBrowser, type Browser } from '../support/browser.js';
import { EtabliProcesses } from '../support/etabli-processes.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { technicianOf } from '../support/technician.js';
import { Workshop } from '../support/workshop.js';

const PASSWORD = 'correct horse battery';
const PIN = '271828';

describe('the work of a technician, from a spreadsheet to a certificate', () => {
  let etabli: EtabliProcesses;
  let pc: SimulatedPc;
  let browser: Browser;

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    const workshop = new Workshop(etabli.http, etabli.token);
    await workshop.furnish('tiny', 'planted password 4417', {
      recette: {
        checks: [{ kind: 'hostname', severity: 'blocking' }],
        manual: ['screen', 'keyboard'],
        signatures: ['technician'],
      },
    });
    await technicianOf(etabli, workshop, { name: 'zoe', displayName: 'Zoé', password: PASSWORD, pin: PIN });
    pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca });
    browser = await openBrowser();
    browser.page.setDefaultTimeout(60_000);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await pc?.remove();
    await etabli?.remove();
  });

  it('is done on the board alone, and its pages follow the PC without being loaded again', async () => {
    const { page } = browser;
    await page.goto(`${etabli.http}/login?back=/lots/new`);
    await page.getByLabel('Compte').fill('zoe');
    await page.getByLabel('Mot de passe').fill(PASSWORD);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.waitForURL(/\/lots\/new$/, { waitUntil: 'load' });

    const csv = Buffer.from(`N\xb0 de s\xe9rie;Utilisateur\r\n${pc.serial};Ren\xe9\r\n`, 'latin1');
    await page.locator('#file').setInputFiles({ name: 'parc.csv', mimeType: 'text/csv', buffer: csv });
    await page.locator('#rows').waitFor();
    await page.getByRole('link', { name: 'Continuer' }).click();
    await page.getByLabel('Profil').selectOption('tiny');
    await page.getByLabel('Client ou service').fill('Mairie de Vannes');
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.locator('#understood').check();
    await page.getByRole('button', { name: 'Créer le lot et l’armer' }).click();
    await page.locator('.pcs .state', { hasText: 'armé' }).waitFor();

    await page.getByRole('link', { name: 'Atelier' }).click();
    await page.locator('#hand-list .state', { hasText: 'à allumer' }).waitFor();
    await pc.powerOn();
    await page.locator('#running-list li').waitFor();
    const answer = page.locator('#hand-list .act', { hasText: 'Répondre' });
    await answer.waitFor();
    await answer.click();
    await page.waitForURL(/\/recette\//);
    await page.getByRole('button', { name: 'Tout est conforme', exact: true }).click();
    await page.locator('#sign-pin').fill(PIN);
    await page.getByRole('button', { name: 'Signer', exact: true }).click();
    await page.locator('.signed', { hasText: 'Zoé' }).waitFor();

    await page.getByRole('link', { name: 'Déploiement' }).click();
    await page.locator('.summary .state', { hasText: 'certifié' }).waitFor();
    const href = await page.getByRole('link', { name: 'PDF' }).first().getAttribute('href');
    const pdf = await (await page.request.get(etabli.http + href!)).body();
    await page.goto(`${etabli.http}/verify`);
    const file = { name: 'certificat.pdf', mimeType: 'application/pdf', buffer: pdf };
    await page.getByLabel('Certificat (PDF ou JSON)').setInputFiles(file);
    await page.getByRole('button', { name: 'Vérifier' }).click();
    await page.locator('.outcome h2', { hasText: 'Authentique' }).waitFor();
    expect(await page.locator('main').innerText()).toContain(pc.serial);
    expect(browser.complaints).toEqual([]);
  }, 240_000);
});
