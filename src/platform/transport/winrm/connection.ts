import { Agent, type IncomingMessage, request } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { PermanentError, TransientError } from '../../core/index.js';
import { RefusedLoginError } from '../refused-login.js';
import { channelBinding } from './channel-binding.js';
import { authenticateMessage, type Credentials, negotiateMessage, readChallenge } from './ntlm.js';
import { authorityOf, type WinrmTarget } from './target.js';
import { openTls } from './tls.js';

/** An answer of HTTP. */
export interface HttpAnswer {
  status: number;
  body: Buffer;
  /** WWW-Authenticate. */
  challenges: string[];
}

export type ConnectionTarget = Omit<WinrmTarget, 'password' | 'user'>;

/** More than an envelope may have: Windows sends 512 kB at most, we ask for less. */
const LARGEST_ANSWER = 2_000_000;

/** Node opens a new connection for a request when the old one has ended; a login is of one connection. */
class OneSocketAgent extends Agent {
  constructor(private socket: TLSSocket | undefined) {
    super({ keepAlive: true, maxSockets: 1 });
  }

  override createConnection(): TLSSocket {
    const { socket } = this;
    this.socket = undefined;
    if (!socket) throw new Error('the connection has ended');
    return socket;
  }
}

/** One logged-in HTTPS connection: one request at a time. RFC 9112; NTLM over HTTP: RFC 4559, MS-NTHT. */
export class WinrmConnection {
  private readonly agent: Agent;

  private constructor(
    private readonly target: ConnectionTarget,
    private readonly credentials: Credentials,
    private readonly socket: TLSSocket,
  ) {
    this.agent = new OneSocketAgent(socket);
  }

  /**
   * Connects and logs in. Rejects as `openTls` does, and with RefusedLoginError when the machine refuses the
   * password.
   */
  static async open(
    target: ConnectionTarget,
    credentials: Credentials,
    signal: AbortSignal,
  ): Promise<WinrmConnection> {
    const connection = new WinrmConnection(target, credentials, await openTls(target, signal));
    try {
      await connection.login(signal);
      return connection;
    } catch (error) {
      connection.destroy();
      throw error;
    }
  }

  get isOpen(): boolean {
    return !this.socket.destroyed && this.socket.writable;
  }

  destroy(): void {
    this.agent.destroy();
    this.socket.destroy();
  }

  /** Posts an envelope; logs in again when the machine forgot the login, which then did nothing with the request. */
  async post(body: string, signal: AbortSignal): Promise<HttpAnswer> {
    const answer = await this.exchange(body, undefined, signal);
    if (answer.status !== 401) return answer;
    await this.login(signal);
    return this.exchange(body, undefined, signal);
  }

  /** Before the first request, so that a refused login never carries a command. */
  private async login(signal: AbortSignal): Promise<void> {
    const first = await this.exchange('', `Negotiate ${negotiateMessage().toString('base64')}`, signal);
    const message = first.status === 401 ? offeredToken(first.challenges) : undefined;
    const challenge = message && readChallenge(message);
    if (!message || !challenge) throw this.noChallenge(first);
    const certificate = this.socket.getPeerCertificate().raw;
    const proof = await authenticateMessage(this.credentials, message, challenge, {
      channelBinding: channelBinding(certificate),
      service: `HTTP/${this.target.serverName}`,
    });
    const second = await this.exchange('', `Negotiate ${proof.toString('base64')}`, signal);
    if (second.status === 401) throw this.refused();
    if (second.status >= 300) throw unexpectedStatus(this.target, second.status);
  }

  private exchange(
    body: string,
    authorization: string | undefined,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    const bytes = Buffer.from(body, 'utf8');
    return new Promise((resolve, reject) => {
      const outgoing = request({
        agent: this.agent,
        method: 'POST',
        path: '/wsman',
        signal,
        headers: {
          Host: authorityOf(this.target),
          'Content-Type': 'application/soap+xml;charset=UTF-8',
          'Content-Length': bytes.length,
          ...(authorization === undefined ? {} : { Authorization: authorization }),
        },
      });
      const fail = (error: Error) => {
        this.destroy();
        reject(signal.aborted ? (signal.reason as Error) : error);
      };
      outgoing.once('error', fail);
      outgoing.once('response', (response) => {
        read(response).then(resolve, fail);
      });
      outgoing.end(bytes);
    });
  }

  private noChallenge({ status, challenges }: HttpAnswer): Error {
    if (status !== 401) return unexpectedStatus(this.target, status);
    const offered = challenges.map((challenge) => challenge.split(' ')[0]).join(', ') || '–';
    return new PermanentError(
      {
        fr: `${this.target.host} ne permet pas la connexion par NTLM (proposé : ${offered})`,
        en: `${this.target.host} does not permit a login by NTLM (offered: ${offered})`,
      },
      {
        data: { host: this.target.host, offered },
        remedy: {
          fr: 'Activez « Negotiate » dans le service WinRM du PC, et vérifiez qu’aucune stratégie n’interdit NTLM.',
          en: 'Enable “Negotiate” in the PC’s WinRM service, and check that no policy forbids NTLM.',
        },
      },
    );
  }

  private refused(): RefusedLoginError {
    const { host, port } = this.target;
    const { user } = this.credentials;
    return new RefusedLoginError(
      { fr: `${host} refuse le mot de passe de ${user}`, en: `${host} refuses the password of ${user}` },
      { data: { host, port, user } },
    );
  }
}

/** A status that no WS-Management service answers with. */
export function unexpectedStatus({ host, port }: ConnectionTarget, status: number): Error {
  const text = {
    fr: `${host} répond à WinRM par le statut HTTP ${status}`,
    en: `${host} answers WinRM with HTTP status ${status}`,
  };
  const details = { data: { host, port, status } };
  return status < 500 ? new PermanentError(text, details) : new TransientError(text, details);
}

/** What a service says too much: no envelope is as long. */
function tooLong(bytes: number): PermanentError {
  return new PermanentError({
    fr: `la machine répond par plus de ${LARGEST_ANSWER} octets (${bytes} reçus) : ce n’est pas du WinRM`,
    en: `the machine answers with more than ${LARGEST_ANSWER} bytes (${bytes} received): that is not WinRM`,
  });
}

async function read(response: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LARGEST_ANSWER) throw tooLong(length);
  }
  const { statusCode = 0, headersDistinct } = response;
  return {
    status: statusCode,
    body: Buffer.concat(chunks),
    challenges: headersDistinct['www-authenticate'] ?? [],
  };
}

/** The token of `WWW-Authenticate: Negotiate …`, which may be one of several challenges of a line. */
function offeredToken(challenges: string[]): Buffer | undefined {
  const found = challenges
    .map((line) => /(?:^|,\s*)Negotiate ([A-Za-z0-9+/=]+)/i.exec(line)?.[1])
    .find(Boolean);
  return found === undefined ? undefined : Buffer.from(found, 'base64');
}
