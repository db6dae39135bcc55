import { threadWork } from '../../../platform/threads/index.js';
import { readXlsxSheet } from './xlsx-sheet.js';

export const readWorkbook = threadWork((bytes: Uint8Array) => readXlsxSheet(Buffer.from(bytes)));
