import { linesFrom, networkOf } from '../../../../../test/support/windows-network.js';

describe('the proxy', () => {
  const KEY = 'HKEY_USERS\\DefaultUser\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
  const proxy = { server: 'proxy.example.org:8080', bypass: ['*.corp.example', '[fd00::1]'] };

  it('is that of services', () => {
    expect(networkOf({ network: { proxy } }).script('proxy')?.text?.split('\n').slice(2, 5)).toEqual([
      "$arguments = @('winhttp', 'set', 'proxy', ('proxy-server=' + 'proxy.example.org:8080'))",
      "$arguments += 'bypass-list=' + '*.corp.example;[fd00::1];<local>'",
      '& netsh.exe $arguments',
    ]);
  });

  it('leaves no empty list behind', () => {
    expect(
      networkOf({ network: { proxy: { server: 'p:80', bypassLocal: false } } }).script('proxy')?.text,
    ).not.toContain('bypass-list');
  });

  it('is that of every new account, with its PAC file', () => {
    const all = { ...proxy, bypassLocal: false, autoConfigUrl: 'http://p.example/x.pac' };
    expect(
      linesFrom(
        networkOf({ network: { proxy: all } }).script('proxy-of-users')?.text,
        "Set-Value 'HKEY",
      ).slice(0, 4),
    ).toEqual([
      `Set-Value '${KEY}' 'ProxyEnable' 'DWord' '1'`,
      `Set-Value '${KEY}' 'ProxyServer' 'String' 'proxy.example.org:8080'`,
      `Set-Value '${KEY}' 'ProxyOverride' 'String' '*.corp.example;[fd00::1]'`,
      `Set-Value '${KEY}' 'AutoConfigURL' 'String' 'http://p.example/x.pac'`,
    ]);
  });

  it('can be a PAC file alone, which services have not', () => {
    const asked = { proxy: { autoConfigUrl: 'http://p.example/x.pac' } };
    expect(networkOf({ network: asked }).script('proxy')?.text).toBeUndefined();
    expect(networkOf({ network: asked }).script('proxy-of-users')?.text).not.toContain('ProxyEnable');
  });
});
