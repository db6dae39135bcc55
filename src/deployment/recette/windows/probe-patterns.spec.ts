import { renderTemplate } from '../../../platform/template/index.js';

const TEMPLATE = renderTemplate('windows/recette/measure.ps1', {});

/** The patterns that a probe searches with. */
function patternsOf(probe: string): string[] {
  const [, body = ''] = TEMPLATE.split(`$PROBES['${probe}'] =`);
  const [own = ''] = body.split('$PROBES[');
  return [...own.matchAll(/(?:Match(?:es)?\(\$\w+, |-match )'([^']*)'/g)].map(([, pattern]) => pattern!);
}

describe('the audit policy that a PC exports', () => {
  const [pattern] = patternsOf('audit-policy');
  const found = (line: string) => new RegExp(pattern!).exec(line)?.slice(1);
  const LOGON = '{0cce9215-69ae-11d9-bed3-505054503030}';

  it.each([
    ['English', `PC-1,System,Logon,${LOGON},Success and Failure,,3`],
    ['French', `PC-1,Système,Ouvrir la session,${LOGON},Succès et échec,,3`],
    ['French, read in another code page', `PC-1,Syst\ufffdme,Ouvrir la session,${LOGON},Succ\ufffds,,3`],
    ['a name with a comma', `PC-1,System,"Logon, by RADIUS",${LOGON},Success and Failure,,3`],
  ])('is found in %s', (_, line) => {
    expect(found(line)).toEqual([LOGON.slice(1, -1), '3']);
  });

  it.each([
    ['of one account alone', `PC-1,S-1-5-21-1-2-3-1001,Logon,${LOGON},Success,,1`],
    ['of an account that is named', `PC-1,{S-1-5-21-1-2-3-1001},Logon,${LOGON},Success,,1`],
    ['an option', 'PC-1,,Option:CrashOnAuditFail,,Disabled,,0'],
    ['the head', 'Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,,Setting Value'],
  ])('is not %s', (_, line) => {
    expect(found(line)).toBeUndefined();
  });
});

describe('the passwords that answer files keep', () => {
  const [blocks, value] = patternsOf('answer-files');
  const isKept = (text: string): boolean =>
    [...text.matchAll(new RegExp(blocks!, 'g'))].some(([block]) => new RegExp(value!, 'i').test(block));

  it.each([
    ['<AdministratorPassword><Value>cGFzcw==</Value><PlainText>false</PlainText></AdministratorPassword>'],
    ['<AdministratorPassword><PlainText>false</PlainText><Value>cGFzcw==</Value></AdministratorPassword>'],
    ['<Credentials><Domain>corp</Domain><Password>secret</Password></Credentials>'],
    ['<Password wcm:action="add">\n  <Value>x</Value></Password>'],
    ['<u:Password><u:Value>x</u:Value></u:Password>'],
    ['<Provisioning><AccountData>ARAIAMzMzMw</AccountData></Provisioning>'],
    ['<MachinePassword>x</MachinePassword>'],
  ])('are found in %s', (text) => {
    expect(isKept(text)).toBe(true);
  });

  it.each([
    ['<AdministratorPassword>*SENSITIVE*DATA*DELETED*</AdministratorPassword>'],
    ['<Credentials>*SENSITIVE*DATA*DELETED*</Credentials>'],
    ['<Password><Value>*SENSITIVE*DATA*DELETED*</Value></Password>'],
    ['<Password><Value></Value></Password>'],
    ['<AccountData>*SENSITIVE*DATA*DELETED*</AccountData>'],
    ['<PasswordNeverExpires>true</PasswordNeverExpires>'],
    ['<ComputerName>PC-1</ComputerName>'],
  ])('are not found in %s', (text) => {
    expect(isKept(text)).toBe(false);
  });
});
