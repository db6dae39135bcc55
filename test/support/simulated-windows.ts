import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatedDisk } from './simulated-pc-disk.js';
import { newRequest, openWindows, WINRM_PORT } from './simulated-windows-remote.js';
import { accountsOf, reportOf } from './simulated-windows-report.js';
import { windowsSeal } from './windows-report.js';
import type { WindowsScripts } from './windows-scripts/index.js';
import type { WinrsHost } from './winrs-host.js';

/** What a Windows of a simulated PC can use. */
export interface WindowsHost {
  disk: SimulatedDisk;
  address: string;
  identity: { serial: string; uuid: string; macs: string[] };
  /** Posts JSON; asks again until the server answers. */
  post(url: string, bearer: string, body: object): Promise<{ status: number; body: string }>;
  /** A test may stop it here. */
  midway(name: string): Promise<void>;
  /** Takes note of a secret that the PC was given. */
  secret(text: string): void;
  /** Takes note of a command or a script that Établi ran there. */
  received(text: string): void;
  /** Takes note of the WinRM that it has opened. */
  opened?(winrs: WinrsHost): void;
  restart(): void;
  /** What scripts see of it and change; it stays over restarts. */
  state: Record<string, unknown>;
  /** Aborted when the power goes. */
  signal: AbortSignal;
}

/** How a PC differs from one on which everything is as asked. */
export interface WindowsOptions {
  /** Parts of its report. */
  report?: object;
  /** Parts of its last report. */
  seal?: object;
  /** Values of its registry, by their name. */
  registry?: Record<string, number | string>;
  /** What its scripts answer, instead of those of `windows-scripts/all.ts`. */
  scripts?: WindowsScripts;
  /** It cannot open WinRM, and says why. */
  fault?: string;
  /** It keeps WinRM open after it was sealed. */
  staysOpen?: boolean;
}

interface Session {
  server: string;
  token: string;
}

const ETABLI = 'Windows/Etabli';
const PANTHER = ['Windows/Panther/Unattend/unattend.xml', 'Windows/Panther/unattend.xml'];
const POLL_MS = 200;

/**
 * An installed Windows from one start on, as templates/first-boot/windows does it: what is on its disk says how far it
 * was. @returns the status of the last answer: 200 when the PC is sealed, 0 when its disk has nothing of Établi
 */
export async function windowsBoot(host: WindowsHost, options: WindowsOptions = {}): Promise<number> {
  const { disk } = host;
  if (disk.file(`${ETABLI}/session.json`) === undefined) {
    const status = await redeem(host);
    if (status !== 200) return status;
  }
  const session = JSON.parse(disk.file(`${ETABLI}/session.json`) ?? '') as Session;
  let reported = disk.file(`${ETABLI}/reported.json`);
  if (reported === undefined) {
    await host.midway('report');
    const report = reportOf(disk, options, host.state['domain'] as string | undefined);
    host.state['computerName'] = report.boot.computerName;
    host.state['accounts'] = accountsOf(disk);
    const answer = await tell(host, session, 'report', report);
    if (answer.status !== 200) return answer.status;
    reported = answer.body;
    disk.put(`${ETABLI}/reported.json`, reported);
  }
  const { handOver } = JSON.parse(reported) as { handOver: { name: string } | null };
  const access = handOver === null ? undefined : await handedOver(host, session, handOver.name, options);
  if (access === 'left') {
    clear(disk);
    return 410;
  }
  return seal(host, session, { ...(access && { access }), ...options.seal });
}

async function redeem(host: WindowsHost): Promise<number> {
  const { disk } = host;
  const given = disk.file(`${ETABLI}/first-boot.json`);
  if (given === undefined) return 0;
  const { server, ticket } = JSON.parse(given) as { server: string; ticket: string };
  host.secret(ticket);
  const key = disk.file(`${ETABLI}/own.key`) ?? randomBytes(32).toString('base64url');
  disk.put(`${ETABLI}/own.key`, key);
  await host.midway('redeem');
  const order = { protocol: 1, identity: host.identity, key };
  const redeemed = await host.post(`${server}/phone-home/windows/redeem`, ticket, order);
  if (redeemed.status !== 200) return redeemed.status;
  const { answer, session } = JSON.parse(redeemed.body) as { answer: string; session: string };
  host.secret(session);
  for (const path of PANTHER) disk.put(path, answer);
  await host.post(`${server}/phone-home/windows/acknowledge`, session, {});
  disk.put(`${ETABLI}/session.json`, JSON.stringify({ server, token: session }));
  return 200;
}

/** Opens WinRM and keeps it open until Établi says otherwise. @returns what its last report says of the access */
async function handedOver(
  host: WindowsHost,
  session: Session,
  name: string,
  options: WindowsOptions,
): Promise<object | 'left'> {
  const { scripts, staysOpen = false } = options;
  let open: WinrsHost | undefined;
  const lost = () => void open?.stop();
  host.signal.addEventListener('abort', lost, { once: true });
  try {
    for (;;) {
      const { next } = JSON.parse((await tell(host, session, 'next', {})).body) as { next: string };
      if (next !== 'wait') {
        if (!staysOpen) await open?.stop();
        return next === 'leave' ? 'left' : REMOVED;
      }
      // A test may take the cause away.
      if (open === undefined && options.fault !== undefined)
        await tell(host, session, 'open', { fault: options.fault });
      else open ??= await opened(host, session, name, scripts);
      await pause(POLL_MS, undefined, { signal: host.signal });
    }
  } finally {
    if (!staysOpen) {
      host.signal.removeEventListener('abort', lost);
      await open?.stop();
    }
  }
}

const PARTS = [
  ...['listener', 'firewallRule', 'certificate', 'privateKey', 'account', 'profile'],
  ...['tokenFilter', 'settings', 'service'],
];
const REMOVED = Object.fromEntries(PARTS.map((part) => [part, true]));

async function opened(
  host: WindowsHost,
  session: Session,
  name: string,
  scripts?: WindowsScripts,
): Promise<WinrsHost> {
  const kept = host.state['winrm'] as OwnAccess | undefined;
  const own = kept ?? (await enrolled(host, session, name));
  host.state['winrm'] = own;
  const winrs = await openWindows({
    ...own,
    address: host.address,
    state: host.state,
    scripts,
    midway: (script) => host.midway(script),
    received: (what) => host.received(what),
    restart: () => host.restart(),
  });
  host.opened?.(winrs);
  await host.midway('open');
  await tell(host, session, 'open', { port: WINRM_PORT });
  return winrs;
}

/** What a PC that was restarted still has. */
interface OwnAccess {
  keyPem: string;
  certificatePem: string;
  account: { name: string; password: string };
}

async function enrolled(host: WindowsHost, session: Session, name: string): Promise<OwnAccess> {
  await host.midway('enrol');
  const { keyPem, request } = await newRequest(name);
  const enrolled = await tell(host, session, 'enrol', { request });
  if (enrolled.status !== 200) throw new Error(`enrol was answered ${enrolled.status}: ${enrolled.body}`);
  const { certificate, account } = JSON.parse(enrolled.body) as {
    certificate: string;
    account: { name: string; password: string };
  };
  host.secret(account.password);
  host.state['account'] = account.name;
  return { keyPem, certificatePem: certificate, account };
}

async function seal(host: WindowsHost, session: Session, more: object): Promise<number> {
  await host.midway('sealed');
  clear(host.disk);
  return (await tell(host, session, 'sealed', windowsSeal(more))).status;
}

function clear(disk: SimulatedDisk): void {
  for (const path of [...PANTHER, ETABLI]) rmSync(join(disk.root(), path), { recursive: true, force: true });
}

function tell(host: WindowsHost, { server, token }: Session, what: string, body: object) {
  const told = { protocol: 1, ...body, identity: host.identity };
  return host.post(`${server}/phone-home/windows/${what}`, token, told);
}
