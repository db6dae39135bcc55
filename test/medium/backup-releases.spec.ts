import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArchiveWriter } from '../../src/platform/backup/archive-writer.js';
import { entriesOf, readWhole } from '../../src/platform/backup/archive-reader.js';
import { HEAD, type Head } from '../../src/platform/backup/archive-format.js';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const HOOKS = join(import.meta.dirname, '..', 'support', 'typescript.mjs');
const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');
const KEY = `${Buffer.alloc(32, 7).toString('base64')}\n`;

let directory: string;
let from: FreshDatabase;
let to: FreshDatabase;
const given = { ...process.env };

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'etabli-releases-'));
  await writeFile(file('key'), KEY, { mode: 0o600 });
  // A database of an earlier release: it has had the migrations up to 0100 only.
  from = await freshDatabase({ upTo: '0100' });
  to = await freshDatabase({ empty: true });
  const client = await from.dataSource([]);
  await client.query(
    `INSERT INTO account (id, name, display_name, role, password_hash, password_change_required)
     VALUES (gen_random_uuid(), 'zoe', 'Zoé', 'viewer', 'x', false)`,
  );
  await client.destroy();
});

afterAll(async () => {
  process.env = given;
  await from.drop();
  await to.drop();
  await rm(directory, { recursive: true, force: true });
});

const file = (...names: string[]) => join(directory, ...names);

/** The etabli command on one of the two databases. */
async function etabli(database: FreshDatabase, ...args: string[]) {
  process.env = { ...given, ...settings(database) };
  let out = '';
  let err = '';
  const status = await runCommand(args, {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
  });
  return { status, out, err };
}

function settings(database: FreshDatabase): Record<string, string> {
  return {
    DATABASE_URL: database.url,
    ETABLI_DATA_DIR: file(database === from ? 'from' : 'to'),
    ETABLI_KEY_FILE: file('key'),
    LANG: 'fr_FR.UTF-8',
    LC_ALL: '',
  };
}

describe('etabli backup and etabli restore', () => {
  it('migrate a backup of an earlier release', async () => {
    const made = await etabli(from, 'backup', file('old'), '--key-file-to', file('kept-key'));
    expect(made.status).toBe(0);
    expect(made.out).toMatch(/old : \d+ tables, 0 fichiers, /);
    expect(await readFile(file('kept-key'), 'utf8')).toBe(KEY);
    const restored = await etabli(to, 'restore', file('old'), '--json');
    expect(restored.status).toBe(0);
    const done = JSON.parse(restored.out) as { migrated: string[] };
    expect(done.migrated.slice(0, 2)).toEqual(['0110-reservation.sql', '0120-mdm-delivery.sql']);
    const client = await to.dataSource([]);
    expect(await client.query('SELECT name, display_name FROM account')).toEqual([
      { name: 'zoe', display_name: 'Zoé' },
    ]);
    await client.destroy();
  });

  it('say where the key is, when it is not copied', async () => {
    const made = await etabli(from, 'backup', file('no-key'));
    expect(made.status).toBe(0);
    expect(made.err).toContain(
      `La clé n’est pas dans cette sauvegarde : conservez une copie de ${file('key')} séparément`,
    );
  });

  it('refuse a backup of a newer release, and change nothing', async () => {
    await rewritten('newer', (head) => {
      head.migrations.push({ name: '9999-future.sql', sha256: 'f'.repeat(64) });
    });
    await rewritten('format', (head) => {
      head.format = 2;
    });
    for (const name of ['newer', 'format']) {
      const { status, err } = await etabli(to, 'restore', file(name), '--force');
      expect([status, err.split('\n').at(-3)]).toEqual([
        4,
        `Erreur : ${file(name)} vient d’une version plus récente d’Établi.`,
      ]);
    }
    const client = await to.dataSource([]);
    expect(await client.query('SELECT count(*)::int AS n FROM account')).toEqual([{ n: 1 }]);
    await client.destroy();
  });

  it('refuse another key than the one of the backup', async () => {
    await writeFile(file('other'), `${Buffer.alloc(32, 8).toString('base64')}\n`, { mode: 0o600 });
    const { status, err } = await etabli(
      to,
      'restore',
      file('old'),
      '--force',
      '--key-file-from',
      file('other'),
    );
    expect([status, err.includes(`La clé de ${file('other')} n’est pas celle de cette sauvegarde.`)]).toEqual(
      [4, true],
    );
  });

  it('leave no partial file on a full disk', async () => {
    await mkdir(file('from', 'payloads'), { recursive: true });
    await writeFile(file('from', 'payloads', '0'.repeat(64)), Buffer.alloc(3 << 20, 'x'));
    await mkdir(file('small'));
    const command = `mount -t tmpfs -o size=1m etabli ${file('small')} && { "$@"; echo "status $?"; ls -A ${file('small')} | wc -l; }`;
    const node = [process.execPath, '--import', HOOKS, CLI, 'backup', file('small', 'full')];
    const { out, err } = await ran('unshare', ['--mount', 'sh', '-c', command, 'sh', ...node], {
      ...given,
      ...settings(from),
      NODE_OPTIONS: '',
    });
    expect(out).toBe('status 2\n0\n');
    expect(err).toContain(`${file('small', 'full')} ne peut pas être écrit (ENOSPC).`);
    expect(err).toContain('Le disque est plein : libérez de l’espace.');
    expect(await readdir(file('small'))).toEqual([]);
  });
});

/** The backup `old` with another description, and digests that fit it. */
async function rewritten(name: string, change: (head: Head) => void): Promise<void> {
  const archive = await ArchiveWriter.open(file(name));
  for await (const entry of entriesOf(file('old'))) {
    if (entry.name === 'digests.json') continue;
    const content = await readWhole(file('old'), entry);
    if (entry.name !== HEAD) await archive.add(entry.name, content);
    else {
      const head = JSON.parse(content.toString('utf8')) as Head;
      change(head);
      await archive.add(HEAD, Buffer.from(JSON.stringify(head)));
    }
  }
  await archive.finish(false);
}

function ran(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<{ out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { env }, (_error, out, err) => resolve({ out, err }));
  });
}
