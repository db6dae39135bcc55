import { runCommand } from './program.js';

/**
 * Runs the etabli command and exits with its status, once all output was read: a pipe holds only 64 KiB, the rest
 * is buffered in this process.
 */
export async function runAsProcess(args: string[]): Promise<never> {
  const outputs = [process.stdout, process.stderr];
  // A reader such as `head` may close the pipe early; without a listener that is an uncaught error.
  for (const output of outputs) output.on('error', () => undefined);
  process.exitCode = await runCommand(args);
  await Promise.all(outputs.map(emptied));
  process.exit();
}

/** Resolves once everything was read, or the reader has closed the pipe. */
function emptied(output: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    output.write('', () => resolve());
  });
}
