import { type OwnThreads, threadFile } from '../../../platform/threads/index.js';
import { readCsvSheet } from './csv-sheet.js';
import { isArchive, isOldWorkbook } from './file-kind.js';
import { FILE, refused, type Sheet } from './sheet.js';
import type * as sheetThread from './sheet.thread.js';

const inThread = threadFile<typeof sheetThread>(new URL('./sheet.thread.js', import.meta.url));
const readWorkbook = inThread('readWorkbook');
const readCsv = inThread('readCsv');
/** A smaller CSV is read at once: a thread takes longer to begin. */
const SMALL_BYTES = 100_000;

/** Reads a file of a spreadsheet: CSV or .xlsx, in a thread. Rejects with InputError if it is neither. */
export async function readSheet(bytes: Buffer, threads: OwnThreads): Promise<Sheet> {
  if (isOldWorkbook(bytes)) {
    throw refused(FILE, '.xls', {
      fr: 'un classeur .xlsx sans mot de passe, ou du CSV : enregistrez le fichier sous ce format',
      en: 'an .xlsx workbook without a password, or CSV: save the file in this format',
    });
  }
  if (isArchive(bytes)) return readWorkbook(threads, bytes);
  return bytes.length < SMALL_BYTES ? readCsvSheet(bytes) : readCsv(threads, bytes);
}
