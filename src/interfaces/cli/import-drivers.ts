import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import {
  CatalogModule,
  DriverImport,
  type DriverImportDto,
  type ResolvedPackDto,
  VendorPackDownload,
} from '../../park/catalog/index.js';
import { SYSTEM } from '../../platform/account/index.js';
import type { Config } from '../../platform/config/index.js';
import { unreadable } from './given-file.js';
import { SERVER_MODULES, withLocal } from './local-context.js';

/** Imports a folder or archive of drivers of this machine, in this process: a pack has several gigabytes. */
export async function importDrivers(config: Config, given: string): Promise<DriverImportDto> {
  const path = resolve(given);
  await stat(path).catch((cause: unknown) => Promise.reject(unreadable(given, cause)));
  return withLocal(config, [...SERVER_MODULES, CatalogModule], (context) =>
    context.get(DriverImport).import(path, basename(path), SYSTEM),
  );
}

/** Downloads a pack from its maker, verifies its digest and imports it, in this process. */
export function downloadPack(
  config: Config,
  pack: NonNullable<ResolvedPackDto['pack']>,
): Promise<DriverImportDto> {
  return withLocal(config, [...SERVER_MODULES, CatalogModule], (context) =>
    context.get(VendorPackDownload).import(pack, SYSTEM),
  );
}
