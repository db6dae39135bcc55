import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const SCHEMA = 'test/medium/fixtures/glpi/inventory.schema.json';
export const APP_TOKEN = 'app-token-of-the-site';
export const USER_TOKEN = 'user-token-of-etabli';

interface Computer {
  id: number;
  name: string;
  serial: string | null;
}
interface Link {
  id: number;
  documents_id: number;
  itemtype: string;
  items_id: number;
}

/** GLPI's published schema of inventories, as its server checks them. */
export function glpiSchema(): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
}

/**
 * A server that answers as GLPI 10 and 11 do: native inventory at `/front/inventory.php`, checked by its schema, and the
 * legacy REST API at `/apirest.php`, by its documentation (apirest.md).
 */
export class GlpiServer {
  readonly computers: Computer[] = [];
  readonly documents: { id: number; name: string; file: string; content: Buffer }[] = [];
  readonly links: Link[] = [];
  /** `GET initSession`, in order. */
  readonly asked: string[] = [];
  readonly sessions = new Set<string>();
  inventories: Record<string, unknown>[] = [];
  /** Answers this instead, once. */
  fault?: (response: ServerResponse) => void;
  private readonly valid = glpiSchema();
  private next = 1;
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/glpi`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? '', this.url);
    const path = url.pathname.replace(/^\/glpi\//, '');
    this.asked.push(`${request.method} ${path}`);
    const { fault } = this;
    this.fault = undefined;
    if (fault) return fault(response);
    const [status, answer] =
      path === 'front/inventory.php'
        ? this.inventory(request, body)
        : this.rest(request, path.replace(/^apirest\.php\//, ''), url.searchParams, body);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(answer === undefined ? '' : JSON.stringify(answer));
  }

  private inventory({ headers }: IncomingMessage, body: Buffer): [number, unknown] {
    const given = JSON.parse(body.toString()) as {
      deviceid: string;
      content: { hardware: { name: string }; bios: { ssn?: string } };
    };
    if (!this.valid(given))
      return [
        400,
        { status: 'error', message: `JSON does not validate: ${this.valid.errors?.[0]?.message}` },
      ];
    this.inventories.push(given);
    const { name } = given.content.hardware;
    const serial = given.content.bios.ssn ?? null;
    const known = this.computers.find((one) => one.serial === serial);
    if (known) known.name = name;
    else this.computers.push({ id: this.next++, name, serial });
    return [200, headers['glpi-agent-id'] ? { expiration: 24, status: 'ok' } : { RESPONSE: 'SEND' }];
  }

  private rest(
    request: IncomingMessage,
    path: string,
    query: URLSearchParams,
    body: Buffer,
  ): [number, unknown] {
    const { headers, method } = request;
    if (headers['app-token'] !== APP_TOKEN)
      return [400, ['ERROR_WRONG_APP_TOKEN_PARAMETER', 'parameter app_token seems wrong']];
    if (path === 'initSession') return this.open(headers.authorization);
    const session = headers['session-token'] as string;
    if (!this.sessions.has(session))
      return [401, ['ERROR_SESSION_TOKEN_INVALID', 'session_token seems invalid']];
    if (path === 'killSession') {
      this.sessions.delete(session);
      return [200, undefined];
    }
    if (method === 'GET' && path === 'Computer') return [200, searched(this.computers, query, 'serial')];
    if (method === 'GET' && path === 'Document')
      return [200, searched(this.documents, query, 'name').map(({ id, name }) => ({ id, name }))];
    const [, itemtype, id] = /^(Computer|Ticket)\/(\d+)\/Document_Item$/.exec(path) ?? [];
    if (method === 'GET' && itemtype)
      return [200, this.links.filter((one) => one.itemtype === itemtype && one.items_id === Number(id))];
    if (method === 'POST' && path === 'Document') return this.upload(headers['content-type'] ?? '', body);
    if (method === 'POST' && path === 'Document_Item') return this.link(body);
    return [400, ['ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM', 'resource not found']];
  }

  private open(authorization: string | undefined): [number, unknown] {
    if (authorization !== `user_token ${USER_TOKEN}`)
      return [401, ['ERROR_GLPI_LOGIN_USER_TOKEN', 'parameter user_token seems invalid']];
    const session = `session-${this.next++}`;
    this.sessions.add(session);
    return [200, { session_token: session }];
  }

  private upload(type: string, body: Buffer): [number, unknown] {
    const boundary = /boundary=(\S+)/.exec(type)?.[1];
    const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1);
    const part = (name: string) => parts.find((one) => one.includes(`name="${name}"`)) ?? '';
    const contentOf = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4, -2);
    const { input } = JSON.parse(Buffer.from(contentOf(part('uploadManifest')), 'latin1').toString()) as {
      input: { name: string; _filename: string[] };
    };
    const id = this.next++;
    const content = Buffer.from(contentOf(part('filename[0]')), 'latin1');
    this.documents.push({ id, name: input.name, file: input._filename[0]!, content });
    return [
      201,
      {
        id,
        message: 'Document move succeeded.',
        upload_result: { filename: [{ name: input._filename[0] }] },
      },
    ];
  }

  private link(body: Buffer): [number, unknown] {
    const { input } = JSON.parse(body.toString()) as { input: Omit<Link, 'id'> };
    const same = this.links.some(
      (one) =>
        one.documents_id === input.documents_id &&
        one.itemtype === input.itemtype &&
        one.items_id === input.items_id,
    );
    if (same) return [400, ['ERROR_GLPI_ADD', 'already exists']];
    const id = this.next++;
    this.links.push({ id, ...input });
    return [201, { id, message: '' }];
  }
}

/** `searchText[field]`: contains, with `^` and `$` for begin and end; never minding the case. */
function searched<T>(items: T[], query: URLSearchParams, field: keyof T & string): T[] {
  const text = query.get(`searchText[${field}]`) ?? '';
  const wanted = text.replace(/^\^|\$$/g, '').toLowerCase();
  return items.filter((one) => {
    const value = String(one[field] ?? '').toLowerCase();
    return text.startsWith('^') && text.endsWith('$') ? value === wanted : value.includes(wanted);
  });
}
