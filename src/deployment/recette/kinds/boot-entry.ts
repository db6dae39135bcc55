/** The entry that the firmware tries first. */
export interface BootEntry {
  /** `Boot0003`. */
  name: string;
  description: string;
  /** It boots from a disk, not from the network. */
  onDisk: boolean;
}

/** UEFI 2.10 §10.3: device path node types. */
const MEDIA = 0x04;
const HARD_DRIVE = 0x01;
const END = 0x7f;

/** Whether a device path has a hard drive node: UEFI 2.10 §10.3.5.1. */
function leadsToDisk(path: Buffer): boolean {
  let at = 0;
  while (at + 4 <= path.length) {
    const [type, subType] = [path[at], path[at + 1]];
    const length = path.readUInt16LE(at + 2);
    if (type === MEDIA && subType === HARD_DRIVE) return true;
    if (type === END || length < 4) return false;
    at += length;
  }
  return false;
}

/** Parses an EFI_LOAD_OPTION: attributes, path length, description in UCS-2, device path. UEFI 2.10 §3.1.3. */
function readLoadOption(name: string, option: Buffer): BootEntry | undefined {
  if (option.length < 8) return undefined;
  let end = 6;
  while (end + 1 < option.length && option.readUInt16LE(end) !== 0) end += 2;
  const pathLength = option.readUInt16LE(4);
  const path = option.subarray(end + 2, end + 2 + pathLength);
  return { name, description: option.toString('utf16le', 6, end), onDisk: leadsToDisk(path) };
}

/**
 * The first entry of BootOrder, from lines `NAME HEX` of firmware variables without their attributes; undefined
 * when BootOrder or its first entry is missing.
 */
export function firstBootEntry(text: string): BootEntry | undefined {
  const variables = new Map(
    [...text.matchAll(/^(Boot\w+) ((?:[0-9a-f]{2})+)$/gm)].map(([, name = '', hex = '']) => [
      name,
      Buffer.from(hex, 'hex'),
    ]),
  );
  const order = variables.get('BootOrder');
  if (!order || order.length < 2) return undefined;
  const name = `Boot${order.readUInt16LE(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const option = variables.get(name);
  return option && readLoadOption(name, option);
}
