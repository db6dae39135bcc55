import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { newEd25519 } from './ed25519-signer.js';
import { SshIdentity } from './ssh-identity.js';

describe('the SSH identity', () => {
  it('is a private key that OpenSSH reads and that matches the public key', () => {
    const folder = mkdtempSync(join(tmpdir(), 'etabli-ssh-'));
    try {
      const identity = new SshIdentity(newEd25519());
      const path = join(folder, 'id');
      writeFileSync(path, identity.privateKeyPem(), { mode: 0o600 });
      const derived = execFileSync('ssh-keygen', ['-y', '-f', path], { encoding: 'utf8' }).trim();
      expect(derived).toBe(identity.publicKey());
      expect(derived).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI\S+ etabli$/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is read by ssh2, whatever bytes the key has', () => {
    for (let i = 0; i < 200; i += 1) {
      const identity = new SshIdentity(newEd25519());
      const key = ssh2.utils.parseKey(identity.privateKeyPem());
      if (key instanceof Error) throw key;
      expect(`ssh-ed25519 ${key.getPublicSSH().toString('base64')} etabli`).toBe(identity.publicKey());
      const signature = key.sign(Buffer.from('challenge'));
      expect(key.verify(Buffer.from('challenge'), signature)).toBe(true);
    }
  });

  it('is the same for the same key', () => {
    const pem = newEd25519();
    expect(new SshIdentity(pem).publicKey()).toBe(new SshIdentity(pem).publicKey());
  });
});
