import { createHash } from 'node:crypto';
import { PermanentError, TransientError } from '../core/index.js';
import type { Remote, RunOptions } from './remote.js';

/** A file to write on a machine. */
export interface Upload {
  /** Absolute; the folder must be there. */
  path: string;
  content: Uint8Array;
}

/** What runs commands on the machine. */
export type UploadShell = 'sh' | 'powershell';

/** The exit code for a file that does not have its digest. */
const DIFFERS = 3;

/** Reads the path, the digest, then the file, the first and the last in Base64. */
const SH = `read -r path && read -r digest || exit 2
path=$(echo "$path" | base64 -d && echo .) && path=\${path%.} || exit 2
base64 -d > "$path.part" || exit 1
found=$(sha256sum < "$path.part") || exit 1
found=\${found%% *}
echo "$found"
if [ "$found" != "$digest" ]; then rm -f "$path.part"; exit ${DIFFERS}; fi
exec mv -f "$path.part" "$path"`;

/** The same. Windows PowerShell reads its standard input itself, as lines in the code page of the console. */
const POWERSHELL = `$ErrorActionPreference = 'Stop'
$number = 0
foreach ($line in $input) {
  $number += 1
  if ($number -eq 1) {
    $path = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($line))
  } elseif ($number -eq 2) {
    $digest = $line.Trim()
    $file = [IO.File]::Create("$path.part")
  } else {
    $bytes = [Convert]::FromBase64String($line)
    $file.Write($bytes, 0, $bytes.Length)
  }
}
$file.Dispose()
$found = (Get-FileHash -LiteralPath "$path.part" -Algorithm SHA256).Hash.ToLowerInvariant()
[Console]::Out.WriteLine($found)
if ($found -ne $digest) {
  Remove-Item -LiteralPath "$path.part"
  exit ${DIFFERS}
}
Move-Item -LiteralPath "$path.part" -Destination $path -Force
`;

/** A multiple of three: then the lines of Base64 are those of the whole. */
const LINE_BYTES = 48_000;

/** The same for every file: nothing of it is on a command line. */
const COMMANDS: Record<UploadShell, string> = {
  sh: SH,
  powershell: `powershell.exe -NoLogo -NoProfile -NonInteractive -EncodedCommand ${Buffer.from(POWERSHELL, 'utf16le').toString('base64')}`,
};

function inputOf({ path, content }: Upload, digest: string): string {
  const lines = [Buffer.from(path).toString('base64'), digest];
  for (let at = 0; at < content.length; at += LINE_BYTES) {
    lines.push(Buffer.from(content.subarray(at, at + LINE_BYTES)).toString('base64'));
  }
  return `${lines.join('\n')}\n`;
}

/**
 * Writes a file on a machine: beside its name, read back there, and renamed only when its digest is right. For what
 * is small; what is large a machine fetches over HTTPS.
 */
export async function upload(
  remote: Remote,
  file: Upload,
  shell: UploadShell,
  options: Pick<RunOptions, 'signal' | 'timeoutMs'> = {},
): Promise<void> {
  if (/[\0\n]/.test(file.path)) throw unwritable(file.path);
  const digest = createHash('sha256').update(file.content).digest('hex');
  const input = inputOf(file, digest);
  const { exitCode, stdout, stderr } = await remote.run(COMMANDS[shell], { ...options, input });
  const found = stdout.trim();
  if (exitCode === 0 && found === digest) return;
  if (exitCode === DIFFERS || exitCode === 0) throw differs(file.path, found, digest);
  throw unwritten(file.path, stderr.trim().split('\n')[0] ?? '');
}

function unwritable(path: string): PermanentError {
  return new PermanentError({
    fr: `« ${JSON.stringify(path)} » n’est pas un chemin de fichier`,
    en: `${JSON.stringify(path)} is no path of a file`,
  });
}

function differs(path: string, found: string, expected: string): TransientError {
  return new TransientError(
    {
      fr: `${path} n’est pas arrivé intact sur la machine : SHA-256 ${found}, attendu ${expected}`,
      en: `${path} did not arrive intact on the machine: SHA-256 ${found}, expected ${expected}`,
    },
    { data: { path, found, expected } },
  );
}

function unwritten(path: string, reason: string): PermanentError {
  return new PermanentError(
    {
      fr: `${path} ne peut pas être écrit sur la machine : ${reason}`,
      en: `${path} cannot be written on the machine: ${reason}`,
    },
    { data: { path } },
  );
}
