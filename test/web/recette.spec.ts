import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { DataSource } from 'typeorm';
import { READY_CHECKS } from '../../src/documents/profile/index.js';
import { CheckPhotos, ManualChecks, manualRequests, Signatures } from '../../src/deployment/recette/index.js';
import { Accounts, Pins } from '../../src/platform/account/index.js';
import { CAMERA_AND_MICROPHONE, openBrowser, type Browser } from '../support/browser.js';
import { eventually, logIn, opens } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';
const PIN = '271828';
const HOSTILE = '<img src=x onerror="document.title=1">';
/** One black pixel, as PNG. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let server: RunningServer;
let browser: Browser;
let page: Page;
let count = 0;

beforeAll(async () => {
  server = await runningServer();
  const accounts = server.app.get(Accounts);
  const zoe = await accounts.create({
    name: 'zoe',
    displayName: 'Zoé',
    role: 'technician',
    password: PASSWORD,
  });
  await accounts.create({ name: 'vera', displayName: 'Vera', role: 'viewer', password: PASSWORD });
  await server.app.get(Pins).set(zoe.id, { password: PASSWORD, pin: PIN }, 'spec');
  await server.ask('/api/profiles', {
    method: 'POST',
    body: await readFile('profiles/debian-13-minimal.yaml', 'utf8'),
    headers: { 'content-type': 'application/yaml' },
  });
});

afterAll(async () => {
  await server.stop();
});

beforeEach(async () => {
  browser = await openBrowser({ hasTouch: true, viewport: { width: 600, height: 960 } });
  page = browser.page;
});

afterEach(async () => {
  await browser.close();
});

/** A PC whose eight manual checks wait for a technician, and whose profile wants these signatures. */
async function waitingPc(signatures: string[] = []): Promise<string> {
  count += 1;
  const lot = await server.ask('/api/lots?profile=debian-13-minimal&customer=ACME', {
    method: 'POST',
    body: `serial;hostname\nHAND${count};PC-HAND${count}\n`,
    headers: { 'content-type': 'text/csv' },
  });
  const { id: lotId } = (await lot.json()) as { id: string };
  const source = server.app.get(DataSource);
  const [row] = await source.query<{ id: string }[]>('SELECT id FROM deployment WHERE lot_id = $1', [lotId]);
  const { id } = row!;
  const plan = { purpose: 'deploy', profile: { document: { recette: { signatures } } } };
  await source.query(`UPDATE deployment SET state = 'waiting', started_at = now(), plan = $2 WHERE id = $1`, [
    id,
    plan,
  ]);
  await server.app.get(ManualChecks).expect(id, manualRequests([...READY_CHECKS]));
  return id;
}

/** What a person reads: no-break spaces are spaces. */
const textOf = async (selector: string) =>
  (await page.locator(selector).innerText()).replaceAll('\u00a0', ' ');

const open = (id: string) => page.goto(`${server.base}/recette/${id}`);

async function verdicts(id: string): Promise<string[]> {
  const checks = await server.app.get(ManualChecks).results(id);
  return checks.map(({ id: check, verdict, remark }) => [check, verdict, remark].filter(Boolean).join(' '));
}

const ALL_PASSED = READY_CHECKS.map((check) => `${check} passed`);

/** How often the page was loaded: the recette must not load it again. */
function countLoads(): () => number {
  let loads = 0;
  page.on('load', () => (loads += 1));
  return () => loads;
}

describe('the recette on a tablet', () => {
  it('of eight checks is three taps and a PIN, without a reload', async () => {
    await logIn(page, server.base, 'zoe', PASSWORD);
    const id = await waitingPc(['technician']);
    await open(id);
    const loads = countLoads();
    let taps = 0;
    const tap = async (name: string) => {
      taps += 1;
      await page.getByRole('button', { name, exact: true }).tap();
    };
    await eventually(
      () => textOf('#finish-explained'),
      'Répond « conforme », en votre nom, aux 8 contrôles encore ouverts. Chaque réponse se corrige jusqu’à la signature.',
    );
    await tap('Tout est conforme');
    await page.locator('.sign .tally', { hasText: '8 conformes' }).waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.id), 'sign-pin');
    await page.keyboard.type(PIN);
    await tap('Signer');
    await page.locator('.signed', { hasText: 'Zoé' }).waitFor();
    expect(taps).toBeLessThanOrEqual(3);
    expect(loads()).toBe(0);
    expect(await verdicts(id)).toEqual(ALL_PASSED);
    expect(await server.app.get(Signatures).ofDeployment(id)).toMatchObject([{ name: 'Zoé', byPin: true }]);
    expect(browser.complaints).toEqual([]);
  });

  it.each([
    ['keeps the PIN that is typed', false],
    ['signs when that is tapped', true],
  ])('%s before the answer to the last act has come', async (_, isTappedBefore) => {
    await logIn(page, server.base, 'zoe', PASSWORD);
    const id = await waitingPc(['technician']);
    await open(id);
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route(`**/recette/${id}/all`, async (route) => {
      const response = await route.fetch();
      await released;
      await route.fulfill({ response });
    });
    await page.getByRole('button', { name: 'Tout est conforme', exact: true }).tap();
    // The form is drawn by an event.
    await page.locator('#sign-pin').fill(PIN);
    const sign = () => page.getByRole('button', { name: 'Signer', exact: true }).tap();
    if (isTappedBefore) await sign();
    release();
    if (!isTappedBefore) {
      await page.locator('#recette:not([aria-busy])').waitFor();
      await sign();
    }
    await page.locator('.signed', { hasText: 'Zoé' }).waitFor();
  });

  it('says what was seen, keeps it while others answer, and corrects it', async () => {
    await logIn(page, server.base, 'zoe', PASSWORD);
    const id = await waitingPc();
    await open(id);
    const loads = countLoads();
    await page.locator('#check-keyboard').getByRole('link', { name: 'Non conforme' }).tap();
    await page.locator('.panel').waitFor();
    await page.locator('.panel button[value=failed]').tap();
    await eventually(
      () => page.locator('#remark-problem').innerText(),
      expect.stringContaining('Écrivez ce que vous avez vu'),
    );
    await page.locator('#remark').fill('é ne répond pas');
    await server.app.get(ManualChecks).answer(id, 'screen', { verdict: 'passed', by: HOSTILE });
    await page.locator('#check-screen .answered', { hasText: HOSTILE }).waitFor();
    await eventually(() => page.locator('#remark').inputValue(), 'é ne répond pas');
    await page.locator('.panel button[value=failed]').tap();
    await page.locator('#check-keyboard .remark', { hasText: 'é ne répond pas' }).waitFor();
    await eventually(() => page.locator('.panel').count(), 0);
    await eventually(() => page.evaluate(() => document.activeElement?.id), 'check-keyboard');
    await page.locator('#check-keyboard').getByRole('link', { name: 'Corriger' }).tap();
    await page.locator('.history li').first().waitFor();
    await page.locator('#remark').fill('');
    await page.locator('.panel button[value=passed]').tap();
    await page.locator('#check-keyboard .state', { hasText: /^conforme$/ }).waitFor();
    expect((await verdicts(id)).slice(0, 3)).toEqual([
      'screen passed',
      'keyboard passed',
      'touchpad unmeasured',
    ]);
    expect(loads()).toBe(0);
    expect(browser.complaints).toEqual([]);
  });

  it('tells the second of two technicians, keeps the note, and lets it be given again', async () => {
    await logIn(page, server.base, 'zoe', PASSWORD);
    const id = await waitingPc();
    await open(id);
    await page.locator('#check-hinges').getByRole('link', { name: 'Non conforme' }).tap();
    await page.locator('#remark').fill('jeu à droite');
    await server.app.get(ManualChecks).answer(id, 'hinges', { verdict: 'passed', by: 'Yann' });
    await page.locator('.panel button[value=failed]').tap();
    await eventually(
      () => textOf('#refusal'),
      expect.stringContaining('Yann vient de répondre « conforme » ; votre réponse n’a pas été enregistrée'),
    );
    expect((await verdicts(id)).at(-1)).toBe('hinges passed');
    await eventually(() => page.locator('#remark').inputValue(), 'jeu à droite');
    await page.locator('.panel button[value=failed]').tap();
    await page.locator('#check-hinges .remark', { hasText: 'jeu à droite' }).waitFor();
    expect((await verdicts(id)).at(-1)).toBe('hinges failed jeu à droite');
  });

  it('takes photos as evidence, says why one is refused, and takes one back', async () => {
    await logIn(page, server.base, 'zoe', PASSWORD);
    const id = await waitingPc();
    await open(id);
    const input = page.locator('#photo-ports');
    await input.setInputFiles({ name: 'p.png', mimeType: 'image/png', buffer: PIXEL });
    // Drawn by the answer to the photo or by the event that tells of it; the page takes no act before its answer.
    await page.locator('#recette:not([aria-busy]) #check-ports .photos img').waitFor();
    const photos = await server.app.get(CheckPhotos).ofDeployment(id);
    expect(photos).toMatchObject([{ checkId: 'ports', mediaType: 'image/jpeg', by: 'Zoé' }]);
    await eventually(
      () =>
        page.locator('#check-ports .photos img').evaluate(async (picture: HTMLImageElement) => {
          await picture.decode();
          return picture.naturalWidth;
        }),
      1,
    );
    const page404 = Buffer.from('<html><script>alert(1)</script></html>');
    await input.setInputFiles({ name: 'p.jpg', mimeType: 'image/jpeg', buffer: page404 });
    await page.locator('#said', { hasText: 'Photo refusée' }).waitFor();
    await page.locator('#check-ports').getByRole('button', { name: 'Retirer' }).tap();
    await page.locator('#check-ports .photos').waitFor({ state: 'detached' });
    expect(await server.app.get(CheckPhotos).ofDeployment(id)).toEqual([]);
  });

  it('is signed by the customer with a finger; a wrong PIN signs nothing and says so', async () => {
    await logIn(page, server.base, 'zoe', PASSWORD);
    const id = await waitingPc(['technician', 'customer']);
    await open(id);
    await page.getByRole('button', { name: 'Tout est conforme' }).tap();
    await page.locator('#sign-pin').fill('000001');
    await page.locator('#sign-form .wide').tap();
    await eventually(
      () => textOf('#refusal'),
      expect.stringContaining('Compte ou PIN incorrect ; rien n’a été signé'),
    );
    await page.locator('#customer-name').fill('Mme Petit');
    await page.locator('#customer-form .wide').tap();
    await page.locator('#refusal', { hasText: 'Il manque la signature' }).waitFor();
    await eventually(() => page.locator('#customer-name').inputValue(), 'Mme Petit');
    const box = (await page.locator('#canvas-customer').boundingBox())!;
    await page.mouse.move(box.x + 40, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 90, { steps: 5 });
    await page.mouse.up();
    await page.locator('#customer-form .wide').tap();
    await page.locator('.signed img.drawn').waitFor();
    expect(await server.app.get(Signatures).ofDeployment(id)).toMatchObject([
      { role: 'customer', name: 'Mme Petit', drawing: { mediaType: 'image/png' }, byPin: false },
    ]);
  });
});

describe('without scripts', () => {
  it('the recette is done by forms', async () => {
    await logIn(page, server.base, 'zoe', PASSWORD);
    const id = await waitingPc(['technician']);
    await page.route(/\/assets\/.*\.js$/, (route) => route.abort());
    await open(id);
    await page.locator('#check-screen button[value=passed]').tap();
    await page.locator('#check-screen .answered').waitFor();
    await page.locator('#check-webcam').getByRole('link', { name: 'Sans objet' }).tap();
    await page.locator('.panel button[value=not-applicable]').tap();
    await page.locator('#remark-problem').waitFor();
    await page.locator('#remark').fill('aucune webcam');
    await page.locator('.panel button[value=not-applicable]').tap();
    await page.getByRole('button', { name: 'Tout est conforme' }).tap();
    await page.locator('#sign-pin').fill(PIN);
    await page.locator('#sign-form .wide').tap();
    await page.locator('.signed', { hasText: 'Zoé' }).waitFor();
    expect((await verdicts(id)).filter((one) => !one.endsWith(' passed'))).toEqual([
      'webcam not-applicable aucune webcam',
    ]);
  });
});

describe('a viewer', () => {
  it('sees the answers and cannot give any', async () => {
    await logIn(page, server.base, 'vera', PASSWORD);
    const id = await waitingPc();
    await open(id);
    await page.locator('#check-screen').waitFor();
    await eventually(() => page.locator('main button, main input, main .acts').count(), 0);
  });
});

describe('the PIN', () => {
  it('is chosen with the password, and its page says what is wrong beside the field', async () => {
    await logIn(page, server.base, 'zoe', PASSWORD);
    await page.goto(`${server.base}/pin?back=/machines`);
    await page.getByLabel('Votre mot de passe').fill(PASSWORD);
    await page.getByLabel('Nouveau PIN').fill('123456');
    await opens(page, () => page.getByRole('button', { name: 'Enregistrer le PIN' }).tap());
    await eventually(
      () => page.locator('#pin-problem').innerText(),
      expect.stringContaining('ni une suite comme 123456'),
    );
    await page.getByLabel('Votre mot de passe').fill('wrong password here');
    await page.getByLabel('Nouveau PIN').fill(PIN);
    await opens(page, () => page.getByRole('button', { name: 'Enregistrer le PIN' }).tap());
    await eventually(() => page.locator('#password-problem').innerText(), 'Mot de passe incorrect');
    await page.getByLabel('Votre mot de passe').fill(PASSWORD);
    await page.getByLabel('Nouveau PIN').fill(PIN);
    await opens(page, () => page.getByRole('button', { name: 'Enregistrer le PIN' }).tap());
    await page.waitForURL(`${server.base}/machines`);
  });
});

describe('the tests that a PC runs itself', () => {
  it('need no account, and only those that need them may use camera and microphone', async () => {
    for (const [name, policy] of [
      ['webcam', 'camera=(self), microphone=()'],
      ['sound', 'camera=(), microphone=(self)'],
      ['screen', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
    ]) {
      const answer = await fetch(`${server.base}/test/${name}`);
      expect([answer.status, answer.headers.get('permissions-policy')]).toEqual([200, policy]);
    }
    expect((await fetch(`${server.base}/test/none`)).status).toBe(404);
  });

  it('show each colour, mark each key, and tick what the touchpad does', async () => {
    await page.goto(`${server.base}/test/screen`);
    await page.locator('#start').click();
    const colours = [];
    for (let at = 0; at < 7; at += 1) {
      colours.push(await page.locator('#colour').getAttribute('class'));
      await page.locator('#colour').click();
    }
    expect(colours.map((name) => name?.replace('colour ', ''))).toEqual([
      'black',
      'white',
      'red',
      'green',
      'blue',
      'grey',
      'stripes',
    ]);
    await eventually(() => page.locator('#outcome').innerText(), 'Toutes les couleurs sont passées.');

    await page.goto(`${server.base}/test/keyboard`);
    await page.locator('#start').click();
    for (const key of ['KeyQ', 'Tab', 'Space', 'F5', 'ControlRight']) await page.keyboard.press(key);
    await eventually(() => page.locator('#seen').innerText(), '5');
    await eventually(() => page.locator('.key.seen').allInnerTexts(), ['F5', '⇥', 'A', 'Espace', 'Ctrl']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await eventually(() => page.locator('#start').innerText(), 'Commencer');

    await page.goto(`${server.base}/test/touchpad`);
    const { x, y, width, height } = (await page.locator('#pad').boundingBox())!;
    for (const [dx, dy] of [
      [5, 5],
      [width - 5, 5],
      [5, height - 5],
      [width - 5, height - 5],
    ] as const)
      await page.mouse.move(x + dx, y + dy);
    await page.mouse.dblclick(x + 50, y + 50);
    await page.mouse.click(x + 50, y + 50, { button: 'right' });
    await page.mouse.wheel(0, 50);
    await page.mouse.wheel(0, -50);
    await page.locator('[data-test=scroll].ticked').waitFor();
    await eventually(() => page.locator('.to-tick .ticked').count(), 5);
    expect(browser.complaints).toEqual([]);
  });

  it('show the picture of the webcam, the level of the microphone, and play on the side that was asked for', async () => {
    await browser.close();
    browser = await openBrowser({ flags: CAMERA_AND_MICROPHONE });
    ({ page } = browser);
    // A browser without a screen is not heard: what it would play, and on which side, is written down.
    await page.addInitScript(() => {
      const audio = AudioContext.prototype as unknown as Record<
        'createStereoPanner',
        (this: AudioContext) => StereoPannerNode
      >;
      const made = audio.createStereoPanner;
      audio.createStereoPanner = function () {
        const side = made.call(this);
        setTimeout(() => {
          const { dataset } = document.documentElement;
          dataset['played'] = `${dataset['played'] ?? ''} ${side.pan.value}`;
        });
        return side;
      };
    });
    await page.goto(`${server.base}/test/webcam`);
    await page.locator('#start').click();
    await page.locator('#outcome', { hasText: /^fake_device_0 – \d+ × \d+$/ }).waitFor();
    const picture = page.locator('#picture');
    await eventually(() => picture.evaluate((video: HTMLVideoElement) => video.currentTime > 0.5), true);
    await page.locator('#start').click();
    await picture.waitFor({ state: 'hidden' });

    await page.goto(`${server.base}/test/sound`);
    for (const name of ['À gauche', 'Des deux côtés', 'À droite'])
      await page.getByRole('button', { name }).click();
    await eventually(() => page.evaluate(() => document.documentElement.dataset['played']), ' -1 0 1');
    await page.locator('#start').click();
    const loudest = page.locator('#loudest');
    await eventually(() => loudest.evaluate((meter: HTMLMeterElement) => meter.value > 20), true);
    await page.locator('#start').click();
    await eventually(() => page.locator('#level').evaluate((meter: HTMLMeterElement) => meter.value), 0);
    expect(browser.complaints).toEqual([]);
  });

  it('say why a webcam or a microphone does not start', async () => {
    for (const name of ['webcam', 'sound']) {
      await page.goto(`${server.base}/test/${name}`);
      await page.locator('#start').click();
      await page
        .locator('#outcome', { hasText: /Ce PC n’en montre aucun|pas eu le droit|Il ne démarre pas/ })
        .waitFor();
    }
    expect(browser.complaints).toEqual([]);
  });
});

describe('each page', () => {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

  it('has no finding of axe, in both languages and themes, at three widths', async () => {
    await logIn(page, server.base, 'zoe', PASSWORD);
    const id = await waitingPc(['technician', 'customer']);
    const signed = await waitingPc(['technician', 'customer']);
    await server.app
      .get(ManualChecks)
      .answer(signed, 'screen', { verdict: 'failed', remark: HOSTILE, by: HOSTILE });
    for (const check of READY_CHECKS.slice(1))
      await server.app.get(ManualChecks).answer(signed, check, { verdict: 'passed', by: 'Zoé' });
    const source = await readFile(axe, 'utf8');
    const paths = [
      `/recette/${id}`,
      `/recette/${signed}`,
      `/recette/${signed}/checks/screen?wanted=failed`,
      '/pin',
      '/test',
      ...['screen', 'keyboard', 'touchpad', 'webcam', 'sound'].map((name) => `/test/${name}`),
    ];
    const looks = [
      { theme: 'light', language: 'fr', width: 600 },
      { theme: 'dark', language: 'en', width: 1280 },
      { theme: 'dark', language: 'fr', width: 3840 },
      { theme: 'light', language: 'en', width: 600 },
    ];
    const findings: string[] = [];
    for (const { theme, language, width } of looks) {
      await page.setViewportSize({ width, height: 1000 });
      await page.goto(`${server.base}/theme/${theme}?back=/language/${language}`);
      for (const path of paths) {
        await page.goto(server.base + path);
        await page.evaluate(source);
        const found = await page.evaluate(async () => {
          const { axe: tool } = window as unknown as {
            axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          };
          const { violations } = await tool.run();
          const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
          return [
            ...violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html}`),
            ...(wide ? ['wider than the screen'] : []),
          ];
        });
        findings.push(...found.map((one) => `${path} ${theme} ${language} ${width}: ${one}`));
      }
    }
    expect(findings).toEqual([]);
    await eventually(() => page.title(), expect.not.stringMatching(/^1$/));
    expect(browser.complaints).toEqual([]);
  }, 300_000);
});
