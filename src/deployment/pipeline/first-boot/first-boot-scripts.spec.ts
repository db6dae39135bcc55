import { powershellFaults, powershellTwins } from '../../../../test/support/powershell-syntax.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { ACCESS_PARTS } from '../steps/seal-windows/judged-access.js';
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

  it.each(['first-boot', 'report'])(
    '%s has no variables that differ only in case: PowerShell takes both for one',
    (name) => {
      expect(powershellTwins(script(name))).toEqual([]);
    },
  );

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
    const first = linesOf(report, 'Send-Report').join('\n');
    expect(order(first, ['Clear-Answers', '/phone-home/windows/report'])).toEqual([
      ...['Clear-Answers', '/phone-home/windows/report'],
    ]);
    const steps = linesOf(report, 'Invoke-Report').join('\n');
    const words = ['Send-Report', 'Wait-End', 'Close-Access', 'Clear-All', '/phone-home/windows/sealed'];
    expect(order(steps, words)).toEqual(words);
  });

  it('read how the scripts ended before anything is removed, and whatever holds the file open', () => {
    const steps = linesOf(report, 'Send-Report').join('\n');
    const words = ['Get-Measured { Get-Summary }', 'Clear-Answers', 'Get-Report'];
    expect(order(steps, words)).toEqual(words);
    expect(linesOf(report, 'Get-Summary')).toEqual([
      'if (-not (Test-Path -LiteralPath $SUMMARY)) { return $null }',
      "$ended = @((Read-Shared $SUMMARY) -split '\\r?\\n' | Where-Object { $_ -match '\\t' } | ForEach-Object {",
      '$null, $called, $status = $_ -split "`t", 3',
      '@{ name = (Get-Start $called 300); status = (Get-Start $status 300) }',
      '})',
      'return @{ lines = @($ended | Select-Object -First 1000) }',
    ]);
    expect(linesOf(report, 'Test-FirstLogon').join('\n')).toContain('(Read-Shared $SUMMARY) -match');
  });

  it('tell nothing where they could not measure, and never an empty list', () => {
    const told = linesOf(report, 'Get-Report');
    expect(told).toContain(
      '$report = @{ protocol = 1; identity = (Get-Identity); commands = $null; scripts = $null; join = $null; drivers = $null }',
    );
    expect(told).toContain('$specialize = Get-Measured { Read-Json "$folder\\specialize.json" }');
    expect(told).toContain('if ($null -ne $Ran) { $report.scripts = @($Ran.lines) }');
    const seal = linesOf(report, 'Get-Seal');
    expect(seal).toContain('$seal = @{ left = $null; kept = @(); dropped = $null }');
    expect(seal).toContain('$found = Get-Measured { Get-Leftovers $IsAwaited }');
    const steps = linesOf(report, 'Send-Report');
    expect(steps).toContain('$told = @{ handOver = $null; dropped = $null; isAwaited = $isAwaited }');
    expect(steps).toContain(
      'if ($null -ne $awaited) { $told.dropped = Get-Measured { @{ names = @(Get-Dropped) } } }',
    );
  });

  it('take a task for absent only where schtasks has listed the tasks, and tell every search that failed', () => {
    const left = linesOf(report, 'Get-Leftovers').join('\n');
    expect(left).toContain('$left += @($answers.unsearched)');
    expect(left).toContain("if ($null -eq $listed) { $left += 'task: not searched' }");
    expect(linesOf(report, 'Get-Tasks')).toEqual([
      '$run = Invoke-Program "$env:SystemRoot\\System32\\schtasks.exe" \'/query /fo csv /nh\' 120',
      '# Those of Windows itself are always there: a list without them was not read.',
      "if ($run.exitCode -ne 0 -or $run.output -notmatch '\\\\Microsoft\\\\Windows\\\\') { return $null }",
      'return $run.output',
    ]);
    expect(report).not.toMatch(/Get-ScheduledTask|Unregister-ScheduledTask/);
    const find = linesOf(report, 'Find-AnswerCopies').join('\n');
    expect(find).toContain('-ErrorVariable faults');
    expect(find).toContain('"not searched: $_"');
  });

  it('look for what they leave wherever the certificate says that they looked', () => {
    const searched = WINDOWS_LEFTOVERS.map((place) => place.split('\\').at(-1)!.replace('task: ', ''));
    expect(searched.filter((word) => !report.includes(word))).toEqual([]);
  });

  it('end what was cut off before they take its task away: it would go on as SYSTEM', () => {
    const clear = linesOf(report, 'Clear-Tasks').join('\n');
    const words = ['Get-CutOff', '/end /tn', '/delete /tn'];
    expect(order(clear, words)).toEqual(words);
  });

  it('write down what stood there before they change anything, and let somebody in last of all', () => {
    const open = linesOf(report, 'Open-Access').filter((line) => !line.startsWith('#'));
    expect(open.slice(0, 2)).toEqual(['Save-Before', '$made = New-Request $Name']);
    expect(open.slice(4)).toEqual([
      'Set-Settings',
      'Set-ServiceStart 2 0',
      'Restart-Service -Name WinRM -Force',
      'Set-Account $enrolment',
      'Add-Listener $Name (Add-Certificate $enrolment.certificate $made.rsa)',
      'Confirm-Encryption',
      'Add-Rule $enrolment.addresses',
      "[IO.File]::WriteAllText($OPEN_MARK, '')",
    ]);
    expect(linesOf(report, 'Save-Before').slice(-2)).toEqual([
      'Save-Json "$REMOTE.new" @{ values = $values; service = $service }',
      '[IO.File]::Move("$REMOTE.new", $REMOTE)',
    ]);
  });

  it('refuse passwords in clear, and listen for the addresses of the server alone', () => {
    const set = [...report.matchAll(/name = '(\w+)'; value = (\d+) \}/g)].map(([, name, value]) => [
      name,
      Number(value),
    ]);
    expect(Object.fromEntries(set)).toEqual({
      LocalAccountTokenFilterPolicy: 1,
      AllowBasic: 0,
      AllowUnencryptedTraffic: 0,
      MaxShellsPerUser: 100,
      MaxProcessesPerShell: 200,
      MaxMemoryPerShellMB: 8192,
    });
    expect(linesOf(report, 'Add-Rule').join('\n')).toContain(
      '-LocalPort $PORT -RemoteAddress @($Addresses | ForEach-Object { [string] $_ }) -Profile Any',
    );
    expect(linesOf(report, 'New-Request').join('\n')).toContain(
      '$parameters.ExportPolicy = [Security.Cryptography.CngExportPolicies]::None',
    );
    // No command line has the password: net.exe would.
    expect(report).not.toMatch(/\bnet(\.exe)? user\b/);
  });

  it('take everything away that had let somebody in, one part after the other, whatever fails', () => {
    const close = linesOf(report, 'Close-Access').join('\n');
    const words = [
      'Remove-Item -LiteralPath $OPEN_MARK',
      ...[
        '{ Remove-Listener }',
        '{ Remove-Rule }',
        '{ Reset-Settings }',
        '{ Stop-Service -Name WinRM -Force }',
      ],
      ...['{ Remove-Account }', '{ Remove-Certificate }', '{ Remove-PrivateKey }', '{ Set-ServiceStart'],
      'try { $null = & $part } catch',
    ];
    expect(order(close, words)).toEqual(words);
    const steps = linesOf(report, 'Invoke-Report').join('\n');
    const looked = ['Close-Access', '$access = Get-Access', 'Clear-All', '$seal.access = $access'];
    expect(order(steps, looked)).toEqual(looked);
  });

  it('go by themselves when nobody answers for a day, or their token has ended', () => {
    expect(report).toContain('$SILENCE_SECONDS = 86400\n');
    const next = linesOf(report, 'Get-Next');
    expect(next).toContain("if (@(401, 403, 404) -contains $fault.status) { return 'leave' }");
    expect(next[0]).toBe('$asked = $clock.Elapsed.TotalSeconds');
    expect(next).toContain(
      '$silence = (Get-Silence) + $NEXT_SECONDS + [int] ($clock.Elapsed.TotalSeconds - $asked)',
    );
    // The task lives longer than 48 hours of the token, 24 of silence and 4 of the last report.
    expect(Number(/-ExecutionTimeLimit \(New-TimeSpan -Hours (\d+)\)/.exec(firstBoot)?.[1])).toBe(96);
    expect(next).toContain("if ($silence -ge $SILENCE_SECONDS) { return 'leave' }");
    expect(linesOf(report, 'Invoke-Report')).toContain("if ($end -eq 'leave') { return }");
  });

  it('look for each part of the access where the certificate says that they looked', () => {
    const words: Record<keyof typeof ACCESS_PARTS, string> = {
      listener: "$LISTENER_KEY = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WSMAN\\Listener'",
      firewallRule: "$RULE = 'Etabli-WinRM'",
      certificate: "$OWN_NAME = '[0-9a-f-]{36}\\.etabli\\.invalid$'",
      privateKey: "$OWN_KEY = 'Etabli hand-over'",
      account: "$OWN_ACCOUNT = '^etabli-[0-9a-f]{12}$'",
      profile: "$OWN_PROFILE = '\\\\etabli-[0-9a-f]{12}(\\.[^\\\\]*)?$'",
      tokenFilter: "$TOKEN_KEY = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System'",
      settings: "$WINRM_KEY = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM'",
      service: "$SERVICE_KEY = 'SYSTEM\\CurrentControlSet\\Services\\WinRM'",
    };
    expect(Object.values(words).filter((word) => !report.includes(word))).toEqual([]);
    const told = linesOf(report, 'Get-Access').join('\n');
    expect(
      Object.keys(ACCESS_PARTS).filter((part) => !told.includes(`$access.${part} = Get-Measured {`)),
    ).toEqual([]);
  });

  it('tell Établi every part that it reads, by its name', () => {
    const { boot, commands, scripts, drivers, devices, options } = windowsReportSchema.shape;
    const shapes = [
      ...[windowsReportSchema, windowsSealSchema, windowsSealSchema.shape.autologon, boot],
      windowsSealSchema.shape.access.unwrap().unwrap(),
      ...[drivers.unwrap().element, commands.unwrap().element, scripts.unwrap().unwrap().element],
      ...[devices.unwrap(), devices.unwrap().shape.ill.element, options.unwrap()],
    ];
    const names = shapes.flatMap(({ shape }) => Object.keys(shape));
    expect(names.length).toBeGreaterThan(40);
    const text = `${firstBoot}\n${report}`;
    const told = (name: string) =>
      new RegExp(`\\b${name} = `).test(text) || new RegExp(`foreach \\(\\$name in .*'${name}'`).test(text);
    expect(names.filter((name) => !told(name))).toEqual([]);
  });
});
