import { createServer, type Server as NetServer, type Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ParsedKey, type ServerChannel } from 'ssh2';

/** A command that runs over SSH. */
export interface Run {
  command: string;
  input: string;
  /** Aborted when the run is stopped by its mark, or the PC dies. */
  signal: AbortSignal;
  out(text: string): void;
  err(text: string): void;
}

export interface SshOptions {
  address: string;
  /** Private key, PEM. */
  hostKey: string;
  /** The present lines of authorized_keys, `ssh-ed25519 AAAA… comment`. */
  authorizedKeys(): string[];
  /** Runs a command. @returns its exit status */
  answer(run: Run): Promise<number>;
}

/**
 * The SSH server of a simulated PC, on port 22 of its own loopback address. It accepts the commands of
 * src/platform/transport: `exec env 'ETABLI_RUN=MARK' sh -c 'COMMAND'`, and the command that stops a mark. As on a real
 * PC, a command continues when its connection is lost.
 */
export class SimulatedSsh {
  private readonly tcp: NetServer;
  private readonly sockets = new Set<Socket>();
  private readonly runs = new Map<AbortController, { mark: string; ended: Promise<unknown> }>();
  private silent = false;

  constructor(private readonly options: SshOptions) {
    const ssh = new ssh2.Server({ hostKeys: [options.hostKey] }, (client) => this.serve(client));
    this.tcp = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
      if (!this.silent) ssh.injectSocket(socket);
    });
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.tcp.once('error', reject);
      this.tcp.listen(22, this.options.address, resolve);
    });
  }

  /** Power off: closes all connections and stops all commands. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.tcp.close(() => resolve()));
    this.sockets.forEach((socket) => socket.destroy());
    await this.endRuns(() => true);
    await closed;
  }

  /** Unplugged from the network: connections stay open without data. */
  silence(): void {
    this.silent = true;
    for (const socket of this.sockets) {
      socket.pause();
      socket.cork();
    }
  }

  /** Plugged in again: old connections are closed, and new ones are accepted. */
  speak(): void {
    this.silent = false;
    this.sockets.forEach((socket) => socket.destroy());
  }

  /** A run with a mark but without a connection: it ends by itself, by its mark or with the PC. */
  detach(mark: string, work: (signal: AbortSignal) => Promise<unknown>): void {
    const life = new AbortController();
    const ended = work(life.signal).finally(() => this.runs.delete(life));
    this.runs.set(life, { mark, ended });
  }

  endMarked(wanted: string): Promise<void> {
    return this.endRuns((mark) => mark === wanted);
  }

  private serve(client: Connection): void {
    client.on('error', () => undefined);
    client.on('authentication', (context) => this.authenticate(context));
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec, _reject, { command }) => void this.execute(acceptExec(), command));
    });
  }

  private authenticate(context: AuthContext): void {
    if (context.method !== 'publickey' || context.username !== 'root') return context.reject(['publickey']);
    const { key: offered, signature, blob, hashAlgo } = context;
    const keys = this.options.authorizedKeys().map((line) => ssh2.utils.parseKey(line));
    const known = keys.find(
      (key): key is ParsedKey =>
        !(key instanceof Error) && key.type === offered.algo && key.getPublicSSH().equals(offered.data),
    );
    const proven = signature === undefined || known?.verify(blob ?? '', signature, hashAlgo) === true;
    return known !== undefined && proven ? context.accept() : context.reject(['publickey']);
  }

  private async execute(channel: ServerChannel, line: string): Promise<void> {
    channel.on('error', () => undefined);
    const chunks: Buffer[] = [];
    channel.on('data', (chunk: Buffer) => chunks.push(chunk));
    await new Promise<void>((resolve) => channel.once('end', resolve).once('close', resolve));
    const status = await this.run(line, Buffer.concat(chunks).toString(), channel);
    if (channel.destroyed) return;
    channel.exit(status);
    channel.end();
  }

  private async run(line: string, input: string, channel: ServerChannel): Promise<number> {
    const ending = /^exec sh -c .* sh 'ETABLI_RUN=([\w-]+)'$/s.exec(line);
    if (ending !== null) {
      await this.endMarked(ending[1] ?? '');
      return 0;
    }
    const marked = /^exec env 'ETABLI_RUN=([\w-]+)' sh -c ('.*')$/s.exec(line);
    if (marked?.[2] === undefined) throw new Error(`not a command of Établi: ${line}`);
    const life = new AbortController();
    const say = (stream: { write(text: string): unknown }) => (text: string) => {
      if (!channel.destroyed && channel.writable) stream.write(text);
    };
    const [out, err] = [say(channel), say(channel.stderr)];
    const work = this.options
      .answer({ command: shellText(marked[2]), input, signal: life.signal, out, err })
      .catch((error: unknown) => {
        err(`${String(error)}\n`);
        return 255;
      })
      .finally(() => this.runs.delete(life));
    this.runs.set(life, { mark: marked[1] ?? '', ended: work });
    return work;
  }

  private async endRuns(isMeant: (mark: string) => boolean): Promise<void> {
    const meant = [...this.runs].filter(([, { mark }]) => isMeant(mark));
    meant.forEach(([life]) => life.abort(new Error('ended')));
    await Promise.all(meant.map(([, { ended }]) => ended));
  }
}

/** The text that `shellWord` quoted. */
export function shellText(word: string): string {
  return word.slice(1, -1).replaceAll(`'\\''`, `'`);
}
