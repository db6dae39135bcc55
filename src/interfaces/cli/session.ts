import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadClientSettings, loadConfig, type Config } from '../../platform/config/index.js';
import { OperatorError, type Language } from '../../platform/core/index.js';
import { ApiClient } from './api-client.js';
import { unreadable } from './given-file.js';
import { Terminal, type Streams } from './terminal.js';

/** The options that every command takes. */
export interface GlobalOptions {
  json?: boolean;
  url?: string;
  token?: string;
  ca?: string;
  language?: Language;
}

/** One run of the etabli command: who reads, which server is meant, which settings hold. */
export class Session {
  readonly terminal: Terminal;
  private settings?: Config;

  constructor(
    private readonly options: GlobalOptions,
    streams?: Streams,
  ) {
    const language = options.language ?? loadClientSettings().language;
    this.terminal = new Terminal(language, options.json ?? false, streams);
  }

  /** The settings of this machine's server. */
  get config(): Config {
    return (this.settings ??= loadConfig());
  }

  /** True when --url or ETABLI_URL names another server: this machine's files are not meant then. */
  get isRemote(): boolean {
    return this.remoteUrl() !== undefined;
  }

  /** The API of the server that is meant. */
  api(): ApiClient {
    const url = this.remoteUrl();
    return url === undefined ? localApi(this.config, this.terminal.language) : this.remoteApi(url);
  }

  /** Refuses a command that works on the server's own files, when another server is meant. */
  mustBeLocal(): void {
    if (!this.isRemote) return;
    throw new OperatorError(
      {
        fr: "Cette commande travaille sur les fichiers du serveur : elle ne peut pas s'adresser à un autre.",
        en: "This command works on the server's own files: it cannot address another server.",
      },
      { remedy: { fr: 'Lancez-la sur le serveur, sans --url.', en: 'Run it on the server, without --url.' } },
    );
  }

  private remoteUrl(): string | undefined {
    return this.options.url ?? loadClientSettings().url;
  }

  private remoteApi(url: string): ApiClient {
    const { token, caFile } = loadClientSettings();
    const file = this.options.ca ?? caFile;
    return new ApiClient({
      url,
      token: this.options.token ?? token,
      ca: file === undefined ? undefined : readAuthority(file),
      language: this.terminal.language,
    });
  }
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, cause, {
      fr: "Vérifiez le chemin de l'autorité : --ca, ou ETABLI_CA.",
      en: 'Check the path of the authority: --ca, or ETABLI_CA.',
    });
  }
}

/**
 * This machine's own server, as its administrator: `etabli up` leaves the token and the address in the
 * data directory, readable by the account that it runs under.
 */
export function localApi(
  config: Pick<Config, 'dataDir' | 'httpPort' | 'httpSocket'>,
  language: Language,
): ApiClient {
  const tokenFile = join(config.dataDir, 'local-token');
  const addressFile = join(config.dataDir, 'server.json');
  const address = existsSync(addressFile)
    ? (JSON.parse(readFileSync(addressFile, 'utf8')) as { httpPort: number })
    : undefined;
  return new ApiClient({
    url: `http://127.0.0.1:${address?.httpPort ?? config.httpPort}`,
    socketPath: config.httpSocket,
    // Read for each request: a server that starts again meanwhile makes another.
    get token() {
      return existsSync(tokenFile) ? readFileSync(tokenFile, 'utf8').trim() : undefined;
    },
    language,
  });
}
