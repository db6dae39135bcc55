import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { runCommand } from '../../src/interfaces/cli/index.js';
import type { AuthorityUpdateDto } from '../../src/park/firmware/index.js';
import { Accounts, ApiTokens } from '../../src/platform/account/index.js';
import { AuthoritySigning, certificateList } from '../support/authority-signing.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let folder: string;
const signing = new AuthoritySigning();
const KEK = signing.certificate('Lab KEK 2011');
const DB = signing.certificate('Lab UEFI CA 2023');
const UPDATE = signing.update('Lab KEK 2011', 'db', certificateList(DB));
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  server = await runningServer();
  folder = await mkdtemp(join(tmpdir(), 'etabli-updates-'));
});
afterAll(async () => {
  signing.remove();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function etabli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await runCommand(['--url', server.base, '--token', server.token, ...args], {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
  });
  return { status, out, err };
}
async function file(name: string, content: Buffer): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}
const put = (body: Buffer, headers: Record<string, string> = {}) =>
  server.ask('/api/authority-updates?name=update.bin', {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', ...headers },
    body: new Uint8Array(body),
  });
const listed = async () =>
  (await (await server.ask('/api/authority-updates')).json()) as AuthorityUpdateDto[];
const audited = async (action: string) =>
  server.app
    .get(DataSource)
    .query<{ subject_id: string; data: object }[]>(
      'SELECT subject_id, data FROM audit_entry WHERE action = $1 ORDER BY id',
      [action],
    );

describe('etabli firmware', () => {
  it('imports what is signed, refuses the rest with what it is, and goes on', async () => {
    const good = await file('DBUpdate2024.bin', UPDATE);
    const bad = await file('unsigned.esl', certificateList(DB));
    const { status, out } = await etabli('firmware', 'import', bad, good);
    expect(status).toBe(1);
    expect(out.split('\n')).toEqual([
      `✗ ${bad}  ce n’est pas une mise à jour signée d’autorités : une liste de clés sans signature`,
      `✓ ${good}  db: Lab UEFI CA 2023`,
      '    signée par Lab KEK 2011',
      '',
    ]);
    expect(await listed()).toEqual([
      {
        sha256: sha256(UPDATE),
        variable: 'db',
        name: 'DBUpdate2024.bin',
        bytes: UPDATE.length,
        signedTime: '2010-03-06T19:17:21',
        signers: [{ subject: 'Lab KEK 2011', issuer: 'Lab KEK 2011', sha256: sha256(KEK) }],
        adds: {
          certificates: [{ subject: 'Lab UEFI CA 2023', issuer: 'Lab UEFI CA 2023', sha256: sha256(DB) }],
          digests: 0,
        },
        createdBy: expect.any(String) as string,
        createdAt: expect.any(String) as string,
      },
    ]);
    expect(await audited('firmware.import')).toEqual([
      {
        subject_id: sha256(UPDATE),
        data: { variable: 'db', name: 'DBUpdate2024.bin', certificates: ['Lab UEFI CA 2023'], digests: 0 },
      },
    ]);
  });

  it('keeps the file as it came, under its digest, where a PC fetches it', async () => {
    const stored = await server.ask(`/payloads/${sha256(UPDATE)}`, { headers: { authorization: '' } });
    expect(Buffer.from(await stored.arrayBuffer()).equals(UPDATE)).toBe(true);
    expect((await server.ask(`/payloads/${sha256(certificateList(DB))}`)).status).toBe(404);
  });

  it('imports the same file once', async () => {
    const { status, out } = await etabli('firmware', 'import', await file('again.bin', UPDATE));
    expect([status, out.split('\n')[0]]).toEqual([
      0,
      `✓ ${join(folder, 'again.bin')}  db: Lab UEFI CA 2023  (déjà importée)`,
    ]);
    expect((await listed()).map(({ name }) => name)).toEqual(['DBUpdate2024.bin']);
    expect(await audited('firmware.import')).toHaveLength(1);
  });

  it('lists and removes', async () => {
    expect((await etabli('firmware', 'list')).out).toContain(
      `${sha256(UPDATE)}  db        Lab UEFI CA 2023  Lab KEK 2011  DBUpdate2024.bin`,
    );
    expect((await etabli('firmware', 'remove', sha256(UPDATE))).status).toBe(0);
    expect(await listed()).toEqual([]);
    expect(await audited('firmware.remove')).toHaveLength(1);
    expect((await etabli('firmware', 'remove', sha256(UPDATE))).status).not.toBe(0);
  });
});

describe('the routes of updates', () => {
  it('tell in the language that was asked for what a file is instead', async () => {
    const answer = await put(UPDATE.subarray(0, 500), { 'accept-language': 'en' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      detail: `this is no signed update of authorities: a signature up to byte ${16 + UPDATE.readUInt32LE(16)} in a file of 500`,
      remedy:
        'Take the .bin file in PostSignedObjects of microsoft/secureboot_objects, without converting it.',
    });
  });

  it('take no file that is larger than any update', async () => {
    expect(await (await put(Buffer.alloc((1 << 20) + 1))).json()).toMatchObject({
      detail: 'this is no signed update of authorities: a file of more than 1048576 bytes',
    });
  });

  it('let a viewer read, and only an administrator import and remove', async () => {
    const of = async (role: 'viewer' | 'technician') => {
      const order = { name: role, displayName: role, role, password: 'a long enough password' };
      const { id } = await server.app.get(Accounts, { strict: false }).create(order);
      const { token } = await server.app.get(ApiTokens, { strict: false }).create(id, 'spec');
      return { authorization: `Bearer ${token}` };
    };
    for (const headers of [await of('viewer'), await of('technician')]) {
      expect((await server.ask('/api/authority-updates', { headers })).status).toBe(200);
      expect((await put(UPDATE, headers)).status).toBe(403);
      const path = `/api/authority-updates/${sha256(UPDATE)}`;
      expect((await server.ask(path, { method: 'DELETE', headers })).status).toBe(403);
    }
    expect((await server.ask('/api/authority-updates', { headers: { authorization: '' } })).status).toBe(401);
    expect((await server.ask('/api/authority-updates/x', { method: 'DELETE' })).status).toBe(400);
  });
});
