import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { command } from '../../src/bench/command.js';
import { Network, removeLeftovers } from '../../src/bench/index.js';
import { networkNamespaces } from '../../src/bench/leftovers.js';
import { processIdentity } from '../../src/bench/process-identity.js';

const ROOT = join(import.meta.dirname, '..', '..');
const MINUTE = 60_000;

describe('a virtual network', () => {
  it(
    'stands beside others and leaves nothing when it is removed',
    async () => {
      const [one, two] = [await Network.create(), await Network.create()];
      const server = createServer((_request, response) => response.end('here'));
      await one.listen(server, 8080);
      const [file, ...args] = one.commandLine('site', [process.execPath, '-e', ASK, one.serverAddress]);
      expect(await command(file, args)).toBe('here');
      await one.remove();
      await new Promise((resolve) => server.close(resolve));
      const standing = await networkNamespaces();
      expect(standing).not.toContain(one.namespace('server'));
      expect(standing).toContain(two.namespace('server'));
      await two.remove();
      expect(await networkNamespaces()).not.toContain(two.namespace('server'));
      expect([existsSync(one.directory), existsSync(two.directory)]).toEqual([false, false]);
    },
    MINUTE,
  );

  it(
    'is cleaned up after its process crashed, without touching that of a living one',
    async () => {
      const living = await Network.create();
      const loader = join(ROOT, 'test', 'support', 'typescript.mjs');
      const program = join(ROOT, 'test', 'bench', 'support', 'run-network.ts');
      const bench = spawn(process.execPath, ['--import', loader, program], {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = (await once(bench.stdout, 'data')) as [Buffer];
      const left = JSON.parse(line.toString()) as { namespace: string; directory: string; pid: number };
      bench.kill('SIGKILL');
      await once(bench, 'exit');
      await removeLeftovers();
      const standing = await networkNamespaces();
      expect(standing).not.toContain(left.namespace);
      expect(standing).toContain(living.namespace('lan'));
      expect(existsSync(left.directory)).toBe(false);
      expect(processIdentity(left.pid)).toBeUndefined();
      await living.remove();
    },
    MINUTE,
  );
});

const ASK = `require('node:http').get('http://' + process.argv[1] + ':8080/', (answer) => answer.pipe(process.stdout))`;
