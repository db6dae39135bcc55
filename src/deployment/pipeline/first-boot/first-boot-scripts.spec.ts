import { powershellFaults } from '../../../../test/support/powershell-syntax.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { WINDOWS_LEFTOVERS } from '../steps/seal-windows/judged-seal.js';
import { windowsReportSchema, windowsSealSchema } from './windows-report.schema.js';

const script = (name: string) => renderTemplate(`first-boot/windows/${name}.ps1`, {});
const firstBoot = script('first-boot');
const report = script('report');

/** The lines of a function of a script, without its braces. */
function linesOf(text: string, name: string): string[] {
  const [, body = ''] = new RegExp(`^function ${name}\\b.*\\{\\n([\\s\\S]*?)^\\}`, 'm').exec(text) ?? [];
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The places of these words, in the order in which they come. */
function order(text: string, words: string[]): string[] {
  const at = words.map((word) => [text.indexOf(word), word] as const);
  expect(at.filter(([place]) => place === -1)).toEqual([]);
  return at.sort(([a], [b]) => a - b).map(([, word]) => word);
}

describe('the scripts of the first boot of Windows', () => {
  it.each(['first-boot', 'report'])('%s is what Windows PowerShell 5.1 can parse', (name) => {
    expect(powershellFaults(script(name))).toEqual([]);
  });

  it.each(['first-boot', 'report'])('%s is strict, and ends well whatever happens', (name) => {
    expect(script(name)).toContain(`Set-StrictMode -Version 2.0\n$ErrorActionPreference = 'Stop'\n`);
    expect(script(name).trimEnd().split('\n').at(-1)).toBe('exit 0');
  });

  it('count lists alone: in strict mode, Windows PowerShell stops at the Count of one thing or of none', () => {
    const text = `${firstBoot}\n${report}`;
    const counted = new Set([...text.matchAll(/\$(\w+)\.Count\b/g)].map(([, name = '']) => name));
    expect(counted.size).toBeGreaterThan(4);
    const assigned = [...text.matchAll(/\$(\w+) = (.*)/g)].filter(([, name = '']) => counted.has(name));
    expect(assigned.filter(([, , value = '']) => !value.startsWith('@(')).map(([line]) => line)).toEqual([]);
  });

  it('redirect no errors of programs: Windows PowerShell would stop at the first line of them', () => {
    expect(`${firstBoot}${report}`).not.toMatch(/2>(?:&1|\$null)/);
  });

  it('take access from everybody before anything else, then redeem, then run commands, then drivers', () => {
    expect(linesOf(firstBoot, 'Invoke-FirstBoot')).toEqual([
      "Limit-Access $folder '(OI)(CI)F'",
      '$null = & icacls.exe "$folder\\*" /reset /t /q',
      'if ($LASTEXITCODE -ne 0) { throw "icacls $folder exits with $LASTEXITCODE" }',
      '$settings = Read-Json "$folder\\first-boot.json"',
      'Register-Report',
      'Install-Drivers $true $DRIVERS_SECONDS',
      'Connect-Etabli $settings',
      '$order = @{ protocol = 1; identity = (Get-Identity); key = (Get-OwnKey) }',
      '$redeemed = Send-Until "$($settings.server)/phone-home/windows/redeem" $settings.ticket $order $REDEEM_SECONDS',
      '$answer = [xml] $redeemed.answer',
      'Save-Json "$folder\\session.json" @{ server = $settings.server; token = $redeemed.session; keepsAutologon = $redeemed.keepsAutologon }',
      'Save-Answer $answer',
      '# From now on nothing redeems with this ticket any more, from wherever.',
      'try { $null = Send-Json "$($settings.server)/phone-home/windows/acknowledge" $redeemed.session @{ } } catch { Write-Line \'not acknowledged\' }',
      '$commands = @(Invoke-Commands $answer)',
      '$joined = Join-Offline $answer',
      'Save-Json "$folder\\specialize.json" @{ commands = $commands; join = $joined }',
      'Install-Drivers $false $DRIVERS_SECONDS',
    ]);
    expect(firstBoot).toContain(
      'Remove-Item -LiteralPath "$folder\\first-boot.json", "$folder\\own.key" -Force -ErrorAction SilentlyContinue',
    );
  });

  it('write a secret only into a file that nobody else can read any more', () => {
    const save = linesOf(firstBoot, 'Save-Secret').join('\n');
    const words = ['Remove-Item -LiteralPath $Path', '[byte[]] @()', 'Limit-Access', '$stream.Write('];
    expect(order(save, words)).toEqual(words);
    expect(save).toContain('$stream.Flush($true)');
    const limit = linesOf(firstBoot, 'Limit-Access').join('\n');
    expect(order(limit, ['/reset /q', '/inheritance:r'])).toEqual(['/reset /q', '/inheritance:r']);
  });

  it('trust the authority of Établi alone, and no date', () => {
    expect(firstBoot).toContain('ServicePointManager.ServerCertificateValidationCallback = Judge;');
    expect(firstBoot).toContain('!Same(chain.ChainElements[count - 1].Certificate.RawData, root.RawData)');
    expect(firstBoot).toContain(
      'X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.NotTimeNested;',
    );
    expect(firstBoot).not.toMatch(/return true;\s*\}\s*private static string Fault/);
  });

  it('put the answer file into both places that Windows searches before all others on the disk', () => {
    expect(linesOf(firstBoot, 'Save-Answer').filter((line) => line.startsWith('Save-Secret'))).toEqual([
      'Save-Secret "$env:SystemRoot\\Panther\\Unattend\\unattend.xml" $bytes',
      'Save-Secret "$env:SystemRoot\\Panther\\unattend.xml" $bytes',
    ]);
  });

  it('know what pnputil answers', () => {
    expect(linesOf(firstBoot, 'Get-Outcome')).toEqual([
      "if ($Run.timedOut) { return 'timed-out' }",
      'switch ($Run.exitCode) {',
      "0 { return 'installed' }",
      '# No device takes it, or a better driver is there.',
      "259 { return 'not-needed' }",
      "3010 { return 'restart-needed' }",
      "1641 { return 'restart-needed' }",
      '}',
      "return 'failed'",
    ]);
  });

  it('give pnputil names alone: a quote, a wildcard or a path among them is refused', () => {
    const [, pattern = ''] = /-notmatch '(\[.*?\])'/.exec(linesOf(firstBoot, 'Test-Name').join('\n')) ?? [];
    const refused = new RegExp(pattern);
    for (const name of ['a"b.inf', '..\\x.inf', 'c:x.inf', '*.inf', 'a|b', 'a<b', 'a\nb'])
      expect(name).toMatch(refused);
    for (const name of ['iaStorVD.inf', "l'été & co (2).inf", 'réseau.inf'])
      expect(name).not.toMatch(refused);
  });

  it('clean up before they say so, the secrets first', () => {
    const steps = linesOf(report, 'Invoke-Report');
    const words = ['Clear-Answers', '/phone-home/windows/report', 'Clear-All', '/phone-home/windows/sealed'];
    expect(order(steps.join('\n'), words)).toEqual(words);
  });

  it('look for what they leave wherever the certificate says that they looked', () => {
    const searched = WINDOWS_LEFTOVERS.map((place) => place.split('\\').at(-1)!.replace('task: ', ''));
    expect(searched.filter((word) => !report.includes(word))).toEqual([]);
  });

  it('tell Établi every part that it reads, by its name', () => {
    const { boot, drivers, devices, options } = windowsReportSchema.shape;
    const shapes = [
      ...[windowsReportSchema, windowsSealSchema, windowsSealSchema.shape.autologon, boot],
      ...[drivers.element, devices.unwrap(), devices.unwrap().shape.ill.element, options.unwrap()],
    ];
    const names = shapes.flatMap(({ shape }) => Object.keys(shape));
    expect(names.length).toBeGreaterThan(40);
    const text = `${firstBoot}\n${report}`;
    const told = (name: string) =>
      new RegExp(`\\b${name} = `).test(text) || new RegExp(`foreach \\(\\$name in .*'${name}'`).test(text);
    expect(names.filter((name) => !told(name))).toEqual([]);
  });
});
