import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PIECE = Buffer.alloc(1 << 20, 'A');
const PIECES = 30;
const HEAD = '--b\r\ncontent-disposition: form-data; name="file"; filename="x.pdf"\r\n\r\n';

let server: RunningServer;
beforeAll(async () => {
  server = await runningServer();
});
afterAll(() => server.stop());

/** A certificate of 30 MiB to verify, whose end does not come. @returns the status, or that all of it was taken */
async function endless(uploads: ClientRequest[]): Promise<number | 'taken'> {
  const sent = request(`${server.base}/verify`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'multipart/form-data; boundary=b', 'content-length': (PIECES + 1) << 20 },
  });
  uploads.push(sent);
  const answered = new Promise<number>((resolve) => {
    sent.on('response', ({ statusCode = 0 }) => resolve(statusCode));
    sent.on('error', () => undefined); // what is left of the body meets a closed door
  });
  const taken = async () => {
    sent.write(HEAD);
    for (let piece = 0; piece < PIECES; piece += 1) if (!sent.write(PIECE)) await once(sent, 'drain');
    return 'taken' as const;
  };
  return Promise.race([answered, taken().catch(() => answered)]);
}

const closing = (upload: ClientRequest) => new Promise((resolve) => upload.once('close', resolve));

describe('a form that cannot be read', () => {
  it.each([
    ['in an unknown encoding', { 'content-encoding': 'none such' }, 'name=a', 415],
    ['with too many fields', {}, Array.from({ length: 1_200 }, (_, n) => `f${n}=1`).join('&'), 413],
  ])('is refused with a page, whoever sent it: %s', async (_, headers, body, status) => {
    const answer = await fetch(`${server.base}/login`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'accept-language': 'en',
        ...(headers as Record<string, string>),
      },
    });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain('The request is too long or cannot be read; nothing was done.');
  });
});

describe('files that strangers send', () => {
  it('never fill the memory: beyond 128 MiB of one address they are refused, until the others have ended', async () => {
    const uploads: ClientRequest[] = [];
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => endless(uploads)));
    expect(outcomes).toContain(503);
    expect(outcomes).toContain('taken');
    uploads.forEach((upload) => upload.destroy());
    await Promise.all(uploads.filter(({ closed }) => !closed).map(closing));
    const form = new FormData();
    form.set('file', new Blob(['no certificate']), 'x.pdf');
    const after = await fetch(`${server.base}/verify`, {
      method: 'POST',
      body: form,
      headers: { 'accept-language': 'en' },
    });
    expect([after.status, (await after.text()).includes('Not authentic')]).toEqual([201, true]);
  });
});
