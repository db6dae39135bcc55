import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flattenedVerify } from 'jose';
import {
  makeCertificate,
  verifyCertificate,
  type Issue,
  type SignedCertificate,
} from '../../src/deployment/certificate/index.js';
import { Ed25519Signer, newEd25519 } from '../../src/platform/vault/index.js';
import { exampleRecord, RESERVED } from './certificate-example.js';
import { newIdentity } from './certificate-identity.js';

/** The same positions on every run: xorshift32. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function changed(bytes: Buffer, at: number, mask: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
}

describe('a certificate', () => {
  const signer = new Ed25519Signer(newEd25519());
  const key = signer.publicKeyPem();
  let issue: Issue;
  const withIdentity = async (): Promise<Issue> => ({
    id: randomUUID(),
    number: 'C-2026-000042',
    issuedAt: new Date('2026-03-17T10:33:00Z'),
    version: '0.1.0',
    signer,
    identity: await newIdentity().signer(),
    linkTo: (path) => `https://etabli.example.org${path}`,
  });
  let folder: string;
  let made: SignedCertificate;
  let json: Buffer;
  let pdf: Buffer;
  let path: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'certificate-'));
    issue = await withIdentity();
    made = await makeCertificate(exampleRecord(RESERVED), issue);
    json = Buffer.from(made.jws);
    pdf = made.pdfs.fr;
    path = join(folder, 'fr.pdf');
    await writeFile(path, pdf);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const reasonOf = (bytes: Buffer, publicKey = key) => {
    const outcome = verifyCertificate(bytes, publicKey);
    return outcome.valid ? 'VALID' : outcome.reason.en;
  };

  it('verifies as JSON and as PDF in both languages, and says what it is of', () => {
    for (const [bytes, kind] of [
      [json, 'json'],
      [pdf, 'pdf'],
      [made.pdfs.en, 'pdf'],
    ] as const) {
      const outcome = verifyCertificate(bytes, key);
      expect(outcome).toMatchObject({
        valid: true,
        kind,
        record: {
          number: 'C-2026-000042',
          verdict: 'conforming-with-reservations',
          machine: { serial: 'CZC1234XYZ', hostname: 'GALOIS-201' },
          reservations: [
            { acceptedBy: 'M. Durand' },
            {
              check: 'disk-health',
              text: { en: 'Disk health: not measured: the disk reports no health status' },
            },
          ],
        },
      });
    }
  });

  it('marks a check of a missing part as not applicable, without effect on the verdict', async () => {
    const battery = {
      kind: 'battery-health',
      title: { fr: 'Santé de la batterie', en: 'Battery health' },
      severity: 'blocking' as const,
      verdict: 'not-applicable' as const,
      expected: '≥ 60 %',
      measured: { fr: 'pas de batterie', en: 'no battery' },
      startedAt: '2026-03-17T10:31:00.000Z',
      durationMs: 1,
    };
    const webcam = { id: 'webcam', title: { fr: 'Webcam', en: 'Webcam' }, severity: 'blocking' as const };
    const absent = { ...webcam, verdict: 'not-applicable' as const, remark: 'aucune webcam', by: 'Zoé' };
    const { certificate, jws, pdfs } = await makeCertificate(
      exampleRecord({ checks: [battery], manualChecks: [absent], reservations: [] }),
      { ...issue, id: randomUUID() },
    );
    expect(certificate).toMatchObject({
      formatVersion: 3,
      verdict: 'conforming',
      reservations: [],
      checks: [{ kind: 'battery-health', verdict: 'not-applicable' }],
      manualChecks: [{ id: 'webcam', verdict: 'not-applicable' }],
    });
    expect(verifyCertificate(Buffer.from(jws), key).valid).toBe(true);
    const file = join(folder, 'absent.pdf');
    await writeFile(file, pdfs.fr);
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    expect(text).toContain('2 contrôles, dont 0 conformes, 2 sans objet');
    expect(text).toMatch(/Santé de la batterie +≥ 60 % +pas de batterie +sans objet/);
    expect(text).toMatch(/Webcam +aucune webcam +Zoé +sans objet/);
  });

  it.each([1, 2])('of the earlier format version %i is verified, as JSON and as PDF', async (version) => {
    const fixture = (kind: string) =>
      readFile(join(import.meta.dirname, 'fixtures', `certificate-format-${version}.${kind}`));
    const publicKey = (await fixture('pem')).toString();
    for (const kind of ['json', 'pdf']) {
      expect(verifyCertificate(await fixture(kind), publicKey)).toMatchObject({
        valid: true,
        kind,
        record: { formatVersion: version, number: 'C-2026-000042', verdict: 'conforming-with-reservations' },
      });
    }
    expect(reasonOf(changed(await fixture('json'), 300, 1), publicKey)).not.toBe('VALID');
  });

  it('is a JWS that another implementation verifies', async () => {
    const { payload, protectedHeader } = await flattenedVerify(JSON.parse(made.jws), createPublicKey(key));
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: signer.keyId(), typ: 'etabli-certificate+jws' });
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(made.certificate);
  });

  it('is refused with any one byte of the JSON changed', () => {
    const accepted: number[] = [];
    for (let at = 0; at < json.length; at++)
      if (verifyCertificate(changed(json, at, at % 2 === 0 ? 0x01 : 0x20), key).valid) accepted.push(at);
    expect(accepted).toEqual([]);
  });

  it('is refused with a byte of the JSON added or taken away', () => {
    for (const at of [0, 1, 40, json.length - 1, json.length]) {
      const [before, after] = [json.subarray(0, at), json.subarray(at)];
      for (const more of [' ', '\n', 'A'])
        expect(reasonOf(Buffer.concat([before, Buffer.from(more), after]))).not.toBe('VALID');
      if (at < json.length) expect(reasonOf(Buffer.concat([before, after.subarray(1)]))).not.toBe('VALID');
    }
  });

  it('is refused with the same JSON written in another form', () => {
    expect(reasonOf(Buffer.from(JSON.stringify(JSON.parse(made.jws))))).toBe(
      'the file is not in the form in which it was issued',
    );
  });

  it('is refused with a changed byte of the PDF, at 600 places including the signature block', () => {
    const random = seeded(20260317);
    const text = pdf.toString('latin1');
    const [before = 0, after = 0] = (/\/ByteRange \[0 (\d+) (\d+)/.exec(text) ?? []).slice(1).map(Number);
    const padding = text.slice(before, after).search(/0{64,}>$/);
    const places = [
      ...Array.from({ length: 250 }, () => random(pdf.length)),
      ...Array.from({ length: 200 }, () => before + random(padding)),
      ...Array.from({ length: 100 }, () => before + padding + random(after - before - padding)),
      ...[
        0,
        1,
        before - 1,
        before,
        before + 1,
        before + padding,
        after - 2,
        after - 1,
        after,
        pdf.length - 1,
      ],
      ...Array.from({ length: 40 }, (_, i) => text.indexOf('/ByteRange') + i),
    ];
    expect(padding).toBeGreaterThan(1000);
    const accepted = places.filter((at) =>
      [0x01, 0x20, 0x80].some((mask) => verifyCertificate(changed(pdf, at, mask), key).valid),
    );
    expect(accepted).toEqual([]);
  });

  it('says why a changed PDF is refused', () => {
    const text = pdf.toString('latin1');
    const contents = text.indexOf('/Contents <');
    expect(reasonOf(changed(pdf, 3000, 1))).toBe(
      'the content of the PDF no longer matches its signature: it was changed',
    );
    expect(reasonOf(changed(pdf, text.indexOf('>', contents) - 1, 1))).toBe(
      'the signature block of the PDF was changed',
    );
    expect(reasonOf(Buffer.concat([pdf, Buffer.from('\n')]))).toBe(
      'the signature does not cover the whole file: bytes were added to it or taken away',
    );
    expect(reasonOf(pdf.subarray(0, -1))).toBe(
      'the signature does not cover the whole file: bytes were added to it or taken away',
    );
    const update = Buffer.from('\n5 0 obj\n<< /Type /Sig /ByteRange [0 1 2 3] >>\nendobj\n');
    expect(reasonOf(Buffer.concat([pdf, update]))).toBe('the PDF must have exactly one signature');
    expect(reasonOf(Buffer.from('%PDF-1.7\nnothing'))).toBe('the PDF must have exactly one signature');
    expect(reasonOf(Buffer.alloc(0))).toBe('this is not an Établi certificate');
  });

  it('is refused under another key', () => {
    const other = new Ed25519Signer(newEd25519()).publicKeyPem();
    const reason =
      'the Ed25519 signature does not match the content: it was changed, or another key signed it';
    expect(reasonOf(json, other)).toBe(reason);
    expect(reasonOf(pdf, other)).toBe(reason);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
      type: 'spki',
      format: 'pem',
    });
    expect(() => verifyCertificate(json, rsa as string)).toThrow('an Ed25519 public key is expected');
  });

  it('is refused as a PDF that somebody else signed around the genuine JSON', async () => {
    const stranger = await newIdentity().signer();
    const forged = await makeCertificate(exampleRecord(), { ...issue, identity: stranger });
    // The stranger's PDF, but its attached JSON names the certificate of the true signer.
    const genuine = await makeCertificate(exampleRecord(), issue);
    expect(reasonOf(forged.pdfs.fr)).toBe('VALID');
    const { renderCertificate } = await import('../../src/deployment/certificate/pdf/certificate-sheet.js');
    const { signPdf } = await import('../../src/deployment/certificate/pdf-signature.js');
    const attachment = { name: 'c.json', content: Buffer.from(genuine.jws) };
    const page = {
      ...{ certificate: genuine.certificate, payloadSha256: 'x', verifyUrl: 'x', attachment },
      pictures: new Map<string, Buffer>(),
    };
    const around = await signPdf(await renderCertificate(page, { language: 'fr' }), stranger);
    expect(reasonOf(around)).toBe(
      'the PDF was not signed with the X.509 certificate that the Établi certificate names',
    );
  });

  it('has a signature that a PDF reader accepts over the whole document, with its chain of two', () => {
    expect(made.certificate.pdfSigner.certificates).toHaveLength(2);
    const said = execFileSync('pdfsig', [path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(said).toContain('Signature Validation: Signature is Valid.');
    expect(said).toContain('Total document signed');
    expect(said).toContain('Signature Type: ETSI.CAdES.detached');
    expect(said).toContain('Signing Time: Mar 17 2026 10:33:00');
  });

  it('has its text and table rows in French', () => {
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).replaceAll(
      '\u00a0',
      ' ',
    );
    const lines = text.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '));
    expect(lines).toEqual(
      expect.arrayContaining([
        'Certificat de déploiement',
        'Fiche d’intervention et procès-verbal de recette',
        'N° C-2026-000042 – Émis le 17 mars 2026 à 11:33 UTC+1',
        'Client | Lycée Évariste-Galois | Technicien | Zoé Lefèvre',
        'Site | Bâtiment C | Début | 17 mars 2026 à 10:58 UTC+1',
        'Utilisateur | Agnès Müller | Fin | 17 mars 2026 à 11:32 UTC+1',
        'Nom du poste | GALOIS-201 | GALOIS-201 | GALOIS-201',
        'Disque | NVMe, ≥ 256 Go | S6CBNX0R123456 | 512 Go, relu sans différence',
        '1 | Rayure sur le capot, antérieure à l’intervention | M. Durand, 17 mars 2026 à 11:32 UTC+1',
        '2 | Santé du disque : non mesuré : le disque ne donne pas son état de santé | à la signature',
        'Espace libre | ≥ 10 % | 431,5 Gio (92 %) | conforme',
        'Mémoire | 8 Gio Kingston | 16 Gio Samsung 1A2B3C4D | Zoé Lefèvre',
        'Application du master | 11:00:52 | 7 min 38 s | 1',
        'Pour le prestataire, le technicien | Pour le client',
        'C-2026-000042 – GALOIS-201 – Établi 0.1.0 | page 1/3',
      ]),
    );
  });

  it('has its text in English too', async () => {
    const english = join(folder, 'en.pdf');
    await writeFile(english, made.pdfs.en);
    const text = execFileSync('pdftotext', ['-layout', english, '-'], { encoding: 'utf8' });
    expect(text).toContain('Deployment certificate');
    expect(text).toContain('Conforming with reservations');
    expect(text).toMatch(/Disk health: not measured: the disk reports no health status +by signature/);
    expect(text).not.toMatch(/Réserve|conforme /);
  });

  it('has a QR code that opens its page of verification, with the beginning of the digest', () => {
    execFileSync('pdftoppm', ['-r', '150', '-f', '1', '-l', '1', '-png', path, join(folder, 'page')]);
    const said = execFileSync('zbarimg', ['-q', '--raw', join(folder, 'page-1.png')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(said.trim()).toBe(
      `https://etabli.example.org/verify/C-2026-000042/${made.payloadSha256.slice(0, 32)}`,
    );
  });

  it('carries the signed JSON as its attachment', async () => {
    execFileSync('pdfdetach', ['-saveall', '-o', folder, path]);
    expect(await readFile(join(folder, 'C-2026-000042.json'), 'utf8')).toBe(made.jws);
  });

  it('prints names in other scripts, and a code point for what no font has', async () => {
    const other = await makeCertificate(
      exampleRecord({
        customer: { name: 'Ζωή Παπαδοπούλου – Школа № 5 – Łódź' },
        lot: { id: randomUUID(), name: '張' },
      }),
      issue,
    );
    const file = join(folder, 'other.pdf');
    await writeFile(file, other.pdfs.fr);
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    expect(text).toContain('Ζωή Παπαδοπούλου – Школа № 5 – Łódź');
    expect(text).toContain('[U+5F35]');
    const outcome = verifyCertificate(other.pdfs.fr, key);
    expect(outcome).toMatchObject({ valid: true, record: { lot: { name: '張' } } });
  });

  it('goes on over pages with 200 checks and long texts, and loses nothing of them', async () => {
    const [first] = exampleRecord().checks;
    const checks = Array.from({ length: 200 }, (_, i) => ({
      ...first!,
      title: { fr: `Contrôle ${i + 1}`, en: `Check ${i + 1}` },
      measured: i === 57 ? 'Une réponse longue. '.repeat(400) : `x${'-'.repeat(80)}x`,
    }));
    const { pdfs } = await makeCertificate(exampleRecord({ checks }), issue);
    const file = join(folder, 'long.pdf');
    await writeFile(file, pdfs.fr);
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    const pages = text.split('\f').filter((page) => /Contrôle \d/.test(page));
    expect(text.match(/Contrôle \d+/g)).toEqual(checks.map(({ title }) => title.fr));
    expect(text.match(/longue\./g)).toHaveLength(400);
    expect(text.match(/-/g)?.length).toBeGreaterThanOrEqual(199 * 80);
    const isTitled = (page: string) => page.includes('Recette') && page.includes('Attendu');
    expect([pages.length, pages.every(isTitled)]).toEqual([9, true]);
    expect(verifyCertificate(pdfs.fr, key)).toMatchObject({ valid: true });
  });

  it('is not issued when a blocking check failed or was not measured', async () => {
    const [first, second, third] = exampleRecord().checks;
    const checks = [
      { ...first!, verdict: 'failed' as const, measured: 'Debian 12' },
      { ...second!, verdict: 'unmeasured' as const },
      third!,
    ];
    await expect(makeCertificate(exampleRecord({ checks }), issue)).rejects.toMatchObject({
      name: 'PermanentError',
      text: { en: 'non-conforming, no certificate – System version: Debian 12 ; Secure Boot: on' },
    });
  });
});
