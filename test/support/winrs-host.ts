import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { WinrsBackend } from './winrs-backends.js';
import { FAULTS, faultEnvelope, IDENTIFY_RESPONSE, readRequest, WsmanFault } from './winrs-envelopes.js';
import { type InjectedFault, isCarriedOut, misbehave, send } from './winrs-faults.js';
import { type LoginRules, WinrsLogins } from './winrs-logins.js';
import { actionOf, type WinrsAction, WinrsService } from './winrs-service.js';

export { bashBackend, type CommandFunction, type CommandIo, functionBackend } from './winrs-backends.js';
export { FAULTS, WsmanFault } from './winrs-envelopes.js';
export type { InjectedFault } from './winrs-faults.js';
export type { WinrsAction } from './winrs-service.js';

export interface WinrsHostOptions extends LoginRules {
  /** PEM, the leaf first. */
  certificatePem: string;
  keyPem: string;
  backend: WinrsBackend;
  /** 127.0.0.1 by default. */
  address?: string;
  /** A free one by default. */
  port?: number;
  /** Whether a list of shells has the names that clients gave them: yes by default. */
  namesShells?: boolean;
}

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
  readonly logins: WinrsLogins;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly injected: { action: WinrsAction | 'Identify'; fault: InjectedFault }[] = [];
  private silent = false;
  /** Those that were open when it became silent. */
  private unanswered: Socket[] = [];
  private listensOn = 0;
  /** The leaf that the client sees. */
  private certificatePem: string;

  private constructor(private readonly options: WinrsHostOptions) {
    const computer = options.computerName ?? 'PC01';
    this.certificatePem = options.certificatePem;
    this.logins = new WinrsLogins(options, () => this.certificatePem);
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
    this.unanswered = [...this.sockets];
  }

  /** Whether the other side has closed every connection that it had when this host became silent. */
  get isGivenUp(): boolean {
    return this.unanswered.every((socket) => !this.sockets.has(socket));
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
    if (request.headers.authorization !== undefined) this.remember(request, 'login', '');
    const challenge = await this.logins.challenge(request);
    if (challenge !== undefined) return send(response, 401, '', challenge);
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
      if (fault && !isCarriedOut(fault)) return misbehave(fault, request, response);
      const answer = await this.service.answer(action, asked);
      if (this.silent) return;
      if (fault?.kind === 'reset') return misbehave(fault, request, response);
      send(response, 200, fault ? answer.slice(0, answer.length / 2) : answer);
    } catch (error) {
      if (!(error instanceof WsmanFault)) throw error;
      if (!this.silent) send(response, 500, faultEnvelope(error, messageId));
    }
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

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
