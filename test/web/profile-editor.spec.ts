import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { Accounts } from '../../src/platform/account/index.js';
import { type Browser, openBrowser } from '../support/browser.js';
import { axeFindings, choose, isTooWide, LANGUAGES, THEMES, WIDTHS } from '../support/every-look.js';
import { eventually, fillLogin, follow, logIn } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
const NAME = 'debian-13-desktop';

let server: RunningServer;
let browser: Browser;
let ready: string;
/** What Chromium itself says of an answer that a test provokes. */
let provoked: RegExp | undefined;

beforeAll(async () => {
  server = await runningServer();
  const account = { name: 'technician', displayName: 'A technician', role: 'technician' as const };
  await server.app.get(Accounts).create({ ...account, password: PASSWORD });
  ready = await readFile(`profiles/${NAME}.yaml`, 'utf8');
  await apply(ready);
  await apply(await readFile('profiles/windows-11-atelier.yaml', 'utf8'));
  browser = await openBrowser();
  const { page } = browser;
  await logIn(page, server.base, 'technician', PASSWORD);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

beforeEach(async () => {
  const { page } = browser;
  browser.complaints.length = 0;
  provoked = undefined;
  await choose(page.context(), server.base, { language: 'fr', theme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
});

afterEach(() => {
  expect(browser.complaints.filter((text) => !provoked?.test(text))).toEqual([]);
});

async function apply(body: string): Promise<void> {
  const headers = { 'content-type': 'application/yaml' };
  await server.ask('/api/profiles', { method: 'POST', body, headers });
}

/** A field of the form, by its place in the profile. */
const field = (place: string) => browser.page.locator(`[id="field-${place}"]`);

async function edit(name = NAME): Promise<Locator> {
  const { page } = browser;
  await page.goto(`${server.base}/profiles/${name}/edit`);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  return page.getByRole('textbox', { name: 'YAML' });
}

/** Resolves when the text says so: what is changed in the form arrives there by itself. */
async function untilText(text: Locator, wanted: string | RegExp): Promise<string> {
  await browser.page.waitForFunction(
    ([source]) => {
      const area = document.querySelector<HTMLTextAreaElement>('#text');
      return area !== null && new RegExp(source!, 's').test(area.value);
    },
    [typeof wanted === 'string' ? wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : wanted.source],
  );
  return text.inputValue();
}

describe('the editor of profiles', () => {
  it('changes the text from the form, and keeps every comment and every other line', async () => {
    const { page } = browser;
    const text = await edit();
    await eventually(() => text.inputValue(), ready);
    await field('locale.timeZone').fill('Europe/Brussels');
    expect(await untilText(text, 'Europe/Brussels')).toBe(ready.replace('Europe/Paris', 'Europe/Brussels'));
    await page.getByRole('button', { name: 'Ajouter un compte' }).click();
    await page.getByRole('group', { name: 'Compte 2' }).getByLabel('Compte', { exact: true }).fill('anna');
    const changed = await untilText(text, 'name: anna');
    expect(changed).toContain('# Put it there first: etabli secret put users/utilisateur');
    await page.getByRole('button', { name: 'Retirer, Compte 2' }).dblclick();
    await untilText(text, /^(?!.*name: anna).*$/);
    await page.getByRole('group', { name: 'Compte 1' }).waitFor();
    await eventually(() => page.getByRole('group', { name: 'Compte 2' }).count(), 0);
  });

  it('changes the form from the text, and says what is wrong beside the field and at its line', async () => {
    const { page } = browser;
    const text = await edit();
    const zone = field('locale.timeZone');
    await text.fill(ready.replace('timeZone: Europe/Paris', 'timeZone: Europe/Nowhere'));
    await page.getByText('À corriger 1').waitFor();
    await eventually(() => zone.inputValue(), 'Europe/Nowhere');
    await eventually(() => zone.getAttribute('aria-invalid'), 'true');
    const problem = '« Europe/Nowhere » ; attendu : un fuseau comme Europe/Paris';
    const error = page.locator('[id="error-locale.timeZone"]');
    await eventually(async () => (await error.innerText()).replaceAll('\u00a0', ' '), problem);
    await eventually(() => page.locator('.margin .fault').innerText(), '24');
    await page.getByRole('button', { name: 'Ligne 24' }).click();
    await eventually(
      () =>
        text.evaluate((area: HTMLTextAreaElement) =>
          area.value.slice(area.selectionStart, area.selectionEnd),
        ),
      '  timeZone: Europe/Nowhere',
    );
    // Corrected in the form, it is right in both.
    await zone.fill('Europe/Rome');
    expect(await untilText(text, 'Europe/Rome')).toContain('timeZone: Europe/Rome');
    await page.getByText('Rien à corriger.').waitFor();
    // All of it is in sight, however long the text is.
    await eventually(
      () => page.locator('#findings').evaluate((all) => all.scrollHeight - all.clientHeight),
      0,
    );
    await eventually(() => page.locator('.margin .fault').count(), 0);
  });

  it('lets the form wait while the text is no YAML, and tells what only the text says', async () => {
    const { page } = browser;
    const text = await edit();
    await text.fill(`${ready}\nbroken: [`);
    await page.getByText('le formulaire attend qu’il soit corrigé').waitFor();
    await text.fill(ready);
    await field('locale.timeZone').waitFor();
    await eventually(
      () => page.locator('.elsewhere').innerText(),
      expect.stringContaining('personalise.firewall.allow'),
    );
  });

  it('has the options of Windows from their table, and the checks of the recette', async () => {
    const { page } = browser;
    const text = await edit('windows-11-atelier');
    await page.getByText('Réglages de sécurité de Windows').click();
    await field('windows.security.defender.realTime').selectOption('false');
    await untilText(text, 'realTime: false');
    await page.getByText('Contrôles automatiques de la recette').click();
    const check = page.locator('#group-checks select').first();
    await check.selectOption('without');
    await untilText(text, /recette:\s+without:\s+- /);
    await check.selectOption('blocking');
    await untilText(text, /recette:.*checks:\s+- kind: [a-z-]+\s+severity: blocking/);
  });

  it('keeps what was typed on this device until it is saved, and says so', async () => {
    const { page } = browser;
    let text = await edit();
    await text.fill(ready.replace('update: none', 'update: security'));
    await page.getByText('Brouillon gardé sur ce poste').waitFor();
    await page.goto(`${server.base}/profiles`);
    await page.goto(`${server.base}/profiles/${NAME}/edit`);
    text = page.getByRole('textbox', { name: 'YAML' });
    await eventually(() => text.inputValue(), ready);
    await page.getByRole('button', { name: 'Reprendre le brouillon' }).click();
    await eventually(() => text.inputValue(), expect.stringContaining('update: security'));
    await follow(page.getByRole('button', { name: 'Enregistrer une nouvelle version' }));
    await page.getByText('Enregistré : version actuelle 2.').waitFor();
    await page.goto(`${server.base}/profiles/${NAME}/edit`);
    await eventually(() => page.getByRole('button', { name: 'Reprendre le brouillon' }).isVisible(), false);
  });

  it('tells of a version that somebody saved meanwhile, and keeps the text', async () => {
    const { page } = browser;
    provoked = /409 \(Conflict\)/;
    const text = await edit();
    await apply(ready.replace('update: none', 'update: all'));
    await text.fill(ready.replace('PC-{{serialTail 8}}', 'MINE-{{serialTail 8}}'));
    await follow(page.getByRole('button', { name: 'Enregistrer une nouvelle version' }));
    const notice = page.getByRole('alert').filter({ hasText: 'entre-temps' });
    await eventually(
      () => notice.innerText(),
      expect.stringMatching(/le profil debian-13-desktop a entre-temps une version \d/),
    );
    const changes = await notice.locator('tr.removed, tr.added').allInnerTexts();
    expect(changes.map((line) => line.replace(/^.*\t/s, '').trim())).toEqual([
      'pattern: PC-{{serialTail 8}}',
      'pattern: MINE-{{serialTail 8}}',
      'update: all',
    ]);
    await eventually(() => text.inputValue(), expect.stringContaining('MINE-{{serialTail 8}}'));
    await follow(page.getByRole('button', { name: /^Enregistrer par-dessus la version \d$/ }));
    await page.getByText('Enregistré : version actuelle').waitFor();
    await eventually(
      () => page.locator('.text').innerText(),
      expect.stringContaining('MINE-{{serialTail 8}}'),
    );
  });

  it('keeps the text, and checks it, when the server does not answer for a while', async () => {
    const { page } = browser;
    provoked = /net::ERR_FAILED/;
    const text = await edit();
    await page.route('**/profiles/editor', (route) => route.abort());
    await text.fill(`${ready}# more\n`);
    await page.getByText('Votre texte reste dans cette page').waitFor();
    await page.unroute('**/profiles/editor');
    await page.getByText('Votre texte reste dans cette page').waitFor({ state: 'hidden' });
    await eventually(() => text.inputValue(), `${ready}# more\n`);
  });

  it('tells of a session that ended, and offers the text again after the login', async () => {
    const { page } = browser;
    const text = await edit();
    const cookies = await page.context().cookies();
    await page.context().clearCookies({ name: /session/ });
    await text.fill(`${ready}# before the login\n`);
    await page.getByText('Votre session a pris fin').waitFor();
    await follow(page.locator('#ended').getByRole('link', { name: 'Se connecter' }));
    await fillLogin(page, 'technician', PASSWORD);
    await page.getByRole('button', { name: 'Reprendre le brouillon' }).click();
    await eventually(() => page.locator('#text').inputValue(), `${ready}# before the login\n`);
    expect(cookies.some(({ name }) => /session/.test(name))).toBe(true);
  });

  it('is for everyone: both languages, both themes, three widths', async () => {
    const { page } = browser;
    for (const language of LANGUAGES) {
      for (const theme of THEMES) {
        await choose(page.context(), server.base, { language, theme });
        await page.goto(`${server.base}/profiles/windows-11-atelier/edit`);
        await page
          .getByRole('textbox', { name: 'YAML' })
          .fill('name: <img src=x onerror=alert(1)>\nwindows: {}\n');
        await page.locator('.findings .fault').first().waitFor();
        await eventually(() => page.locator('main img').count(), 0);
        for (const width of theme === 'light' ? WIDTHS : [1280]) {
          await page.setViewportSize({ width, height: 900 });
          expect([language, theme, width, await axeFindings(page)]).toEqual([language, theme, width, []]);
          expect(await isTooWide(page)).toBe(false);
        }
      }
    }
  });
});
