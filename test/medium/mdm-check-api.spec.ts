import { Accounts, ApiTokens } from '../../src/platform/account/index.js';
import { only } from '../support/apple-profiles.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { Workshop } from '../support/workshop.js';

const WRONG = only('com.apple.wifi.managed', '<key>AutoJoin</key><string>yes</string>');

let server: RunningServer;
let viewer: Workshop;

beforeAll(async () => {
  server = await runningServer();
  const account = await server.app
    .get(Accounts)
    .create({ name: 'viewer', displayName: 'viewer', role: 'viewer', password: 'correct horse battery' });
  const { token } = await server.app.get(ApiTokens).create(account.id, 'tests');
  viewer = new Workshop(server.base, token);
});
afterAll(() => server.stop());

describe('POST /api/mdm/check', () => {
  it('shows findings to viewers, and requires an account', async () => {
    const answer = await viewer.well('POST', '/api/mdm/check', WRONG, 'application/x-apple-aspen-config');
    expect(await answer.json()).toMatchObject({
      kind: 'mobileconfig',
      findings: [
        {
          rule: 'apple/wrong-type',
          severity: 'error',
          line: 6,
          path: 'PayloadContent[0].AutoJoin',
          expected: { fr: 'un booléen (<true/> ou <false/>)', en: 'a boolean (<true/> or <false/>)' },
        },
      ],
      counts: { error: 1, warning: 0, note: 0 },
    });
    const stranger = await fetch(`${server.base}/api/mdm/check`, {
      method: 'POST',
      body: WRONG,
      headers: { 'content-type': 'application/xml' },
    });
    expect(stranger.status).toBe(401);
  });

  it.each(['application/xml', 'text/xml', 'application/octet-stream', 'application/x-apple-aspen-config'])(
    'takes bytes as %s',
    async (type) => {
      const answer = await viewer.well('POST', '/api/mdm/check', only('com.apple.dock'), type);
      expect(await answer.json()).toMatchObject({ kind: 'mobileconfig', findings: [] });
    },
  );

  it('checks the bytes of JSON, not the parsed value', async () => {
    const text = '{\n"cameraDisabled": 1,\n"cameraDisabled": true}';
    const answer = await viewer.well('POST', '/api/mdm/check', text, 'application/json');
    expect(await answer.json()).toMatchObject({
      kind: 'android-policy',
      findings: [
        { rule: 'android/wrong-type', line: 2 },
        { rule: 'android/duplicate-key', line: 3 },
      ],
    });
  });

  it('checks for the requested system', async () => {
    const path = '/api/mdm/check?platform=ios&system=18.0';
    const answer = await viewer.well('POST', path, only('com.apple.dock'), 'application/xml');
    expect(await answer.json()).toMatchObject({ findings: [{ rule: 'apple/not-for-this-system' }] });
    const wrong = await viewer.ask('POST', '/api/mdm/check?system=new', WRONG, 'application/xml');
    expect([wrong.status, await wrong.json()]).toMatchObject([400, { findings: [{ field: 'system' }] }]);
  });

  it.each([
    ['nothing', '', 'application/octet-stream', 400],
    ['bytes of no kind', 'hello', 'application/octet-stream', 400],
    ['a binary property list', 'bplist00', 'application/octet-stream', 400],
    ['another media type', WRONG, 'text/plain', 415],
    ['more than 10 MB', Buffer.alloc(10_000_001, 'a'), 'application/octet-stream', 413],
  ])('answers in words to %s', async (_title, body, type, status) => {
    const answer = await viewer.ask('POST', '/api/mdm/check', body, type);
    const problem = (await answer.json()) as { detail: string };
    expect([answer.status, problem.detail.length > 10]).toEqual([status, true]);
  });
});
