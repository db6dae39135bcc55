import forge from 'node-forge';

const { asn1 } = forge;

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';

type Node = forge.asn1.Asn1;

/** Whether the bytes begin like a CMS in DER or BER: a SEQUENCE that starts with an object identifier. */
export function looksSigned(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  const length = bytes[1] ?? 0;
  const header = length < 0x80 || length === 0x80 ? 2 : 2 + (length & 0x7f);
  return bytes[header] === 0x06;
}

/** The content of a CMS SignedData, without checking the signature; undefined for other data. RFC 5652 §5. */
export function signedContent(bytes: Uint8Array): Buffer | undefined {
  try {
    // Not strict: OpenSSL writes BER with indefinite lengths.
    const root = asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('latin1')), false);
    const [type, wrapped] = membersOf(root);
    if (oidOf(type) !== SIGNED_DATA) return undefined;
    const [, , encapsulated] = membersOf(membersOf(wrapped)[0]);
    const [contentType, content] = membersOf(encapsulated);
    return oidOf(contentType) === DATA ? octetsOf(membersOf(content)[0]) : undefined;
  } catch {
    return undefined;
  }
}

function membersOf(node: Node | undefined): Node[] {
  return Array.isArray(node?.value) ? node.value : [];
}

function oidOf(node: Node | undefined): string | undefined {
  return node?.type === asn1.Type.OID && typeof node.value === 'string'
    ? asn1.derToOid(node.value)
    : undefined;
}

/** An octet string, in one part or in several (BER). */
function octetsOf(node: Node | undefined): Buffer | undefined {
  if (node === undefined) return undefined;
  if (typeof node.value === 'string') return Buffer.from(node.value, 'latin1');
  return Buffer.concat(node.value.map((part) => octetsOf(part) ?? Buffer.alloc(0)));
}
