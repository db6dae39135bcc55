import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { powershellScript } from '../../powershell.js';

describe('the script that gives data to its users', () => {
  it('has C# that the compiler of Windows PowerShell takes, as another compiler says', () => {
    const code = /Add-Type -TypeDefinition @'\r\n([\s\S]*?)\r\n'@/.exec(
      powershellScript('userdata/place'),
    )?.[1];
    expect(code).toContain('public static class EtabliData');
    const folder = mkdtempSync(join(tmpdir(), 'etabli-csharp-'));
    try {
      const file = join(folder, 'data.cs');
      writeFileSync(file, code!);
      // C# 5, the newest that Add-Type of Windows PowerShell 5.1 knows.
      const compile = () =>
        execFileSync('mcs', ['-langversion:5', '-warnaserror', '-target:library', `-out:${file}.dll`, file], {
          stdio: 'pipe',
        });
      expect(compile).not.toThrow();
      writeFileSync(file, code!.replace('return path.ToString();', 'return $"{path}";'));
      expect(compile).toThrow();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('holds no value of a PC', () => {
    const text = powershellScript('userdata/place');
    expect(text).toContain('$Given.profiles');
    expect(text).not.toMatch(/\{\{/);
  });
});
