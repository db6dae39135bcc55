import type { Server } from 'node:http';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { PayloadController } from './payload.controller.js';
import { Payloads } from './payloads.js';

const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

describe('payloads over HTTP', () => {
  let folder: string;
  let app: INestApplication<Server>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'payload-http-'));
    const payloads = new Payloads({ dataDir: folder });
    const module = await Test.createTestingModule({
      controllers: [PayloadController],
      providers: [{ provide: Payloads, useValue: payloads }],
    }).compile();
    app = module.createNestApplication<INestApplication<Server>>({ logger: false });
    await app.listen(0, '127.0.0.1');
    await payloads.write(Readable.from([Buffer.from('hello')]));
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });
  const http = () => request(app.getHttpServer());

  it('serves a payload as immutable for caches', async () => {
    const response = await http().get(`/payloads/${HELLO}`).buffer(true).expect(200);
    expect((response.body as Buffer).toString()).toBe('hello');
    expect(response.headers).toMatchObject({
      'content-length': '5',
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
      etag: `"${HELLO}"`,
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it('serves byte ranges', async () => {
    const response = await http()
      .get(`/payloads/${HELLO}`)
      .set('Range', 'bytes=1-3')
      .buffer(true)
      .expect(206);
    expect((response.body as Buffer).toString()).toBe('ell');
    expect(response.headers['content-range']).toBe('bytes 1-3/5');
    const rest = await http().get(`/payloads/${HELLO}`).set('Range', 'bytes=4-').buffer(true).expect(206);
    expect((rest.body as Buffer).toString()).toBe('o');
    await http().get(`/payloads/${HELLO}`).set('Range', 'bytes=9-').expect(416);
  });

  it.each([`/payloads/${'0'.repeat(64)}`, '/payloads/..%2F..%2Fetc%2Fpasswd', '/payloads/.incoming'])(
    'has nothing at %s',
    async (path) => {
      expect((await http().get(path)).status).not.toBe(200);
    },
  );

  const upload = (path: string, body: string) =>
    http().put(path).set('Content-Type', 'application/octet-stream').send(body);

  it('stores an upload under its digest and returns that', async () => {
    const response = await upload('/api/payloads', 'world').expect(201);
    expect(response.body).toEqual({
      sha256: '486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7',
      bytes: 5,
    });
  });

  it('keeps nothing of an upload with a wrong digest', async () => {
    const before = await readdir(join(folder, 'payloads'));
    expect((await upload(`/api/payloads?sha256=${HELLO}`, 'something else')).status).not.toBe(201);
    expect(await readdir(join(folder, 'payloads'))).toEqual(before);
  });
});
