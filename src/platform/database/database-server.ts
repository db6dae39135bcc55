import type { Config } from '../config/index.js';
import { logger } from '../config/index.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { isLivePostmaster } from './postmaster.js';

const log = logger('database');
const WATCH_EVERY_MS = 500;
const DATABASE = 'etabli';

/**
 * The PostgreSQL server that Établi uses: that of DATABASE_URL, or the embedded one in the data directory.
 * An embedded server that ends is started again at the same URL until `close()`.
 */
export class DatabaseServer {
  private watcher?: NodeJS.Timeout;
  private restarting?: Promise<void>;

  private constructor(
    readonly url: string,
    private readonly dataDir: string,
    private embedded?: EmbeddedPostgres,
  ) {}

  /** Resolves when the server accepts connections. */
  static async open(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<DatabaseServer> {
    if (config.databaseUrl) return new DatabaseServer(config.databaseUrl, config.dataDir);
    const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, database: DATABASE });
    log.info({ port: embedded.port, adopted: embedded.adopted }, 'embedded database ready');
    const server = new DatabaseServer(embedded.url, config.dataDir, embedded);
    server.watcher = setInterval(() => server.watch(), WATCH_EVERY_MS);
    return server;
  }

  /** The process id of the embedded server; undefined for that of DATABASE_URL. */
  get pid(): number | undefined {
    return this.embedded?.pid;
  }

  /** Stops the embedded server. Queues and TypeORM must be closed before. */
  async close(): Promise<void> {
    clearInterval(this.watcher);
    await this.restarting;
    await this.embedded?.stop();
  }

  /** Stops the embedded server only if `open` started it: for short commands. */
  async leave(): Promise<void> {
    clearInterval(this.watcher);
    if (!this.embedded?.adopted) await this.close();
  }

  private watch(): void {
    this.restarting ??= this.restartIfDead()
      .catch((error: unknown) => log.error({ err: error }, 'embedded database does not start again'))
      .finally(() => (this.restarting = undefined));
  }

  private async restartIfDead(): Promise<void> {
    if (!this.embedded || (await isLivePostmaster(this.embedded.pid))) return;
    log.warn({ pid: this.embedded.pid }, 'embedded database died');
    const { port } = this.embedded; // other processes use the URL
    this.embedded = await startEmbeddedPostgres({ dataDir: this.dataDir, database: DATABASE, port });
    log.info({ pid: this.embedded.pid }, 'embedded database started again');
  }
}
