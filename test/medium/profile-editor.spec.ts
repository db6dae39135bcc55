import { readFile } from 'node:fs/promises';
import { Accounts } from '../../src/platform/account/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';

/** A technician with a browser of his own, without scripts. */
interface Reader {
  cookie: string;
  csrf: string;
}

interface Looked {
  text: string;
  form: string;
  findings: string;
  lines: { line: number; isNote: boolean }[];
}

let server: RunningServer;
let anna: Reader;
let ben: Reader;

beforeAll(async () => {
  server = await runningServer();
  const accounts = server.app.get(Accounts);
  for (const [name, role] of [
    ['anna', 'technician'],
    ['ben', 'technician'],
    ['vera', 'viewer'],
  ] as const)
    await accounts.create({ name, displayName: name, role, password: PASSWORD });
  anna = await logIn('anna');
  ben = await logIn('ben');
});

afterAll(() => server.stop());

async function logIn(name: string): Promise<Reader> {
  const answer = await post('/login', { cookie: '', csrf: '' }, { name, password: PASSWORD, back: '/' });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const page = await (await get('/profiles', { cookie, csrf: '' })).text();
  return { cookie, csrf: /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '' };
}

const get = (path: string, { cookie }: Reader) =>
  fetch(server.base + path, { headers: { cookie, 'accept-language': 'en' }, redirect: 'manual' });

function post(path: string, { cookie, csrf }: Reader, fields: Record<string, string>) {
  return fetch(server.base + path, {
    method: 'POST',
    headers: { cookie, 'accept-language': 'en' },
    body: new URLSearchParams({ _csrf: csrf, ...fields }),
    redirect: 'manual',
  });
}

function ask(reader: Reader, body: string) {
  return fetch(`${server.base}/profiles/editor`, {
    method: 'POST',
    headers: {
      ...{ cookie: reader.cookie, 'accept-language': 'en', 'x-csrf-token': reader.csrf },
      'content-type': 'application/json',
    },
    body,
    redirect: 'manual',
  });
}

async function look(text: string, changes: { id: string; value: string }[] = []): Promise<Looked> {
  const answer = await ask(anna, JSON.stringify({ text, changes }));
  expect(answer.status).toBe(200);
  return (await answer.json()) as Looked;
}

const save = (reader: Reader, text: string, basedOn: number, profile: string) =>
  post('/profiles/editor/save', reader, { text, basedOn: String(basedOn), profile, do: 'save' });

describe('what the editor asks while somebody writes', () => {
  it('answers garbage with what is wrong and where', async () => {
    const { text, findings, lines, form } = await look('name: a\n\tlocale: [\n%%%');
    expect(text).toBe('name: a\n\tlocale: [\n%%%');
    expect(findings).toContain('correct YAML');
    expect(lines[0]).toEqual({ line: 2, isNote: false });
    expect(form).toContain('The YAML cannot be read');
  });

  it('does not unfold repetitions of repetitions', async () => {
    const level = (index: number) =>
      `a${index}: &a${index} [${Array.from({ length: 20 }, () => `*a${index - 1}`).join(', ')}]`;
    const bomb = ['a0: &a0 [x]', ...Array.from({ length: 20 }, (_, index) => level(index + 1))].join('\n');
    expect((await look(bomb)).findings).toContain('fewer repetitions');
  });

  it('takes no more than 1 MiB, and says so', async () => {
    expect((await look(`# ${'x'.repeat(1_050_000)}\n`)).findings).toContain('at most 1 MiB');
    const answer = await ask(anna, JSON.stringify({ text: 'x'.repeat(1_900_000) }));
    expect(answer.status).toBe(400);
    const larger = await ask(anna, JSON.stringify({ text: 'x'.repeat(2_100_000) }));
    expect(larger.status).toBe(413);
  });

  it('refuses names of the prototype, in the text and in the form', async () => {
    expect((await look('name: a\n__proto__: { polluted: true }\n')).findings).toContain(
      'no field of this name here',
    );
    const text = 'name: a\n';
    for (const id of [
      '__proto__.polluted',
      'constructor',
      'users.__proto__.name',
      'add:__proto__',
      'recette:__proto__',
    ])
      expect((await look(text, [{ id, value: 'true' }])).text).toBe(text);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('changes only fields that the form has', async () => {
    const text = 'name: a\n';
    for (const id of ['windows.scripts', 'recette.checks', 'update.0', 'remove:users.7', ''])
      expect((await look(text, [{ id, value: 'x' }])).text).toBe(text);
    expect((await look(text, [{ id: 'update', value: 'all' }])).text).toBe('name: a\nupdate: all\n');
  });

  it('shows HTML in a profile as text', async () => {
    const { form, findings } = await look('name: <script>alert(1)</script>\nusers: [{ name: <b>x }]\n');
    expect(form + findings).not.toMatch(/<script>|<b>x/);
    expect(form).toContain('&lt;script&gt;');
  });

  it('notes what is missing before PCs can be armed, at its line', async () => {
    const text =
      'name: a\nmaster: { name: nowhere }\nusers:\n  - { name: anna, password: { vault: users/anna } }\n';
    const { lines, findings } = await look(text);
    expect(lines).toEqual([
      { line: 2, isNote: true },
      { line: 4, isNote: true },
    ]);
    expect(findings).toContain('a master that is registered');
    expect(findings).toContain('this one is not there yet');
  });

  it('is for technicians, with the token of their session', async () => {
    const body = JSON.stringify({ text: 'name: a\n' });
    expect((await ask({ ...anna, csrf: 'guessed' }, body)).status).toBe(403);
    expect((await ask(await logIn('vera'), body)).status).toBe(403);
    expect((await ask({ cookie: '', csrf: '' }, body)).status).toBe(303);
    expect((await get('/profiles/new', await logIn('vera'))).status).toBe(403);
  });
});

describe('saving a profile', () => {
  it('makes a version, and another one with the next text', async () => {
    const first = await save(anna, '# Mine\r\nname: saved\r\n', 0, '');
    expect([first.status, first.headers.get('location')]).toEqual([303, '/profiles/saved?saved=1']);
    const page = await (await get('/profiles/saved/edit', ben)).text();
    expect(page).toContain('# Mine\nname: saved\n');
    const second = await save(ben, '# Mine\nname: saved\nupdate: all\n', 1, 'saved');
    expect(second.headers.get('location')).toBe('/profiles/saved?saved=2');
  });

  it('shows a viewer what a profile asks for, without comments and without ways to change it', async () => {
    await save(anna, '# Ask Ben\nname: read\n', 0, '');
    const vera = await logIn('vera');
    const seen = await (await get('/profiles/read', vera)).text();
    expect(seen).toContain('name: read\n</pre>');
    expect(seen).not.toMatch(/Ask Ben|profiles\/read\/edit/);
    expect(await (await get('/profiles/read', anna)).text()).toContain('# Ask Ben\nname: read\n</pre>');
    const statuses = ['/masters', '/drivers', '/software', '/licences', '/directories', '/user-data'].map(
      async (path) => (await get(path, vera)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 200, 200, 403]);
  });

  it('refuses addresses that lead nowhere, without an unexpected error', async () => {
    const paths = [
      ['/profiles/nobody', 404],
      ['/profiles/saved/versions/99999999999', 400],
      ['/profiles/saved/versions/77', 404],
      ['/profiles/saved/difference', 400],
      ['/profiles/saved/difference?before=1&after=999', 404],
      ['/recette-lists/saved?with=../../package.json', 200],
      ['/profiles/new?from=../../package.json', 200],
      ['/masters/nobody', 404],
      ['/licences/NOBODY', 400],
      ['/drivers/no-id', 400],
      [`/drivers?search=${encodeURIComponent('%_\\')}&page=-1`, 200],
    ] as const;
    for (const [path, status] of paths)
      expect([path, (await get(path, anna)).status]).toEqual([path, status]);
  });

  it('keeps what was typed and stores nothing when something is wrong', async () => {
    const answer = await save(anna, 'name: wrong\nupdate: never # a note\n', 0, '');
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('update: never # a note');
    expect(page).toContain('“never”; expected:');
    expect((await server.ask('/api/profiles/wrong')).status).toBe(404);
  });

  it('tells the second of two who save at once, and keeps his text', async () => {
    await save(anna, 'name: both\n', 0, '');
    const answers = await Promise.all([
      save(anna, 'name: both\nupdate: all\n', 1, 'both'),
      save(ben, 'name: both\nupdate: security\n', 1, 'both'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const [refused, reader, own] =
      answers[0].status === 409 ? [answers[0], anna, 'all'] : [answers[1], ben, 'security'];
    const page = await refused.text();
    expect(page).toContain('the profile both has a version 2 by now');
    expect(page).toContain(`update: ${own}`);
    expect(page).toContain('Save over version 2');
    const based = /name="basedOn" value="(\d+)"/.exec(page)?.[1];
    const again = await save(reader, `name: both\nupdate: ${own}\n`, Number(based), 'both');
    expect(again.headers.get('location')).toBe('/profiles/both?saved=3');
  });

  it('does not overwrite another profile by its name', async () => {
    await save(anna, 'name: one\n', 0, '');
    await save(anna, 'name: two\n', 0, '');
    const renamed = await save(anna, 'name: two\nupdate: all\n', 1, 'one');
    expect(renamed.status).toBe(409);
    const page = await renamed.text();
    expect(page).toContain('the profile two has a version 1 by now');
    expect(page).toContain('name="profile" value="two"');
  });

  it('works without scripts: the form into the text, a row more, a check', async () => {
    const text = '# Kept\nname: plain\nlocale: { timeZone: Europe/Paris }\n';
    const fields = {
      ...{ text, before: text, basedOn: '0', profile: '' },
      ...{ 'field:locale.timeZone': 'Europe/Rome', 'field:update': '' },
    };
    const into = await (await post('/profiles/editor/save', anna, { ...fields, do: 'form' })).text();
    expect(into).toContain('# Kept\nname: plain\nlocale: { timeZone: Europe/Rome }\n');
    const row = await (await post('/profiles/editor/save', anna, { ...fields, do: 'add:users' })).text();
    expect(row).toContain('users:\n  - name: utilisateur');
    expect(row).toContain('Europe/Rome');
    // What was changed in the text stays, though its field still shows what stood there before.
    const both = { ...fields, text: `${text}update: all\n` };
    const checked = await post('/profiles/editor/save', anna, { ...both, do: 'check' });
    expect(checked.status).toBe(200);
    expect(await checked.text()).toContain('{ timeZone: Europe/Rome }\nupdate: all\n</textarea>');
    expect((await server.ask('/api/profiles/plain')).status).toBe(404);
    const saved = await post('/profiles/editor/save', anna, { ...both, do: 'save' });
    expect(saved.headers.get('location')).toBe('/profiles/plain?saved=1');
    const { document } = (await (await server.ask('/api/profiles/plain')).json()) as {
      document: { locale: { timeZone: string }; update: string };
    };
    expect([document.locale.timeZone, document.update]).toEqual(['Europe/Rome', 'all']);
  });

  it('begins with every ready-made profile, of which nothing is wrong', async () => {
    const page = await (await get('/profiles/new', anna)).text();
    const names = [...page.matchAll(/\/profiles\/new\?from=([\w-]+)/g)].map(([, name]) => name!);
    expect(names).toEqual([
      'debian-13-desktop',
      'debian-13-minimal',
      'managed-devices',
      'windows-11-atelier',
      'windows-11-parc',
    ]);
    for (const name of names) {
      const { findings } = await look(await readFile(`profiles/${name}.yaml`, 'utf8'));
      expect(findings).toContain('Nothing to correct.');
    }
  });
});
