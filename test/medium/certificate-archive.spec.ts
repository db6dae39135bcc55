import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate, verifyCertificate } from '../../src/deployment/certificate/index.js';
import { Ed25519Signer, newEd25519 } from '../../src/platform/vault/index.js';
import { pngOf } from '../support/png.js';
import { exampleRecord, RESERVED } from './certificate-example.js';
import { newIdentity } from './certificate-identity.js';

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const LOGO = pngOf(60, 20, { colour: [20, 80, 160] });
const PHOTO = pngOf(40, 30, { colour: [120, 160, 90] });
const DRAWING = pngOf(80, 20);
const HOSTILE = 'Évariste & <fils> ]]> \u0000\u202e\u0007 張';

/** What ISO 19005-3 asks for and other readers show. No validator of PDF/A is packaged in Debian or npm. */
describe('the PDF of a certificate, as an archive keeps it', () => {
  const signer = new Ed25519Signer(newEd25519());
  let folder: string;
  let file: string;
  let pdf: Buffer;

  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe' });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'archive-'));
    const photo = { check: 'screen', takenAt: '2026-03-17T10:31:00Z', by: 'Zoé Lefèvre' };
    const [first] = exampleRecord().checks;
    const record = exampleRecord({
      ...RESERVED,
      timeZone: 'America/Martinique',
      customer: { name: `${HOSTILE} ${'long '.repeat(60)}`, reference: 'BC-118', site: 'x'.repeat(300) },
      machine: {
        ...exampleRecord().machine,
        hostname: HOSTILE,
        user: 'Agnès Müller',
        macs: Array<string>(40).fill('52:54:00:12:34:56'),
      },
      checks: Array.from({ length: 60 }, (_, n) => ({
        ...first!,
        title: { fr: `Contrôle ${n}`, en: `Check ${n}` },
      })),
      erasure: [
        {
          what: 'Samsung 512 Go',
          method: { fr: 'nouvelle table', en: 'new table' },
          measured: { fr: '3 partitions relues', en: '3 partitions read back' },
        },
      ],
      photos: [
        { ...photo, sha256: digestOf(PHOTO), mediaType: 'image/png' },
        { ...photo, sha256: 'a'.repeat(64), mediaType: 'image/webp' },
      ],
      signatures: [
        { role: 'technician', name: 'Zoé Lefèvre', signedAt: '2026-03-17T10:33:00Z', byPin: true },
        {
          role: 'customer',
          name: 'M. Durand',
          signedAt: '2026-03-17T10:34:00Z',
          drawingSha256: digestOf(DRAWING),
        },
      ],
    });
    const made = await makeCertificate(record, {
      ...{
        id: randomUUID(),
        number: 'C-2026-000042',
        issuedAt: new Date('2026-03-17T10:33:00Z'),
        version: '0.1.0',
        signer,
      },
      identity: await newIdentity().signer(),
      linkTo: (path) => `https://etabli.example.org${path}`,
      provider: {
        name: 'Atelier du Port',
        address: '1 rue du Port\n29200 Brest',
        contact: '02 98',
        orderLabel: 'Bon de commande',
        logoSha256: digestOf(LOGO),
      },
      pictures: new Map([LOGO, PHOTO, DRAWING].map((bytes) => [digestOf(bytes), bytes])),
    });
    pdf = made.pdfs.fr;
    file = join(folder, 'c.pdf');
    await writeFile(file, pdf);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('says that it is PDF/A-3a in metadata that is well-formed', async () => {
    const xmp = run('pdfinfo', '-meta', file);
    await writeFile(join(folder, 'xmp.xml'), xmp);
    run('xmllint', '--noout', join(folder, 'xmp.xml'));
    expect(xmp).toMatch(/<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>A<\/pdfaid:conformance>/);
    expect(xmp).toContain('Certificat de déploiement C-2026-000042');
  });

  it('has every font embedded with its characters, and a profile of its colours', () => {
    const fonts = run('pdffonts', file).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThanOrEqual(4);
    for (const font of fonts) expect(font).toMatch(/ yes yes yes +\d+ +0$/);
    expect(pdf.toString('latin1')).toMatch(/\/S \/GTS_PDFA1[^]*\/DestOutputProfile \d+ 0 R/);
  });

  it('is tagged from end to end: headings, lists, tables with heads, figures with words', () => {
    expect(run('pdfinfo', file)).toMatch(/Tagged: +yes/);
    const structure = run('pdfinfo', '-struct-text', file).replaceAll('\u00a0', ' ');
    expect(structure).toMatch(/H1 \(block\)\n +"Certificat de déploiement"/);
    expect(structure).toMatch(/TR\n +TH:\n +\/Scope \/Column\n +"N°"/);
    expect(structure).toMatch(/TH:\n +\/Scope \/Row\n +"Contrôle 59[^"]*"\n +TD\n/);
    expect(structure).toMatch(
      /LI \(block\)\n +Lbl \(block\)\n +"Utilisateur"\n +LBody \(block\)\n +"Agnès Müller"/,
    );
    const words = [...pdf.toString('latin1').matchAll(/\/S \/Figure[^]{0,300}?\/Alt \(([^)]*)\)/g)];
    expect(words).toHaveLength(4); // logo, QR code, photo, drawn signature
    const raw = pdf.toString('latin1');
    expect(raw).toMatch(/\/MarkInfo \d+ 0 R/);
    expect(raw).toContain('/Lang (fr-FR)');
  });

  it('has the JSON as its only attachment, with its relationship, and nothing that an archive refuses', () => {
    const raw = pdf.toString('latin1');
    expect(raw).toMatch(/\/Type \/Filespec\n\/AFRelationship \/Data/);
    expect(raw).toMatch(/\/AF \[\d+ 0 R\]/);
    expect(run('pdfdetach', '-list', file)).toMatch(/^1 embedded files\n1: C-2026-000042\.json/);
    expect(raw).toMatch(/trailer[^]*\/ID \[/);
    expect(raw).not.toMatch(/\/Encrypt|\/JavaScript|\/NeedAppearances|\/Type1\b|\/LZWDecode/);
    expect(raw.match(/%%EOF/g)).toHaveLength(1);
    expect(run('pdfsig', file)).toContain('Signature is Valid.');
    expect(verifyCertificate(pdf, signer.publicKeyPem()).valid).toBe(true);
  });

  it('shows provider, order, site, user, erasure, photos, signatures and legend, in the zone of the profile', () => {
    const text = run('pdftotext', '-layout', file, '-').replaceAll('\u00a0', ' ');
    const lines = text.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '));
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/Atelier du Port$/),
        'Bon de commande : BC-118',
        'N° C-2026-000042 – Émis le 17 mars 2026 à 06:33 UTC−4',
        'Samsung 512 Go | nouvelle table | 3 partitions relues',
        'Zoé Lefèvre, 17 mars 2026 à 06:31 UTC−4 | Zoé Lefèvre, 17 mars 2026 à 06:31 UTC−4',
        'Zoé Lefèvre | M. Durand',
        'Signé par code personnel, le 17 mars 2026 à 06:33 UTC−4 | Signé sur l’écran le 17 mars 2026 à 06:34 UTC−4',
      ]),
    );
    expect(text).toContain('Photo non imprimable (image/webp)');
    expect(text).toContain('Légende – conforme : mesuré, et tel qu’attendu ;');
    expect(text).toMatch(/Utilisateur +Agnès Müller/);
    expect(text.match(/x/g)!.length).toBeGreaterThanOrEqual(300);
  });

  it('keeps every word inside the page, however long the names', () => {
    const boxes = [
      ...run('pdftotext', '-bbox', file, '-').matchAll(
        /xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"/g,
      ),
    ];
    expect(boxes.length).toBeGreaterThan(500);
    const isOutside = ([, left, top, right, bottom]: RegExpMatchArray) =>
      Number(left) < 40 || Number(top) < 35 || Number(right) > 553 || Number(bottom) > 830;
    expect(boxes.filter(isOutside).map(([box]) => box)).toEqual([]);
  });
});
