import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { jest } from '@jest/globals';
import { ANSWER_KINDS } from '../../src/documents/answer/index.js';
import {
  ARCHITECTURE_WORDS,
  KIND_WORDS,
  TARGET_WORDS,
} from '../../src/interfaces/cli/answer/answer-words.js';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { WINDOWS_ARCHITECTURES, WINDOWS_TARGETS } from '../../src/documents/profile/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const SHELL = 'Microsoft-Windows-Shell-Setup';
const ATTRIBUTES =
  'processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS"';
const answerFile = (pass: string, inside: string) =>
  '<unattend xmlns="urn:schemas-microsoft-com:unattend" ' +
  'xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State">\n' +
  `<settings pass="${pass}">\n<component name="${SHELL}" ${ATTRIBUTES}>\n${inside}\n</component>\n</settings>\n</unattend>\n`;
const CLEAN = answerFile('oobeSystem', '<TimeZone>Romance Standard Time</TimeZone>');
const WRONG = answerFile('oobeSystem', '<ComputerName>PC-1</ComputerName>');
const WITH_SECRET = answerFile(
  'oobeSystem',
  '<UserAccounts><AdministratorPassword><Value>hunter2-4711</Value><PlainText>true</PlainText></AdministratorPassword></UserAccounts>',
);
const raw = (value: string) => `name: salle
master: { name: windows-11 }
windows:
  raw:
    - pass: oobeSystem
      component: ${SHELL}
      settings: [{ name: UserAccounts, settings: [{ name: AdministratorPassword, settings: [{ name: Value, value: ${value} }] }] }]
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-answer-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function etabli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await runCommand(['--language', 'en', ...args], {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
  });
  return { status, out, err };
}

async function typing(text: string, ...args: string[]) {
  const stdin = jest
    .spyOn(process, 'stdin', 'get')
    .mockReturnValue(Readable.from([Buffer.from(text)]) as never);
  try {
    return await etabli(...args);
  } finally {
    stdin.mockRestore();
  }
}

async function given(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('the choices of etabli answer', () => {
  it('are those of the answer files themselves', () => {
    expect(KIND_WORDS).toEqual(ANSWER_KINDS);
    expect(TARGET_WORDS).toEqual(WINDOWS_TARGETS);
    expect(ARCHITECTURE_WORDS).toEqual(WINDOWS_ARCHITECTURES);
  });
});

describe('etabli answer check', () => {
  it('prints only the count for a file without findings (0)', async () => {
    const file = await given('clean.xml', CLEAN);
    expect(await etabli('answer', 'check', file)).toEqual({
      status: 0,
      out: `${file}: 0 errors, 0 warnings, 0 notes\n`,
      err: '',
    });
  });

  it('prints where a file is wrong, what was expected and what to do (1)', async () => {
    const file = await given('wrong.xml', WRONG);
    const { status, out } = await etabli('answer', 'check', file);
    expect(status).toBe(1);
    expect(out).toMatch(
      `${file}:4:1 error windows/wrong-pass  oobeSystem/${SHELL}/ComputerName\n    found: `,
    );
    expect(out).toMatch(/\n {4}expected: in .*specialize.*\n {4}to do: .+\n/);
    expect(out).toMatch(/: 1 error, 0 warnings, 0 notes\n$/);
  });

  it('speaks French', async () => {
    const file = await given('wrong.xml', WRONG);
    const { out } = await etabli('--language', 'fr', 'answer', 'check', file);
    expect(out).toMatch(/ erreur windows\/wrong-pass .*\n {4}trouvé : .*\n {4}attendu : .*\n {4}à faire : /);
    expect(out).toMatch(/: 1 erreur, 0 avertissement, 0 note\n$/);
  });

  it('reads standard input', async () => {
    expect((await typing(WRONG, 'answer', 'check', '-')).status).toBe(1);
    expect(await typing(CLEAN, 'answer', 'check', '-')).toMatchObject({
      status: 0,
      out: '-: 0 errors, 0 warnings, 0 notes\n',
    });
  });

  it('continues after a file that cannot be read, and ends with 2', async () => {
    const [wrong, clean] = [await given('wrong.xml', WRONG), await given('clean.xml', CLEAN)];
    const { status, out } = await etabli('answer', 'check', '/nowhere.xml', wrong, clean);
    expect(status).toBe(2);
    expect(out).toContain(
      '/nowhere.xml: /nowhere.xml cannot be read: there is no such file (ENOENT).\n    to do: ',
    );
    expect(out).toContain(`${clean}: 0 errors`);
  });

  it.each([
    ['of no kind', Buffer.from('hello')],
    ['of bytes that its encoding does not have', Buffer.from(`<unattend>${'\xff'}`, 'latin1')],
    ['larger than 10 MB', Buffer.alloc(10_000_001, ' ')],
  ])('ends with 2 for a file %s', async (_title, content) => {
    const { status, out } = await etabli('answer', 'check', await given('unreadable', content));
    expect([status, out.split('\n').length > 1]).toEqual([2, true]);
  });

  it('ends with 2 for a device that never ends', async () => {
    expect((await etabli('answer', 'check', '/dev/zero')).status).toBe(2);
  });

  it('gives JSON', async () => {
    const file = await given('wrong.xml', WRONG);
    const { status, out } = await etabli('--json', 'answer', 'check', file, '/nowhere.xml');
    expect(status).toBe(2);
    expect(JSON.parse(out)).toMatchObject([
      {
        file,
        kind: 'unattend',
        findings: [{ rule: 'windows/wrong-pass', severity: 'error', line: 4, column: 1 }],
      },
      {
        file: '/nowhere.xml',
        findings: [],
        unreadable: '/nowhere.xml cannot be read: there is no such file (ENOENT).',
      },
    ]);
  });

  it('refuses an unknown target (2)', async () => {
    const { status, err } = await etabli('answer', 'check', 'x.xml', '--target', 'windows-12');
    expect(status).toBe(2);
    expect(err).toContain('windows-11-25h2');
  });
});

describe('etabli answer render', () => {
  it('prints the file, and lists on standard error which secrets are references', async () => {
    const profile = await given('salle.yaml', raw('{ vault: pc/admin }'));
    const { status, out, err } = await etabli('answer', 'render', profile, '--kind', 'unattend');
    expect(status).toBe(0);
    expect(out).toContain('<Value>{vault:pc/admin}</Value>');
    expect(out.startsWith('<?xml')).toBe(true);
    expect(err).toBe(
      'Secrets printed as references: pc/admin (--reveal, as an administrator, prints their values)\n',
    );
  });

  it('reads the profile from standard input', async () => {
    const { status, out } = await typing(
      raw('{ vault: a/b }'),
      'answer',
      'render',
      '-',
      '--kind',
      'unattend',
    );
    expect([status, out.includes('{vault:a/b}')]).toEqual([0, true]);
  });

  it('writes to a new folder, and replaces files only with --force', async () => {
    const profile = await given('salle.yaml', raw('{ vault: pc/admin }'));
    const output = join(folder, 'new', 'out');
    const order = ['answer', 'render', profile, '--kind', 'unattend', '--output', output];
    expect(await etabli(...order)).toMatchObject({ status: 0, out: `${join(output, 'unattend.xml')}\n` });
    await writeFile(join(output, 'unattend.xml'), 'mine');
    const again = await etabli(...order);
    expect([again.status, again.err]).toEqual([
      2,
      `Error: ${join(output, 'unattend.xml')} already exists.\nTo do: Give another name, or --force to replace it.\n`,
    ]);
    expect(await readFile(join(output, 'unattend.xml'), 'utf8')).toBe('mine');
    expect((await etabli(...order, '--force')).status).toBe(0);
    expect(await readFile(join(output, 'unattend.xml'), 'utf8')).toContain('{vault:pc/admin}');
    expect(await readdir(output)).toEqual(['unattend.xml']);
  });

  it('names the invalid option (2), and leaves nothing behind', async () => {
    const profile = await given('bad.yaml', raw('hunter2-4711'));
    const output = join(folder, 'nothing');
    const { status, out, err } = await etabli(
      ...['answer', 'render', profile, '--kind', 'unattend', '--output', output],
    );
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('windows.raw[0].settings[0].settings[0].settings[0].value');
    expect(err).not.toContain('hunter2');
    await expect(stat(output)).rejects.toThrow('ENOENT');
  });

  it.each([
    ['windows-11-atelier', 'autounattend', 2],
    ['debian-13-minimal', 'preseed', 4],
  ])('says how to tell what the name of the PC follows: %s', async (name, kind, expected) => {
    const order = ['answer', 'render', `profiles/${name}.yaml`, '--kind', kind];
    const { status, err } = await etabli(...order);
    expect([status, err.split('\n')[1]]).toEqual([
      expected,
      'To do: Tell it of the PC: --serial, --asset-tag or --mac, or give its name: --hostname.',
    ]);
    expect((await etabli(...order, '--serial', 'PF3ABC12')).status).toBe(0);
  });

  it('refuses a version with a file, and an unknown kind (2)', async () => {
    const profile = await given('salle.yaml', raw('{ vault: pc/admin }'));
    const order = ['answer', 'render', profile, '--kind'];
    expect((await etabli(...order, 'unattend', '--profile-version', '2')).err).toBe(
      'Error: --profile-version is for a profile of the server, not for a file.\n',
    );
    expect((await etabli(...order, 'sysprep')).status).toBe(2);
  });
});

describe('etabli answer import', () => {
  it('prints a profile that renders to the same file, and says what to put in the vault', async () => {
    const file = await given('old.xml', WITH_SECRET);
    const { status, out, err } = await etabli('answer', 'import', file);
    expect(status).toBe(0);
    expect(out).toContain('name: old\n');
    expect(out + err).not.toContain('hunter2');
    expect(err).toContain('etabli secret put import/old-bbd179cc/useraccounts-administratorpassword');
    const rendered = await typing(out, 'answer', 'render', '-', '--kind', 'unattend');
    expect(rendered.out).toContain(
      '<Value>{vault:import/old-bbd179cc/useraccounts-administratorpassword}</Value>',
    );
  });

  it('lists what it leaves out on standard error', async () => {
    const file = await given('old.xml', CLEAN.replace('<TimeZone>', '<!-- Paris -->\n<TimeZone>'));
    const { err } = await etabli('answer', 'import', file);
    expect(err).toBe(
      `${file}:4: (comment): a comment: without effect on Windows\n1 item(s) of the file are not carried over.\n`,
    );
  });

  it('writes the whole draft, and replaces a file only with --force', async () => {
    const [file, output] = [await given('old.xml', CLEAN), join(folder, 'draft.yaml')];
    expect(await etabli('answer', 'import', file, '--output', output)).toMatchObject({
      status: 0,
      out: `${output}\n`,
      err: 'Everything is carried over into the profile.\n',
    });
    expect((await etabli('answer', 'import', file, '--output', output)).status).toBe(2);
    expect((await etabli('answer', 'import', file, '--output', output, '--force')).status).toBe(0);
  });

  it('ends with 2 for anything but a Windows answer file', async () => {
    const { status, out, err } = await typing('<html/>', 'answer', 'import', '-');
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('Error: this is not a Windows answer file: <html> on line 1');
  });
});

describe('etabli answer options', () => {
  it('lists the options that contain all words, with where they are written', async () => {
    const { status, out } = await etabli('answer', 'options', 'WINDOWS.RAW', 'component');
    expect(status).toBe(0);
    expect(out).toContain('windows.raw');
    const none = await etabli('answer', 'options', 'no-such-word-at-all');
    expect(none.out).toBe('');
    expect(none.err).toMatch(/^(?:Aucune option|No option) .*\n$/);
  });

  it('gives JSON', async () => {
    const { out } = await etabli('--json', 'answer', 'options', 'windows.target');
    expect(JSON.parse(out)).toMatchObject([{ path: 'windows.target', description: 'Release of Windows' }]);
  });
});

describe('etabli answer with a server', () => {
  let server: RunningServer;
  const remote = () => ['--url', server.base, '--token', server.token];

  beforeAll(async () => {
    server = await runningServer();
    const file = await given('salle.yaml', raw('{ vault: pc/admin }'));
    await etabli(...remote(), 'profile', 'apply', file);
    await server.ask('/api/secrets', {
      method: 'PUT',
      body: JSON.stringify({ reference: 'pc/admin', value: 's3cret-value' }),
      headers: { 'content-type': 'application/json' },
    });
  });
  afterAll(() => server.stop());

  it('renders a profile of the server by its name', async () => {
    const { status, out } = await etabli(...remote(), 'answer', 'render', 'salle', '--kind', 'unattend');
    expect([status, out.includes('{vault:pc/admin}')]).toEqual([0, true]);
    const none = await etabli(...remote(), 'answer', 'render', 'nothing', '--kind', 'unattend');
    expect(none.status).toBe(4);
  });

  it('writes revealed secrets readable by their owner only', async () => {
    const output = join(folder, 'revealed');
    const order = ['answer', 'render', 'salle', '--kind', 'unattend', '--reveal', '--output', output];
    expect((await etabli(...remote(), ...order)).status).toBe(0);
    const file = join(output, 'unattend.xml');
    expect(await readFile(file, 'utf8')).toContain('<Value>s3cret-value</Value>');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
