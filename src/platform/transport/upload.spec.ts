import { powershellFaults } from '../../../test/support/powershell-syntax.js';
import { PermanentError, TransientError } from '../core/index.js';
import type { Remote, RunResult } from './remote.js';
import { upload } from './upload.js';

/** SHA-256 of "content". */
const DIGEST = 'ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73';

const answering = (result: Partial<RunResult>) => {
  const seen: { command: string; input: string }[] = [];
  const remote = {
    run: (command: string, { input }: { input: string }) => {
      seen.push({ command, input });
      return Promise.resolve({ exitCode: 0, stdout: '', stderr: '', ...result });
    },
  } as unknown as Remote;
  return { remote, seen };
};

const file = { path: 'C:\\Établi\\it’s.ps1', content: Buffer.from('content') };

describe('uploading a file', () => {
  it('has the same command for every file; path, digest and content are its input', async () => {
    const { remote, seen } = answering({ stdout: `${DIGEST}\r\n` });
    await upload(remote, file, 'powershell');
    await upload(remote, { path: 'C:\\other', content: Buffer.from('content') }, 'powershell');
    expect(seen[0]?.command).toBe(seen[1]?.command);
    expect(seen[0]?.command).toMatch(
      /^powershell\.exe -NoLogo -NoProfile -NonInteractive -EncodedCommand [\w+/=]+$/,
    );
    expect(seen[0]?.command.length).toBeLessThan(8191);
    const [path, digest, content] = seen[0]?.input.split('\n') ?? [];
    expect(Buffer.from(path ?? '', 'base64').toString()).toBe('C:\\Établi\\it’s.ps1');
    expect(digest).toBe(DIGEST);
    expect(content).toBe('Y29udGVudA==');
  });

  it('is written in the syntax of Windows PowerShell', async () => {
    const { remote, seen } = answering({ stdout: DIGEST });
    await upload(remote, file, 'powershell');
    const script = Buffer.from(seen[0]?.command.split(' ').pop() ?? '', 'base64').toString('utf16le');
    expect(script).toContain('Get-FileHash');
    expect(powershellFaults(script)).toEqual([]);
  });

  it('cuts a long file into lines that are each whole Base64', async () => {
    const content = Buffer.from(Array.from({ length: 100_001 }, (_, index) => index % 251));
    const { remote, seen } = answering({ exitCode: 3 });
    await upload(remote, { path: 'x', content }, 'powershell').catch(() => undefined);
    const lines = seen[0]?.input.split('\n').slice(2) ?? [];
    expect(lines).toHaveLength(4); // three of content, and what follows the last end
    expect(Buffer.concat(lines.map((line) => Buffer.from(line, 'base64'))).equals(content)).toBe(true);
  });

  it.each([
    { exitCode: 3, stdout: 'abc' },
    { exitCode: 0, stdout: 'abc' },
    { exitCode: 0, stdout: '' },
  ])('may be tried again when the digest is another: %p', async (result) => {
    const { remote } = answering(result);
    const error: unknown = await upload(remote, file, 'sh').catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(TransientError);
    expect(String(error)).toContain(
      `did not arrive intact on the machine: SHA-256 ${result.stdout}, expected ${DIGEST}`,
    );
  });

  it('says what the machine says when it cannot write', async () => {
    const { remote } = answering({ exitCode: 1, stderr: 'Access denied\r\nat line 1' });
    await expect(upload(remote, file, 'sh')).rejects.toThrow(
      'C:\\Établi\\it’s.ps1 cannot be written on the machine: Access denied',
    );
  });

  it('refuses a path with a line end, before it runs anything', async () => {
    const { remote, seen } = answering({});
    await expect(upload(remote, { ...file, path: 'a\nb' }, 'sh')).rejects.toThrow(PermanentError);
    expect(seen).toEqual([]);
  });
});
