import { Injectable } from '@nestjs/common';
import { Vault } from '../vault/index.js';
import { signProfile } from './apple/sign-profile.js';
import { CONFIGURATION_PROFILE } from './media-types.js';

/** Where the signing certificate stands in the vault. */
export const SIGNING_REFERENCES = {
  certificates: 'mdm/signing-certificates',
  key: 'mdm/signing-key',
  passphrase: 'mdm/signing-passphrase',
} as const;

/** The certificate that configuration profiles are signed with, when the vault holds one. */
@Injectable()
export class SigningIdentity {
  constructor(private readonly vault: Vault) {}

  /** The same files; configuration profiles are signed when the vault holds a signing certificate and its key. */
  async signed<T extends { mediaType: string; bytes: Uint8Array }>(files: readonly T[]): Promise<T[]> {
    const certificates = await this.find(SIGNING_REFERENCES.certificates);
    const key = await this.find(SIGNING_REFERENCES.key);
    if (certificates === undefined || key === undefined) return [...files];
    const passphrase = await this.find(SIGNING_REFERENCES.passphrase);
    return files.map((file) =>
      file.mediaType === CONFIGURATION_PROFILE
        ? { ...file, bytes: signProfile(file.bytes, { certificates, key, passphrase }) }
        : file,
    );
  }

  private async find(reference: string): Promise<string | undefined> {
    return (await this.vault.has(reference)) ? this.vault.get(reference) : undefined;
  }
}
