import { renderTemplate } from '../../../../platform/template/index.js';

/** A file for the volume of Windows, as the agent takes it. */
export interface VolumeFile {
  /** `Windows/Panther/unattend.xml` */
  path: string;
  base64: string;
}

interface Given {
  /** The answer file without secrets. */
  unattend: string;
  /** The script that reads the asked options of the registry. */
  optionsScript: string;
  certificateAuthority: string;
  server: string;
  ticket: string;
}

/** Windows PowerShell 5.1 reads a script without this mark in the code page of the PC. */
const MARK = '\ufeff';

/** What is written into the volume. The scripts are the same for every PC: all values stand in first-boot.json. */
export function answerFiles({
  unattend,
  optionsScript,
  certificateAuthority,
  server,
  ticket,
}: Given): VolumeFile[] {
  const powershell = (name: string) => MARK + lines(renderTemplate(name, {}));
  return [
    file('Windows/Panther/unattend.xml', unattend),
    file('Windows/Etabli/first-boot.ps1', powershell('first-boot/windows/first-boot.ps1')),
    file('Windows/Etabli/report.ps1', powershell('first-boot/windows/report.ps1')),
    file('Windows/Etabli/options.ps1', MARK + lines(optionsScript)),
    file('Windows/Etabli/ca.pem', certificateAuthority),
    file('Windows/Etabli/first-boot.json', JSON.stringify({ server, ticket })),
  ];
}

function lines(text: string): string {
  return text.replaceAll(/\r?\n/g, '\r\n');
}

function file(path: string, text: string): VolumeFile {
  return { path, base64: Buffer.from(text, 'utf8').toString('base64') };
}
