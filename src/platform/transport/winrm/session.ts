import { EtabliError } from '../../core/index.js';
import type { XmlElement } from '../../xml/index.js';
import { connectionLost } from '../connection-lost.js';
import { faultOf, readBody } from './answers.js';
import { type ConnectionTarget, unexpectedStatus, WinrmConnection } from './connection.js';
import type { WsmanRequest } from './envelopes.js';
import { faultError, type WsmanFault } from './faults.js';
import type { Credentials } from './ntlm.js';
import { UnreachableError } from './tls.js';

/** HTTP.sys closes a connection that was idle for two minutes; a request on it then would be lost. */
const REUSED_WITHIN_MS = 60_000;

interface Idle {
  connection: WinrmConnection;
  since: number;
}

/**
 * What one Remote keeps with a machine: as many logged-in connections as it has requests at once. When one of them
 * fails, the machine is taken for lost, and every request ends.
 */
export class WinrmSession {
  private idle: Idle[] = [];
  private readonly lost = new AbortController();

  /** @param graceMs a machine that is silent for that much longer than a request may take is lost */
  constructor(
    private readonly target: ConnectionTarget,
    private readonly credentials: Credentials,
    private readonly graceMs: number,
  ) {}

  get isClosed(): boolean {
    return this.lost.signal.aborted;
  }

  /** Aborts when the machine is lost, or the session closed. */
  get ended(): AbortSignal {
    return this.lost.signal;
  }

  close(cause?: unknown): void {
    if (this.isClosed) return;
    this.lost.abort(connectionLost(cause));
    for (const { connection } of this.idle) connection.destroy();
    this.idle = [];
  }

  /** Connects and logs in; rejects with what stands in the way. */
  async login(signal: AbortSignal): Promise<void> {
    this.giveBack(await WinrmConnection.open(this.target, this.credentials, signal));
  }

  /**
   * The body of the answer to a request. Rejects with the error of a fault, with UnreadableAnswerError, with
   * ConnectionLostError, or with the reason of the signal.
   */
  async ask(request: WsmanRequest, signal?: AbortSignal): Promise<XmlElement> {
    const answer = await this.exchange(request, signal);
    if (answer.fault) throw faultError(answer.fault);
    return answer.body;
  }

  /** As `ask`, with a fault as a value: a Receive without output answers with one. */
  async exchange(
    { envelope, operationTimeoutMs }: WsmanRequest,
    signal?: AbortSignal,
  ): Promise<{ body: XmlElement; fault?: WsmanFault }> {
    if (this.isClosed) throw this.lost.signal.reason;
    const late = AbortSignal.timeout(operationTimeoutMs + this.graceMs);
    const signals = AbortSignal.any([this.lost.signal, late, ...(signal ? [signal] : [])]);
    try {
      const { status, body } = await this.post(envelope, signals);
      const isEnvelope = status === 200 || (status === 500 && body.length > 0);
      if (!isEnvelope) throw unexpectedStatus(this.target, status);
      const element = readBody(body);
      const fault = faultOf(element);
      if (!fault && status !== 200) throw unexpectedStatus(this.target, status);
      return { body: element, fault: fault && { ...fault, text: this.credentials.redacted(fault.text) } };
    } catch (error) {
      if (this.isClosed) throw this.lost.signal.reason;
      if (signal?.aborted) throw signal.reason;
      throw this.judged(error);
    }
  }

  /** What the machine said, or did not say, as an error; without an answer it is lost. */
  private judged(error: unknown): unknown {
    if (error instanceof EtabliError && !(error instanceof UnreachableError)) return error;
    this.close(error);
    return this.lost.signal.reason;
  }

  private async post(envelope: string, signal: AbortSignal) {
    const connection = this.take() ?? (await WinrmConnection.open(this.target, this.credentials, signal));
    const answer = await connection.post(envelope, signal);
    this.giveBack(connection);
    return answer;
  }

  private take(): WinrmConnection | undefined {
    for (let last = this.idle.pop(); last; last = this.idle.pop()) {
      if (last.connection.isOpen && Date.now() - last.since < REUSED_WITHIN_MS) return last.connection;
      last.connection.destroy();
    }
    return undefined;
  }

  private giveBack(connection: WinrmConnection): void {
    if (this.isClosed) connection.destroy();
    else this.idle.push({ connection, since: Date.now() });
  }
}
