import { randomUUID } from 'node:crypto';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { Workshop } from '../support/workshop.js';

const SECRET = 'phrase-tres-secrete-4711';
const PROFILE = {
  name: 'salle',
  master: { name: 'windows-11' },
  windows: {
    raw: [
      {
        pass: 'oobeSystem',
        component: 'Microsoft-Windows-Shell-Setup',
        settings: [
          {
            name: 'UserAccounts',
            settings: [
              {
                name: 'AdministratorPassword',
                settings: [
                  { name: 'Value', value: { vault: 'pc/admin' } },
                  { name: 'PlainText', value: 'true' },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
};

let server: RunningServer;
let administrator: Workshop;
let technician: Workshop;
let viewer: Workshop;

beforeAll(async () => {
  server = await runningServer();
  administrator = new Workshop(server.base, server.token);
  await administrator.well('POST', '/api/profiles', PROFILE);
  await administrator.well('PUT', '/api/secrets', { reference: 'pc/admin', value: SECRET });
  [technician, viewer] = await Promise.all([person('anna', 'technician'), person('vera', 'viewer')]);
});
afterAll(() => server.stop());

/** Somebody with that role, who has chosen a password and made an API token. */
async function person(name: string, role: string): Promise<Workshop> {
  const [given, own] = [randomUUID(), randomUUID()];
  await administrator.well('POST', '/api/users', { name, role, password: given });
  const login = async (password: string) => {
    const answer = await post('/api/session', { name, password });
    const { csrfToken } = (await answer.json()) as { csrfToken: string };
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { cookie, 'x-csrf-token': csrfToken };
  };
  const headers = await login(given);
  await post('/api/session/password', { current: given, password: own }, headers, 'PUT');
  const answer = await post('/api/tokens', { name: 'tests' }, await login(own));
  return administrator.as(((await answer.json()) as { token: string }).token);
}

function post(path: string, body: object, headers: object = {}, method = 'POST'): Promise<Response> {
  return fetch(server.base + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const SHELL = 'Microsoft-Windows-Shell-Setup';
const answerFile = (inside: string) =>
  '<unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="oobeSystem">' +
  `<component name="${SHELL}" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">` +
  `${inside}</component></settings></unattend>`;

const order = (more: object = {}) => ({ profile: 'salle', kind: 'unattend', ...more });

interface Rendered {
  files: { name: string; text: string; secret: boolean }[];
  secrets: string[];
}

async function rendered(by: Workshop, more: object = {}): Promise<Rendered> {
  return (await (await by.well('POST', '/api/answer/render', order(more))).json()) as Rendered;
}

async function reveals(): Promise<{ actor: string; subject: object; data: object }[]> {
  const page = await administrator.get<{
    items: { action: string; actor: { name: string }; subject: object; data: object }[];
  }>('/api/audit?action=answer.reveal');
  return page.items.map(({ actor, subject, data }) => ({ actor: actor.name, subject, data }));
}

describe('POST /api/answer/render', () => {
  it('shows secrets by reference, to technicians and administrators', async () => {
    for (const by of [technician, administrator]) {
      const { files, secrets } = await rendered(by);
      expect(files.map(({ name, secret }) => [name, secret])).toEqual([['unattend.xml', false]]);
      expect(files[0]!.text).toContain('<Value>{vault:pc/admin}</Value>');
      expect(secrets).toEqual(['pc/admin']);
    }
  });

  it('is refused to viewers, and without authentication', async () => {
    expect((await viewer.ask('POST', '/api/answer/render', order())).status).toBe(403);
    expect((await post('/api/answer/render', order())).status).toBe(401);
  });

  it('accepts a whole document, as an object or as YAML', async () => {
    const { files } = await rendered(technician, { profile: PROFILE });
    expect(files[0]!.text).toContain('{vault:pc/admin}');
    const yaml = 'name: a\nmaster: { name: b }\nwindows: { target: server-2025 }\n';
    expect((await rendered(technician, { profile: yaml })).files[0]!.name).toBe('unattend.xml');
  });

  it('names the invalid option, and the missing profile', async () => {
    const bad = { ...PROFILE, windows: { target: 'windows-12' } };
    const answer = await technician.ask('POST', '/api/answer/render', order({ profile: bad }));
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { findings: [{ field: 'windows.target', found: 'windows-12' }] },
    ]);
    expect((await technician.ask('POST', '/api/answer/render', order({ profile: 'none' }))).status).toBe(404);
    const machine = { id: randomUUID() };
    expect((await technician.ask('POST', '/api/answer/render', order({ machine }))).status).toBe(404);
  });
});

describe('revealing secrets', () => {
  it('is for administrators only, and a refusal reveals nothing', async () => {
    for (const by of [technician, viewer]) {
      const answer = await by.ask('POST', '/api/answer/render', order({ reveal: true }));
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toContain(SECRET);
    }
    expect(await reveals()).toEqual([]);
  });

  it('is audited with the references, never with a value', async () => {
    const { files } = await rendered(administrator, { reveal: true, machine: { serial: 'SN-1' } });
    expect(files).toMatchObject([
      { secret: true, text: expect.stringContaining(`<Value>${SECRET}</Value>`) },
    ]);
    const acts = await reveals();
    expect(acts).toEqual([
      {
        actor: expect.any(String),
        subject: { kind: 'profile', id: 'salle' },
        data: {
          profile: 'salle',
          version: 1,
          kind: 'unattend',
          machine: { serial: 'SN-1' },
          references: ['pc/admin'],
        },
      },
    ]);
    expect(JSON.stringify(acts)).not.toContain(SECRET);
  });

  it('is audited also when a secret is missing in the vault, and names that secret', async () => {
    const profile = JSON.parse(JSON.stringify(PROFILE).replace('pc/admin', 'pc/none')) as object;
    const answer = await administrator.ask('POST', '/api/answer/render', order({ profile, reveal: true }));
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('pc/none')]);
    expect(await reveals()).toHaveLength(2);
  });

  it('accepts no Idempotency-Key, which would allow reading the secrets again without an audit entry', async () => {
    const answer = await server.ask('/api/answer/render', {
      method: 'POST',
      body: JSON.stringify(order({ reveal: true })),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { remedy: 'Send the request without Idempotency-Key.' },
    ]);
  });
});

describe('POST /api/answer/check', () => {
  it('shows findings to viewers too', async () => {
    const file = answerFile('<ComputerName>PC-1</ComputerName>');
    const answer = await viewer.well('POST', '/api/answer/check', file, 'application/xml');
    expect(await answer.json()).toMatchObject({
      kind: 'unattend',
      findings: [
        {
          rule: 'windows/wrong-pass',
          severity: 'error',
          line: 1,
          path: `oobeSystem/${SHELL}/ComputerName`,
          expected: { fr: expect.any(String), en: expect.any(String) },
          remedy: { fr: expect.any(String), en: expect.any(String) },
        },
      ],
      counts: { error: 1, warning: 0, note: 0 },
    });
    expect((await post('/api/answer/check', {})).status).toBe(401);
  });

  it.each(['application/xml', 'text/xml', 'text/plain', 'application/octet-stream'])(
    'takes bytes as %s, in any encoding that the format has',
    async (type) => {
      const wide = Buffer.from(`\ufeff${answerFile('<TimeZone>UTC</TimeZone>')}`, 'utf16le');
      const answer = await viewer.well('POST', '/api/answer/check?target=windows-11-24h2', wide, type);
      expect(await answer.json()).toMatchObject({ findings: [], counts: { error: 0 } });
    },
  );

  it('takes a file of Linux as YAML', async () => {
    const file = '#cloud-config\nautoinstall:\n  version: 1\n';
    const answer = await viewer.well(
      'POST',
      '/api/answer/check?fileName=user-data',
      file,
      'application/yaml',
    );
    expect(await answer.json()).toMatchObject({ kind: 'autoinstall' });
  });

  it.each([
    ['nothing', '', 400],
    ['bytes of no kind', 'hello', 400],
    ['more than 10 MB', Buffer.alloc(10_000_001, 'a'), 413],
  ])('answers in words to %s', async (_title, body, status) => {
    const answer = await viewer.ask('POST', '/api/answer/check', body, 'application/octet-stream');
    const problem = (await answer.json()) as { detail: string };
    expect([answer.status, problem.detail.length > 10]).toEqual([status, true]);
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><unattend>&b;</unattend>'],
    ['nesting without end', '<a>'.repeat(200_000)],
    [
      '10 MB of one setting',
      answerFile(`<OOBE><HideEULAPage>${'x'.repeat(9_900_000)}</HideEULAPage></OOBE>`),
    ],
    ['a million empty elements', answerFile('<a/>'.repeat(1_000_001))],
  ])('reports %s, and goes on answering', async (_title, body) => {
    const answer = await viewer.well('POST', '/api/answer/check?kind=unattend', body, 'application/xml');
    const { counts } = (await answer.json()) as { counts: { error: number } };
    expect(counts.error).toBeGreaterThan(0);
    expect((await fetch(`${server.base}/health/live`)).status).toBe(200);
  });

  it('refuses unknown options', async () => {
    const answer = await viewer.ask(
      'POST',
      '/api/answer/check?target=dos',
      answerFile(''),
      'application/xml',
    );
    expect([answer.status, await answer.json()]).toMatchObject([400, { findings: [{ field: 'target' }] }]);
  });
});

describe('POST /api/answer/import', () => {
  it('gives a draft without the secrets of the file, to technicians', async () => {
    const file = answerFile(
      `<UserAccounts><AdministratorPassword><Value>${SECRET}</Value><PlainText>true</PlainText></AdministratorPassword></UserAccounts>`,
    );
    const answer = await technician.well('POST', '/api/answer/import?fileName=Salle.xml', file, 'text/xml');
    const text = await answer.text();
    expect(text).not.toContain(SECRET);
    expect(JSON.parse(text)).toMatchObject({
      kind: 'unattend',
      draft: { name: 'salle' },
      notCarried: [],
      secrets: [
        {
          reference: expect.stringMatching(
            /^import\/salle-[0-9a-f]{8}\/useraccounts-administratorpassword$/,
          ) as string,
          line: 1,
        },
      ],
    });
    expect((await viewer.ask('POST', '/api/answer/import', file, 'text/xml')).status).toBe(403);
  });

  it.each([
    ['no Windows answer file', '<html/>', 400],
    ['more than 10 MB', Buffer.alloc(10_000_001, 'a'), 413],
  ])('answers in words to %s', async (_title, body, status) => {
    const answer = await technician.ask('POST', '/api/answer/import', body, 'application/xml');
    const problem = (await answer.json()) as { detail: string };
    expect([answer.status, problem.detail.length > 10]).toEqual([status, true]);
  });
});

describe('the API of answer files', () => {
  it('is described in the OpenAPI document, with roles and errors', async () => {
    const { paths } = await administrator.get<{
      paths: Record<
        string,
        { post: { 'x-role': string; responses: object; requestBody: { content: object } } }
      >;
    }>('/api/openapi.json');
    const told = ['render', 'check', 'import'].map((name) => {
      const { post } = paths[`/api/answer/${name}`]!;
      return [name, post['x-role'], Object.keys(post.responses), Object.keys(post.requestBody.content)];
    });
    const statuses = ['200', '400', '401', '403', '409', '413', '415', '422', '503', 'default'];
    const types = [
      'application/xml',
      'text/xml',
      'text/plain',
      'application/yaml',
      'application/octet-stream',
    ];
    expect(told).toEqual([
      ['render', 'technician', [...statuses.slice(0, 4), '404', ...statuses.slice(4)], ['application/json']],
      ['check', 'viewer', statuses, types],
      ['import', 'technician', statuses, types],
    ]);
  });

  it('contains the value of the secret only in the revealed answer', () => {
    for (const { answers } of [technician, viewer]) {
      expect(answers.filter((text) => text.includes(SECRET))).toEqual([]);
    }
  });
});
