import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { squeezed } from './columns.js';
import { headingsKey } from './draft-content.js';
import { LotColumns } from './lot.entity.js';
import { guessedMapping, type Mapping } from './lot-table.js';

/** What the columns of files are, as somebody said for a set of headings; the last word counts. */
@Injectable()
export class LotColumnsStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async remember(headings: readonly string[], mapping: Mapping, chosenBy: string): Promise<void> {
    const key = headingsKey(headings);
    if (key === undefined) return;
    const chosen = Object.fromEntries(
      headings.flatMap((heading, index) => {
        const name = squeezed(heading);
        return name === '' ? [] : [[name, mapping[index] ?? null]];
      }),
    );
    const row = { headings: key, mapping: chosen, chosenBy, chosenAt: new Date() };
    await this.database.manager.upsert(LotColumns, row, ['headings']);
  }

  /** The mapping that was chosen for these headings; undefined when nobody has chosen one. */
  async chosen(headings: readonly string[]): Promise<Mapping | undefined> {
    const key = headingsKey(headings);
    if (key === undefined) return undefined;
    const found = await this.database.manager.findOneBy(LotColumns, { headings: key });
    if (found === null) return undefined;
    return headings.map((heading) => found.mapping[squeezed(heading)] ?? null);
  }

  /** The mapping that was chosen, otherwise the one that the headings themselves suggest. */
  async mappingOf(headings: readonly string[]): Promise<Mapping> {
    return (await this.chosen(headings)) ?? guessedMapping(headings);
  }
}
