/** One entry of an archive, as `7z l -slt` tells it. */
export interface ArchiveEntry {
  path: string;
  bytes: number;
  isLink: boolean;
}

/** Reads the output of `7z l -slt -ba`: blocks of `Name = value`, each beginning with its path. */
export function readListing(text: string): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  let entry: ArchiveEntry | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = /^([A-Z][A-Za-z ]*) = ?(.*)$/.exec(line) ?? [];
    if (name === 'Path') {
      entry = { path: value, bytes: 0, isLink: false };
      entries.push(entry);
    } else if (entry !== undefined && name !== undefined) describeEntry(entry, name, value);
  }
  return entries;
}

function describeEntry(entry: ArchiveEntry, name: string, value: string): void {
  if (name === 'Size') entry.bytes = Number(value) || 0;
  else if (name === 'Attributes') {
    if (/(^| )l[rwxsStT-]{9}/.test(value)) entry.isLink = true;
  } else if ((name === 'Symbolic Link' || name === 'Hard Link') && value !== '') entry.isLink = true;
}
