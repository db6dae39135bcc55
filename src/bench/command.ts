import { execFile } from 'node:child_process';
import { PermanentError } from '../platform/core/index.js';

/** Runs a command and returns its standard output. Rejects with its error output. */
export function command(file: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { maxBuffer: 8 << 20 }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const said = stderr.trim() || error.message;
      const what = [file, ...args].join(' ');
      reject(
        new PermanentError(
          { fr: `la commande « ${what} » a échoué : ${said}`, en: `the command “${what}” failed: ${said}` },
          { cause: error },
        ),
      );
    });
  });
}
