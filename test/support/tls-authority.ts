import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate with its key, PEM. */
export interface TlsPair {
  certificatePem: string;
  keyPem: string;
}

/** A throwaway certificate authority, made by openssl. */
export class TlsAuthority {
  private readonly folder = mkdtempSync(join(tmpdir(), 'etabli-authority-'));
  readonly certificatePem: string;

  constructor() {
    const extensions = ['basicConstraints=critical,CA:true', 'keyUsage=critical,keyCertSign'];
    this.certificatePem = this.make('ca', 'Test authority', extensions, ['-days', '2']).certificatePem;
  }

  /** The file of its certificate, for programs that want a path. */
  get file(): string {
    return join(this.folder, 'ca.pem');
  }

  /** A server certificate for these alternative names, such as `DNS:pc01` or `IP:127.0.0.1`. */
  issue(...names: string[]): TlsPair {
    return this.leaf(names, ['-days', '2']);
  }

  /** One whose time is over. */
  issueExpired(...names: string[]): TlsPair {
    return this.leaf(names, ['-not_before', '20240101000000Z', '-not_after', '20240201000000Z']);
  }

  private leaf(names: string[], validity: string[]): TlsPair {
    return this.make(
      'leaf',
      'PC',
      [
        'basicConstraints=critical,CA:false',
        'extendedKeyUsage=serverAuth',
        `subjectAltName=${names.join(',')}`,
      ],
      [...validity, '-CA', 'ca.pem', '-CAkey', 'ca.key'],
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private make(name: string, subject: string, extensions: string[], further: string[]): TlsPair {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`];
    const added = extensions.flatMap((extension) => ['-addext', extension]);
    const parts = ['req', '-x509', ...key, '-subj', `/CN=${subject}`, '-out', `${name}.pem`];
    execFileSync('openssl', [...parts, ...added, ...further], { cwd: this.folder, stdio: 'pipe' });
    const read = (ending: string) => readFileSync(join(this.folder, `${name}.${ending}`), 'utf8');
    return { certificatePem: read('pem'), keyPem: read('key') };
  }
}
