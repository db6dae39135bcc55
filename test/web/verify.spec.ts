import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Certificates, makeCertificate, verifyPath } from '../../src/deployment/certificate/index.js';
import { Ed25519Signer, newEd25519 } from '../../src/platform/vault/index.js';
import { exampleRecord, RESERVED } from '../medium/certificate-example.js';
import { newIdentity } from '../medium/certificate-identity.js';
import { type Browser, openBrowser } from '../support/browser.js';
import { dropFile, eventually, follow, opens } from '../support/pages.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const HTML = '<img src=x onerror="document.title=1">';

let server: RunningServer;
let browser: Browser;
let pdf: Buffer;
let json: Buffer;
let link: string;
let number: string;
/** Of another Établi. */
let foreign: { jws: Buffer; key: Buffer };

beforeAll(async () => {
  server = await runningServer({ PUBLIC_ADDRESS: '127.0.0.1' });
  const certificates = server.app.get(Certificates);
  const machine = { ...exampleRecord().machine, hostname: HTML };
  const issued = await certificates.issue(
    exampleRecord({ ...RESERVED, deploymentId: randomUUID(), machine, customer: { name: HTML } }),
  );
  number = issued.number;
  json = Buffer.from(issued.jws);
  pdf = await readFile(issued.pdfPath);
  const { payload } = JSON.parse(issued.jws) as { payload: string };
  link = verifyPath(number, createHash('sha256').update(Buffer.from(payload, 'base64url')).digest('hex'));
  const signer = new Ed25519Signer(newEd25519());
  const other = await makeCertificate(exampleRecord(), {
    ...{ id: randomUUID(), number: 'C-2025-000001', issuedAt: new Date(), version: '0.1.0', signer },
    identity: await newIdentity().signer(),
    linkTo: (path) => path,
  });
  foreign = { jws: Buffer.from(other.jws), key: Buffer.from(signer.publicKeyPem()) };
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
afterEach(() => {
  expect(browser.complaints.splice(0)).toEqual([]);
});

const text = async () => (await browser.page.locator('main').innerText()).replaceAll('\u00a0', ' ');

/** Chooses the files as a person does, and sends the form. */
async function check(file: Buffer, name = 'certificate.pdf', key?: Buffer): Promise<string> {
  const { page } = browser;
  await page.goto(`${server.base}/verify`);
  await page.getByLabel('Certificat (PDF ou JSON)').setInputFiles({ name, mimeType: '', buffer: file });
  if (key) {
    await page.getByText('Le certificat vient d’un autre Établi').click();
    await page
      .getByLabel('Clé publique de cet Établi')
      .setInputFiles({ name: 'k.pem', mimeType: '', buffer: key });
  }
  await follow(page.getByRole('button', { name: 'Vérifier' }));
  return text();
}

describe('the page of verification, without an account', () => {
  it('says in large letters that a PDF or JSON is authentic, of which PC, when, and with which reservations', async () => {
    for (const [bytes, name] of [
      [pdf, 'c.pdf'],
      [json, 'c.json'],
    ] as const) {
      const said = await check(bytes, name);
      expect(said).toContain('Authentique');
      expect(said).toContain('Ce fichier a été émis par cet Établi');
      expect(said).toMatch(/Conforme avec réserves/);
      expect(said).toContain(`PC\n${HTML}`);
      expect(said).toContain('N° de série\nCZC1234XYZ');
      expect(said).toMatch(/Émis le\n\d+ \S+ \d{4} à \d\d:\d\d UTC\+[12]/);
      expect(said).toContain('Rayure sur le capot, antérieure à l’intervention');
    }
    const size = await browser.page
      .locator('.outcome h2')
      .evaluate((h2) => parseFloat(getComputedStyle(h2).fontSize));
    expect(size).toBeGreaterThanOrEqual(35);
    await eventually(() => browser.page.title(), 'Vérifier un certificat · Établi');
  });

  it('verifies a file that is dropped anywhere on the page', async () => {
    const { page } = browser;
    for (const [bytes, name] of [
      [pdf, 'c.pdf'],
      [json, 'c.json'],
    ] as const) {
      await page.goto(`${server.base}/verify`);
      await opens(page, () => dropFile(page, name, bytes));
      await eventually(text, expect.stringContaining('Authentique'));
    }
  });

  it('refuses a changed file, garbage and nothing at all, each with its reason', async () => {
    const changed = Buffer.from(pdf);
    changed[3_000]! ^= 1;
    expect(await check(changed)).toMatch(
      /Non authentique\s+Le contenu du PDF ne correspond plus à sa signature/,
    );
    expect(await check(Buffer.from('{"payload":{}}'))).toContain('Ce n’est pas un certificat Établi');
    const bomb = Buffer.from(`%PDF-1.7\n${'<<\n/Type /EmbeddedFile\n'.repeat(50_000)}`);
    expect(await check(bomb)).toContain('Le PDF doit contenir exactement une signature');
    const empty = await fetch(`${server.base}/verify`, { method: 'POST', body: new FormData() });
    expect([empty.status, await empty.text()]).toEqual([
      400,
      expect.stringContaining('Choisissez le fichier du certificat.'),
    ]);
    const broken = await fetch(`${server.base}/verify`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\ncut',
    });
    expect(broken.status).toBe(400);
  });

  it('takes the key of another Établi, and says that it is another one’s', async () => {
    expect(await check(foreign.jws)).toContain('une autre clé l’a signé');
    expect(await check(foreign.jws, 'c.json', foreign.key)).toMatch(
      /Authentique\s+Ce fichier a été signé avec la clé que vous avez donnée/,
    );
    expect(await check(foreign.jws, 'c.json', Buffer.from('no key'))).toContain(
      'n’est pas une clé publique Ed25519',
    );
    browser.complaints.splice(0); // the status 400 of the last answer
  });

  it('opens from the QR code, typed by a scanner too, and tells nothing without the digest', async () => {
    const { page } = browser;
    await page.goto(server.base + link);
    await eventually(text, expect.stringMatching(/Émis par cet Établi[^]+Conforme avec réserves/));
    await page.goto(`${server.base}/verify`);
    await page.getByLabel('Contenu du QR code').fill(`https://elsewhere.example.org${link}`);
    await opens(page, () => page.keyboard.press('Enter'));
    await page.waitForURL(`**${link}`);
    const answers = await Promise.all(
      [
        `/verify/${number}/${'0'.repeat(32)}`,
        `/verify/C-2026-999999/${'0'.repeat(32)}`,
        link.slice(0, -1),
      ].map(async (path) => {
        const answer = await fetch(server.base + path, { headers: { 'accept-language': 'en' } });
        return [answer.status, (await answer.text()).replaceAll(encodeURIComponent(path), '')];
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]![0]).toBe(404);
    expect(answers[0]![1]).not.toContain('CZC1234XYZ');
    const wrong = await fetch(`${server.base}/verify?code=${encodeURIComponent('<b>CZC</b>')}`);
    expect([wrong.status, await wrong.text()]).toEqual([
      400,
      expect.stringContaining('value="&lt;b&gt;CZC&lt;/b&gt;"'),
    ]);
  });

  it('says when a later certificate was issued for the same PC', async () => {
    const machine = { ...exampleRecord().machine, serial: 'CZC-TWICE' };
    const certificates = server.app.get(Certificates);
    const first = await certificates.issue(exampleRecord({ deploymentId: randomUUID(), machine }));
    expect(await check(Buffer.from(first.jws))).not.toContain('Remplacé');
    await certificates.issue(exampleRecord({ deploymentId: randomUUID(), machine }));
    expect(await check(Buffer.from(first.jws))).toMatch(
      /Remplacé : un certificat plus récent a été émis pour ce PC le \d/,
    );
  });

  it.each(['fr', 'en'])(
    'has nothing that axe finds, in both themes and three widths, in %s',
    async (language) => {
      const { page } = browser;
      const axeSource = await readFile(AXE, 'utf8');
      for (const path of ['/verify', link]) {
        await page.goto(`${server.base}/language/${language}?back=${encodeURIComponent(path)}`);
        for (const theme of ['light', 'dark']) {
          await page.goto(`${server.base}/theme/${theme}?back=${encodeURIComponent(path)}`);
          await page.evaluate(axeSource);
          for (const width of [600, 1280, 3840]) {
            await page.setViewportSize({ width, height: 900 });
            const found = await page.evaluate(async () => {
              const { axe } = window as unknown as {
                axe: { run(): Promise<{ violations: { id: string }[] }> };
              };
              return (await axe.run()).violations.map(({ id }) => id);
            });
            expect([path, theme, width, found]).toEqual([path, theme, width, []]);
            const isWider = await page.evaluate(
              () => document.documentElement.scrollWidth > window.innerWidth,
            );
            expect(isWider).toBe(false);
          }
        }
      }
      browser.complaints.splice(0);
    },
  );

  it('is not for trying: an address is refused after many questions', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 70; n += 1) {
      statuses.push(
        (await fetch(`${server.base}/verify/C-2026-${String(n).padStart(6, '0')}/${'0'.repeat(32)}`)).status,
      );
    }
    expect(statuses).toContain(429);
  });
});
