import type { KeyStore } from './key-store.js';

/** The key that signs configuration profiles. */
export interface SigningPem {
  /** The signer's certificate and those above it, in any order, PEM. */
  certificates: string;
  /** Its private key, RSA or elliptic curve, PEM. */
  key: string;
  /** Of the key, when it is encrypted. */
  passphrase?: string;
}

const NAME = 'profile-signing';
/** Where earlier releases stored the three, as ordinary secrets. */
const FORMER = ['mdm/signing-certificates', 'mdm/signing-key', 'mdm/signing-passphrase'];

/** The administrator's certificate and key for signing profiles, stored with Établi's own keys. */
export class ProfileSigningKey {
  private constructor(private readonly keys: KeyStore) {}

  /** Moves the values of the former references to Établi's own keys. */
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
