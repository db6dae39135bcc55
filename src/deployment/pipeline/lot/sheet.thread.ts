import { threadWork } from '../../../platform/threads/index.js';
import { readCsvSheet } from './csv-sheet.js';
import { readXlsxSheet } from './xlsx-sheet.js';

export const readWorkbook = threadWork((bytes: Uint8Array) => readXlsxSheet(Buffer.from(bytes)));
export const readCsv = threadWork((bytes: Uint8Array) => readCsvSheet(Buffer.from(bytes)));
