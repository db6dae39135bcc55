import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CONFIG = `
[tsa]
default_tsa = own
[own]
serial = FOLDER/serial
signer_cert = FOLDER/tsa.pem
signer_key = FOLDER/tsa.key
certs = FOLDER/ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[extensions]
extendedKeyUsage = critical,timeStamping
`;

/** An authority of time stamps: `openssl ts` behind HTTP. `kind` is that of its key. */
export async function timeStampServer(kind: 'rsa:2048' | 'ec' = 'rsa:2048') {
  const folder = mkdtempSync(join(tmpdir(), 'etabli-tsa-'));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  writeFileSync(at('serial'), '01\n');
  writeFileSync(at('config'), CONFIG.replaceAll('FOLDER', folder));
  const key = kind === 'ec' ? ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : [kind];
  const fresh = (name: string) => ['-newkey', ...key, '-nodes', '-keyout', at(`${name}.key`)];
  openssl('req', '-x509', ...fresh('ca'), '-out', at('ca.pem'), '-subj', '/CN=Test Root', '-days', '2');
  openssl('req', ...fresh('tsa'), '-out', at('tsa.csr'), '-subj', '/O=Test/CN=Test Time Stamp');
  openssl(
    ...[
      'x509',
      '-req',
      '-in',
      at('tsa.csr'),
      '-CA',
      at('ca.pem'),
      '-CAkey',
      at('ca.key'),
      '-out',
      at('tsa.pem'),
    ],
    ...['-days', '2', '-extfile', at('config'), '-extensions', 'extensions'],
  );
  let answer: ((query: Buffer) => Buffer | number) | undefined;
  const stamp = (query: Buffer): Buffer => {
    writeFileSync(at('query'), query);
    openssl('ts', '-reply', '-config', at('config'), '-queryfile', at('query'), '-out', at('reply'));
    return readFileSync(at('reply'));
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const given = (answer ?? stamp)(Buffer.concat(chunks));
      if (typeof given === 'number') response.writeHead(given).end();
      else response.setHeader('content-type', 'application/timestamp-reply').end(given);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    authority: at('ca.pem'),
    folder,
    stamp,
    /** From now on, the answers are these; undefined: those of openssl again. */
    answers: (next?: (query: Buffer) => Buffer | number) => (answer = next),
    stop: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      rmSync(folder, { recursive: true });
    },
  };
}
