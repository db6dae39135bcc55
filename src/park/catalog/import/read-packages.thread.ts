import { threadWork } from '../../../platform/threads/index.js';
import type { FolderFiles } from './pack-folder.js';
import { type PackageReading, readPackage } from './read-package.js';

/** Reads several INFs of a folder, in order. */
export const read = threadWork(async (root: string, paths: string[], files: FolderFiles) => {
  const readings: PackageReading[] = [];
  for (const path of paths) readings.push(await readPackage(root, path, files));
  return readings;
});
