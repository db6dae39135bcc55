import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadClientSettings, loadConfig, type Config } from '../../platform/config/index.js';
import { OperatorError, type Language } from '../../platform/core/index.js';
import { ApiClient } from './api-client.js';
import { unreadable } from './given-file.js';
import { savedLogin, type SavedLogin } from './login/saved-login.js';
import { Terminal, type Streams } from './terminal.js';

/** The options of all commands. */
export interface GlobalOptions {
  json?: boolean;
  url?: string;
  token?: string;
  ca?: string;
  language?: Language;
}

/** One run of the etabli command: its terminal, settings and server. */
export class Session {
  readonly terminal: Terminal;
  private settings?: Config;
  /** A command that works on the files of this machine speaks to its server only. */
  private isLocal = false;

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

  /** The server of --url or ETABLI_URL. */
  get explicitUrl(): string | undefined {
    return this.options.url ?? loadClientSettings().url;
  }

  /** The authority of --ca or ETABLI_CA, PEM. */
  explicitAuthority(): string | undefined {
    const file = this.options.ca ?? loadClientSettings().caFile;
    return file === undefined ? undefined : readAuthority(file);
  }

  /** The API of the server of --url or ETABLI_URL, otherwise of `etabli login`, otherwise of this machine. */
  api(): ApiClient {
    const url = this.explicitUrl;
    const login = this.isLocal ? undefined : savedLogin();
    if (url !== undefined) return this.remoteApi(url, login);
    return login === undefined ? localApi(this.config, this.terminal.language) : this.apiOf(login);
  }

  /** The API of a server that somebody logged in to. */
  apiOf(login: SavedLogin): ApiClient {
    return this.remoteApi(login.url, login);
  }

  /** Throws if --url or ETABLI_URL is set, for commands that work on the files of this machine. */
  mustBeLocal(): void {
    this.isLocal = true;
    if (this.explicitUrl === undefined) return;
    throw new OperatorError(
      {
        fr: 'Cette commande travaille sur les fichiers du serveur : elle ne fonctionne pas à distance.',
        en: 'This command works on the files of the server: it cannot be used remotely.',
      },
      { remedy: { fr: 'Lancez-la sur le serveur, sans --url.', en: 'Run it on the server, without --url.' } },
    );
  }

  /** A token of a login is sent to the server of that login only. */
  private remoteApi(url: string, login: SavedLogin | undefined): ApiClient {
    const kept = login?.url === new URL(url).origin ? login : undefined;
    return new ApiClient({
      url,
      token: this.options.token ?? loadClientSettings().token ?? kept?.token,
      ca: this.explicitAuthority() ?? kept?.ca,
      language: this.terminal.language,
    });
  }
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, cause, {
      fr: 'Vérifiez le chemin du certificat d’autorité : --ca, ou ETABLI_CA.',
      en: 'Check the path of the CA certificate: --ca, or ETABLI_CA.',
    });
  }
}

/**
 * The server of this machine, as administrator: the server writes a token and its ports to the data directory,
 * and only the account that it runs under can read the token.
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
    // Read for each request, because the server replaces it at each start.
    get token() {
      return existsSync(tokenFile) ? readFileSync(tokenFile, 'utf8').trim() : undefined;
    },
    language,
  });
}
