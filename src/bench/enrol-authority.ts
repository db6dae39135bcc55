import { join } from 'node:path';
import { command } from './command.js';
import { type Authority, variablesTemplate } from './qemu-arguments.js';

/** The folder of Microsoft's certificates in python3-virt-firmware. */
const CERTIFICATES = '/usr/lib/python3/dist-packages/virt/firmware/certs';
/** The signature owner of Microsoft's entries. */
const MICROSOFT = '77fa9abd-0359-4d32-bd60-28f4e78f784b';

const FILES: Record<Authority, { exchange: string; loaders: string; windows: string }> = {
  '2011': {
    exchange: 'MicrosoftCorporationKEKCA2011.pem',
    loaders: 'MicrosoftCorporationUEFICA2011.pem',
    windows: 'MicrosoftWindowsProductionPCA2011.pem',
  },
  '2023': {
    exchange: 'MicrosoftCorporationKEK2KCA2023.pem',
    loaders: 'MicrosoftUEFICA2023.pem',
    windows: 'WindowsUEFICA2023.pem',
  },
};

/** Writes firmware variables with Secure Boot that trust only Microsoft's certificates of that year. */
export async function enrolAuthority(path: string, authority: Authority): Promise<void> {
  const { exchange, loaders, windows } = FILES[authority];
  const key = (option: string, file: string) => [option, MICROSOFT, join(CERTIFICATES, file)];
  await command('virt-fw-vars', [
    ...['--input', variablesTemplate('uefi') ?? '', '--output', path],
    ...key('--set-pk', exchange),
    ...key('--add-kek', exchange),
    ...key('--add-db', windows),
    ...key('--add-db', loaders),
    '--secure-boot',
  ]);
}
