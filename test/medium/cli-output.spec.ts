import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { COMMANDS } from '../../src/interfaces/cli/commands/index.js';
import { talkativeServer } from '../support/talkative-server.js';

const MUCH = 10 << 20;
/** More than a pipe and the buffers of both ends hold. */
const MORE_THAN_A_PIPE = 300_000;

interface Printing {
  args: string;
  /** What it prints at least, where it cannot print 10 MiB. */
  least?: number;
}

const times = (file: string, count: number) => `${file} `.repeat(count).trim();

/** How each command is made to print as much as it can; FOLDER has the files. */
const PRINTING: Record<string, Printing> = {
  'master list': { args: '' },
  'master verify': { args: 'parc' },
  'master capture': { args: 'pc --name parc' },
  'payload put': { args: 'FOLDER/profile.yaml' },
  'driver list': { args: '' },
  'driver rules': { args: '' },
  'driver match': { args: 'pc' },
  'driver pack': { args: 'pc' },
  'driver catalogue': { args: 'FOLDER/bad.xml' },
  'directory add': { args: 'FOLDER/profile.yaml' },
  'directory list': { args: '' },
  'directory show': { args: 'parc' },
  'directory test': { args: 'parc' },
  'directory printers': { args: 'parc' },
  'directory publish': { args: 'parc --unc \\\\srv\\printer' },
  'firmware list': { args: '' },
  'firmware import': { args: 'FOLDER/bad.xml' },
  'software list': { args: '' },
  'software show': { args: 'parc' },
  'software add': { args: 'FOLDER/program.yaml' },
  'licence list': { args: '' },
  'licence show': { args: 'parc' },
  'licence add': { args: 'parc --count 5' },
  'profile apply': { args: 'FOLDER/profile.yaml' },
  'profile list': { args: '' },
  'profile show': { args: 'parc' },
  'answer check': { args: times('FOLDER/bad.xml', 250) },
  'answer render': { args: 'parc --kind unattend' },
  'answer media': { args: 'parc --kind unattend --folder FOLDER/media', least: 0 },
  'answer import': { args: 'FOLDER/bad.xml', least: 0 },
  'answer options': { args: '', least: 0 },
  'recette checks': { args: '--system windows', least: 0 },
  'mdm render': { args: 'parc --platform macos' },
  'mdm check': { args: times('FOLDER/bad.mobileconfig', 200) },
  'mdm link': { args: 'parc --platform macos' },
  'lot import': { args: 'FOLDER/lot.csv --profile parc --customer Mairie' },
  'lot list': { args: '' },
  'lot show': { args: 'L-1' },
  'lot arm': { args: 'L-1 --yes' },
  'lot disarm': { args: 'L-1' },
  'lot cancel': { args: 'L-1 --yes' },
  'lot wake': { args: 'L-1' },
  'lot pause': { args: 'L-1' },
  'lot resume': { args: 'L-1' },
  'lot retry-failed': { args: 'L-1' },
  'machine list': { args: '' },
  'machine show': { args: 'pc' },
  'machine anomalies': { args: '' },
  'deployment list': { args: '' },
  'deployment show': { args: 'one' },
  'deployment watch': { args: 'one' },
  'deployment log': { args: 'one' },
  'deployment disarm': { args: 'one' },
  'deployment cancel': { args: 'one' },
  'deployment arm': { args: 'one --yes' },
  'deployment retry': { args: 'one' },
  'deployment checks': { args: 'one' },
  'deployment check': { args: 'one screen passed' },
  'deployment pass': { args: 'one' },
  'deployment reservations': { args: 'one' },
  'deployment accept': { args: 'one screen' },
  'certificate verify': {
    args: `--key FOLDER/key.pem ${times('FOLDER/lot.csv', 5_000)}`,
    least: MORE_THAN_A_PIPE,
  },
  'certificate list': { args: '' },
  'certificate export': { args: '--lot L-1 --out FOLDER/papers', least: 200_000 },
  figures: { args: '' },
  status: { args: '' },
  'network test': { args: '' },
  'secret list': { args: '' },
  'secret uses': { args: '' },
  'setting list': { args: '' },
  'setting show': { args: 'provider' },
  'setting set': { args: 'provider name=x' },
  'setting test': { args: 'timestamp' },
  'network list': { args: '' },
  'bitlocker list': { args: 'PC01' },
  'bitlocker show': { args: 'PC01' },
  'userdata list': { args: '' },
  'userdata show': { args: 'pc' },
  'notify list': { args: '' },
  'notify webhook': { args: 'parc https://site/' },
  'notify mail': { args: 'parc a@example.com' },
  'notify remove': { args: 'parc' },
  'notify test': { args: 'parc' },
  'notify messages': { args: '' },
  'notify again': { args: 'one' },
  'glpi push': { args: 'pc' },
  'glpi attach': { args: 'pc --ticket 4' },
  'user list': { args: '' },
  'user create': { args: 'parc --role viewer' },
  'user set-role': { args: 'parc viewer' },
  'user disable': { args: 'parc' },
  'user enable': { args: 'parc' },
  'token list': { args: '' },
  'token create': { args: 'parc' },
};

/** Commands that print a few lines whatever happens, and those that work with the server's own files. */
const BRIEF = [
  ...['login', 'logout', 'authority', 'completion', 'export'],
  ...['up', 'demo', 'boot', 'bench', 'environment build', 'environment show', 'master build'],
  ...[
    'master import',
    'directory remove',
    'driver import',
    'driver remove',
    'driver pin',
    'driver exclude',
    'driver free',
    'firmware remove',
    'software draft',
    'software remove',
    'licence release',
    'licence remove',
    'lab windows',
    'lot labels',
    'lot report',
    'mdm sign',
    'mdm hashes',
    'backup',
    'restore',
    'mdm signing put',
    'mdm signing remove',
    'secret put',
    'secret remove',
    'secret approve',
    'secret revoke',
    'network close',
    'userdata restore-files',
    'userdata remove',
    'network open',
    'machine confirm',
    'deployment close',
    'user password',
    'user pin',
    'deployment sign',
    'token revoke',
  ],
];

let server: Awaited<ReturnType<typeof talkativeServer>>;
let folder: string;

beforeAll(async () => {
  server = await talkativeServer(MUCH);
  folder = await mkdtemp(join(tmpdir(), 'etabli-output-'));
  const wrong = Array.from(
    { length: 100 },
    (_, index) => `<Nothing${index}>${'x'.repeat(100)}</Nothing${index}>`,
  );
  const shell = `<component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">${wrong.join('')}</component>`;
  const keys = Array.from({ length: 200 }, (_, index) => `<key>Nothing${index}</key><string>x</string>`);
  await Promise.all(
    Object.entries({
      'profile.yaml': 'name: parc\n',
      'program.yaml': 'name: parc\nversion: "1"\nkind: winget\npackage: A.B\n',
      'lot.csv': 'serial\nABC123\n',
      'key.pem': generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }),
      'bad.xml': `<unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="specialize">${shell}</settings></unattend>`,
      'bad.mobileconfig': `<plist version="1.0"><dict>${keys.join('')}</dict></plist>`,
    }).map(([name, text]) => writeFile(join(folder, name), text)),
  );
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The command as a process of its own, its output read by somebody slow. */
async function slowlyRead(command: string, args: string, { leaveAfter = Infinity } = {}) {
  const given = args.replaceAll('FOLDER', folder).split(' ').filter(Boolean);
  const child = spawn(
    process.execPath,
    [
      ...['--import', './test/support/typescript.mjs', 'src/cli.ts', '--json'],
      ...['--url', server.url, '--token', 'token', ...command.split(' '), ...given],
    ],
    { env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.stdin.end('a password\n');
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    if (chunks.length >= leaveAfter) break;
    await pause(1);
  }
  return { status: await ended, text: Buffer.concat(chunks).toString('utf8'), errors };
}

function allCommands(): string[] {
  const program = new Command();
  COMMANDS.forEach((register) =>
    register({ program, t: ({ en }) => en, act: () => () => Promise.resolve() }),
  );
  const leaves = (command: Command, above: string): string[] =>
    command.commands.length === 0
      ? [above]
      : command.commands.flatMap((one) => leaves(one, `${above} ${one.name()}`.trim()));
  return leaves(program, '');
}

describe('the output of a command to a pipe', () => {
  it('is tested for every command', () => {
    expect([...Object.keys(PRINTING), ...BRIEF].sort()).toEqual(allCommands().sort());
  });

  it.each(Object.entries(PRINTING))(
    'is complete for a slow reader: %s',
    async (command, { args, least = MUCH }) => {
      const { text, errors } = await slowlyRead(command, args);
      expect(errors).not.toContain('"error"');
      expect(text.length).toBeGreaterThanOrEqual(least);
      expect(text.endsWith('\n')).toBe(true);
      expect(() => void JSON.parse(text)).not.toThrow();
    },
  );

  it('may be closed by its reader, which is not an error', async () => {
    const { status, errors } = await slowlyRead('lot list', '', { leaveAfter: 1 });
    expect([status, errors]).toEqual([0, '']);
  });
});
