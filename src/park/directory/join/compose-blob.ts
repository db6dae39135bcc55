import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from '../../../platform/config/index.js';
import { OperatorError, PermanentError } from '../../../platform/core/index.js';
import type { DomainFacts } from '../ldap/domain.js';
import { accountOf } from './computer-account.js';

const LONGEST_MS = 30_000;

export interface BlobOrder {
  domain: DomainFacts;
  computer: string;
  /** Of the computer account. */
  password: string;
  /** The domain controller that has the account. */
  server: { name: string; address: string };
}

/**
 * The offline join blob of a computer account that exists, base64, by Samba's `net offlinejoin composeodj`. It needs no
 * network and no account of the domain; the machine password goes to its standard input.
 */
export async function composeBlob(order: BlobOrder): Promise<string> {
  // mkdtemp makes a folder that only this user can enter.
  const folder = await mkdtemp(join(tmpdir(), 'etabli-join-'));
  try {
    await writeFile(join(folder, 'smb.conf'), configuration(folder, order), { mode: 0o600 });
    const output = await runNet(argumentsOf(folder, order), order.password);
    const blob = output.split('\n').find((line) => /^[A-Za-z0-9+/]{200,}={0,2}$/.test(line.trim()));
    if (blob === undefined) throw withoutBlob();
    return blob.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function argumentsOf(folder: string, { domain, computer, server }: BlobOrder): string[] {
  return [
    ...['offlinejoin', 'composeodj', '-U', accountOf(computer), '-n', computer.toUpperCase()],
    ...[`--realm=${domain.dnsName.toUpperCase()}`, `--workgroup=${domain.netbios}`],
    ...[`domain_sid=${domain.sid}`, `domain_guid=${domain.guid}`, `forest_name=${domain.forest}`],
    ...['-S', server.name, '-I', server.address, `--configfile=${join(folder, 'smb.conf')}`, 'printblob'],
  ];
}

/** Everything that Samba would write stands in the folder that is removed. */
function configuration(folder: string, { domain, computer }: BlobOrder): string {
  const folders = ['private dir', 'state directory', 'cache directory', 'lock directory', 'pid directory'];
  return [
    '[global]',
    `netbios name = ${computer.toUpperCase()}`,
    `realm = ${domain.dnsName.toUpperCase()}`,
    `workgroup = ${domain.netbios}`,
    'security = ads',
    ...folders.map((name) => `${name} = ${folder}`),
    'log file = /dev/null',
    '',
  ].join('\n');
}

function runNet(args: string[], password: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { PATH } = childEnvironment({});
    const env = { PATH, LC_ALL: 'C', PASSWD_FD: '0' };
    const child = spawn('net', args, {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.once('error', (cause) => reject(notThere(cause)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(failed(code ?? signal, `${errors}\n${output}`.replaceAll(password, '[secret]')));
    });
    // A program that ends early closes it: its exit says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${password}\n`);
  });
}

const INSTALL = {
  fr: 'Installez samba-common-bin, version 4.21 ou plus récente, sur le serveur d’Établi : scripts/packages.',
  en: 'Install samba-common-bin, version 4.21 or later, on the server of Établi: scripts/packages.',
};

function notThere(cause: Error): OperatorError {
  return new OperatorError(
    {
      fr: `le programme net de Samba ne peut pas être lancé : ${cause.message}`,
      en: `Samba’s program net cannot be started: ${cause.message}`,
    },
    { remedy: INSTALL, cause },
  );
}

function failed(status: number | string | null, told: string): PermanentError | OperatorError {
  const last = told.trim().split('\n').slice(-3).join(' / ');
  if (/unknown command|invalid command|Valid commands/i.test(told)) {
    return new OperatorError(
      {
        fr: 'ce programme net de Samba ne sait pas faire de blob de jonction (composeodj)',
        en: 'this program net of Samba cannot make a join blob (composeodj)',
      },
      { remedy: INSTALL },
    );
  }
  return new PermanentError({
    fr: `net offlinejoin composeodj a fini avec ${status} : ${last}`,
    en: `net offlinejoin composeodj ended with ${status}: ${last}`,
  });
}

function withoutBlob(): PermanentError {
  return new PermanentError({
    fr: 'net offlinejoin composeodj n’a pas donné de blob',
    en: 'net offlinejoin composeodj has given no blob',
  });
}
