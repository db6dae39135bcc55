import { Injectable } from '@nestjs/common';
import { actorOf, Audit, type KnownAccount } from '../../platform/account/index.js';
import { ProfileSigningKey, type SigningPem } from '../../platform/vault/index.js';
import { signProfile } from './apple/sign-profile.js';
import { CONFIGURATION_PROFILE } from './media-types.js';

/** The certificate and key that sign configuration profiles, once an administrator has given them. */
@Injectable()
export class SigningIdentity {
  constructor(
    private readonly key: ProfileSigningKey,
    private readonly audit: Audit,
  ) {}

  /** The same files; configuration profiles are signed when there is a signing certificate and its key. */
  async signed<T extends { mediaType: string; bytes: Uint8Array }>(files: readonly T[]): Promise<T[]> {
    const pem = await this.key.find();
    if (pem === undefined) return [...files];
    return files.map((file) =>
      file.mediaType === CONFIGURATION_PROFILE ? { ...file, bytes: signProfile(file.bytes, pem) } : file,
    );
  }

  /** From now on profiles are signed with this. Rejects with OperatorError when nothing can be signed with it. */
  async put(pem: SigningPem, account: KnownAccount): Promise<void> {
    signProfile(Buffer.from('<plist/>'), pem);
    await this.key.put(pem);
    await this.record('mdm.signing.put', account);
  }

  /** From now on profiles are not signed. */
  async remove(account: KnownAccount): Promise<void> {
    await this.key.remove();
    await this.record('mdm.signing.remove', account);
  }

  private record(action: string, account: KnownAccount): Promise<void> {
    const subject = { kind: 'key', id: 'profile-signing' };
    return this.audit.record({ actor: actorOf(account), action, subject });
  }
}
