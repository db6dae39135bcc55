import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { Network } from '../../../src/bench/index.js';
import { firmwareAddress } from '../../../src/deployment/boot/boot-service.js';
import { BootSockets } from '../../../src/deployment/boot/boot-sockets.js';
import { type BootAnswer, renderBootScript } from '../../../src/deployment/boot/boot-script.js';
import { dnsmasqConfig, UEFI_LOADER } from '../../../src/deployment/boot/dnsmasq-config.js';
import { isFirmwareHttp } from '../../../src/deployment/boot/firmware-http.js';
import { httpBootUrl } from '../../../src/deployment/boot/http-boot.js';
import { buildTftpRoot } from '../../../src/deployment/boot/tftp-root.js';

const PORT = 8080;

export interface BootRequest {
  method: string;
  mac: string;
  serial: string | null;
  uuid: string | null;
}

/**
 * Établi's boot chain without the rest of Établi: dnsmasq over the real TFTP root, and a plain HTTP server that
 * gives the real scripts to whoever asks, and the files that a test puts there.
 */
export class BootServer {
  readonly asked: BootRequest[] = [];
  /** What every PC is told. */
  answer: BootAnswer = { kind: 'disk' };
  readonly files = new Map<string, Buffer>();
  private readonly server: Server;
  private readonly sent = new Map<string, number>();
  private readonly onSent = new Set<() => void>();

  constructor(
    private readonly network: Network,
    private readonly sockets = new BootSockets(),
  ) {
    this.server = createServer((request, response) => this.serve(request, response));
    this.sockets.attach(this.server);
  }

  /** HTTP only, beside a boot service that runs on its own. */
  async startHttp(): Promise<void> {
    await this.network.listen(this.server, PORT);
  }

  /** @param freePorts use dnsmasq's word that a PC started again, as the boot service does */
  async start({ freePorts = true } = {}): Promise<void> {
    const { network } = this;
    const dataDir = join(network.directory, 'etabli');
    await mkdir(dataDir, { recursive: true });
    const address = network.serverAddress;
    const tftpRoot = await buildTftpRoot({ dataDir, address, httpPort: PORT });
    const config = join(dataDir, 'dnsmasq.conf');
    const common = {
      interfaceName: 'eth0',
      address,
      netmask: '255.255.255.0',
      user: 'nobody',
      httpBootUrl: httpBootUrl(address, PORT, UEFI_LOADER),
    };
    await writeFile(config, dnsmasqConfig({ ...common, tftpRoot, mode: { kind: 'proxy' } }));
    await this.startHttp();
    const dnsmasq = network.spawn('server', ['dnsmasq', '--keep-in-foreground', `--conf-file=${config}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    createInterface({ input: dnsmasq.stderr! }).on('line', (line) => {
      const started = firmwareAddress(line);
      if (started !== undefined && freePorts) this.sockets.reset(started);
    });
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  /** Resolves once that many bytes of the file went out, over all requests since the last call to `forget`. */
  untilSent(path: string, bytes: number): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if ((this.sent.get(path) ?? 0) < bytes) return;
        this.onSent.delete(check);
        resolve();
      };
      this.onSent.add(check);
      check();
    });
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL((request.url ?? '/').replace(/^\/+/, '/'), 'http://server');
    const mac = /^\/boot\/([0-9a-f:]{17})\/grub\.cfg$/.exec(url.pathname)?.[1];
    if (mac !== undefined) return this.script(mac, url.searchParams, request, response);
    const file = this.files.get(url.pathname) ?? this.loader(url.pathname);
    if (file === undefined) return void response.writeHead(404).end();
    this.sockets.claim(request.socket);
    response.writeHead(200, { 'Content-Length': file.length });
    if (request.method === 'HEAD') return void response.end();
    this.send(url.pathname, file, 0, response);
  }

  /** What UEFI HTTP Boot fetches, from the TFTP root. */
  private loader(path: string): Buffer | undefined {
    const name = /^(?:\/boot\/loader\/+(\w+\.efi)|\/(grub\/grub\.cfg))$/.exec(path);
    const file = join(this.network.directory, 'etabli', 'tftp', name?.[1] ?? name?.[2] ?? 'none');
    return existsSync(file) ? readFileSync(file) : undefined;
  }

  private script(
    mac: string,
    query: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { method = 'GET' } = request;
    this.asked.push({ method, mac, serial: query.get('serial'), uuid: query.get('uuid') });
    const { serverAddress } = this.network;
    const script = renderBootScript(this.answer, {
      http: `${serverAddress}:${PORT}`,
      phoneHome: `https://${serverAddress}:8443`,
      language: 'fr',
    });
    if (method === 'GET' && !isFirmwareHttp(request)) this.sockets.begin(request.socket, response);
    response.writeHead(200, { 'Content-Length': Buffer.byteLength(script) });
    response.end(method === 'HEAD' ? undefined : script);
  }

  private send(path: string, file: Buffer, offset: number, response: ServerResponse): void {
    const chunk = file.subarray(offset, offset + (1 << 18));
    const next = offset + chunk.length;
    response.write(chunk, () => {
      this.sent.set(path, (this.sent.get(path) ?? 0) + chunk.length);
      for (const check of this.onSent) check();
      if (next < file.length) this.send(path, file, next, response);
      else response.end();
    });
  }
}
