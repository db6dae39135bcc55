import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const MSI = {
  code: '{6B1F3A8E-7C4D-4B5E-9A10-2F3C4D5E6F70}',
  name: 'Éditeur d’essai',
  version: '2.10.3',
  manufacturer: 'Société & Fils',
};

/** An MSI made by wixl (msitools), which shares its libraries with msiinfo but none of Établi's code. */
export function madeMsi(
  folder: string,
  file: string,
  { version = MSI.version, architecture = 'x64' } = {},
): string {
  const id = (last: string) => `0B1F3A8E-7C4D-4B5E-9A10-2F3C4D5E6F${last}`;
  const programs = architecture === 'x64' ? 'ProgramFiles64Folder' : 'ProgramFilesFolder';
  const source = join(folder, 'source.wxs');
  writeFileSync(
    source,
    `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="${MSI.code.slice(1, -1)}" Name="${MSI.name}" Version="${version}" Manufacturer="Société &amp; Fils" Language="1036" UpgradeCode="${id('71')}">
    <Package InstallerVersion="200" Compressed="yes"/>
    <Media Id="1" Cabinet="a.cab" EmbedCab="yes"/>
    <Directory Id="TARGETDIR" Name="SourceDir"><Directory Id="${programs}"><Directory Id="D" Name="Essai">
      <Component Id="C" Guid="${id('72')}"><File Id="F" Source="${source}" KeyPath="yes"/></Component>
    </Directory></Directory></Directory>
    <Feature Id="M" Level="1"><ComponentRef Id="C"/></Feature>
  </Product>
</Wix>`,
  );
  const path = join(folder, file);
  execFileSync('wixl', ['-a', architecture, '-o', path, source], { stdio: 'pipe' });
  return path;
}
