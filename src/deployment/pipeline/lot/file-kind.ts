/** Whether these are the first bytes of a ZIP archive, as a workbook is one. */
export function isArchive(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
}

/** An encrypted workbook, or one of Excel before 2007: an OLE compound file. */
export function isOldWorkbook(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
}
