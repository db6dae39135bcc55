import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasKvm } from './lab-pc.js';

describe('whether KVM runs the PC of a lab', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-pc-spec-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A QEMU that can make every machine but one with SMM. */
  function qemuWithoutSmm(): string {
    const program = join(folder, 'qemu');
    writeFileSync(
      program,
      '#!/bin/sh\ncat >/dev/null\ncase "$*" in *smm=on*) exit 1 ;; *kvm*) exit 0 ;; *) exit 2 ;; esac\n',
    );
    chmodSync(program, 0o755);
    return program;
  }

  it('is measured by making it: a hypervisor without SMM has no Secure Boot', () => {
    const program = qemuWithoutSmm();
    expect([hasKvm('uefi-secure', program), hasKvm('uefi', program), hasKvm('bios', program)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('is no where there is no QEMU', () => {
    expect(hasKvm('uefi', join(folder, 'absent'))).toBe(false);
  });
});
