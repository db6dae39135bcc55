import { runCommand } from './program.js';

/**
 * Runs the etabli command as this whole process. The process ends with the command's status, and only once the
 * readers of its output have taken everything: a pipe holds 64 KiB, the rest waits in this process.
 */
export async function runAsProcess(args: string[]): Promise<never> {
  const outputs = [process.stdout, process.stderr];
  // A reader may leave before the end, as `head` does. Without a listener that would be an uncaught error.
  for (const output of outputs) output.on('error', () => undefined);
  process.exitCode = await runCommand(args);
  await Promise.all(outputs.map(emptied));
  process.exit();
}

/** Resolves once all that was written has left, or once nobody reads it any more. */
function emptied(output: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    output.write('', () => resolve());
  });
}
