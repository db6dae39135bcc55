import { request } from 'node:http';
import { request as requestHttps } from 'node:https';
import { hostname } from 'node:os';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { declaredRoutes } from '../../src/interfaces/app/route-access.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await runningServer();
});

afterAll(async () => {
  await server.stop();
});

interface Answer {
  type: string;
  findings: { field: string; found: unknown }[];
  items: { name: string }[];
  token: string;
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

interface Operation {
  operationId: string;
  'x-role': string;
  responses: Record<string, { content?: Record<string, { schema: unknown }> }> & {
    default: { content: Record<string, { schema: unknown }> };
  };
}

const json = async (response: Response) => (await response.json()) as Answer;

const asJson = { 'content-type': 'application/json' };

describe('the listeners', () => {
  it('serve the same application on HTTP, HTTPS with a certificate of Établi’s CA, and the UNIX socket', async () => {
    expect(await json(await server.ask('/health/live'))).toEqual({ status: 'ok', checks: {} });
    expect(await overSocket('/health/live')).toEqual({ status: 200, body: '{"status":"ok","checks":{}}' });
    const ca = await readFile(join(server.config.dataDir, 'ca.pem'), 'utf8');
    for (const servername of ['localhost', hostname()]) expect(await overTls(servername, ca)).toBe(200);
    await expect(overTls('elsewhere.example', ca)).rejects.toThrow(/ERR_TLS_CERT_ALTNAME_INVALID|altnames/);
  });

  it('write the token of local commands readable by their own account only', async () => {
    const { mode } = await stat(join(server.config.dataDir, 'local-token'));
    expect((mode & 0o777).toString(8)).toBe('600');
  });

  it('refuse headers that are longer than 16 KiB', async () => {
    const response = await server.ask('/health/live', { headers: { 'x-long': 'a'.repeat(20_000) } });
    expect(response.status).toBe(431);
  });
});

describe('problem details', () => {
  it('describe an unknown path, in the language of the request', async () => {
    const response = await server.ask('/api/nothing?secret=1', { headers: { 'accept-language': 'fr-FR' } });
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await json(response)).toEqual({
      type: 'urn:etabli:problem:not-found',
      title: 'Introuvable',
      status: 404,
      detail: 'Il n’y a rien à cette adresse.',
      instance: '/api/nothing',
    });
  });

  it('are a page for a browser that finds none, but not below the paths of programs', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'fr-FR' };
    const page = await server.ask('/lotss?secret=1', { headers });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const html = await page.text();
    expect(html).toContain('Cette page n’existe pas');
    expect(html).not.toContain('urn:etabli');
    const api = await server.ask('/api/nothing', { headers });
    expect(api.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('ask for authentication', async () => {
    const response = await server.ask('/api/lots', { headers: { authorization: '' } });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="etabli"');
    expect(await json(response)).toMatchObject({ type: 'urn:etabli:problem:unauthenticated', status: 401 });
  });

  it('name each wrong field, and never repeat a password', async () => {
    const body = JSON.stringify({ name: 'x', role: 'king', password: 'short' });
    const response = await server.ask('/api/users', { method: 'POST', body, headers: asJson });
    const problem = await json(response);
    expect(response.status).toBe(400);
    expect(problem.findings.map(({ field, found }) => [field, found])).toEqual([
      ['role', 'king'],
      ['password', '[secret]'],
    ]);
    expect(JSON.stringify(problem)).not.toContain('short');
  });

  it.each([
    ['a body that is no JSON', '{', 'application/json', 400, 'invalid-input'],
    ['a format that nothing reads', '<a/>', 'application/xml', 415, 'unsupported-media-type'],
    ['a body that is too large', JSON.stringify('a'.repeat(3_000_000)), 'application/json', 413, 'too-large'],
  ])('tell %s', async (_title, body, type, status, kind) => {
    const response = await server.ask('/api/users', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    expect(response.status).toBe(status);
    expect((await json(response)).type).toBe(`urn:etabli:problem:${kind}`);
  });

  it.each(['machines', 'deployments', 'lots', 'certificates', 'masters', 'users'])(
    'name an invalid id: %s',
    async (records) => {
      const response = await server.ask(`/api/${records}/L-2026-0001`, {
        headers: { 'accept-language': 'fr' },
      });
      expect(response.status).toBe(400);
      expect((await json(response)).findings).toEqual([
        {
          field: 'id',
          found: 'L-2026-0001',
          expected: 'un identifiant : un UUID, tel que dans les listes',
        },
      ]);
    },
  );

  it.each([
    [
      '/api/session',
      { method: 'POST', body: JSON.stringify({ name: 'a\u0000b', password: 'x' }), headers: asJson },
    ],
    ['/api/machines?search=%00', {}],
    ['/api/profiles/%00', {}],
    ['/api/audit?action=%00', {}],
  ])('refuse a null character, which PostgreSQL cannot store: %s', async (path, order) => {
    const response = await server.ask(path, order);
    expect(response.status).toBe(400);
    expect((await json(response)).findings).toEqual([
      { field: '(text)', found: 'U+0000', expected: 'a text without the null character (U+0000)' },
    ]);
  });

  it('refuse a null character on a page of the board too', async () => {
    const response = await server.ask('/login', {
      method: 'POST',
      body: 'name=a%00b&password=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('the request contains a null character');
  });

  it('name an invalid id on a page of the board too', async () => {
    const response = await server.ask('/lots/L-2026-0001');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('To correct: id.');
  });

  it('describe missing records and conflicts, with the remedy if there is one', async () => {
    const missing = await server.ask('/api/machines/00000000-0000-4000-8000-000000000000');
    expect(missing.status).toBe(404);
    const twice = JSON.stringify({ name: 'admin', role: 'viewer', password: 'correct horse battery' });
    const conflict = await server.ask('/api/users', { method: 'POST', body: twice, headers: asJson });
    expect(await json(conflict)).toMatchObject({ status: 409, detail: 'the account "admin" exists already' });
  });
});

describe('the OpenAPI document', () => {
  it('has every route of the API, each with its role and the shape of its errors', async () => {
    const document = await json(await server.ask('/api/openapi.json'));
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    const known = new Map(operations.map((operation) => [operation.operationId, operation]));
    const routes = declaredRoutes(server.app).filter(
      ({ operationId }) => !/^(Login|Assets|\w+(Page|Act))Controller_/.test(operationId),
    );
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
    expect(routes.filter(({ operationId }) => !known.has(operationId))).toEqual([]);
    for (const { operationId, access } of routes) expect(known.get(operationId)?.['x-role']).toBe(access);
    expect(document.openapi).toBe('3.1.0');
    for (const operation of operations) {
      expect(operation.responses.default.content['application/problem+json']?.schema).toEqual({
        $ref: '#/components/schemas/Problem',
      });
    }
  });

  it('gives the errors of each route, and the media type of bodies that are not JSON', async () => {
    const { paths } = await json(await server.ask('/api/openapi.json'));
    const statuses = (path: string, method: string) =>
      Object.keys(paths[path]![method]!.responses).filter((status) => /^[45]/.test(status));
    expect(statuses('/api/lots', 'post')).toEqual(['400', '401', '403', '409', '413', '415', '422', '503']);
    expect(statuses('/api/machines/{id}', 'get')).toEqual(['400', '401', '403', '404', '503']);
    expect(statuses('/api/session', 'post')).toContain('429');
    expect(statuses('/health/live', 'get')).toEqual([]);
    const shapes = Object.values(paths)
      .flatMap((item) => Object.values(item))
      .flatMap(({ responses }) => Object.entries(responses).filter(([status]) => /^[45]/.test(status)));
    expect(shapes.filter(([, answer]) => answer.content?.['application/problem+json'] === undefined)).toEqual(
      [],
    );
    const types = (path: string) => Object.keys(paths[path]!['get']!.responses['200']!.content ?? {});
    expect(types('/api/events')).toEqual(['text/event-stream']);
    expect(types('/env/{file}')).toEqual(['application/octet-stream']);
    expect(types('/boot/{mac}/grub.cfg')).toEqual(['text/plain']);
    expect(types('/payloads/{sha256}')).toEqual(['application/octet-stream']);
  });

  it('contains every schema that it refers to', async () => {
    const document = await json(await server.ask('/api/openapi.json'));
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    const held = Object.keys(document.components.schemas);
    expect(references.map(([, name]) => name).filter((name) => !held.includes(name!))).toEqual([]);
  });
});

describe('Idempotency-Key', () => {
  const create = (key: string, name: string) =>
    server.ask('/api/tokens', {
      method: 'POST',
      body: JSON.stringify({ name }),
      headers: { ...asJson, 'idempotency-key': key },
    });

  it('replays the first answer and does nothing twice', async () => {
    const first = await json(await create('key-1', 'scanner'));
    const again = await create('key-1', 'scanner');
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await json(again)).toEqual(first);
    const { items } = await json(await server.ask('/api/tokens'));
    expect(items.filter(({ name }) => name === 'scanner')).toHaveLength(1);
  });

  it('carries out concurrent requests once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('key-2', 'crowd')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    const { items } = await json(await server.ask('/api/tokens'));
    expect(items.filter(({ name }) => name === 'crowd')).toHaveLength(1);
  });

  it('refuses the same key for another request, and accepts it again after a refusal', async () => {
    await create('key-3', 'one');
    expect((await create('key-3', 'other')).status).toBe(422);
    expect((await create('key-4', '')).status).toBe(400);
    expect((await create('key-4', 'corrected')).status).toBe(201);
  });

  it('stores answers encrypted', async () => {
    const { token } = await json(await create('key-5', 'sealed'));
    const { DataSource } = await import('typeorm');
    const rows: { answer: Buffer }[] = await server.app
      .get(DataSource)
      .query('SELECT answer FROM idempotency_key WHERE key = $1', ['key-5']);
    expect(rows[0]!.answer.includes(token)).toBe(false);
  });
});

describe('the stream of events', () => {
  it('sends a snapshot first, then each change, and ends when the server stops', async () => {
    const abort = new AbortController();
    const response = await server.ask('/api/events', { signal: abort.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const next = async (wanted: string) => {
      for (let text = ''; ;) {
        const { value = '', done } = await reader.read();
        text += value;
        if (text.includes(wanted)) return text;
        if (done) throw new Error(`the stream ended after ${text}`);
      }
    };
    expect(await next('event: snapshot')).toContain('"deployments":[]');
    const { Notifications } = await import('../../src/platform/database/index.js');
    const id = '00000000-0000-4000-8000-000000000001';
    await server.app.get(Notifications).publish('machine', id);
    expect(await next('event: machine')).toContain(`{"id":"${id}"}`);
    abort.abort();
  });
});

describe('health and metrics', () => {
  it('report that database and queue answer', async () => {
    expect(await json(await server.ask('/health/ready'))).toEqual({
      status: 'ok',
      checks: { database: 'ok', queue: 'ok' },
    });
  });

  it('count deployments, steps, queues and requests, in the text format of Prometheus', async () => {
    const response = await server.ask('/metrics', { headers: { authorization: '' } });
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const text = await response.text();
    expect(text).toContain('etabli_deployments{state="armed"} 0\n');
    expect(text).toContain('etabli_queue_depth{queue="imaging",lane="imaging"} 0\n');
    expect(text).toMatch(
      /etabli_http_request_seconds_count\{method="GET",route="\/health\/ready",status="200"\} 1\n/,
    );
  });
});

function overSocket(path: string): Promise<{ status?: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ socketPath: server.socketPath, path }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    })
      .on('error', reject)
      .end();
  });
}

function overTls(servername: string, ca: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    requestHttps(
      { host: '127.0.0.1', port: server.httpsPort, path: '/health/live', servername, ca, agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    )
      .on('error', reject)
      .end();
  });
}
