import { execFileSync } from 'node:child_process';
import { renderBiosEarlyConfig, renderBootScript, renderGrubConfig } from './boot-script.js';

const context = { http: '10.77.1.3:8080', phoneHome: 'https://10.77.1.3:8443', language: 'fr' } as const;

/** GRUB's own parser reads the script. */
function check(script: string): void {
  execFileSync('grub-script-check', { input: script });
}

const DISK = `echo "Etabli: disque de ce PC / this PC's own disk"
if [ "$grub_platform" = "efi" ]; then
  # exit would end in the firmware's setup, not on the disk; root must be the disk for its loader to be accepted.
  for file in '/EFI/debian/shimx64.efi' '/EFI/ubuntu/shimx64.efi' '/EFI/fedora/shimx64.efi' '/EFI/Microsoft/Boot/bootmgfw.efi' '/EFI/BOOT/BOOTX64.EFI' ; do
    if search --no-floppy --set=root --file "$file"; then
      if chainloader "$file"; then boot; fi
    fi
  done
fi
exit
`;

const ENVIRONMENT = `echo 'Etabli : installation de ce PC'
set loaded=
for try in 1 2 3; do
  if linux '(http,10.77.1.3:8080)/env/vmlinuz' console=tty0 console=ttyS0,115200 panic=60 'etabli.server=https://10.77.1.3:8443' 'etabli.ticket=AbC-1_2' 'etabli.language=fr' ; then set loaded=1; break; fi
  echo "Etabli: noyau non charge / kernel not loaded ($try)"
  sleep 1
done
if [ -z "$loaded" ]; then sleep 5; reboot; fi
for try in 1 2 3; do
  if initrd '(http,10.77.1.3:8080)/env/initrd.img'; then boot; fi
  echo "Etabli: initrd non charge / initrd not loaded ($try)"
  sleep 1
done
reboot
`;

describe('renderBootScript', () => {
  it('loads the environment with its ticket for an armed deployment', () => {
    const script = renderBootScript(
      { kind: 'environment', reason: 'deployment', ticket: 'AbC-1_2' },
      context,
    );
    expect(script).toBe(ENVIRONMENT);
    check(script);
  });

  it('shows that an unknown PC is only registered', () => {
    const answer = { kind: 'environment', reason: 'inventory', ticket: 'AbC-1_2' } as const;
    expect(renderBootScript(answer, { ...context, language: 'en' })).toBe(
      ENVIRONMENT.replace("'Etabli : installation de ce PC'", "'Etabli: this PC will be registered'").replace(
        'language=fr',
        'language=en',
      ),
    );
  });

  it('boots the disk, with its loader under UEFI and with exit under BIOS', () => {
    const script = renderBootScript({ kind: 'disk' }, context);
    expect(script).toBe(DISK);
    check(script);
  });

  it.each([
    ['deployment', 600],
    ['inventory', 60],
  ] as const)('says that the memory is too small for a %s, then goes on to the disk', (reason, seconds) => {
    const answer = { kind: 'short-memory', reason, foundMib: 512, leastMib: 768 } as const;
    const script = renderBootScript(answer, { ...context, language: 'en' });
    expect(script).toBe(`echo 'Etabli: this PC has 512 MiB of memory and needs at least 768.'
echo 'Nothing was changed on it. Add memory, then power it on again.'
sleep --interruptible '${seconds}'
${DISK}`);
    check(script);
    expect(renderBootScript(answer, context)).toContain(
      "echo 'Etabli : ce PC a 512 Mio de memoire, il en faut au moins 768.'",
    );
  });

  it('quotes a hostile ticket', () => {
    const ticket = "x' ; halt ; echo '$root`\\";
    const script = renderBootScript({ kind: 'environment', reason: 'deployment', ticket }, context);
    expect(script).toContain("'etabli.ticket=x'\\'' ; halt ; echo '\\''$root`\\'");
    check(script);
  });
});

describe('renderGrubConfig', () => {
  it('sends MAC, serial number and UUID, and boots the disk when there is no answer', () => {
    const script = renderGrubConfig('10.77.1.3:8080');
    expect(script).toContain(`set server='10.77.1.3:8080'\n`);
    expect(script).toContain(
      `configfile "(http,$server)/boot/$net_default_mac/grub.cfg?serial=$serial&uuid=$uuid&memory=$memory"`,
    );
    expect(script.endsWith(DISK)).toBe(true);
    check(script);
  });
});

describe('renderBiosEarlyConfig', () => {
  it('names the server that the BIOS image fetches its configuration from', () => {
    expect(renderBiosEarlyConfig('10.77.1.3')).toBe(`set root='(tftp,10.77.1.3)'
set prefix='(tftp,10.77.1.3)/grub'
normal '(tftp,10.77.1.3)/grub/grub.cfg'
`);
  });
});
