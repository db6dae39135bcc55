/** The token of an `Authorization: Bearer …` header; undefined when there is none. RFC 6750 §2.1. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer ([A-Za-z0-9._~+/-]{1,2048}=*)$/i.exec(header ?? '')?.[1];
}
