import type { InfFile } from './inf-file.js';
import type { InfLine } from './sections.js';

/** A value of the registry, as drivers are injected: the key is relative to the key of the service or device. */
export type RegistryLine = { key: string; name: string } & (
  | { type: 'REG_SZ' | 'REG_EXPAND_SZ'; value: string }
  | { type: 'REG_MULTI_SZ'; value: string[] }
  | { type: 'REG_DWORD'; value: number }
  | { type: 'REG_BINARY'; value: string }
);

/** One line of an add-registry section. */
export interface InfRegistryEntry {
  /** `HKR`, `HKLM`… in upper case. */
  root: string;
  /** The value; undefined for a line that deletes, only makes a key, or has a type without a counterpart. */
  value?: RegistryLine;
  /** The line only makes a key. */
  isKeyOnly: boolean;
  /** The line as it is, for messages. */
  text: string;
}

/** Bits of the flags: binary data, delete the value, make the key only. The upper half says which type. */
const BINARY = 0x1;
const DELETE = 0x4;
const KEY_ONLY = 0x10;

const TYPES: Record<number, RegistryLine['type']> = {
  0x00000: 'REG_SZ',
  0x00001: 'REG_BINARY',
  0x10000: 'REG_MULTI_SZ',
  0x20000: 'REG_EXPAND_SZ',
  0x10001: 'REG_DWORD',
};

/** Reads the sections of `AddReg`, each once. */
export function readRegistry(inf: InfFile, sections: readonly string[]): InfRegistryEntry[] {
  const names = new Set(sections.map((name) => name.toLowerCase()));
  return [...names].flatMap((name) => inf.lines(name).map((line) => entryOf(inf, line)));
}

function entryOf(inf: InfFile, { key, fields, number }: InfLine): InfRegistryEntry {
  const [root = '', path = '', name = '', flagText = '', ...data] = fields.map((field) => inf.expand(field));
  const flags = flagText === '' ? 0 : Number(flagText);
  const text = [...(key === undefined ? [] : [`${key} =`]), fields.join(',')].join(' ');
  const value = valueOf(flags, data);
  if (value === undefined && Number.isNaN(flags)) {
    inf.findings.add('indicateurs de registre invalides', 'invalid registry flags', number);
  }
  const line = value && ({ key: path.replace(/^\\+|\\+$/g, ''), name, ...value } as RegistryLine);
  const isKeyOnly = (flags & KEY_ONLY) !== 0;
  return { root: root.toUpperCase(), ...(line && { value: line }), isKeyOnly, text };
}

/** Windows' own rules: a DWORD is one number or four bytes, binary data is bytes in hexadecimal. */
function valueOf(flags: number, data: string[]): Pick<RegistryLine, 'type' | 'value'> | undefined {
  if (Number.isNaN(flags) || (flags & (DELETE | KEY_ONLY)) !== 0) return undefined;
  const type = TYPES[flags & (0xffff0000 | BINARY)];
  switch (type) {
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return { type, value: data[0] ?? '' };
    case 'REG_MULTI_SZ':
      return { type, value: data.filter((text) => text !== '') };
    case 'REG_DWORD':
      return withNumber(data);
    case 'REG_BINARY':
      return withBytes(data);
    default:
      return undefined;
  }
}

function withNumber(data: string[]): { type: 'REG_DWORD'; value: number } | undefined {
  if (data.length === 4) {
    const bytes = hexBytes(data);
    return bytes && { type: 'REG_DWORD', value: bytes.readUInt32LE() };
  }
  const [text = ''] = data;
  if (text === '') return { type: 'REG_DWORD', value: 0 };
  const number = /^-?(\d+|0x[0-9a-f]+)$/i.test(text) ? numberOf(text) : NaN;
  return number >= -0x80000000 && number <= 0xffffffff
    ? { type: 'REG_DWORD', value: number >>> 0 }
    : undefined;
}

/** `Number('-0x1')` is NaN. */
function numberOf(text: string): number {
  return text.startsWith('-') ? -Number(text.slice(1)) : Number(text);
}

function withBytes(data: string[]): { type: 'REG_BINARY'; value: string } | undefined {
  const bytes = hexBytes(data.filter((text) => text !== ''));
  return bytes && { type: 'REG_BINARY', value: bytes.toString('hex') };
}

function hexBytes(data: string[]): Buffer | undefined {
  const numbers = data.map((text) => (/^(0x)?[0-9a-f]{1,2}$/i.test(text) ? parseInt(text, 16) : NaN));
  return numbers.some(Number.isNaN) ? undefined : Buffer.from(numbers);
}
