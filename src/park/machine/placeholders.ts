/**
 * Placeholder values that firmware reports instead of an identity. Sources, read in 2026: the default blacklist of
 * GLPI (src/Blacklist.php), `blacklist_serials` of OCS Inventory, the host lookup of FOG Project, the
 * duplicate-GUID articles of Microsoft Configuration Manager, and what AMI, Award and Phoenix reference
 * firmware ships unedited. Comparison ignores case, and everything but letters and digits.
 */
const SERIAL_WORDS = new Set(
  [
    'To be filled by O.E.M.',
    'To be filled by O.E.M. by More String',
    'To be filled',
    'Filled by OEM',
    'Fill by OEM',
    'OEM',
    'O.E.M.',
    'OEM_Serial',
    'OEM Define',
    'OEM Default',
    'Default',
    'Default string',
    'Default_Serial',
    'System Serial Number',
    'SystemSerialNumb',
    'System Serial',
    'Serial Number',
    'SerialNumber',
    'Serial',
    'Chassis Serial Number',
    'Base Board Serial Number',
    'Board Serial Number',
    'Type2 - Board Serial Number',
    'Asset-1234567890',
    'MB-1234567890',
    'SYS-1234567890',
    'SYS-9876543210',
    'SN-12345',
    'SN-1234567890',
    'SN-123456fvgv3i0b8o5n6n7k',
    'Not Specified',
    'Not Available',
    'Not Applicable',
    'Not Present',
    'Not Settable',
    'Not Defined',
    'No Serial Number',
    'No Serial',
    'No S/N',
    'N/A',
    'NA',
    'None',
    'Nil',
    'Null',
    '(null string)',
    'Undefined',
    'Unknown',
    'Unknow',
    'Invalid',
    'Empty',
    'Blank',
    'Standard',
    'Default Serial Number',
    'EVAL',
    'IATPASS',
    'Tulip Computers',
    'Serial Number xxxxxx',
    'System Name',
    'Product Name',
    'System Product Name',
    'System Manufacturer',
    'System Version',
    'QEMU',
    'Bochs',
    'VirtualBox',
    'Parallels',
    'Test',
    'Sample',
    'PCIE2',
  ].map(bare),
);

/** Keyboard sequences; five or more characters of one are a placeholder. */
const COUNTING = [
  '12345678901234567890',
  '0123456789abcdef',
  '123456789abcdef0',
  '123456789000',
  '9876543210',
];

/** SMBIOS UUIDs that several models share, in the byte order that dmidecode prints. */
const SHARED_UUIDS = new Set([
  // AMI reference firmware; with its first three fields in the other byte order it is 00020003-0004-0005-….
  '03000200-0400-0500-0006-000700080009',
  '12345678-1234-5678-90ab-cddeefaabbcc',
  '12345678-1234-5678-1234-567812345678',
  '12345678-1234-1234-1234-123456789abc',
  '12345678-1234-1234-1234-123456789012',
  '6ab5b300-538d-1014-9fb5-b0684d007b53',
  '00010203-0405-0607-0809-0a0b0c0d0e0f',
  '01020304-0506-0708-090a-0b0c0d0e0f10',
  '11111111-2222-3333-4444-555555555555',
  'deadbeef-dead-beef-dead-beefdeadbeef',
  'ffffff00-ffff-ffff-ffff-ffffffffffff',
  // A Dell board whose service tag was never written: "DELL", then the tag left at its default.
  '4c4c4544-0000-2010-8020-80c04f202020',
  '4c4c4544-0000-1010-8010-c4c04f313233',
  '4c4c4544-0000-2010-8000-80c04f202020',
]);

function bare(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/**
 * Whether a serial number from firmware is a placeholder: a known one, one character repeated, ascending digits,
 * fewer than 3 letters or digits, or empty.
 */
export function isPlaceholderSerial(serial: string): boolean {
  const text = bare(serial);
  if (text.length < 3) return true;
  if (/^(.)\1*$/.test(text) || /^[01]+$/.test(text)) return true;
  if (text.length >= 5 && COUNTING.some((row) => row.startsWith(text))) return true;
  return SERIAL_WORDS.has(text);
}

/** The UUID with its first three fields in the other byte order, as before SMBIOS 2.6. */
export function swappedUuid(uuid: string): string {
  const [a = '', b = '', c = '', ...rest] = uuid.split('-');
  const turned = [a, b, c].map((field) => (field.match(/../g) ?? []).reverse().join(''));
  return [...turned, ...rest].join('-');
}

/** Whether an SMBIOS UUID is a placeholder: invalid, one digit or one byte repeated, or known to be shared. */
export function isPlaceholderUuid(uuid: string): boolean {
  const text = uuid.trim().toLowerCase();
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return true;
  const digits = text.replaceAll('-', '');
  if (/^(..)\1*$/.test(digits)) return true;
  // 00000000-0000-0000-0000-xxxxxxxxxxxx is a MAC and not a UUID (seen by FOG Project).
  if (digits.startsWith('0'.repeat(20))) return true;
  return SHARED_UUIDS.has(text) || SHARED_UUIDS.has(swappedUuid(text));
}
