import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { Certificates } from '../../src/deployment/certificate/index.js';
import { exampleRecord } from './certificate-example.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let folder: string;

beforeAll(async () => {
  server = await runningServer();
  folder = await mkdtemp(join(tmpdir(), 'etabli-cli-'));
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Said {
  status: number;
  out: string;
  err: string;
}

/** Runs the command as another computer would: with an address and a token. */
async function etabli(...args: string[]): Promise<Said> {
  return alone('--url', server.base, '--token', server.token, ...args);
}

async function alone(...args: string[]): Promise<Said> {
  let out = '';
  let err = '';
  const status = await runCommand(args, {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
  });
  return { status, out, err };
}

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('etabli --help', () => {
  it('prints the commands and the exit statuses, in the requested language', async () => {
    const french = await alone('--help');
    expect(french.status).toBe(0);
    expect(french.out).toContain('État de sortie :\n  0  fait\n');
    const english = await alone('--language', 'en', 'lot', 'import', '--help');
    expect(english.out).toContain('Exit status:\n  0  done\n');
    expect(english.out).toContain('Creates a lot from a CSV');
  });

  it('prints the error of an invalid command line in the user’s language, and in JSON with --json', async () => {
    expect((await alone('lots')).err).toBe(
      'Erreur : commande inconnue : lots\n(Vouliez-vous dire : lot ?)\n',
    );
    expect((await alone('--language', 'en', 'lots')).err).toBe(
      "Error: unknown command 'lots'\n(Did you mean lot?)\n",
    );
    expect((await alone('lot', 'import', 'x.csv')).err).toBe(
      'Erreur : option obligatoire : --profile <name>\n',
    );
    expect((await alone('lot', 'show')).err).toBe('Erreur : argument manquant : lot\n');
    expect((await alone('demo', '--firmware', 'x')).err).toBe(
      'Erreur : --firmware <kind> : « x » ne convient pas. Choix possibles : uefi-secure, uefi, bios.\n',
    );
    expect(JSON.parse((await alone('lots', '--json')).err)).toEqual({
      error: { detail: 'commande inconnue : lots\n(Vouliez-vous dire : lot ?)' },
      status: 2,
    });
    const { out } = await alone('demo', '--help');
    expect(out).toContain('(choix : "uefi-secure"');
    expect(out).not.toMatch(/display help|default:|choices:/);
  });

  it('refuses unknown commands and options with status 2', async () => {
    expect((await alone('lots')).status).toBe(2);
    expect((await alone('lot', 'import', 'x.csv')).status).toBe(2);
    expect((await alone('demo', '--pcs', 'none')).status).toBe(2);
    expect((await alone('demo', '--firmware', 'openfirmware')).status).toBe(2);
  });
});

describe('a remote server', () => {
  it('that does not answer is status 3, with what to do', async () => {
    const { status, err } = await alone('--url', 'http://127.0.0.1:9', 'lot', 'list');
    expect(status).toBe(3);
    expect(err).toContain('Erreur : Le serveur http://127.0.0.1:9 ne répond pas (ECONNREFUSED).');
    expect(err).toContain('À faire : Démarrez Établi');
  });

  it('that refuses the token is status 4, in the language of the reader', async () => {
    const { status, err } = await alone(
      '--url',
      server.base,
      '--token',
      'etabli_wrong',
      '--language',
      'en',
      'lot',
      'list',
    );
    expect(status).toBe(4);
    expect(err).toBe('Error: this token is unknown, expired or revoked\n');
  });

  it('is used over HTTPS only with a known CA', async () => {
    const url = `https://localhost:${server.httpsPort}`;
    const strange = await alone('--url', url, '--token', server.token, 'lot', 'list');
    expect(strange.status).toBe(4);
    expect(strange.err).toContain('--ca FICHIER');
    const ca = join(server.config.dataDir, 'ca.pem');
    expect((await alone('--url', url, '--token', server.token, '--ca', ca, 'lot', 'list')).status).toBe(0);
  });

  it('is refused for commands that work on the files of the server', async () => {
    const { status, err } = await etabli('master', 'build', 'debian-13');
    expect(status).toBe(4);
    expect(err).toContain('Lancez-la sur le serveur, sans --url.');
  });
});

describe('lots', () => {
  beforeAll(async () => {
    expect((await etabli('profile', 'apply', 'profiles/debian-13-minimal.yaml')).status).toBe(0);
  });

  const order = ['--profile', 'debian-13-minimal', '--customer', 'ACME'];

  it('are checked row by row before they are created', async () => {
    const csv = await file('bad.csv', 'n° de série;mac;nom\nS1;00:11:22:33:44:55;PC-1\nS1;zz;PC-2\n');
    const dry = await etabli('lot', 'import', csv, ...order, '--dry-run');
    expect(dry.status).toBe(2);
    expect(dry.out.split('\n')[1]).toContain('✗');
    const headless = await etabli('lot', 'import', await file('none.csv', 'nom\nPC-1\n'), ...order);
    expect(headless.err.match(/une colonne « numéro de série »/g)).toHaveLength(1);
    const refused = await etabli('lot', 'import', csv, ...order);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain('  - ligne 3, colonne mac : zz ; une adresse MAC');
    expect(JSON.parse((await etabli('lot', 'list', '--json')).out)).toEqual([]);
  });

  it('are created, listed and shown by their number', async () => {
    const csv = await file('good.csv', 'serial,hostname\nSN-1001,PC-1\nSN-1002,PC-2\n');
    const made = await etabli('lot', 'import', csv, ...order, '--json');
    expect(made.err).toBe('');
    const { number } = JSON.parse(made.out) as { number: string };
    const { out } = await etabli('lot', 'list');
    expect(out.split('\n')[1]).toMatch(new RegExp(`^${number}  ACME {4}debian-13-minimal v1  2 prévu`));
    const shown = await etabli('lot', 'show', number, '--json');
    const { deployments } = JSON.parse(shown.out) as { deployments: { hostname: string; state: string }[] };
    expect(deployments.map(({ hostname, state }) => [hostname, state])).toEqual([
      ['PC-1', 'planned'],
      ['PC-2', 'planned'],
    ]);
    expect((await etabli('lot', 'show', 'L-1999-0001')).status).toBe(4);
  });

  it('are armed only with --yes or a confirmation on the terminal', async () => {
    const lots = JSON.parse((await etabli('lot', 'list', '--json')).out) as { number: string }[];
    const { status, err } = await etabli('lot', 'arm', lots[0]!.number, '--yes');
    expect(status).toBe(4);
    expect(err).toContain('aucun master debian-13');
  });
});

describe('masters', () => {
  it('that do not exist are status 4', async () => {
    const { status, err } = await etabli('master', 'verify', 'nothing', '13');
    expect([status, err]).toEqual([4, 'Erreur : Il n’y a pas de master nothing 13.\n']);
  });
});

describe('deployments', () => {
  it('are cancelled and followed to their end, with status 1 without success', async () => {
    const all = JSON.parse((await etabli('deployment', 'list', '--json')).out) as { id: string }[];
    const { id } = all[0]!;
    expect((await etabli('deployment', 'cancel', id)).out).toContain('annulé');
    const again = await etabli('deployment', 'cancel', id);
    expect(again.status).toBe(4);
    expect(again.err).toContain('le déploiement est dans l’état « annulé »');
    const watched = await etabli('deployment', 'watch', id, '--json');
    expect(watched.status).toBe(1);
    expect((JSON.parse(watched.out) as { state: string }[])[0]!.state).toBe('cancelled');
  });

  it('that do not exist are status 4', async () => {
    expect((await etabli('deployment', 'show', '00000000-0000-4000-8000-000000000000')).status).toBe(4);
  });
});

describe('accounts and tokens', () => {
  it('are listed, and a token is shown once and revoked', async () => {
    expect((await etabli('user', 'list')).out).toMatch(/^admin +admin +administrateur$/m);
    const created = await etabli('token', 'create', 'scanner', '--days', '30');
    const token = created.out.trim();
    expect(token).toMatch(/^etabli_/);
    const list = JSON.parse((await etabli('token', 'list', '--json')).out) as { id: string; name: string }[];
    expect(JSON.stringify(list)).not.toContain(token);
    const { id } = list.find(({ name }) => name === 'scanner')!;
    expect((await etabli('token', 'revoke', id)).status).toBe(0);
    expect((await alone('--url', server.base, '--token', token, 'lot', 'list')).status).toBe(4);
  });
});

describe('etabli certificate verify', () => {
  let json: string;
  let pdf: string;
  let key: string;

  beforeAll(async () => {
    const certificates = server.app.get(Certificates);
    ({ jsonPath: json, pdfPath: pdf } = await certificates.issue(exampleRecord()));
    key = await file('key.pem', certificates.publicKeyPem());
  });

  it('prints the PC of a valid certificate, with only the public key', async () => {
    const { status, out } = await alone('certificate', 'verify', json, pdf, '--key', key);
    expect(status).toBe(0);
    expect(out.match(/^✓ /gm)).toHaveLength(2);
  });

  it('refuses one changed byte with status 1 and the reason', async () => {
    const bytes = await readFile(pdf);
    bytes[bytes.length >> 1]! ^= 1;
    const { status, out } = await alone(
      'certificate',
      'verify',
      await file('bad.pdf', bytes),
      '--key',
      key,
      '--json',
    );
    expect(status).toBe(1);
    const [result] = JSON.parse(out) as { valid: boolean; reason: { fr: string } }[];
    expect(result!.valid).toBe(false);
    expect(result!.reason.fr.length).toBeGreaterThan(10);
  });

  it('is status 2 for a file or a key that cannot be read', async () => {
    expect((await alone('certificate', 'verify', '/nowhere.pdf', '--key', key)).status).toBe(2);
    expect((await alone('certificate', 'verify', pdf, '--key', '/nowhere.pem')).status).toBe(2);
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const otherKind = publicKey.export({ type: 'spki', format: 'pem' });
    for (const content of ['no PEM', otherKind]) {
      const noKey = await file('no-key.pem', content);
      const { status, err } = await alone('certificate', 'verify', pdf, '--key', noKey);
      expect([status, err]).toEqual([2, expect.stringContaining('La clé publique ne peut pas être lue')]);
    }
  });
});
