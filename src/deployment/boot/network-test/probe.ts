import { execFile } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { childEnvironment } from '../../../platform/config/index.js';
import { UEFI_LOADER } from '../dnsmasq-config.js';
import { answersTo, bootServerRequest, discoverPacket, newQuestion, readAnswer } from './discover.js';
import { closedPorts } from './firewall.js';
import type { DhcpAnswer, Measured } from './measured.schema.js';
import { timeOf, timeRequest } from './sntp.js';

const EVERYONE = '255.255.255.255';
const PORT = { server: 67, client: 68, tftp: 69, pxe: 4011, time: 123 };
/** A relay or a spanning tree may hold the first answer back. */
const LISTEN_MS = 3_000;
/** DHCP servers may check first that nobody has the address: RFC 2131 §2.2. */
const ASK_AGAIN_MS = 1_000;
const ANSWER_MS = 2_000;

export interface Place {
  interfaceName: string;
  /** Établi’s address on it. */
  address: string;
  httpPort: number;
}

/**
 * Measures what a PC that boots on this network would meet. The DISCOVER goes out as a broadcast, and the kernel gives
 * a copy of it to the sockets of this machine as a packet that came in: so the own service answers it too, through the
 * own firewall. Needs the port 68, as the boot service may open it.
 */
export async function probe(place: Place): Promise<Measured> {
  const answers = await orWhy(() => discover(place.address));
  const servers = Array.isArray(answers) ? [...new Set(answers.flatMap((one) => one.timeServers))] : [];
  const [link, pxePort, tftp, http, listening, firewall, clock] = await Promise.all([
    orWhy(() => carrier(place.interfaceName)),
    orWhy(() => askPxePort(place.address)),
    orWhy(() => askTftp(place.address)),
    orWhy(() => askHttp(place)),
    orWhy(listeningPorts),
    orWhy(() => readFirewall(place)),
    orWhy(() => askTime(servers, place.address)),
  ]);
  return { link, answers, pxePort, tftp, http, listening, firewall, clock };
}

async function orWhy<T>(measure: () => Promise<T>): Promise<T | { why: string }> {
  try {
    return await measure();
  } catch (error) {
    return { why: reasonOf(error).slice(0, 300) };
  }
}

/** `fetch` gives its reason as the cause of its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Everything that answers within three seconds. */
async function discover(address: string): Promise<DhcpAnswer[]> {
  const question = newQuestion();
  const found = new Map<string, DhcpAnswer>();
  const hear = (packet: Buffer, from: string): void => {
    if (!answersTo(packet, question)) return;
    const answer = readAnswer(packet, from);
    found.set(`${answer.server} ${answer.offers ?? ''}`, answer);
  };
  // One hears the broadcasts, the other what is sent to the address; the address also chooses the interface.
  const [everyone, own] = [await open(PORT.client, EVERYONE), await open(PORT.client, address)];
  try {
    for (const socket of [everyone, own])
      socket.on('message', (packet, { address: from }) => hear(packet, from));
    own.setBroadcast(true);
    const packet = discoverPacket(question);
    for (let left = LISTEN_MS; left > 0; left -= ASK_AGAIN_MS) {
      await send(own, packet, PORT.server, EVERYONE);
      await pause(ASK_AGAIN_MS);
    }
    return [...found.values()].slice(0, 50);
  } finally {
    everyone.close();
    own.close();
  }
}

async function askPxePort(address: string): Promise<{ answered: boolean }> {
  const question = newQuestion();
  const socket = await open(0, address);
  socket.setBroadcast(true);
  const answered = await asked(socket, bootServerRequest(question, address), PORT.pxe, EVERYONE, (packet) =>
    answersTo(packet, question) ? true : undefined,
  );
  return { answered: answered !== undefined };
}

/** The first block of the loader. RFC 1350 §4. */
async function askTftp(address: string): Promise<{ answered: boolean }> {
  const data = 3;
  const request = Buffer.from(`\0\x01${UEFI_LOADER}\0octet\0`, 'latin1');
  const socket = await open(0, address);
  const answered = await asked(socket, request, PORT.tftp, address, (packet) =>
    packet.length > 4 && packet.readUInt16BE(0) === data ? true : undefined,
  );
  return { answered: answered !== undefined };
}

async function askHttp({ address, httpPort }: Place): Promise<{ status: number }> {
  const request = { signal: AbortSignal.timeout(ANSWER_MS) };
  const answer = await fetch(`http://${address}:${httpPort}/health/live`, request);
  await answer.body?.cancel();
  return { status: answer.status };
}

async function carrier(name: string): Promise<{ carrier: boolean }> {
  return { carrier: (await readFile(`/sys/class/net/${name}/carrier`, 'utf8')).trim() === '1' };
}

/** The UDP ports that are open here. proc(5), /proc/net/udp. */
async function listeningPorts(): Promise<number[]> {
  const text = await readFile('/proc/net/udp', 'utf8');
  const ports = [...text.matchAll(/^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) /gm)].map(([, port = '']) =>
    parseInt(port, 16),
  );
  return [PORT.server, PORT.tftp, PORT.pxe].filter((port) => ports.includes(port));
}

async function readFirewall({ interfaceName, httpPort }: Place): Promise<{ closed: string[] }> {
  const { PATH } = childEnvironment({});
  const env = { PATH: `${PATH ?? ''}:/usr/sbin:/sbin` };
  const { stdout } = await promisify(execFile)('nft', ['--json', 'list', 'ruleset'], {
    env,
    maxBuffer: 32 << 20,
  });
  const udp = [PORT.server, PORT.tftp, PORT.pxe].map((port) => ({ protocol: 'udp' as const, port }));
  const closed = closedPorts(stdout, interfaceName, [...udp, { protocol: 'tcp', port: httpPort }]);
  if (closed === undefined) throw new Error('nft: iptables or named sets');
  return { closed: closed.map(({ protocol, port }) => `${protocol} ${port}`) };
}

async function askTime(
  servers: string[],
  address: string,
): Promise<{ server: string; aheadSeconds: number }> {
  for (const server of servers) {
    const socket = await open(0, address);
    const seconds = await asked(socket, timeRequest(), PORT.time, server, timeOf);
    if (seconds !== undefined) return { server, aheadSeconds: Date.now() / 1000 - seconds };
  }
  throw new Error(servers.length === 0 ? 'no time server in DHCP' : `no answer of ${servers.join(', ')}`);
}

async function open(port: number, address: string): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  socket.bind({ port, address });
  try {
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    throw error;
  }
  return socket;
}

function send(socket: Socket, packet: Buffer, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) =>
    socket.send(packet, port, address, (error) => (error === null ? resolve() : reject(error))),
  );
}

/** The first answer that `read` understands; undefined when none comes in time. Closes the socket. */
async function asked<T>(
  socket: Socket,
  packet: Buffer,
  port: number,
  address: string,
  read: (answer: Buffer) => T | undefined,
): Promise<T | undefined> {
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      socket.on('message', (answer) => {
        const found = read(answer);
        if (found !== undefined) resolve(found);
      });
      socket.on('error', reject);
      setTimeout(() => resolve(undefined), ANSWER_MS).unref();
      send(socket, packet, port, address).catch(reject);
    });
  } finally {
    socket.close();
  }
}
