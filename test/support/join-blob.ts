/** An offline domain join blob like that of `djoin`, in NDR, with one blob in Windows 7 format; base64 as in AccountData. */
export function joinBlobText(said: { domain: string; machine: string }): string {
  return joinBlobBytes(said).toString('base64');
}

export function joinBlobBytes({ domain, machine }: { domain: string; machine: string }): Buffer {
  // Pointers, policy DNS domain, domain controller and options: only their size matters for reading names.
  const fixed = Buffer.alloc(112, 0x11);
  const win7 = serialized(
    Buffer.concat([fixed, ndrString(domain), ndrString(machine), ndrString('secret-Passw0rd')]),
  );
  const listed = words(0x20000, 1, 1, 0x20004, 1, 1, win7.length, 0x20008, win7.length);
  return serialized(Buffer.concat([listed, win7]));
}

/** [MS-RPCE] §2.2.6: both headers, then the data padded to eight bytes. */
function serialized(data: Buffer): Buffer {
  const padded = Buffer.concat([data, Buffer.alloc((8 - (data.length % 8)) % 8)]);
  return Buffer.concat([Buffer.from('01100800cccccccc', 'hex'), words(padded.length, 0), padded]);
}

function ndrString(text: string): Buffer {
  const units = Buffer.from(`${text}\u0000`, 'utf16le');
  const padding = Buffer.alloc((4 - (units.length % 4)) % 4);
  return Buffer.concat([words(units.length / 2, 0, units.length / 2), units, padding]);
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32LE(value, 4 * index));
  return bytes;
}
