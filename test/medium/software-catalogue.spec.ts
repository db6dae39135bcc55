import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { parse } from 'yaml';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { readMsi } from '../../src/park/software/index.js';
import { madeMsi, MSI } from '../support/msi.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let folder: string;

beforeAll(async () => {
  server = await runningServer();
  folder = await mkdtemp(join(tmpdir(), 'etabli-software-'));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function etabli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await runCommand(
    ['--url', server.base, '--token', server.token, '--language', 'en', ...args],
    {
      out: { write: (text) => (out += text) },
      err: { write: (text) => (err += text) },
    },
  );
  return { status, out, err };
}
async function yaml(name: string, ...lines: string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}
const add = async (document: object) => {
  const answer = await server.ask('/api/programs', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(document),
  });
  const body = (await answer.json()) as {
    id: string;
    isNew?: boolean;
    detail?: string;
    document: Record<string, unknown>;
    findings?: { field: string; found: unknown; expected: { en: string } | string }[];
  };
  return { status: answer.status, ...body };
};
const upload = async (bytes: Buffer) => {
  const answer = await server.ask('/api/payloads', {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  return ((await answer.json()) as { sha256: string }).sha256;
};
const winget = (name: string, more: object = {}) => ({
  name,
  version: '1.0',
  kind: 'winget',
  package: 'A.B',
  ...more,
});

describe('an MSI', () => {
  it('is read as wixl wrote it', async () => {
    expect(await readMsi(madeMsi(folder, 'read.msi'))).toEqual({
      ...MSI,
      architecture: 'amd64',
    });
    const x86 = madeMsi(folder, 'x86.msi', { architecture: 'x86', version: '3.0' });
    expect(await readMsi(x86)).toMatchObject({ version: '3.0', architecture: 'x86' });
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['a text', Buffer.from('no MSI')],
    [
      'an OLE file of something else',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]),
    ],
  ])('that is %s is refused', async (_, bytes) => {
    const path = join(folder, 'bad.msi');
    await writeFile(path, bytes);
    await expect(readMsi(path)).rejects.toThrow('not an MSI package that can be read');
  });

  it('that was cut off is refused', async () => {
    const whole = await readFile(madeMsi(folder, 'whole.msi'));
    for (const length of [600, 2_000, whole.length / 2]) {
      const path = join(folder, 'cut.msi');
      await writeFile(path, whole.subarray(0, length));
      await expect(readMsi(path)).rejects.toThrow('not an MSI package');
    }
  });
});

describe('etabli software', () => {
  it('drafts an MSI, adds what it drafted, and the same again changes nothing', async () => {
    madeMsi(folder, 'essai 2.10.msi');
    const { out } = await etabli('software', 'draft', join(folder, 'essai 2.10.msi'));
    expect(parse(out)).toEqual({
      name: 'editeur-d-essai',
      version: '2.10.3',
      title: 'Éditeur d’essai',
      publisher: 'Société & Fils',
      kind: 'msi',
      architecture: 'amd64',
      file: { name: 'essai 2.10.msi' },
      product: { code: MSI.code, version: '2.10.3' },
    });
    const file = await yaml('essai.yaml', out);
    expect(await etabli('software', 'add', file)).toMatchObject({
      status: 0,
      out: 'editeur-d-essai 2.10.3  msi\n',
    });
    expect(await etabli('software', 'add', file)).toMatchObject({
      status: 0,
      out: 'editeur-d-essai 2.10.3  msi  (known already)\n',
    });
    const shown = await etabli('software', 'show', 'editeur-d-essai');
    const sha256 = createHash('sha256')
      .update(await readFile(join(folder, 'essai 2.10.msi')))
      .digest('hex');
    expect(JSON.parse(shown.out)).toMatchObject({
      arguments: '/qn /norestart REBOOT=ReallySuppress',
      file: { name: 'essai 2.10.msi', sha256 },
      retry: { times: 3, seconds: 60 },
      timeoutMinutes: 30,
    });
    expect((await fetch(`${server.base}/payloads/${sha256}`)).status).toBe(200);
    expect((await etabli('software', 'list')).out).toContain('editeur-d-essai');
  });

  it('takes a file from elsewhere, and sends nothing when the YAML is wrong', async () => {
    await writeFile(join(folder, 'tool.exe'), 'MZ tool');
    const wrong = await yaml(
      'wrong.yaml',
      'name: tool',
      'version: 1.0',
      'kind: exe',
      'file: { name: tool.exe }',
    );
    const sent = await etabli('software', 'add', wrong);
    expect(sent.status).toBe(2);
    expect(sent.err).toContain('version');
    expect(sent.err).toContain('version : 1 ; a version in quotes: "24.08"');
    expect(sent.err).toContain('detect : — ; by: product, uninstall, file');
    const sha256 = createHash('sha256').update('MZ tool').digest('hex');
    expect((await fetch(`${server.base}/payloads/${sha256}`)).status).toBe(404);
    const named = await etabli('software', 'add', wrong, '--file', madeMsi(folder, 'other.msi'));
    expect(named.err).toContain('does not name other.msi');
  });

  it('removes a version, and says when there is none', async () => {
    await add(winget('gone'));
    expect((await etabli('software', 'remove', 'gone', '1.0')).status).toBe(0);
    expect(await etabli('software', 'remove', 'gone', '1.0')).toMatchObject({
      status: 4,
      err: expect.stringContaining('no program gone 1.0 in the catalogue') as string,
    });
  });

  it('drafts an .exe with what is to complete, and refuses other files', async () => {
    await writeFile(join(folder, 'Setup Tool.exe'), 'MZ');
    const draft = await etabli('software', 'draft', join(folder, 'Setup Tool.exe'));
    expect(parse(draft.out)).toMatchObject({ kind: 'exe', name: 'setup-tool', arguments: '/S' });
    expect(draft.out).toContain('TO COMPLETE');
    expect((await etabli('software', 'draft', await yaml('a.txt', 'x'))).status).toBe(2);
  });
});

describe('the catalogue of programs', () => {
  it('is immutable: the same name and version stand for one installation', async () => {
    expect(await add(winget('fixed'))).toMatchObject({ status: 200, isNew: true });
    expect(await add(winget('fixed'))).toMatchObject({ status: 200, isNew: false });
    expect(await add(winget('fixed', { latest: true }))).toMatchObject({ status: 409 });
    expect(await add(winget('fixed', { version: '1.1', latest: true }))).toMatchObject({ status: 200 });
  });

  it('has a program once when it is added by several at once', async () => {
    const added = await Promise.all(Array.from({ length: 8 }, () => add(winget('at-once'))));
    expect(added.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(added.every(({ status }) => status === 200)).toBe(true);
  });

  it('refuses programs that need each other in a circle, and needs that are missing', async () => {
    await add(winget('base'));
    await add(winget('middle', { needs: [{ name: 'base' }] }));
    const circle = await add(winget('base', { version: '2.0', needs: [{ name: 'middle', version: '1.0' }] }));
    expect(circle.status).toBe(400);
    expect(JSON.stringify(circle.findings)).toContain('base → middle → base');
    const alone = await add(winget('alone', { needs: [{ name: 'absent', version: '3' }] }));
    expect(alone.findings).toMatchObject([{ field: 'needs', found: 'alone' }]);
    expect(await add(winget('late', { needs: [{ name: 'base', version: '1.5' }] }))).toMatchObject({
      findings: [{ field: 'needs', found: 'base 1.0' }],
    });
  });

  it('keeps a program that another one needs', async () => {
    const { id } = await add(winget('library'));
    await add(winget('user', { needs: [{ name: 'library', version: '1.0' }] }));
    const remove = (which: string) => server.ask(`/api/programs/${which}`, { method: 'DELETE' });
    expect((await remove(id)).status).toBe(409);
    const { id: later } = await add(winget('library', { version: '1.1' }));
    expect((await remove(id)).status).toBe(204);
    expect((await remove(later)).status).toBe(409);
    const acts = await server.app
      .get(DataSource, { strict: false })
      .query<object[]>(`SELECT data FROM audit_entry WHERE action = 'software.remove' AND subject_id = $1`, [
        id,
      ]);
    expect(acts).toMatchObject([{ data: { name: 'library', version: '1.0' } }]);
  });

  it('compares an MSI with what the document says', async () => {
    const sha256 = await upload(await readFile(madeMsi(folder, 'compared.msi')));
    const msi = { name: 'compared', version: '2.10', kind: 'msi', file: { name: 'a.msi', sha256 } };
    const other = await add({
      ...msi,
      architecture: 'x86',
      product: { code: MSI.code.replace('6B', '7C'), version: '2.10.3' },
    });
    expect(other.findings).toMatchObject([
      { field: 'product.code', expected: `${MSI.code}, read in the MSI` },
      { field: 'architecture', found: 'x86', expected: 'amd64, read in the MSI' },
    ]);
    expect((await add(msi)).document['product']).toEqual({ code: MSI.code, version: '2.10.3' });
    const text = await upload(Buffer.from('no MSI'));
    expect(await add({ ...msi, name: 'no-msi', file: { name: 'a.msi', sha256: text } })).toMatchObject({
      status: 400,
      findings: [{ field: 'file' }],
    });
  });

  it.each<[string, object, string]>([
    [
      'a file that is not there',
      {
        kind: 'exe',
        arguments: '/S',
        file: { name: 'a.exe', sha256: 'f'.repeat(64) },
        detect: { by: 'uninstall', name: 'A' },
      },
      'file.sha256',
    ],
    ['another kind of file', { kind: 'msi', file: { name: 'a.exe', sha256: 'f'.repeat(64) } }, 'file.name'],
    [
      'a folder in a file name',
      { kind: 'msi', file: { name: '..\\a.msi', sha256: 'f'.repeat(64) } },
      'file.name',
    ],
    ['a device', { kind: 'msi', file: { name: 'con.msi', sha256: 'f'.repeat(64) } }, 'file.name'],
    ['no rule of detection', { kind: 'powershell', script: 'exit 0' }, 'detect'],
    ['an unknown kind', { kind: 'dmg' }, 'kind'],
    ['two lines of arguments', { kind: 'winget', package: 'A.B\nC' }, 'package'],
    [
      'an unknown exit code word',
      { kind: 'winget', package: 'A.B', exitCodes: { 5: 'fine' } },
      'exitCodes.5',
    ],
    [
      'more exit codes than an installer has',
      {
        kind: 'winget',
        package: 'A.B',
        exitCodes: Object.fromEntries(Array.from({ length: 201 }, (_, code) => [code, 'retry'])),
      },
      'exitCodes',
    ],
    ['a code in words', { kind: 'winget', package: 'A.B', exitCodes: { five: 'restart' } }, 'exitCodes'],
    [
      'a key file without its key',
      { kind: 'winget', package: 'A.B', licence: { pool: 'p', file: { name: 'k.txt', text: 'x' } } },
      'licence.file.text',
    ],
    ['an unknown field', { kind: 'winget', package: 'A.B', argumens: '' }, 'argumens'],
    ['a password in a source', { kind: 'chocolatey', package: 'a', source: 'https://u:p@h/' }, 'source'],
    [
      'two files of one name',
      {
        kind: 'powershell',
        script: 'x',
        detect: { by: 'command', line: 'x' },
        files: [
          { name: 'A.txt', sha256: 'f'.repeat(64) },
          { name: 'a.TXT', sha256: 'f'.repeat(64) },
        ],
      },
      'files[1].name',
    ],
  ])('refuses %s, and names the field', async (_, fields, field) => {
    const { status, findings } = await add({ name: 'wrong', version: '1', ...fields });
    expect(status).toBe(400);
    expect(findings!.map((finding) => finding.field).join(' ')).toContain(field);
  });

  it('is for administrators to change', async () => {
    const answer = await fetch(`${server.base}/api/programs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(401);
  });
});
