import type { KeyStore } from './key-store.js';

/** What configuration profiles are signed with, as text. */
export interface SigningPem {
  /** The signer's certificate and those above it, in any order, PEM. */
  certificates: string;
  /** Its private key, RSA or elliptic curve, PEM. */
  key: string;
  /** Of the key, when it is encrypted. */
  passphrase?: string;
}

const NAME = 'profile-signing';
/** Where the three stood when they were secrets like others, which a profile could name. */
const FORMER = ['mdm/signing-certificates', 'mdm/signing-key', 'mdm/signing-passphrase'];

/** The certificate and key that an administrator gave for signing profiles: one of Établi's own keys. */
export class ProfileSigningKey {
  private constructor(private readonly keys: KeyStore) {}

  /** Takes what stands at the former references among Établi's own keys. */
  static async open(keys: KeyStore): Promise<ProfileSigningKey> {
    await keys.adopt(NAME, FORMER, ([certificates, key, passphrase]) =>
      certificates === undefined || key === undefined
        ? undefined
        : JSON.stringify({ certificates, key, passphrase }),
    );
    return new ProfileSigningKey(keys);
  }

  async find(): Promise<SigningPem | undefined> {
    const text = await this.keys.find(NAME);
    return text === undefined ? undefined : (JSON.parse(text) as SigningPem);
  }

  async put({ certificates, key, passphrase }: SigningPem): Promise<void> {
    await this.keys.replace(NAME, JSON.stringify({ certificates, key, passphrase }));
  }

  async remove(): Promise<void> {
    await this.keys.replace(NAME, undefined);
  }
}
