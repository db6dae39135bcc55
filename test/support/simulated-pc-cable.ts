import type { WinrsHost } from './winrs-host.js';

/** The network cable of a simulated PC: what Windows opened behind it, and what the PC itself sends through it. */
export class SimulatedCable {
  isPlugged = true;
  private readonly hosts = new Set<WinrsHost>();
  private waiting: (() => void)[] = [];
  private losing?: { path: string; lost: () => void };

  /** Connections stay open without data. */
  pull(): void {
    this.isPlugged = false;
    this.hosts.forEach((host) => host.silence());
  }

  /** Whether Établi has given up the Windows behind the pulled cable. */
  get isGivenUp(): boolean {
    return [...this.hosts].every((host) => host.isGivenUp);
  }

  /** Old connections are closed, and new ones are accepted. */
  plug(): void {
    this.isPlugged = true;
    this.hosts.forEach((host) => host.cut());
    this.waiting.splice(0).forEach((goOn) => goOn());
  }

  /** From now on this is behind the cable, too. */
  carries(host: WinrsHost): void {
    this.hosts.add(host);
    if (!this.isPlugged) host.silence();
  }

  /** The PC was switched off: nothing is behind the cable any more. */
  forget(): void {
    this.hosts.clear();
  }

  /** Resolves when the cable was pulled after the next request to this path had arrived. */
  loses(path: string): Promise<void> {
    return new Promise((resolve) => (this.losing = { path, lost: resolve }));
  }

  /** Whether the answer to a request arrives at the PC. */
  brings(url: string): boolean {
    const { losing } = this;
    if (losing !== undefined && url.endsWith(losing.path)) {
      this.losing = undefined;
      this.pull();
      losing.lost();
    }
    return this.isPlugged;
  }

  /** Resolves while the cable is in; rejects when the PC is switched off before. */
  async isIn(signal: AbortSignal): Promise<void> {
    if (this.isPlugged) return;
    await new Promise<void>((resolve, reject) => {
      this.waiting.push(resolve);
      signal.addEventListener('abort', () => reject(new Error('the PC is off')), { once: true });
    });
  }
}
