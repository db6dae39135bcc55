import { z } from 'zod';
import { type Bilingual, type Evidence, same } from '../../../platform/core/index.js';
import { checkKind, noParameters, type Judgement } from '../check.js';
import { failed, judged, notApplicable, notMeasured, passed, unmeasured } from '../judgement.js';
import { firstBootEntry } from './boot-entry.js';

/** UEFI 2.10 §3.3: the GUID of the global variables. */
const GLOBAL = '8be4df61-93ca-11d2-aa0d-00e098032b8c';

const NO_UEFI = { fr: 'BIOS, sans Secure Boot', en: 'BIOS, no Secure Boot' };
const NOT_SUPPORTED = {
  fr: 'non pris en charge par le micrologiciel',
  en: 'not supported by the firmware',
};

/** The PC does not have the part: failed if it is required, otherwise not applicable. */
function absent(isRequired: boolean, expected: Bilingual, why: Bilingual, evidence: Evidence): Judgement {
  return isRequired ? failed(expected, why, evidence) : notApplicable(expected, why, evidence);
}

const secureBoot = checkKind({
  kind: 'secure-boot',
  title: { fr: 'Démarrage sécurisé (Secure Boot)', en: 'Secure Boot' },
  parameters: z.strictObject({ required: z.boolean().optional() }),
  facts: ['secureBootRequired'],
  // An efivarfs file is 4 bytes of attributes, then the value.
  command: () =>
    `[ -d /sys/firmware ] || exit 90
if [ ! -d /sys/firmware/efi ]; then echo FIRMWARE=bios; exit 0; fi
echo FIRMWARE=uefi
for file in /sys/firmware/efi/efivars/*-*; do [ -r "$file" ] && echo VARIABLES=readable && break; done
for name in SecureBoot SetupMode; do
  file=/sys/firmware/efi/efivars/$name-${GLOBAL}
  [ -r "$file" ] && echo "$name=$(od -An -v -tu1 -j4 -N1 "$file" | tr -d ' ')"
done
[ -r /sys/kernel/security/lockdown ] && echo "LOCKDOWN=$(cat /sys/kernel/security/lockdown)"
true`,
  judge: (output, { required }, facts) => {
    const needed = required ?? facts.secureBootRequired;
    const expected = needed ? { fr: 'actif', en: 'on' } : { fr: 'non exigé', en: 'not required' };
    const text = output.stdout;
    const firmware = /^FIRMWARE=(\w+)$/m.exec(text)?.[1];
    const state = /^SecureBoot=(\d)$/m.exec(text)?.[1];
    const setup = /^SetupMode=(\d)$/m.exec(text)?.[1];
    const lockdown = /^LOCKDOWN=.*\[(\w+)\]/m.exec(text)?.[1];
    const evidence = { firmware, secureBoot: state, setupMode: setup, lockdown };
    // A firmware without Secure Boot has no such variable (UEFI 2.10 §3.3), if its variables can be read at all.
    const isRead = state !== undefined || /^VARIABLES=readable$/m.test(text);
    if (firmware === undefined || (firmware === 'uefi' && !isRead))
      return unmeasured(expected, { fr: 'variable illisible', en: 'variable unreadable' }, evidence);
    // The profile requires Secure Boot on UEFI PCs only; `required` of the check includes BIOS.
    if (firmware === 'bios') return absent(required === true, expected, NO_UEFI, evidence);
    if (state === undefined) return absent(needed, expected, NOT_SUPPORTED, evidence);
    const on = state === '1' && setup !== '1';
    return judged(
      on || !needed,
      expected,
      on ? { fr: 'actif', en: 'on' } : { fr: 'inactif', en: 'off' },
      evidence,
    );
  },
});

const bootOrder = checkKind({
  kind: 'boot-order',
  title: { fr: 'Le poste démarre sur son disque', en: 'The machine boots from its own disk' },
  parameters: noParameters,
  // Reads the variables directly, because efibootmgr may not be installed. The boot order of a BIOS cannot be
  // read: there it checks that the disk has a boot loader.
  command: () =>
    `if [ -d /sys/firmware/efi ]; then
  echo FIRMWARE=uefi
  cd /sys/firmware/efi/efivars || exit 90
  for file in BootOrder-${GLOBAL} Boot[0-9A-F][0-9A-F][0-9A-F][0-9A-F]-${GLOBAL}; do
    [ -r "$file" ] && echo "\${file%%-*} $(od -An -v -tx1 -j4 "$file" | tr -d ' \\n')"
  done
  true
else
  echo FIRMWARE=bios
  disk=/dev/$(lsblk -nso NAME,TYPE -l "$(findmnt -nvo SOURCE /)" | awk '$2=="disk"{print $1; exit}')
  [ -b "$disk" ] || exit 1
  echo "SIGNATURE $(od -An -v -tx1 -j510 -N2 "$disk" | tr -d ' ')"
  echo "GRUB $(head -c 440 "$disk" | grep -ac GRUB)"
fi`,
  judge: (output) => {
    const expected = { fr: 'disque en premier', en: 'disk first' };
    const broken = notMeasured(output, expected, 'efivarfs');
    if (broken) return broken;
    if (/^FIRMWARE=bios$/m.test(output.stdout)) {
      const good = /^SIGNATURE 55aa$/m.test(output.stdout) && /^GRUB [1-9]/m.test(output.stdout);
      const measured = good
        ? { fr: 'BIOS : chargeur présent sur le disque', en: 'BIOS: boot loader on the disk' }
        : { fr: 'BIOS : aucun chargeur sur le disque', en: 'BIOS: no boot loader on the disk' };
      return judged(good, expected, measured, { firmware: 'bios' });
    }
    const first = firstBootEntry(output.stdout);
    if (!first) return unmeasured(expected, { fr: 'ordre illisible', en: 'order unreadable' });
    return judged(first.onDisk, expected, same(`${first.name} (${first.description})`), { ...first });
  },
});

const tpmPresent = checkKind({
  kind: 'tpm-present',
  title: { fr: 'Puce TPM', en: 'TPM' },
  parameters: z.strictObject({
    version: z.enum(['1', '2']).default('2'),
    /** `false`: not applicable on a PC without a TPM. */
    required: z.boolean().default(true),
  }),
  command: () =>
    `[ -d /sys/class ] || exit 90
for tpm in /sys/class/tpm/tpm[0-9]*; do [ -e "$tpm" ] && echo "TPM $(cat "$tpm/tpm_version_major" 2>/dev/null || echo 1)"; done; echo LOOKED`,
  judge: (output, { version, required }) => {
    const expected = same(`TPM ${version}`);
    if (!/^LOOKED$/m.test(output.stdout)) return unmeasured(expected, { fr: 'illisible', en: 'unreadable' });
    const found = /^TPM (\d)/m.exec(output.stdout)?.[1];
    if (found === undefined) return absent(required, expected, { fr: 'pas de TPM', en: 'no TPM' }, {});
    return judged(found === version, expected, same(`TPM ${found}`), { version: found });
  },
});

const firmwareMode = checkKind({
  kind: 'firmware-mode',
  title: { fr: 'Mode du micrologiciel', en: 'Firmware mode' },
  parameters: z.strictObject({ mode: z.enum(['uefi', 'bios']).default('uefi') }),
  command: () =>
    `[ -d /sys/firmware ] || exit 90; if [ -d /sys/firmware/efi ]; then echo uefi; else echo bios; fi`,
  judge: (output, { mode }) => {
    const found = output.stdout.trim();
    if (found !== 'uefi' && found !== 'bios')
      return unmeasured(same(mode.toUpperCase()), { fr: 'illisible', en: 'unreadable' });
    const expected = same(mode.toUpperCase());
    return found === mode ? passed(expected, expected) : judged(false, expected, same(found.toUpperCase()));
  },
});

export const FIRMWARE_KINDS = [secureBoot, bootOrder, tpmPresent, firmwareMode];
