import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { PermanentError } from '../platform/core/index.js';

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** The control socket of one virtual PC: one JSON object a line. QEMU Machine Protocol (qmp-spec). */
export class Qmp {
  private next = 0;
  private readonly waiting = new Map<number, Waiting>();

  private constructor(private readonly socket: Socket) {
    const lines = createInterface({ input: socket }).on('line', (line) => this.receive(line));
    // Both emit errors of the socket; without a listener an error would end this process.
    lines.on('error', () => undefined);
    socket.on('error', () => undefined);
    socket.on('close', () => this.abandon());
  }

  /** Connects to the UNIX socket and leaves negotiation mode. */
  static async connect(path: string): Promise<Qmp> {
    const socket = connect(path);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const qmp = new Qmp(socket);
    await qmp.execute('qmp_capabilities');
    return qmp;
  }

  /** Resolves with the `return` of the answer; rejects with QEMU's error, or when the PC is switched off. */
  execute(command: string, parameters: Record<string, unknown> = {}): Promise<unknown> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) return reject(gone());
      this.waiting.set(id, { resolve, reject });
      this.socket.write(`${JSON.stringify({ execute: command, arguments: parameters, id })}\n`);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(line: string): void {
    const message = readMessage(line);
    if (message?.id === undefined) return;
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error === undefined) waiting?.resolve(message.return);
    else waiting?.reject(refused(message.error.desc));
  }

  private abandon(): void {
    for (const { reject } of this.waiting.values()) reject(gone());
    this.waiting.clear();
  }
}

interface Message {
  id?: number;
  return?: unknown;
  error?: { desc: string };
}

/** Undefined for an incomplete line, which QEMU leaves when it ends. */
function readMessage(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}

function refused(why: string): PermanentError {
  return new PermanentError({ fr: `QEMU a refusé : ${why}`, en: `QEMU refused: ${why}` });
}

function gone(): PermanentError {
  return new PermanentError({ fr: 'le PC virtuel est éteint', en: 'the virtual PC is off' });
}
