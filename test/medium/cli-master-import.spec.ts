import { execFileSync } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProfile } from '../../src/documents/profile/index.js';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';

let database: FreshDatabase;
let folder: string;
const former = { ...process.env };
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  database = await freshDatabase({ empty: true });
  folder = await mkdtemp(join(tmpdir(), 'etabli-import-'));
  Object.assign(process.env, { DATABASE_URL: database.url, ETABLI_DATA_DIR: at('data') });
  const builder = join(import.meta.dirname, '..', 'support', 'windows_image.py');
  execFileSync('/usr/bin/python3', [builder, at('two.wim'), '--editions', '2', '--mebibytes', '1']);
});
afterAll(async () => {
  for (const name of ['DATABASE_URL', 'ETABLI_DATA_DIR']) {
    if (former[name] === undefined) delete process.env[name];
    else process.env[name] = former[name];
  }
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function etabli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const streams = {
    out: { write: (text: string) => (out += text) },
    err: { write: (text: string) => (err += text) },
  };
  const status = await runCommand(['--language', 'en', ...args], streams);
  return { status, out, err };
}

describe('etabli master import of a Windows image', () => {
  it('lists the editions', async () => {
    const { status, out } = await etabli('master', 'import', at('two.wim'), '--list');
    expect(status).toBe(0);
    expect(out.split('\n').map((line) => line.split(/ {2,}/).filter((_, column) => column !== 6))).toEqual([
      ['NO.', 'NAME', 'EDITIONID', 'LANGUAGES', 'VERSION', 'ARCHITECTURE', 'DEPLOYABLE'],
      ['1', 'Windows 11 Pro', 'Professional', 'fr-FR', '26100.1742', 'amd64', 'yes'],
      ['2', 'Windows 11 Famille', 'Core', 'fr-FR', '26100.1742', 'amd64', 'yes'],
      [''],
    ]);
  });

  it('is to correct (2) without a choice, and says which there are', async () => {
    const { status, err } = await etabli('master', 'import', at('two.wim'));
    expect(status).toBe(2);
    expect(err).toBe(`Error: two.wim has 2 editions
  - edition 1 : Windows 11 Pro (Professional), fr-FR, 26100.1742, amd64 ; to be chosen with --edition
  - edition 2 : Windows 11 Famille (Core), fr-FR, 26100.1742, amd64 ; to be chosen with --edition
To do: Choose one by its name or its number, for example: --edition 1
`);
  });

  it('registers the edition under the name and version that are given, with a profile and what comes next', async () => {
    const file = at('office.yaml');
    const wanted = ['--edition', 'core', '--name', 'office', '--version', '7', '--profile', file];
    const { status, out, err } = await etabli('master', 'import', at('two.wim'), ...wanted);
    expect([status, out]).toEqual([
      0,
      expect.stringMatching(/^office 7 {2}wim {2}\d\.\d MiB {2}[0-9a-f]{64}\n$/),
    ]);
    expect(err.split('\n').slice(-6)).toEqual([
      `The draft of a profile was written to ${file}. Read it, then:`,
      '  etabli secret put office/technicien',
      `  etabli profile apply ${file}`,
      '  etabli lot import pcs.csv --profile office --customer CUSTOMER',
      '  etabli lot arm LOT',
      '',
    ]);
    const profile = readProfile(await readFile(file, 'utf8'));
    expect([profile.master, profile.windows?.setup?.edition]).toEqual([
      { name: 'office' },
      { generic: 'home' },
    ]);
  });

  it('prints the draft, and gives it as JSON, when no file is named for it', async () => {
    const { out } = await etabli('master', 'import', at('two.wim'), '--edition', '1');
    expect(out).toContain('\n\n# Draft for the master windows-11-pro (26100.1742)\nname: windows-11-pro\n');
    const json = await etabli('--json', 'master', 'import', at('two.wim'), '--edition', '1');
    const made = JSON.parse(json.out) as { name: string; profileDraft: string };
    expect([made.name, readProfile(made.profileDraft).name]).toEqual(['windows-11-pro', 'windows-11-pro']);
  });

  it('never overwrites a profile, and says so before anything is imported', async () => {
    await writeFile(at('mine.yaml'), 'mine');
    const { status, err } = await etabli('master', 'import', '/dev/null', '--profile', at('mine.yaml'));
    expect([status, err]).toEqual([
      2,
      `Error: ${at('mine.yaml')} already exists.\nTo do: Give --profile another name.\n`,
    ]);
    expect(await readFile(at('mine.yaml'), 'utf8')).toBe('mine');
  });

  it('writes no profile for an import that was refused', async () => {
    const { status } = await etabli('master', 'import', at('two.wim'), '--profile', at('none.yaml'));
    expect(status).toBe(2);
    await expect(access(at('none.yaml'))).rejects.toThrow('ENOENT');
  });

  it('takes the edition of a folder with a manifest from its payload', async () => {
    await writeFile(at('master.yaml'), 'name: lab\nversion: "1"\nkind: wim\nsystem: windows\n');
    const { status, out } = await etabli('master', 'import', folder, at('two.wim'), '--edition', '2');
    expect([status, out.split('\n')[0]]).toEqual([0, expect.stringMatching(/^lab 1 {2}wim /)]);
    const wrong = await etabli('master', 'import', folder, '--edition', '2');
    expect([wrong.status, wrong.err.split('\n')[0]]).toEqual([
      2,
      `Error: ${folder}: --edition chooses in the file of a master of kind wim, given after the folder.`,
    ]);
  });

  it('is to correct (2) with a second file, or a name that no master can have', async () => {
    const second = await etabli('master', 'import', at('two.wim'), at('two.wim'));
    expect([second.status, second.err.split('\n')[0]]).toEqual([
      2,
      `Error: ${at('two.wim')} is the file of the master already: it has no other payload.`,
    ]);
    const named = await etabli('master', 'import', at('two.wim'), '--edition', '1', '--name', 'Windows 11');
    expect(named.status).toBe(2);
    expect(named.err).toContain('name');
  });
});

it('etabli --version is still the one of Établi', async () => {
  expect(await etabli('--version')).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});
