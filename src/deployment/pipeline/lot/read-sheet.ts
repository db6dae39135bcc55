import { type OwnThreads, threadFile } from '../../../platform/threads/index.js';
import { readCsvSheet } from './csv-sheet.js';
import { isArchive, isOldWorkbook } from './file-kind.js';
import { FILE, refused, type Sheet } from './sheet.js';
import type * as workbookThread from './xlsx-sheet.thread.js';

const inThread = threadFile<typeof workbookThread>(new URL('./xlsx-sheet.thread.js', import.meta.url));
const readWorkbook = inThread('readWorkbook');

/** Reads a file of a spreadsheet: CSV as text, or .xlsx in a thread. Rejects with InputError if it is neither. */
export async function readSheet(bytes: Buffer, threads: OwnThreads): Promise<Sheet> {
  if (isOldWorkbook(bytes)) {
    throw refused(FILE, '.xls', {
      fr: 'un classeur .xlsx sans mot de passe, ou du CSV : enregistrez le fichier sous ce format',
      en: 'an .xlsx workbook without a password, or CSV: save the file in this format',
    });
  }
  return isArchive(bytes) ? readWorkbook(threads, bytes) : readCsvSheet(bytes);
}
