import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { NtlmServer, type NtlmVerdict } from './winrs-ntlm.js';

/** Whom a host lets in, and how. */
export interface LoginRules {
  user: string;
  password: string;
  computerName?: string;
  /** Whether HTTP Basic is offered beside NTLM; as on Windows, it is not by default. */
  basic?: boolean;
  /** Refuses NTLM without a channel binding. */
  strictBinding?: boolean;
}

/** The logins of a host. NTLM is per connection, Basic per request. */
export class WinrsLogins {
  /** How each NTLM login ended. */
  readonly verdicts: NtlmVerdict[] = [];
  /** As when the account was removed. */
  refuse = false;
  /** The certificate that logins must be bound to, when it is not the one that the host shows. */
  bindsTo?: string;
  private authenticated = new WeakSet<Socket>();
  private readonly handshakes = new WeakMap<Socket, NtlmServer>();

  /** @param shown the certificate that clients see, PEM */
  constructor(
    private readonly rules: LoginRules,
    private readonly shown: () => string,
  ) {}

  /** Windows forgets who its connections are logged in as; they stay open. */
  forget(): void {
    this.authenticated = new WeakSet();
  }

  /** Undefined when the request is let in; otherwise what WWW-Authenticate says. */
  async challenge({ socket, headers }: IncomingMessage): Promise<string | string[] | undefined> {
    const [scheme = '', token = ''] = (headers.authorization ?? '').split(' ');
    const message = Buffer.from(token, 'base64');
    const offered = ['Negotiate', ...(this.rules.basic ? ['Basic realm="WSMAN"'] : [])];
    if (scheme === '') return this.authenticated.has(socket) ? undefined : offered;
    if (scheme === 'Basic') return this.rules.basic && this.isBasic(message) ? undefined : offered;
    if (scheme !== 'Negotiate' && scheme !== 'NTLM') return offered;
    if (NtlmServer.typeOf(message) !== 1) return (await this.proves(socket, message)) ? undefined : offered;
    const server = this.newServer();
    this.handshakes.set(socket, server);
    return `${scheme} ${server.challengeTo(message).toString('base64')}`;
  }

  private newServer(): NtlmServer {
    const { user, password, computerName = 'PC01', strictBinding = false } = this.rules;
    const certificate = Buffer.from(this.bindsTo ?? this.shown());
    return new NtlmServer({ user, password, computerName, certificate, strictBinding });
  }

  private async proves(socket: Socket, message: Buffer): Promise<boolean> {
    const server = this.handshakes.get(socket);
    this.handshakes.delete(socket); // a challenge is good for one answer
    const isAnswer = server && NtlmServer.typeOf(message) === 3;
    const judged = isAnswer ? await server.verdictOn(message) : 'no-challenge';
    const verdict = this.refuse ? 'user' : judged;
    this.verdicts.push(verdict);
    if (verdict === 'accepted') this.authenticated.add(socket);
    return verdict === 'accepted';
  }

  private isBasic(bytes: Buffer): boolean {
    const expected = `${this.rules.user}:${this.rules.password}`;
    return bytes.toString('utf8') === expected || bytes.toString('latin1') === expected;
  }
}
