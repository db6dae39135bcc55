import type { Bilingual } from './bilingual.js';

const BINARY = { base: 1024, prefixes: ['', 'Ki', 'Mi', 'Gi', 'Ti'] };
/** Nothing above giga: two disks of 1000 and 1024 GB are not the same. */
const DECIMAL = { base: 1000, prefixes: ['', 'k', 'M', 'G'] };

/** Memory, partitions and files: `1,5 Gio`, `1.5 GiB`. At most one decimal, never more than there is. IEC 80000-13. */
export function binarySize(bytes: number): Bilingual {
  return sizeIn(BINARY, bytes);
}

/** Disks, in the units that they are sold in: `512,1 Go`, `512.1 GB`. At most one decimal, never more than there is. */
export function decimalSize(bytes: number): Bilingual {
  return sizeIn(DECIMAL, bytes);
}

function sizeIn({ base, prefixes }: { base: number; prefixes: string[] }, bytes: number): Bilingual {
  const fitting = prefixes.filter((_, power) => power === 0 || bytes >= base ** power);
  const power = fitting.length - 1;
  const number = String(Math.floor((bytes * 10) / base ** power) / 10);
  return { fr: `${number.replace('.', ',')} ${prefixes[power]}o`, en: `${number} ${prefixes[power]}B` };
}
