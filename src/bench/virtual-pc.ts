import type { ChildProcess } from 'node:child_process';
import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PermanentError, TransientError } from '../platform/core/index.js';
import { command } from './command.js';
import { enrolAuthority } from './enrol-authority.js';
import type { Network } from './network.js';
import {
  qemuArguments,
  variablesTemplate,
  type VirtualPcOptions,
  type VirtualPcPlaces,
} from './qemu-arguments.js';
import { Qmp } from './qmp.js';
import { SerialLog } from './serial-log.js';

/** How the QEMU process of a PC ended. */
export interface PowerLoss {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** What QEMU wrote on its standard error. */
  said: string;
}

export interface WaitOptions {
  /** How long to wait; 180 s by default. */
  timeoutMs?: number;
  /** From which byte of the serial log; by default the one where the last power-on began. */
  from?: number;
}

/** A virtual PC: QEMU with disks and firmware variables that are kept between power-ons. */
export class VirtualPc {
  private readonly directory: string;
  private readonly serial: SerialLog;
  private tap?: string;
  private process?: ChildProcess;
  private control?: Qmp;
  private bootOffset = 0;
  private said = '';
  /** Resolves when the current QEMU process ends, whoever ended it. */
  private ended: Promise<PowerLoss> = Promise.resolve({ exitCode: null, signal: null, said: '' });

  constructor(
    private readonly network: Network,
    readonly options: VirtualPcOptions,
  ) {
    this.directory = join(network.directory, options.name);
    this.serial = new SerialLog(join(this.directory, 'serial.log'));
  }

  get running(): boolean {
    return this.process !== undefined;
  }

  /** The pid of QEMU while the PC is on. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** The image of the n-th disk (qcow2), for tests that compare or fill it while the PC is off. */
  diskImage(n: number): string {
    return join(this.directory, `disk${n}.qcow2`);
  }

  /** Switches the PC on. Resolves when QEMU answers on its control socket. */
  async powerOn(): Promise<void> {
    if (this.running) return;
    const places = await this.prepare();
    this.bootOffset = await this.serial.size();
    this.start(['qemu-system-x86_64', ...qemuArguments(this.options, places)]);
    this.control = await this.connect(places.qmp);
  }

  /** Cuts the power: nothing is flushed, no connection is closed. Resolves when the PC is off. */
  async powerOff(): Promise<void> {
    this.process?.kill('SIGKILL');
    await this.ended;
  }

  /** Resolves when the PC switches itself off or after powerOff(). */
  untilOff(): Promise<PowerLoss> {
    return this.ended;
  }

  /** All output of the first serial port since the PC was created, as plain text. */
  serialLog(): Promise<string> {
    return this.serial.text();
  }

  /** The length of the serial log in bytes: an offset for `waitForSerial`. */
  serialSize(): Promise<number> {
    return this.serial.size();
  }

  /**
   * Waits for a text on the serial port and returns the match. Rejects when the time is over
   * (TransientError) or the PC goes off without having shown it (PermanentError), with the last lines.
   */
  async waitForSerial(
    pattern: RegExp,
    { timeoutMs = 180_000, from }: WaitOptions = {},
  ): Promise<RegExpExecArray> {
    const start = from ?? this.bootOffset;
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const off = !this.running;
      const text = await this.serial.text(start);
      const match = new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(text);
      if (match !== null) return match;
      if (off) throw this.silence(pattern, text, 'the PC went off', 'le PC s’est éteint');
      if (Date.now() > deadline) throw this.overdue(pattern, text, timeoutMs);
      await pause(100);
    }
  }

  /** `running`, `paused`, `shutdown`…: RunState of the QMP reference; `off` when there is no process. */
  async status(): Promise<string> {
    if (this.control === undefined) return 'off';
    const { status } = (await this.control.execute('query-status')) as { status: string };
    return status;
  }

  /** Pulls the network cable, or plugs it in again. */
  async setCable(isPlugged: boolean): Promise<void> {
    await this.qmp().execute('set_link', { name: 'nic0', up: isPlugged });
  }

  /** Presses the reset button. */
  async reset(): Promise<void> {
    await this.qmp().execute('system_reset');
  }

  /** Presses the power button briefly: the system is asked to shut down (ACPI). */
  async askToPowerDown(): Promise<void> {
    await this.qmp().execute('system_powerdown');
  }

  /** Writes what the screen shows to the file, as PNG. */
  async screendump(file: string): Promise<void> {
    await this.qmp().execute('screendump', { filename: file, format: 'png' });
  }

  private qmp(): Qmp {
    if (this.control === undefined)
      throw new PermanentError({
        fr: `le PC virtuel « ${this.options.name} » est éteint`,
        en: `the virtual PC “${this.options.name}” is off`,
      });
    return this.control;
  }

  private async prepare(): Promise<VirtualPcPlaces> {
    await mkdir(this.directory, { recursive: true });
    const variables = join(this.directory, 'variables.fd');
    if (!(await exists(variables))) await this.makeVariables(variables);
    const disks = this.options.disks.map((_, n) => this.diskImage(n));
    for (const [n, { sizeBytes }] of this.options.disks.entries()) {
      const image = this.diskImage(n);
      if (!(await exists(image)))
        await command('qemu-img', ['create', '-q', '-f', 'qcow2', image, String(sizeBytes)]);
    }
    this.tap ??= await this.network.tap();
    const qmp = join(this.directory, 'qmp');
    await rm(qmp, { force: true });
    return { variables, disks, serial: join(this.directory, 'serial.log'), qmp, tap: this.tap };
  }

  private async makeVariables(path: string): Promise<void> {
    const { firmware, authority } = this.options;
    const template = variablesTemplate(firmware);
    if (template === undefined) return;
    if (firmware === 'uefi-secure' && authority !== undefined) await enrolAuthority(path, authority);
    else await copyFile(template, path);
  }

  private start(line: string[]): void {
    const child = this.network.spawn('lan', line, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.process = child;
    this.said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      this.said = (this.said + chunk.toString()).slice(-10_000);
    });
    this.ended = new Promise((resolve) => {
      const finish = (exitCode: number | null, signal: NodeJS.Signals | null): void => {
        this.process = undefined;
        this.control?.close();
        this.control = undefined;
        resolve({ exitCode, signal, said: this.said.trim() });
      };
      child.once('exit', finish);
      child.once('error', () => finish(null, null));
    });
  }

  private async connect(path: string): Promise<Qmp> {
    for (;;) {
      const qmp = await Qmp.connect(path).catch(() => undefined);
      if (qmp !== undefined && this.running) return qmp;
      if (!this.running) {
        const said = this.said.trim();
        throw new PermanentError({
          fr: `le PC virtuel « ${this.options.name} » ne démarre pas : ${said}`,
          en: `the virtual PC “${this.options.name}” does not start: ${said}`,
        });
      }
      await pause(50);
    }
  }

  private overdue(pattern: RegExp, text: string, timeoutMs: number): Error {
    const seconds = Math.round(timeoutMs / 1000);
    const { name } = this.options;
    return new TransientError({
      fr: `le PC virtuel « ${name} » n’a pas affiché ${pattern} en ${seconds} s ; ses dernières lignes :\n${tail(text)}`,
      en: `the virtual PC “${name}” did not show ${pattern} in ${seconds} s; its last lines:\n${tail(text)}`,
    });
  }

  private silence(pattern: RegExp, text: string, en: string, fr: string): Error {
    const last = [tail(text), this.said.trim()].filter((part) => part !== '').join('\n');
    return new PermanentError({
      fr: `${fr} (« ${this.options.name} ») sans avoir affiché ${pattern} ; ses dernières lignes :\n${last}`,
      en: `${en} (“${this.options.name}”) without having shown ${pattern}; its last lines:\n${last}`,
    });
  }
}

function tail(text: string): string {
  return text.trimEnd().split('\n').slice(-15).join('\n');
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
