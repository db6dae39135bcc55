import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Makes an image with the shape of Windows, of nothing of Microsoft: see windows_image.py. */
export function makeWindowsImage(path: string, options: string[] = []): void {
  const program = join(import.meta.dirname, 'windows_image.py');
  execFileSync('/usr/bin/python3', [program, path, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
}
