import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface WineOutput {
  status: number;
  stdout: string;
}

/**
 * A prefix of Debian's wine with a drive X:, like Windows PE; without a screen, deleted by `remove`. Its cmd is not
 * Microsoft's: findstr supports neither /b nor /n, and PowerShell, dism and icacls do nothing and succeed, so that
 * only programs that a test puts on X: show what ran.
 */
export class Wine {
  private constructor(
    private readonly directory: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async create(): Promise<Wine> {
    const directory = await mkdtemp(join(tmpdir(), 'etabli-wine-'));
    const wine = new Wine(directory, {
      PATH: process.env['PATH'],
      HOME: directory,
      XDG_RUNTIME_DIR: directory,
      WINEPREFIX: join(directory, 'prefix'),
      WINEPATH: 'X:\\',
      WINEDEBUG: '-all',
      WINEDLLOVERRIDES: 'mscoree,mshtml=;winemenubuilder.exe=d;winedbg.exe=d',
    });
    await wine.spawn('wineboot', ['-i']);
    await wine.spawn('wineserver', ['-p']); // else every command starts Windows anew
    await mkdir(join(directory, 'x'));
    await symlink(join(directory, 'x'), join(directory, 'prefix', 'dosdevices', 'x:'));
    return wine;
  }

  async remove(): Promise<void> {
    await this.spawn('wineserver', ['-k']);
    await rm(this.directory, { recursive: true, force: true });
  }

  /** An empty drive X:. */
  async clear(): Promise<void> {
    await rm(this.onX('.'), { recursive: true, force: true });
    await mkdir(this.onX('.'));
  }

  /** A text file on X:, with the line ends of Windows. */
  async put(name: string, text: string): Promise<void> {
    await mkdir(join(this.onX(name), '..'), { recursive: true });
    await writeFile(this.onX(name), text.replaceAll('\n', '\r\n'));
  }

  /** The content of a file on X:, with LF line ends; empty if it does not exist. */
  async get(name: string): Promise<string> {
    const text = await readFile(this.onX(name), 'utf8').catch(() => '');
    return text.replaceAll('\r\n', '\n');
  }

  /** Runs a program with arguments that need no quoting. */
  run(...words: string[]): Promise<WineOutput> {
    return this.spawn('wine', words);
  }

  /**
   * Runs command lines exactly as Windows Setup does, one after the other, through a script of wine's cscript, because
   * `wine` itself would quote the quotes again.
   */
  async runLines(lines: string[]): Promise<void> {
    const calls = lines.map(
      (line) => `p = shell.Exec(${JSON.stringify(line)}); while (p.Status == 0) WScript.Sleep(5);`,
    );
    await this.put(
      'run-lines.js',
      ['var p, shell = new ActiveXObject("WScript.Shell");', ...calls].join('\n'),
    );
    await this.run('cscript', '//nologo', 'X:\\run-lines.js');
    await rm(this.onX('run-lines.js'));
  }

  private onX(name: string): string {
    return join(this.directory, 'x', name);
  }

  /** The output goes to a file: services of Windows run longer than the program and would keep a pipe open. */
  private async spawn(program: string, words: string[]): Promise<WineOutput> {
    const file = join(this.directory, 'output.txt');
    const output = await open(file, 'w');
    try {
      const child = spawn(program, words, {
        env: this.environment,
        stdio: ['ignore', output.fd, 'ignore'],
        timeout: 120_000,
      });
      const [status] = (await once(child, 'exit')) as [number | null];
      const stdout = await readFile(file, 'latin1');
      return { status: status ?? -1, stdout: stdout.replaceAll('\r\n', '\n') };
    } finally {
      await output.close();
    }
  }
}
