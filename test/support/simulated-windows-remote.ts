import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { SCRIPTS } from './windows-scripts/all.js';
import { answerScript, scriptOrderOf, type WindowsScripts } from './windows-scripts/index.js';
import { functionBackend, WinrsHost } from './winrs-host.js';

export const WINRM_PORT = 5986;

const run = promisify(execFile);

/** A key of this PC, and the request for its certificate, as another program than Établi makes it. */
export async function newRequest(name: string): Promise<{ keyPem: string; request: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'etabli-request-'));
  const [key, request] = [join(folder, 'key.pem'), join(folder, 'request.der')];
  try {
    const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-outform', 'DER', '-out', request];
    await run('openssl', ['req', '-new', '-subj', `/CN=${name}`, ...made]);
    return { keyPem: await readFile(key, 'utf8'), request: (await readFile(request)).toString('base64') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface OpenedWindows {
  address: string;
  keyPem: string;
  certificatePem: string;
  account: { name: string; password: string };
  /** What scripts see of the PC and change; it stays over its restarts. */
  state: Record<string, unknown>;
  /** Asked before those of SCRIPTS. */
  scripts?: WindowsScripts;
  /** A test may stop it before this script is answered. */
  midway(script: string): Promise<void>;
  /** Takes note of what was sent to the PC outside of what a script is given. */
  received(what: string): void;
  restart(): void;
}

/** What Windows does with a logon over WinRM: it runs scripts of Établi, restarts, and knows no other command. */
export function openWindows(windows: OpenedWindows): Promise<WinrsHost> {
  const tables = [...(windows.scripts === undefined ? [] : [windows.scripts]), ...SCRIPTS];
  const answer = async (command: string, input: string): Promise<{ stdout: string; exitCode: number }> => {
    windows.received(command);
    if (/^"?shutdown(\.exe)?"? .*\/r\b/i.test(command)) {
      windows.restart();
      return { stdout: '', exitCode: 0 };
    }
    if (/^"?exit 0/.test(command) || command.includes('hostname'))
      return { stdout: String(windows.state['computerName']), exitCode: 0 };
    if (!/powershell\.exe/i.test(command)) throw new Error(`unknown command: ${command}`);
    const { name, text: script } = scriptOrderOf(input);
    windows.received(script);
    await windows.midway(name);
    return answerScript(tables, input, windows.state);
  };
  return WinrsHost.start({
    certificatePem: windows.certificatePem,
    keyPem: windows.keyPem,
    user: windows.account.name,
    password: windows.account.password,
    address: windows.address,
    port: WINRM_PORT,
    computerName: String(windows.state['computerName']),
    backend: functionBackend(async (command, stdin, io) => {
      const answered = await answer(command, await text(stdin));
      await io.stdout(answered.stdout);
      return answered.exitCode;
    }),
  });
}
