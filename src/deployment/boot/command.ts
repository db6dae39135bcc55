import { execFile } from 'node:child_process';
import { TransientError } from '../../platform/core/index.js';

/** Runs a command of this machine in that directory. Rejects with its error output. */
export function command(file: string, args: string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { cwd, maxBuffer: 8 << 20 }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const said = stderr.trim() || error.message;
      const what = [file, ...args].join(' ');
      reject(
        new TransientError(
          { fr: `la commande « ${what} » a échoué : ${said}`, en: `the command “${what}” failed: ${said}` },
          { cause: error },
        ),
      );
    });
  });
}
