import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { WinrsBackend } from './winrs-backends.js';
import { FAULTS, faultEnvelope, IDENTIFY_RESPONSE, readRequest, WsmanFault } from './winrs-envelopes.js';
import { type NtlmAccount, NtlmServer, type NtlmVerdict } from './winrs-ntlm.js';
import { actionOf, type WinrsAction, WinrsService } from './winrs-service.js';

export { bashBackend, type CommandFunction, type CommandIo, functionBackend } from './winrs-backends.js';
export { FAULTS, WsmanFault } from './winrs-envelopes.js';
export type { WinrsAction } from './winrs-service.js';

export interface WinrsHostOptions {
  /** PEM, the leaf first. */
  certificatePem: string;
  keyPem: string;
  user: string;
  password: string;
  backend: WinrsBackend;
  /** 127.0.0.1 by default. */
  address?: string;
  /** A free one by default. */
  port?: number;
  computerName?: string;
  /** Whether HTTP Basic is offered beside NTLM; as on Windows, it is not by default. */
  basic?: boolean;
  /** Refuses NTLM without a channel binding. */
  strictBinding?: boolean;
  /** Whether a list of shells has the names that clients gave them: yes by default. */
  namesShells?: boolean;
}

/** What happens instead of the right answer. */
export type InjectedFault =
  | { kind: 'fault'; fault: WsmanFault }
  | { kind: 'answer'; status?: number; body: string; type?: string }
  /** The connection is reset; `after` the command was carried out, or before. */
  | { kind: 'reset'; after?: boolean }
  /** The right answer, cut in the middle of its XML. */
  | { kind: 'truncated' }
  | { kind: 'silence' };

/** A request that the host got: what it was, how it proved itself, what was written in it. */
export interface SeenRequest {
  action: WinrsAction | 'Identify' | 'login' | 'unknown';
  authorization: string;
  body: string;
}

const LARGEST_REQUEST = 512_000;
const MOST_SEEN = 2_000;

/** A WinRS host over HTTPS for tests: what pywinrm and Établi talk to as they would to Windows. */
export class WinrsHost {
  readonly service: WinrsService;
  readonly seen: SeenRequest[] = [];
  readonly logins: NtlmVerdict[] = [];
  /** The certificate that logins must be bound to, when it is not the one that it shows. */
  bindsTo?: string;
  /** As when the account was removed. */
  refuseLogins = false;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private authenticated = new WeakSet<Socket>();
  private readonly handshakes = new WeakMap<Socket, NtlmServer>();
  private readonly injected: { action: WinrsAction | 'Identify'; fault: InjectedFault }[] = [];
  private silent = false;
  private listensOn = 0;
  /** The leaf that the client sees. */
  private certificatePem: string;

  private constructor(private readonly options: WinrsHostOptions) {
    const computer = options.computerName ?? 'PC01';
    this.certificatePem = options.certificatePem;
    this.service = new WinrsService(
      options.backend,
      `${computer}\\${options.user}`,
      options.namesShells ?? true,
    );
    this.server = createServer({ cert: options.certificatePem, key: options.keyPem }, (request, response) => {
      void this.answer(request, response).catch(() => request.socket.destroy());
    });
    this.server.keepAliveTimeout = 120_000;
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  static async start(options: WinrsHostOptions): Promise<WinrsHost> {
    const host = new WinrsHost(options);
    await host.listen(options.port ?? 0);
    return host;
  }

  /** The same after a restart. */
  get port(): number {
    return this.listensOn;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.sockets.size;
  }

  /** What happens to the next requests of this action, one each. */
  inject(action: WinrsAction | 'Identify', ...faults: InjectedFault[]): void {
    this.injected.push(...faults.map((fault) => ({ action, fault })));
  }

  /** Windows forgets who its connections are logged in as; they stay open. */
  forgetLogins(): void {
    this.authenticated = new WeakSet();
  }

  /** Another certificate from the next connection on. */
  present(certificatePem: string, keyPem: string): void {
    this.certificatePem = certificatePem;
    this.server.setSecureContext({ cert: certificatePem, key: keyPem });
  }

  /** Ends all connections; the shells and their commands stay. */
  cut(): void {
    this.silent = false;
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Answers nothing more, without closing a connection, until `cut` or `reboot`. */
  silence(): void {
    this.silent = true;
  }

  /** A restart of the machine: connections, commands and shells are gone, and it refuses connections meanwhile. */
  async reboot(meanwhile: () => void | Promise<void> = () => undefined): Promise<void> {
    await this.close();
    try {
      await meanwhile();
    } finally {
      await this.listen(this.listensOn);
    }
  }

  async stop(): Promise<void> {
    await this.close();
  }

  private listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, this.options.address ?? '127.0.0.1', () => {
        this.server.off('error', reject);
        this.listensOn = (this.server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  private async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.cut();
    this.service.endAll();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    if (this.silent) return;
    if (request.url !== '/wsman' || request.method !== 'POST') return send(response, 404, '');
    if (request.headers.wsmanidentify === 'unauthenticated') return send(response, 200, IDENTIFY_RESPONSE);
    if (!(await this.authenticate(request, response))) return;
    if (body === '') return send(response, 200, ''); // a client that logs in before its first request
    await this.serve(request, response, body);
  }

  private async serve(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    if (body.includes('wsmanidentity.xsd')) {
      this.remember(request, 'Identify', body);
      const fault = this.faultFor('Identify');
      return fault ? misbehave(fault, request, response) : send(response, 200, IDENTIFY_RESPONSE);
    }
    let messageId = '';
    try {
      if (body.length > LARGEST_REQUEST) throw FAULTS.invalid('the request is larger than MaxEnvelopeSize');
      const asked = readRequest(body);
      messageId = asked.messageId;
      const action = actionOf(asked);
      this.remember(request, action, body);
      const fault = this.faultFor(action);
      if (fault?.kind === 'fault') throw fault.fault;
      if (fault && fault.kind !== 'truncated' && !(fault.kind === 'reset' && fault.after)) {
        return misbehave(fault, request, response);
      }
      const answer = await this.service.answer(action, asked);
      if (this.silent) return;
      if (fault?.kind === 'reset') return misbehave(fault, request, response);
      send(response, 200, fault ? answer.slice(0, answer.length / 2) : answer);
    } catch (error) {
      if (!(error instanceof WsmanFault)) throw error;
      if (!this.silent) send(response, 500, faultEnvelope(error, messageId));
    }
  }

  /** Logs the connection in, or answers why not. NTLM is per connection, Basic per request. */
  private async authenticate(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { socket, headers } = request;
    const [scheme = '', token = ''] = (headers.authorization ?? '').split(' ');
    if (headers.authorization === undefined && this.authenticated.has(socket)) return true;
    if (this.options.basic && scheme === 'Basic') {
      if (this.isBasic(token)) return true;
    } else if (scheme === 'Negotiate' || scheme === 'NTLM') {
      this.remember(request, 'login', '');
      const message = Buffer.from(token, 'base64');
      if (NtlmServer.typeOf(message) === 1) {
        const server = new NtlmServer(this.account());
        this.handshakes.set(socket, server);
        send(response, 401, '', {
          'WWW-Authenticate': `${scheme} ${server.challengeTo(message).toString('base64')}`,
        });
        return false;
      }
      if (await this.proves(socket, message)) return true;
    }
    const offered = ['Negotiate', ...(this.options.basic ? ['Basic realm="WSMAN"'] : [])];
    send(response, 401, '', { 'WWW-Authenticate': offered });
    return false;
  }

  private async proves(socket: Socket, message: Buffer): Promise<boolean> {
    const server = this.handshakes.get(socket);
    this.handshakes.delete(socket); // a challenge is good for one answer
    const isAnswer = server && NtlmServer.typeOf(message) === 3;
    const judged = isAnswer ? await server.verdictOn(message) : 'no-challenge';
    const verdict = this.refuseLogins ? 'user' : judged;
    this.logins.push(verdict);
    if (verdict === 'accepted') this.authenticated.add(socket);
    return verdict === 'accepted';
  }

  private isBasic(token: string): boolean {
    const bytes = Buffer.from(token, 'base64');
    const expected = `${this.options.user}:${this.options.password}`;
    return bytes.toString('utf8') === expected || bytes.toString('latin1') === expected;
  }

  private account(): NtlmAccount {
    const { user, password, computerName = 'PC01', strictBinding = false } = this.options;
    return {
      user,
      password,
      computerName,
      certificate: Buffer.from(this.bindsTo ?? this.certificatePem),
      strictBinding,
    };
  }

  private faultFor(action: WinrsAction | 'Identify'): InjectedFault | undefined {
    const at = this.injected.findIndex((candidate) => candidate.action === action);
    return at < 0 ? undefined : this.injected.splice(at, 1)[0]?.fault;
  }

  private remember({ headers }: IncomingMessage, action: SeenRequest['action'], body: string): void {
    if (this.seen.length < MOST_SEEN)
      this.seen.push({ action, authorization: headers.authorization ?? '', body });
  }
}

function misbehave(fault: InjectedFault, request: IncomingMessage, response: ServerResponse): void {
  if (fault.kind === 'reset') request.socket.destroy();
  if (fault.kind === 'answer') {
    send(response, fault.status ?? 200, fault.body, fault.type ? { 'Content-Type': fault.type } : {});
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string | string[]> = {},
): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, {
    Server: 'Microsoft-HTTPAPI/2.0',
    'Content-Length': bytes.length,
    ...(bytes.length > 0 ? { 'Content-Type': 'application/soap+xml;charset=UTF-8' } : {}),
    ...headers,
  });
  response.end(bytes);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
