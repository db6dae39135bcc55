import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Audit } from '../../src/platform/account/index.js';
import {
  CertificateRow,
  Certificates,
  CertificateStore,
  fileName,
  type Letterhead,
  LotExport,
  verifyCertificate,
} from '../../src/deployment/certificate/index.js';
import type { TimeStampAuthority } from '../../src/deployment/certificate/time-stamp-authority.js';
import { loadConfig } from '../../src/platform/config/index.js';
import type { Links } from '../../src/platform/settings/index.js';
import { schemaDrift } from '../../src/platform/database/index.js';
import { Ed25519Signer, newEd25519 } from '../../src/platform/vault/index.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { exampleRecord, RESERVED } from './certificate-example.js';
import { newIdentity } from './certificate-identity.js';

describe('issued certificates', () => {
  let database: FreshDatabase;
  let source: DataSource;
  let dataDir: string;
  let certificates: Certificates;
  let papers: LotExport;
  const acts: string[] = [];
  const signer = new Ed25519Signer(newEd25519());

  beforeAll(async () => {
    database = await freshDatabase({ upTo: '0080' });
    source = await database.dataSource([CertificateRow]);
    dataDir = await mkdtemp(join(tmpdir(), 'certificates-'));
    const config = loadConfig({ ETABLI_DATA_DIR: dataDir });
    const identity = newIdentity();
    const letterhead = { read: () => Promise.resolve({ pictures: new Map() }) } as unknown as Letterhead;
    const authority = { stamping: () => Promise.resolve(undefined) } as unknown as TimeStampAuthority;
    const links = { to: (path: string) => Promise.resolve(`https://etabli.test${path}`) } as unknown as Links;
    const audit = {
      record: (act: { action: string }) => Promise.resolve(acts.push(act.action)),
    } as unknown as Audit;
    certificates = new Certificates(
      new CertificateStore(source),
      signer,
      identity,
      audit,
      letterhead,
      links,
      authority,
      config,
    );
    papers = new LotExport(certificates, identity, letterhead, config);
    await certificates.onModuleInit();
  });
  afterAll(async () => {
    await papers.onModuleDestroy();
    await database.drop();
    await rm(dataDir, { recursive: true });
  });
  beforeEach(() => acts.splice(0));

  const record = (changes: Parameters<typeof exampleRecord>[0] = {}) =>
    exampleRecord({ deploymentId: randomUUID(), ...changes });

  it('are kept as files that verify offline, with the public key beside them', async () => {
    const issued = await certificates.issue(record());
    const key = await readFile(join(dataDir, 'certificate-key.pem'), 'utf8');
    const [json, pdf] = [await readFile(issued.jsonPath), await readFile(issued.pdfPath)];
    expect(verifyCertificate(json, key)).toMatchObject({ valid: true, record: { id: issued.id } });
    expect(verifyCertificate(pdf, key)).toMatchObject({ valid: true, record: { number: issued.number } });
    expect(issued.verdict).toBe('conforming');
    expect(issued.pdfSha256).toBe(createHash('sha256').update(pdf).digest('hex'));
    expect(issued.pdfPath).toBe(join(dataDir, 'certificates', `${issued.number}.fr.pdf`));
    expect(acts).toEqual(['certificate.issue']);
  });

  it('are issued once for each deployment, however many workers request it', async () => {
    const same = record();
    const all = await Promise.all([
      certificates.issue(same),
      certificates.issue(same),
      certificates.issue(same),
    ]);
    const later = await certificates.issue({ ...same, customer: { name: 'Somebody else' } });
    expect(new Set([...all, later].map(({ jws }) => jws)).size).toBe(1);
    expect(await source.getRepository(CertificateRow).countBy({ deploymentId: same.deploymentId })).toBe(1);
    expect(acts).toEqual(['certificate.issue']);
  });

  it('are restored byte for byte when their files are missing', async () => {
    const same = record();
    const { pdfPath } = await certificates.issue(same);
    const before = await readFile(pdfPath);
    await rm(pdfPath);
    await certificates.issue(same);
    expect(await readFile(pdfPath)).toEqual(before);
    expect((await readdir(join(dataDir, 'certificates'))).filter((name) => name.endsWith('.part'))).toEqual(
      [],
    );
  });

  it('are refused, and no number is used, when a blocking check failed', async () => {
    const first = await certificates.issue(record());
    const [check] = exampleRecord().checks;
    const bad = record({ checks: [{ ...check!, verdict: 'failed' }] });
    await expect(certificates.issue(bad)).rejects.toMatchObject({ name: 'PermanentError' });
    await expect(
      certificates.issue(record({ profile: { name: 'x', version: 1, digest: 'short' } })),
    ).rejects.toMatchObject({
      name: 'InputError',
      findings: [{ field: 'profile.digest' }],
    });
    const next = await certificates.issue(record());
    expect(Number(next.number.slice(-6))).toBe(Number(first.number.slice(-6)) + 1);
    expect(await certificates.ofDeployment(bad.deploymentId)).toBeUndefined();
  });

  it('can never be changed in the database', async () => {
    const { id } = await certificates.issue(record());
    await expect(
      source.query(`UPDATE certificate SET verdict = 'conforming' WHERE id = $1`, [id]),
    ).rejects.toThrow('a certificate is never changed');
  });

  it('of a large lot have a report that does not block other requests while it is rendered and signed', async () => {
    const lot = { id: randomUUID(), name: 'L-2026-0001', customer: 'Mairie de Brest' };
    const rows = Array.from({ length: 300 }, (_, n) => ({
      hostname: `PC-${n}`,
      look: 'planned' as const,
      state: { fr: 'prévu', en: 'planned' },
      reservations: [{ fr: 'son faible', en: 'low sound' }],
    }));
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const report = await papers.report({ lot, rows, acts: [] }).finally(() => (isOver = true));
    expect(report.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    // A free event loop turns more often in a moment; drawn in between, even row by row, it would be less.
    expect(turns).toBeGreaterThan(2_000);
  });

  it('of a lot have names that open by themselves, a summary and a report', async () => {
    const lot = { id: randomUUID(), name: 'Lot 7' };
    const machine = (hostname: string) => ({ ...exampleRecord().machine, hostname, serial: '=cmd|calc' });
    await certificates.issue(record({ lot, machine: machine('PC-1') }));
    await certificates.issue(record({ lot, machine: machine('../Éva'), ...RESERVED }));
    const rows = [...(await papers.rows(lot.id)).values()];
    const failed = {
      hostname: 'PC-3',
      look: 'failed' as const,
      state: { fr: 'échec à partition', en: 'failed at partition' },
    };
    const lotRows = [...rows, failed];
    const [one, two] = rows.map(({ number }) => number);
    const names = rows.map(({ number, hostname }) => fileName(number ?? '', hostname));
    expect(names).toEqual([`${one}-PC-1`, `${two}-Eva`]);
    for (const { certificateId = '' } of rows) {
      expect(certificates.verify(Buffer.from(await certificates.json(certificateId))).valid).toBe(true);
      expect(certificates.verify(await certificates.pdf(certificateId, 'fr')).valid).toBe(true);
    }
    const csv = papers.summary(lotRows);
    const reportFile = join(dataDir, 'report.pdf');
    await writeFile(
      reportFile,
      await papers.report({ lot: { ...lot, customer: 'ACME' }, rows: lotRows, acts: [] }),
    );
    const line = `"PC-1";"'=cmd|calc";"certifié";"${one}";"Conforme";"";"Zoé Lefèvre";"2026-03-17T09:58:12.000Z";"2026-03-17T10:32:41.000Z"`;
    expect(csv.startsWith('\ufeff"Nom";"N° de série";"État"')).toBe(true);
    expect(csv.split('\r\n')[1]).toBe(line);
    expect(csv.split('\r\n')[3]).toBe('"PC-3";"";"échec à partition";"";"";"";"";"";""');
    const report = execFileSync('pdftotext', ['-layout', reportFile, '-'], { encoding: 'utf8' }).replaceAll(
      '\u00a0',
      ' ',
    );
    expect(report).toContain('Rapport de lot – Lot 7');
    expect(report).toContain('3 PC : 1 certifié, 1 échec, 1 certifié avec réserves');
    const signed = execFileSync('pdfsig', [reportFile], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(signed).toContain('Signature is Valid.');
  });

  it('have a table that matches its entity', async () => {
    expect(await schemaDrift(source)).toEqual([]);
  });
});
