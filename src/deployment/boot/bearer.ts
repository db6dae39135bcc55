/** The token of an `Authorization: Bearer …` header; undefined when there is none. RFC 6750 §2.1. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer ([A-Za-z0-9._~+/-]{1,2048}=*)$/i.exec(header ?? '')?.[1];
}

/** The password of an `Authorization: Basic …` header; undefined when there is none. RFC 7617 §2. */
export function basicPassword(header: string | undefined): string | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]{1,4096}={0,2})$/i.exec(header ?? '')?.[1];
  const [, password] = /^[^:]*:(.+)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
  return password;
}
