import { spawnConfined } from './confined-process.js';

/** The lines that a shell script writes, as a confined process. */
async function linesOf(script: string): Promise<string[]> {
  const lines: string[] = [];
  const child = spawnConfined({ file: 'sh', args: ['-c', script], onLine: (line) => lines.push(line) });
  await new Promise((resolve) => child.once('close', resolve));
  return lines;
}

describe('a confined process', () => {
  it('gives the lines of both streams', async () => {
    expect((await linesOf('echo out; echo err >&2')).sort()).toEqual(['err', 'out']);
  });

  it('gets nothing of this environment but where programs are', async () => {
    const before = process.env['DATABASE_URL'];
    process.env['DATABASE_URL'] = 'postgres://etabli:hunter2@127.0.0.1/etabli';
    const told = linesOf('cut -d = -f 1 -z /proc/self/environ | tr "\\0" "\\n"');
    if (before === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = before;
    expect((await told).filter((name) => !['PWD', '_'].includes(name))).toEqual(['PATH']);
  });
});
