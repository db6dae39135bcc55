import { type RunningServer, runningServer } from '../support/running-server.js';

let server: RunningServer;

const post = (path: string, contentType: string, body: string) =>
  server.ask(path, { method: 'POST', headers: { 'content-type': contentType }, body });

beforeAll(async () => {
  server = await runningServer();
  // A thread loads its modules at its first document; that is not what is looked at.
  for (const path of ['/api/answer/check', '/api/mdm/check']) await post(path, 'application/xml', '<plist/>');
  await post('/api/profiles', 'application/yaml', 'a: b');
});
afterAll(() => server.stop());

/** Many times the work of another request. */
const LARGE = `<unattend xmlns="urn:schemas-microsoft-com:unattend">${'<settings pass="specialize"><component name="Microsoft-Windows-Shell-Setup"><a/><b/></component></settings>'.repeat(50_000)}</unattend>`;

/** Their files take many times longer to make than another request. */
const LARGE_PROFILES = {
  pinned: {
    name: 'pinned',
    windows: { comfort: { start: { folders: Array.from({ length: 100_000 }, () => 'settings') } } },
  },
  restricted: {
    name: 'restricted',
    mdm: {
      apple: {
        restrictions: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`a${index}`, true])),
      },
    },
  },
};

describe('a server that reads or renders a large document', () => {
  it.each([
    ['answer check', '/api/answer/check', 'application/xml', LARGE, 200],
    ['answer import', '/api/answer/import', 'application/xml', LARGE, 200],
    [
      'mdm check',
      '/api/mdm/check',
      'application/xml',
      `<plist><dict>${'<key>a</key><b/>'.repeat(550_000)}</dict></plist>`,
      200,
    ],
    [
      'profile',
      '/api/profiles',
      'application/yaml',
      Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`).join('\n'),
      400,
    ],
  ])('answers others before it: %s', async (_name, path, contentType, body, status) => {
    const order: string[] = [];
    const document = post(path, contentType, body).then((response) => {
      order.push('document');
      return response.status;
    });
    // The whole document is there before these are asked for; each takes a small part of its time.
    await server.ask('/health/live');
    await server.ask('/api/profiles');
    order.push('others');
    expect(await document).toBe(status);
    expect(order).toEqual(['others', 'document']);
  });

  it.each([
    ['answer render', '/api/answer/render', { kind: 'autounattend' }, LARGE_PROFILES.pinned],
    ['mdm render', '/api/mdm/render', { platform: 'macos' }, LARGE_PROFILES.restricted],
  ])('answers others before the files of a large profile: %s', async (_name, path, wanted, profile) => {
    const kept = await post('/api/profiles', 'application/json', JSON.stringify(profile));
    expect(kept.status).toBe(200);
    const order: string[] = [];
    const body = JSON.stringify({ ...wanted, profile: profile.name });
    const files = post(path, 'application/json', body).then((response) => {
      order.push('files');
      return response.status;
    });
    await server.ask('/health/live');
    await server.ask('/api/profiles');
    order.push('others');
    expect(await files).toBe(200);
    expect(order).toEqual(['others', 'files']);
  });

  it('lists the invalid fields of a document, and the number of the others', async () => {
    const body = Array.from({ length: 3_000 }, (_, index) => `k${index}: 1`).join('\n');
    const answer = (await (await post('/api/profiles', 'application/yaml', body)).json()) as {
      findings: { field: string; found: unknown }[];
    };
    expect(answer.findings).toHaveLength(1_001);
    expect(answer.findings.at(-1)).toMatchObject({ field: '(document)', found: '+ 2001' });
  });
});
