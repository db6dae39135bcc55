import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { DatabaseRestoration } from '../database/index.js';
import type { Head } from './archive-format.js';
import { damaged } from './backup-errors.js';

const decompress = promisify(gunzip);

/** Restores the rows of one table after another. */
export class RestoredRows {
  private filling?: { table: string; rows: Writable; done: Promise<void> };

  constructor(
    private readonly path: string,
    private readonly head: Head,
    private readonly database: DatabaseRestoration,
  ) {}

  async write(table: string, part: Buffer): Promise<void> {
    if (this.filling?.table !== table) {
      await this.end();
      this.begin(table);
    }
    const { rows, done } = this.filling!;
    if (!rows.write(await decompress(part))) await Promise.race([once(rows, 'drain'), done]);
  }

  /** Resolves when the database has stored every row so far. */
  async end(): Promise<void> {
    this.filling?.rows.end();
    await this.filling?.done;
    this.filling = undefined;
  }

  private begin(table: string): void {
    const described = this.head.tables.find(({ name }) => name === table);
    if (!described) throw damaged(this.path, table);
    const rows = this.database.fill(described);
    const done = finished(rows);
    done.catch(() => undefined); // the next await rejects with it
    this.filling = { table, rows, done };
  }
}
