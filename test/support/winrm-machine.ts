import {
  connectWinrm,
  type Remote,
  type WinrmConnectOptions,
  type WinrmTarget,
} from '../../src/platform/transport/index.js';
import { TlsAuthority } from './tls-authority.js';
import { bashBackend, WinrsHost, type WinrsHostOptions } from './winrs-host.js';

/** Characters that XML, JSON, PowerShell or a code page could change. */
export const PASSWORD = 'S3cret!é "quoted" & <tagged>';

const SERVER_NAME = 'pc01.example';

/** A WinRS host with a certificate of a test authority, and what one needs to connect to it. */
export class WinrmMachine {
  private constructor(
    readonly authority: TlsAuthority,
    readonly host: WinrsHost,
  ) {}

  static async start(options: Partial<WinrsHostOptions> = {}): Promise<WinrmMachine> {
    const authority = new TlsAuthority();
    const host = await WinrsHost.start({
      ...authority.issue(`DNS:${SERVER_NAME}`, 'IP:127.0.0.1'),
      user: 'Etabli',
      password: PASSWORD,
      backend: bashBackend,
      strictBinding: true,
      ...options,
    });
    return new WinrmMachine(authority, host);
  }

  get target(): WinrmTarget {
    return {
      host: '127.0.0.1',
      port: this.host.port,
      user: 'Etabli',
      password: PASSWORD,
      certificateAuthority: this.authority.certificatePem,
      serverName: SERVER_NAME,
    };
  }

  connect(options: WinrmConnectOptions = {}, changes: Partial<WinrmTarget> = {}): Promise<Remote> {
    return connectWinrm({ ...this.target, ...changes }, options);
  }

  /** The error of an attempt to connect. */
  failure(changes: Partial<WinrmTarget> = {}, options: WinrmConnectOptions = {}): Promise<unknown> {
    return this.connect(options, changes).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  async stop(): Promise<void> {
    await this.host.stop();
    this.authority.remove();
  }
}
