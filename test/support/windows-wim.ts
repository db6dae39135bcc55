import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LABVMD } from './driver-infs.js';
import type { Workshop } from './workshop.js';

/** A small image with the shape of Windows 11 Pro 26100, as a payload: one pipable WIM. */
export function windowsWim(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'etabli-wim-'));
  try {
    const builder = join(import.meta.dirname, 'windows_image.py');
    const out = join(folder, 'install.wim');
    execFileSync('/usr/bin/python3', [builder, out, '--pipable', '--mebibytes', '1'], { stdio: 'pipe' });
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The Windows of a small reference PC, read from its volume as the environment reads it. */
export function capturedWim(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'etabli-captured-'));
  try {
    const out = join(folder, 'captured.wim');
    execFileSync('/usr/bin/python3', [join(import.meta.dirname, 'captured_windows.py'), out], {
      stdio: 'pipe',
    });
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A profile that deploys it, with what Windows is asked for. */
export function windowsProfile(name: string, windows: object = {}, more: object = {}): object {
  return {
    name,
    master: { name: 'windows-11' },
    disk: { rule: { bus: ['nvme'], minimumBytes: '100GB' } },
    hostname: { pattern: 'PC-{{serialTail 6}}' },
    windows: { target: 'windows-11-24h2', ...windows },
    ...more,
  };
}

/** An archive with the driver of a VMD controller: its INF, and a program that nobody signed. */
function vmdPack(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'etabli-vmd-'));
  try {
    for (const [name, text] of Object.entries({
      'labvmd.inf': LABVMD,
      'LabVmd.sys': 'MZ vmd',
      'LabFilter.sys': 'MZ',
    }))
      writeFileSync(join(folder, name), text);
    execFileSync('7z', ['a', '-tzip', '-bd', 'vmd.zip', '.'], { cwd: folder, stdio: 'pipe' });
    return readFileSync(join(folder, 'vmd.zip'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Imports it, and pins it: whoever pins a package answers for its signature. */
export async function furnishVmdDriver(workshop: Workshop): Promise<void> {
  const answer = await workshop.well(
    'PUT',
    '/api/drivers?name=vmd.zip',
    vmdPack(),
    'application/octet-stream',
  );
  const { packages } = (await answer.json()) as { packages: { id: string }[] };
  const rule = { action: 'pin', packageId: packages[0]!.id, reason: 'lab' };
  await workshop.well('POST', '/api/driver-rules', rule);
}

/** Uploads and registers the image. */
export async function furnishWindows(workshop: Workshop): Promise<void> {
  const payload = windowsWim();
  const sha256 = createHash('sha256').update(payload).digest('hex');
  await workshop.closeNetwork();
  await workshop.well('PUT', `/api/payloads?sha256=${sha256}`, payload, 'application/octet-stream');
  const manifest = { name: 'windows-11', version: '1', kind: 'wim', system: 'windows', systemVersion: '11' };
  await workshop.well('POST', '/api/masters', { ...manifest, payload: { sha256 } });
}
