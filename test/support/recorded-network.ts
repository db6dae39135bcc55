import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.js';

/** Everything that PCs and servers with an address of their own send and receive, one file a direction. */
export class RecordedNetwork {
  readonly folder = mkdtempSync(join(tmpdir(), 'etabli-network-'));
  private said = '';
  private readonly recorder: ChildProcess;

  private constructor() {
    const script = join(import.meta.dirname, 'recorded_network.py');
    this.recorder = spawn('/usr/bin/python3', [script, this.folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.recorder.stdout, this.recorder.stderr])
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
  }

  static async start(): Promise<RecordedNetwork> {
    const network = new RecordedNetwork();
    await until(
      () => network.said.includes('recording'),
      () => `the network is not recorded: ${network.said}`,
    );
    return network;
  }

  /** What went from or to one of these addresses. Other programs of this machine have theirs. */
  of(addresses: readonly string[]): string[] {
    return readdirSync(this.folder)
      .filter((name) =>
        addresses.some((address) => name.split('-').some((end) => end.startsWith(`${address}.`))),
      )
      .map((name) => join(this.folder, name));
  }

  /** Stops recording. Throws when a packet was lost: then nobody knows what was in it. */
  async stop(): Promise<void> {
    if (this.recorder.exitCode === null && this.recorder.signalCode === null) {
      const ended = new Promise((resolve) => this.recorder.once('close', resolve));
      this.recorder.kill('SIGTERM');
      await ended;
    }
    if (!/^dropped 0$/m.test(this.said)) throw new Error(`the record has a hole: ${this.said}`);
  }

  remove(): void {
    this.recorder.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
