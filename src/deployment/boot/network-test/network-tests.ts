import { randomUUID } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../../platform/config/index.js';
import { CONFIG } from '../../../platform/database/index.js';
import type { NetworkFinding } from './finding.js';
import { judge } from './judge.js';
import type { BootServiceDescription, Measured } from './measured.schema.js';
import { NetworkTestStore } from './network-test.store.js';
import { clockFinding, lastPcFinding, silentFinding } from './server-findings.js';

/** How long the boot service waits for something to do; it then asks again. */
const HOLD_MS = 20_000;
/** A service that did not ask for so long does not run. */
const ALIVE_MS = 45_000;
/** The measurements take five seconds. */
const MEASURED_WITHIN_MS = 20_000;

export interface NetworkTestResult {
  at: Date;
  findings: NetworkFinding[];
}

export interface BootServiceState {
  /** As it described itself last; undefined when it never asked. */
  service?: BootServiceDescription;
  heardAt?: Date;
  isAlive: boolean;
  /** The settings of the server name an interface, so `etabli up` starts the service. */
  configured?: string;
  latest?: NetworkTestResult;
}

/** The boot service of this machine as the server hears of it, and the tests that it is asked for. */
@Injectable()
export class NetworkTests {
  private heard?: { service: BootServiceDescription; at: Date };
  private waiting = new Set<(test?: string) => void>();
  private pending?: { id: string; done: (measured: Measured | undefined) => void };
  private latest?: NetworkTestResult;
  private running?: Promise<NetworkTestResult>;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: NetworkTestStore,
  ) {}

  /** Answers the boot service and whoever waits for a test: the server stops. */
  end(): void {
    for (const answer of [...this.waiting]) answer();
    this.pending?.done(undefined);
  }

  state(now = new Date()): BootServiceState {
    const { heard, latest } = this;
    return {
      ...(heard && { service: heard.service, heardAt: heard.at }),
      isAlive: heard !== undefined && now.getTime() - heard.at.getTime() < ALIVE_MS,
      ...(this.config.bootInterface !== undefined && { configured: this.config.bootInterface }),
      ...(latest && { latest }),
    };
  }

  /** The boot service asks what to do: the id of a test, or undefined after a while. */
  async next(service: BootServiceDescription): Promise<string | undefined> {
    this.heard = { service, at: new Date() };
    if (this.pending) return this.pending.id;
    return new Promise((resolve) => {
      const answer = (test?: string): void => {
        clearTimeout(timer);
        this.waiting.delete(answer);
        this.heard = { service, at: new Date() };
        resolve(test);
      };
      const timer = setTimeout(answer, HOLD_MS);
      this.waiting.add(answer);
    });
  }

  /** What a test measured; one that nobody waits for any more is dropped. */
  report(id: string, measured: Measured): void {
    if (this.pending?.id === id) this.pending.done(measured);
  }

  /** Tests the network; whoever asks while a test runs gets its result. */
  run(): Promise<NetworkTestResult> {
    this.running ??= this.test().finally(() => (this.running = undefined));
    return this.running;
  }

  private async test(): Promise<NetworkTestResult> {
    const measured = this.state().isAlive ? await this.measured() : undefined;
    const own = [
      clockFinding(await this.store.newestEntry(), new Date()),
      lastPcFinding(await this.store.lastSign(), new Date()),
    ];
    const service = this.heard?.service;
    const findings =
      measured && service
        ? judge({ service, measured, httpPort: this.config.httpPort })
        : [silentFinding(this.config.bootInterface, networkInterfaces())];
    this.latest = { at: new Date(), findings: [...findings, ...own] };
    return this.latest;
  }

  private async measured(): Promise<Measured | undefined> {
    const id = randomUUID();
    const measured = new Promise<Measured | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), MEASURED_WITHIN_MS);
      const done = (found: Measured | undefined): void => {
        clearTimeout(timer);
        resolve(found);
      };
      this.pending = { id, done };
    });
    for (const answer of [...this.waiting]) answer(id);
    return measured.finally(() => (this.pending = undefined));
  }
}
