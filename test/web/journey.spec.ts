import { openBrowser, type Browser } from '../support/browser.js';
import { EtabliProcesses } from '../support/etabli-processes.js';
import { eventually, fillLogin, follow, opens } from '../support/pages.js';
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
  });
  afterAll(async () => {
    await browser?.close();
    await pc?.remove();
    await etabli?.remove();
  });

  it('is done on the board alone, and its pages follow the PC without being loaded again', async () => {
    const { page } = browser;
    await page.goto(`${etabli.http}/login?back=/lots/new`);
    await fillLogin(page, 'zoe', PASSWORD);
    await page.waitForURL(/\/lots\/new$/);

    const csv = Buffer.from(`N\xb0 de s\xe9rie;Utilisateur\r\n${pc.serial};Ren\xe9\r\n`, 'latin1');
    const parc = { name: 'parc.csv', mimeType: 'text/csv', buffer: csv };
    await opens(page, () => page.locator('#file').setInputFiles(parc));
    await page.locator('#rows').waitFor();
    await follow(page.getByRole('link', { name: 'Continuer' }));
    await page.getByLabel('Profil').selectOption('tiny');
    await page.getByLabel('Client ou service').fill('Mairie de Vannes');
    await follow(page.getByRole('button', { name: 'Continuer' }));
    await page.locator('#understood').check();
    await follow(page.getByRole('button', { name: 'Créer le lot et l’armer' }));
    await page.locator('.pcs .state', { hasText: 'armé' }).waitFor();

    await follow(page.getByRole('link', { name: 'Atelier' }));
    await page.locator('#hand-list .state', { hasText: 'à allumer' }).waitFor();
    await pc.powerOn();
    await page.locator('#running-list li').waitFor();
    await follow(page.locator('#hand-list .act', { hasText: 'Répondre' }));
    await page.waitForURL(/\/recette\//);
    await page.getByRole('button', { name: 'Tout est conforme', exact: true }).click();
    // An event may draw the form before the answer comes; the page takes no act until then.
    await page.locator('#recette:not([aria-busy]) #sign-pin').fill(PIN);
    await page.getByRole('button', { name: 'Signer', exact: true }).click();
    await page.locator('.signed', { hasText: 'Zoé' }).waitFor();

    await follow(page.getByRole('link', { name: 'Déploiement' }));
    await page.locator('.summary .state', { hasText: 'certifié' }).waitFor();
    const href = await page.getByRole('link', { name: 'PDF' }).first().getAttribute('href');
    const pdf = await (await page.request.get(etabli.http + href!)).body();
    await page.goto(`${etabli.http}/verify`);
    const file = { name: 'certificat.pdf', mimeType: 'application/pdf', buffer: pdf };
    await page.getByLabel('Certificat (PDF ou JSON)').setInputFiles(file);
    await follow(page.getByRole('button', { name: 'Vérifier' }));
    await page.locator('.outcome h2', { hasText: 'Authentique' }).waitFor();
    await eventually(() => page.locator('main').innerText(), expect.stringContaining(pc.serial));
    expect(browser.complaints).toEqual([]);
  }, 240_000);
});
