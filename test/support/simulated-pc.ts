import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import ssh2 from 'ssh2';
import { AGENT_COMMANDS, AgentFailure } from './simulated-pc-agent.js';
import { SimulatedDisk } from './simulated-pc-disk.js';
import { SimulatedCable } from './simulated-pc-cable.js';
import { NVME, TRUST } from './simulated-pc-hardware.js';
import { type JobOrder, SimulatedJobs } from './simulated-pc-jobs.js';
import { ask, askUntilAnswered } from './simulated-pc-network.js';
import { SimulatedShell } from './simulated-pc-shell.js';
import { templateOf } from './simulated-pc-scripts.js';
import { type Run, SimulatedSsh } from './simulated-pc-ssh.js';
import { windowsBoot, type WindowsOptions } from './simulated-windows.js';
import { until } from './until.js';
import type { WinrsHost } from './winrs-host.js';

export interface SimulatedPcOptions {
  /** The server for GRUB: `http://127.0.0.1:8080`. */
  http: string;
  /** The CA certificate in the environment, PEM. */
  ca: string;
  serial?: string;
  memoryBytes?: number;
  /** The serial numbers of its disks; one by default. */
  disks?: string[];
  /** What Windows looks for drivers for; by default only the NVMe controller of its disk. */
  devices?: object[];
  /** What its firmware trusts, beside the defaults. */
  trust?: object;
  /** How its installed Windows differs from one on which everything is as asked. */
  windows?: WindowsOptions;
  /** The machine id of its installed system; random by default. machine-id(5) */
  machineId?: string;
}

type Phase = 'off' | 'firmware' | 'environment' | 'system' | 'windows' | 'no system';

/** A command of the environment or a script of a step that a test pauses. */
class Hold {
  readonly reached: Promise<void>;
  readonly released: Promise<void>;
  markReached!: () => void;
  release!: () => void;

  constructor() {
    this.reached = new Promise((resolve) => (this.markReached = resolve));
    this.released = new Promise((resolve) => (this.release = resolve));
  }
}

/**
 * A PC without a virtual machine, on its own loopback address: it boots from the network, phones home, serves SSH with
 * its own host key, and its disk is a folder. It acts like a PC; a test switches it on and off, unplugs it, and pauses
 * its commands.
 */
export class SimulatedPc {
  readonly address = `127.${randomInt(64, 250)}.${randomInt(1, 250)}.${randomInt(1, 250)}`;
  readonly mac: string;
  readonly serial: string;
  readonly uuid = randomUUID();
  readonly disks: SimulatedDisk[];
  /** What its firmware trusts; kept over its restarts. */
  readonly trust: object;
  /** Its boot phases, and the actions of the environment: `environment`, `restart`. */
  readonly story: string[] = [];
  /** All secrets that it received, which must not appear elsewhere. */
  readonly secrets: string[] = [];
  /** Those with which it was started from the network, by GRUB over plain HTTP. */
  readonly bootTickets: string[] = [];
  /** All data that Établi sent over SSH: commands and their input. */
  readonly received: string[] = [];
  /** The commands of the agent, in the order of their start. */
  readonly commands: string[] = [];
  /** The commands that were stopped from outside. */
  readonly ended: string[] = [];
  /** What is installed and set on its Windows, as the scripts of a test keep it. */
  readonly windowsState: Record<string, unknown> = {};
  phase: Phase = 'off';
  /** How many commands of the agent it works for now, heard or not. */
  working = 0;
  /** It does not come back from its next restart. */
  staysOff = false;
  private readonly shell = new SimulatedShell();
  private readonly holds = new Map<string, Hold>();
  private readonly faults = new Map<string, AgentFailure>();
  private environment?: { server: string; session: string };
  private ssh?: SimulatedSsh;
  private jobs?: SimulatedJobs;
  private life = new AbortController();
  private restarting?: Promise<void>;
  readonly cable = new SimulatedCable();

  constructor(private readonly options: SimulatedPcOptions) {
    this.trust = structuredClone({ ...TRUST, ...options.trust });
    const tail = randomBytes(3).toString('hex');
    this.serial = options.serial ?? `SIM${tail.toUpperCase()}`;
    this.mac = `52:54:00:${tail.replaceAll(/(..)(?=.)/g, '$1:')}`;
    this.disks = (options.disks ?? [`DISK-${tail}`]).map((serial) => new SimulatedDisk(serial));
  }

  get disk(): SimulatedDisk {
    return this.disks[0]!;
  }

  /** Powers on and boots from the network. Resolves once it has booted. */
  async powerOn(): Promise<void> {
    this.life = new AbortController();
    this.enter('firmware');
    const answer = await this.bootScript();
    const ticket = /etabli\.ticket=([^\s']+)/.exec(answer)?.[1];
    if (ticket !== undefined) {
      const server = /etabli\.server=([^\s']+)/.exec(answer)?.[1] ?? '';
      return this.bootEnvironment(server, ticket);
    }
    return this.bootDisk();
  }

  /** Cuts the power: commands end, connections close, the disk keeps its content. */
  async die(): Promise<void> {
    this.life.abort(new Error('the PC is off'));
    await this.ssh?.close();
    this.ssh = undefined;
    this.cable.forget();
    this.enter('off');
  }

  /** Unplugs the network cable. */
  unplug(): void {
    this.ssh?.silence();
    this.cable.pull();
  }

  /** Plugs the network cable in again: what was connected is not any more. */
  replug(): void {
    this.ssh?.speak();
    this.cable.plug();
  }

  /** Unplugs the cable once the server has got the next POST to this path, so that its answer is lost. */
  async unplugsAfter(path: string): Promise<void> {
    await this.cable.loses(path);
    this.ssh?.silence();
  }

  /** Pauses the next run of `what` (a command of the agent, `configure`, `recette`, `seal`…). */
  hold(what: string): Pick<Hold, 'reached' | 'release'> {
    const hold = new Hold();
    this.holds.set(what, hold);
    return hold;
  }

  /** Lets the next run of this command of the agent fail. */
  fail(command: string, failure: AgentFailure): void {
    this.faults.set(command, failure);
  }

  /** Powers off and removes its files. */
  async remove(): Promise<void> {
    await this.die();
    await this.restarting;
    this.disks.forEach((disk) => disk.remove());
    this.shell.remove();
  }

  /** The script for GRUB. */
  async bootScript(): Promise<string> {
    const url = `${this.options.http}/boot/${this.mac}/grub.cfg?serial=${this.serial}&uuid=${this.uuid}`;
    const { status, body } = await askUntilAnswered(this.address, url, { signal: this.life.signal });
    if (status !== 200) throw new Error(`the boot script was answered ${status}: ${body.toString()}`);
    return body.toString();
  }

  /** The content of the environment's screen. */
  async screen() {
    const { server = '', session } = this.environment ?? {};
    const headers = { authorization: `Bearer ${session}` };
    const request = { ca: this.options.ca, headers, signal: this.life.signal };
    const { body } = await askUntilAnswered(this.address, `${server}/phone-home/screen`, request);
    return JSON.parse(body.toString()) as {
      state: string;
      confirmation?: { state: string; code?: string };
    };
  }

  /** The `hello` of the environment, as any holder of a ticket could send it. */
  hello(server: string, ticket: string, hostKey: string) {
    const identity = {
      serial: this.serial,
      uuid: this.uuid,
      macs: [this.mac],
      manufacturer: 'Etabli',
      product: 'Simulated',
    };
    const nonce = randomBytes(32).toString('base64url');
    return this.post(`${server}/phone-home/hello`, ticket, {
      protocol: 1,
      identity,
      hostKey,
      nonce,
      kernel: '6.12.48+deb13-amd64',
      address: this.address,
    });
  }

  private async bootEnvironment(server: string, ticket: string): Promise<void> {
    const hostKey = newHostKey();
    const welcome = await this.hello(server, ticket, hostKey.public.trim());
    if (welcome.status !== 200) throw new Error(`the hello was answered ${welcome.status}: ${welcome.body}`);
    const { session, nonce, authorizedKey } = JSON.parse(welcome.body) as Record<string, string>;
    this.secrets.push(ticket, session ?? '');
    this.bootTickets.push(ticket);
    this.environment = { server, session: session ?? '' };
    const authorizedKeys = (): string[] => [authorizedKey ?? ''];
    await this.serve(hostKey.private, authorizedKeys, (run) => this.inEnvironment(run));
    this.enter('environment');
    const report = { nonce, inventory: this.inventory() };
    const answer = await this.post(`${server}/phone-home/inventory`, session ?? '', report);
    const { next } = JSON.parse(answer.body) as { next: string };
    this.story.push(next);
    if (next === 'restart') return this.reboot();
    void this.showScreen(`${server}/phone-home/screen`, session ?? '');
  }

  /** Polls the content of the screen while the environment runs. */
  private async showScreen(url: string, session: string): Promise<void> {
    const { signal } = this.life;
    const headers = { authorization: `Bearer ${session}` };
    while (!signal.aborted) {
      if (this.cable.isPlugged) {
        await ask(this.address, url, { ca: this.options.ca, headers, signal }).catch(() => undefined);
      }
      await pause(1000, undefined, { signal }).catch(() => undefined);
    }
  }

  private async bootDisk(): Promise<void> {
    const disk = this.disks.find(({ bootable }) => bootable);
    if (disk === undefined) return this.enter('no system');
    if (disk.file('Windows/System32/config/SYSTEM') !== undefined) return this.bootWindows(disk);
    disk.firstBoot(this.options.machineId ?? randomBytes(16).toString('hex'));
    const hostKey = disk.file('etc/ssh/ssh_host_ed25519_key') ?? '';
    const authorizedKeys = (): string[] =>
      (disk.file('root/.ssh/authorized_keys') ?? '').split('\n').filter(Boolean);
    await this.serve(hostKey, authorizedKeys, (run) => this.inSystem(run));
    this.enter('system');
    void this.reportFirstBoot(disk);
  }

  /** Goes on by itself, as Windows does; `sealed` in its story when Établi has taken its last report. */
  private bootWindows(disk: SimulatedDisk): void {
    this.enter('windows');
    const { serial, uuid, mac } = this;
    const { signal } = this.life;
    this.windowsState['disk'] = disk;
    this.windowsState['bootedAt'] = Date.now();
    const host = {
      disk,
      address: this.address,
      signal,
      state: this.windowsState,
      received: (text: string) => void this.received.push(text),
      restart: () => this.restartSoon(),
      identity: { serial, uuid, macs: [mac] },
      post: (url: string, bearer: string, body: object) => this.post(url, bearer, body),
      midway: (name: string) => this.midway(name, signal),
      secret: (text: string) => void this.secrets.push(text),
      opened: (winrs: WinrsHost) => this.cable.carries(winrs),
    };
    void windowsBoot(host, this.options.windows).then(
      (status) => this.story.push(status === 200 ? 'sealed' : `windows ${status}`),
      (error: unknown) => signal.aborted || this.story.push(`windows: ${String(error)}`),
    );
  }

  /** Runs etabli-first-boot.service until it succeeds, as systemd does. */
  private async reportFirstBoot(disk: SimulatedDisk): Promise<void> {
    const { signal } = this.life;
    const root = disk.root();
    const script = disk.file('etc/etabli/first-boot');
    const ticket = /Bearer (\S+)/.exec(disk.file('etc/etabli/authorization') ?? '')?.[1];
    if (script === undefined || ticket === undefined) return;
    this.secrets.push(ticket);
    const command = `sleep 0.1; curl() { command curl --interface ${this.address} "$@"; }; . /etc/etabli/first-boot`;
    const quiet = { out: () => undefined, err: () => undefined, signal };
    await until(
      async () => signal.aborted || (await this.shell.onSystem(root, command, '', quiet)) === 0,
      () => 'the first boot was never heard',
      240_000,
    ).catch(() => undefined);
  }

  private async inEnvironment(run: Run): Promise<number> {
    const { command, input } = run;
    this.received.push(command, input);
    const agent = /^etabli-agent ([a-z-]+)$/.exec(command)?.[1];
    if (agent === 'job') return this.jobs!.attend(JSON.parse(input) as JobOrder, run);
    if (agent !== undefined) return this.runAgent(agent, input, run);
    if (command.startsWith('uname -r')) {
      await this.midway('wait-environment', run.signal);
      run.out(`6.12.48+deb13-amd64\n${randomUUID()}\n`);
      return 0;
    }
    if (command !== 'sh -s' || templateOf(input) !== 'configure')
      throw new Error(`unknown command: ${command}`);
    await this.midway('configure', run.signal);
    const root = this.disk.root();
    const status = await this.shell.onTarget(root, input, run);
    this.secrets.push(
      ...(/Bearer (\S+)/.exec(this.disk.file('etc/etabli/authorization') ?? '') ?? []).slice(1),
    );
    return status;
  }

  private async runAgent(name: string, input: string, run: Pick<Run, 'signal' | 'out'>): Promise<number> {
    const say = (line: object): void => run.out(`${JSON.stringify(line)}\n`);
    this.commands.push(name);
    this.working += 1;
    try {
      const work = AGENT_COMMANDS[name];
      if (work === undefined) throw new AgentFailure('permanent', `commande ${name}`, `command ${name}`);
      const fault = this.faults.get(name);
      this.faults.delete(name);
      if (fault !== undefined) throw fault;
      const context = {
        address: this.address,
        ca: this.options.ca,
        disks: this.disks,
        inventory: () => this.inventory(),
        devices: this.options.devices ?? [NVME],
        trust: this.trust,
        midway: () => this.midway(name, run.signal),
        restart: () => this.restartSoon(),
        say,
        signal: run.signal,
      };
      say({ result: await work(JSON.parse(input) as Record<string, unknown>, context) });
      return 0;
    } catch (error) {
      if (!(error instanceof AgentFailure)) throw error;
      const { kind, fr, en, remedy } = error;
      say({ error: { kind, fr, en, ...(remedy && { remedy }) } });
      return 1;
    } finally {
      this.working -= 1;
    }
  }

  private async inSystem(run: Run): Promise<number> {
    this.received.push(run.command, run.input);
    await this.midway(nameOf(run), run.signal);
    return this.shell.onSystem(this.disk.root(), run.command, run.input, run);
  }

  private async midway(name: string, signal: AbortSignal): Promise<void> {
    const hold = this.holds.get(name);
    if (hold === undefined) return;
    this.holds.delete(name);
    hold.markReached();
    await new Promise<void>((resolve, reject) => {
      const end = (): void => {
        this.ended.push(name);
        reject(new Error(`${name} was ended`));
      };
      signal.addEventListener('abort', end, { once: true });
      void hold.released.then(resolve);
    });
  }

  private async serve(
    hostKey: string,
    authorizedKeys: () => string[],
    answer: (run: Run) => Promise<number>,
  ): Promise<void> {
    const ssh = new SimulatedSsh({ address: this.address, hostKey, authorizedKeys, answer });
    this.ssh = ssh;
    this.jobs = new SimulatedJobs({
      run: (command, input, run) => this.runAgent(command, input, run),
      detach: (mark, work) => ssh.detach(mark, work),
      endMarked: (mark) => ssh.endMarked(mark),
    });
    await ssh.listen();
  }

  /** Restarts a moment after the answer, like the agent. */
  private restartSoon(): void {
    setTimeout(() => {
      this.restarting = this.reboot();
    }, 50);
  }

  private async reboot(): Promise<void> {
    if (this.life.signal.aborted) return;
    await this.die();
    if (!this.staysOff) await this.powerOn();
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    if (phase !== 'firmware') this.story.push(phase);
  }

  /** Asks again until an answer arrives, as firmware, agent and Windows do: for that, the cable must be in. */
  async post(url: string, bearer: string, body: object): Promise<{ status: number; body: string }> {
    const { signal } = this.life;
    for (;;) {
      await this.cable.isIn(signal);
      const answer = await askUntilAnswered(this.address, url, {
        method: 'POST',
        ca: this.options.ca,
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal,
      });
      if (this.cable.brings(url)) return { status: answer.status, body: answer.body.toString() };
    }
  }

  private inventory() {
    const [manufacturer, product] = ['Etabli', 'Simulated'];
    return {
      firmware: { kind: 'uefi', vendor: 'EDK II', version: '2025.02', secureBoot: 'enabled' },
      system: { manufacturer, product, serial: this.serial, uuid: this.uuid },
      cpu: { model: 'Simulated', cores: 2, threads: 2, architecture: 'amd64' },
      memory: { totalBytes: this.options.memoryBytes ?? 8 * 1024 ** 3 },
      disks: this.disks.map((disk) => disk.inventory()),
      nics: [{ name: 'eth0', mac: this.mac, driver: 'virtio_net', bus: 'virtio', link: true }],
      tpm: { present: true, version: '2.0' },
      kernel: '6.12.48+deb13-amd64',
    };
  }
}

/** A few of ssh2's generated keys lack a byte. */
function newHostKey(): { public: string; private: string } {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    if (/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}$/.test(pair.public.trim())) return pair;
  }
}

/** The step that a command of the installed system belongs to. */
function nameOf({ command, input }: Run): string {
  if (command !== 'sh -s') return command.startsWith('dpkg-query') ? 'install-software' : 'wait-first-boot';
  if (input.includes('measure() {')) return 'recette';
  const template = templateOf(input);
  if (template === undefined) throw new Error(`unknown script: ${input.slice(0, 200)}`);
  return template;
}
