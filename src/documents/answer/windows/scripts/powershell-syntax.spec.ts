import { powershellFaults } from '../../../../../test/support/powershell-syntax.js';

describe('what a parser finds wrong in PowerShell', () => {
  it('is nothing in what Windows PowerShell 5.1 runs', () => {
    const text = [
      'param([string]$Phase)',
      'try {',
      "  foreach ($file in Get-ChildItem 'C:\\Windows') { if ($file.Length -gt 3kb) { $file.Name } else { exit 3 } }",
      '} catch { Write-Output "no: $($_.Exception.Message)" } finally { [gc]::Collect() }',
      "$text = @'",
      'a && b || c ?? d else { }',
      "'@",
    ].join('\n');
    expect(powershellFaults(text)).toEqual([]);
  });

  it.each([
    ['an unclosed brace', 'function F { param($x)', ['line 1: missing }']],
    ['an unclosed quote', "a\n$x = 'b", [`line 2: unexpected "$x = 'b"`]],
    ['a here-string without its end', "$x = @'\na\n", [`line 1: unexpected "$x = @'\\na\\n"`]],
    ['a chain of PowerShell 7', 'a && b', ['line 1: && needs PowerShell 7']],
    ['an alternative chain', 'a || b', ['line 1: || needs PowerShell 7']],
    ['a null coalescence', '$x = $a ?? 3', ['line 1: unexpected "$a ??"']],
    ['a ternary', '$x = $a ? 3 : 4', ['line 1: unexpected "$a ? 3 :"']],
    ['a try alone', 'try { a }', ['line 1: try without catch or finally']],
    ['a stray else', 'a\nelse { b }', ['line 2: else belongs to nothing']],
  ])('is %s', (_title, text, faults) => {
    expect(powershellFaults(text)).toEqual(faults);
  });
});
