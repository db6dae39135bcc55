import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { ProblemFilter } from '../../src/interfaces/app/problem.filter.js';
import { SchemaPipe } from '../../src/interfaces/app/schema.pipe.js';
import { Certificates, makeCertificate, verifyCertificate } from '../../src/deployment/certificate/index.js';
import { CertificateController } from '../../src/deployment/certificate/certificate.controller.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { CONFIG } from '../../src/platform/database/index.js';
import { Ed25519Signer, newEd25519 } from '../../src/platform/vault/index.js';
import { exampleRecord } from './certificate-example.js';
import { newIdentity } from './certificate-identity.js';

describe('the routes of certificates', () => {
  const signer = new Ed25519Signer(newEd25519());
  const id = randomUUID();
  const number = 'C-2026-000042';
  let app: NestExpressApplication;
  let jws: string;
  let pdfs: { fr: Buffer; en: Buffer };

  beforeAll(async () => {
    const identity = await newIdentity().signer();
    const issue = {
      id,
      number,
      issuedAt: new Date('2026-03-17T10:33:00Z'),
      version: '0.1.0',
      signer,
      identity,
      linkTo: (path: string) => path,
    };
    ({ jws, pdfs } = await makeCertificate(exampleRecord(), issue));
    const certificates = {
      publicKeyPem: () => signer.publicKeyPem(),
      find: () => Promise.resolve({ id, number, hostname: 'GALOIS-201' }),
      json: () => Promise.resolve(jws),
      pdf: (_id: string, language: 'fr' | 'en') => Promise.resolve(pdfs[language]),
      verify: (bytes: Buffer) => verifyCertificate(bytes, signer.publicKeyPem()),
    };
    @Module({
      controllers: [CertificateController],
      providers: [
        { provide: Certificates, useValue: certificates },
        { provide: CONFIG, useValue: loadConfig({}) },
      ],
    })
    class Routes {}
    const built = await Test.createTestingModule({ imports: [Routes] }).compile();
    app = built.createNestApplication<NestExpressApplication>();
    app.useGlobalPipes(new SchemaPipe());
    app.useGlobalFilters(new ProblemFilter());
    await app.init();
  });
  afterAll(() => app.close());

  const http = () => request(app.getHttpServer());
  const binary = (r: request.Test) =>
    r.buffer(true).parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });

  it('give the JSON and the PDF byte for byte, with file names', async () => {
    const json = await binary(http().get(`/api/certificates/${id}.json`)).expect(200);
    expect((json.body as Buffer).toString()).toBe(jws);
    expect(json.headers).toMatchObject({
      'content-type': 'application/jose+json',
      'content-disposition': 'attachment; filename="C-2026-000042-GALOIS-201.json"',
    });
    const french = await binary(http().get(`/api/certificates/${id}.pdf`)).expect(200);
    expect((french.body as Buffer).equals(pdfs.fr)).toBe(true);
    const english = await binary(http().get(`/api/certificates/${id}.pdf?language=en`)).expect(200);
    expect((english.body as Buffer).equals(pdfs.en)).toBe(true);
    await http().get('/api/certificates/not-an-id.pdf').expect(400);
  });

  it('give the public key', async () => {
    const { text } = await http().get('/api/certificates/public-key').expect(200).buffer(true);
    expect(text).toBe(signer.publicKeyPem());
  });

  it('verify the bytes of a file', async () => {
    const post = (type: string, bytes: Buffer | string) =>
      http()
        .post('/api/certificates/verify')
        .set('content-type', type)
        .send(bytes as string);
    const good = await post('application/pdf', pdfs.fr).expect(200);
    expect(good.body).toMatchObject({ valid: true, kind: 'pdf', record: { number } });
    const json = await post('application/octet-stream', jws).expect(200);
    expect(json.body).toMatchObject({ valid: true, kind: 'json' });
    const bad = await post('application/octet-stream', jws.replace('\n', ' ')).expect(200);
    expect(bad.body).toMatchObject({
      valid: false,
      reason: { en: 'the file is not in the form in which it was issued' },
    });
    await post('application/json', jws).expect(415);
  });
});
