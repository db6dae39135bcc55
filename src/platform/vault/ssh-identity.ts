import { createPrivateKey } from 'node:crypto';
import { newEd25519 } from './ed25519-signer.js';
import { type OpensshKey, opensshKey } from './openssh-key.js';
import type { KeyStore } from './key-store.js';

/** The SSH key with which Établi logs into environments and into installed systems, where `seal` removes it. */
export class SshIdentity {
  private readonly key: OpensshKey;

  /** @param pkcs8Pem an Ed25519 private key */
  constructor(pkcs8Pem: string) {
    this.key = opensshKey(createPrivateKey(pkcs8Pem));
  }

  /** With the key of this database, created on first use. */
  static async open(keys: KeyStore): Promise<SshIdentity> {
    return new SshIdentity(await keys.text('ssh', newEd25519));
  }

  /** The private key as an OpenSSH file. */
  privateKeyPem(): string {
    return this.key.privateKeyPem;
  }

  /** One line for authorized_keys: `ssh-ed25519 AAAA… etabli`. */
  publicKey(): string {
    return this.key.publicKey;
  }
}
