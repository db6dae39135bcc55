import { changesOfForm } from './form-change.js';
import { elsewhereOf } from './elsewhere.js';
import { groupsOf, type Known } from './form.js';

const KNOWN: Known = { masters: ['debian-13'], programs: ['7-zip'], directories: [] };
const change = (id: string, value: string, text: unknown = {}) => changesOfForm({ id, value }, text, KNOWN);

describe('a change in the form of a profile', () => {
  it('is a value of the kind that the field has, or nothing for an empty field', () => {
    expect(change('name', 'a')).toEqual([{ path: ['name'], value: 'a' }]);
    expect(change('name', ' ')).toEqual([{ path: ['name'], value: undefined }]);
    expect(change('hardware.batteryHealthMinimumPercent', '60')?.[0]?.value).toBe(60);
    expect(change('hardware.batteryHealthMinimumPercent', 'sixty')?.[0]?.value).toBe('sixty');
    expect(change('hardware.memoryMinimumBytes', '4GiB')?.[0]?.value).toBe('4GiB');
    expect(change('hardware.memoryMinimumBytes', '4294967296')?.[0]?.value).toBe(4_294_967_296);
    expect(change('hardware.diskHealth', 'false')?.[0]?.value).toBe(false);
    expect(change('disk.rule.bus', 'nvme, sata')?.[0]?.value).toEqual(['nvme', 'sata']);
  });

  it('reaches the accounts that are there, and adds and removes one', () => {
    const text = { users: [{ name: 'a' }, { name: 'b' }] };
    expect(change('users.1.groups', 'sudo, audio', text)).toEqual([
      { path: ['users', 1, 'groups'], value: ['sudo', 'audio'] },
    ]);
    expect(change('users.1.password.vault', 'users/b', text)).toEqual([
      { path: ['users', 1, 'password', 'vault'], value: 'users/b' },
    ]);
    expect(change('add:users', '', text)).toEqual([{ path: ['users', 2], value: { name: 'utilisateur' } }]);
    expect(change('add:users', '')).toEqual([{ path: ['users'], value: [{ name: 'utilisateur' }] }]);
    expect(change('remove:users.0', '', text)).toEqual([{ path: ['users', 0], value: undefined }]);
    expect(change('users.2.name', 'c', text)).toBeUndefined();
  });

  it('replaces software whose kind changes, with what both kinds have', () => {
    const text = { software: [{ kind: 'apt', packages: ['keepassxc', 'vlc'] }] };
    expect(change('software.0.kind', 'catalogue', text)).toEqual([
      { path: ['software', 0], value: { kind: 'catalogue', name: 'keepassxc' } },
    ]);
  });

  it('writes the word alone for Secure Boot, or into the group that stands there', () => {
    expect(change('security.secureBoot', 'optional')?.[0]?.path).toEqual(['security', 'secureBoot']);
    const text = { security: { secureBoot: { need: 'required', authorities: 'update' } } };
    expect(change('security.secureBoot.need', 'optional', text)).toEqual([
      { path: ['security', 'secureBoot', 'need'], value: 'optional' },
    ]);
  });

  it('measures a check of a Linux, gives it a severity, and leaves it out', () => {
    expect(change('recette:swap', 'reserve')).toEqual([
      { path: ['recette', 'checks'], value: [{ kind: 'swap', severity: 'reserve' }] },
    ]);
    const text = { recette: { checks: [{ kind: 'dns' }, { kind: 'swap', severity: 'reserve' }] } };
    expect(change('recette:swap', 'blocking', text)).toEqual([
      { path: ['recette', 'checks', 1, 'severity'], value: 'blocking' },
    ]);
    expect(change('recette:swap', '', text)).toEqual([{ path: ['recette', 'checks', 1], value: undefined }]);
    expect(change('recette:swap', 'without', text)).toBeUndefined();
    const twice = { recette: { checks: [{ kind: 'dns' }, { kind: 'dns' }] } };
    expect(change('recette:dns', 'reserve', twice)).toBeUndefined();
  });

  it('leaves a check of a Windows out by name, and takes it back', () => {
    const text = { windows: {} };
    expect(change('recette:antivirus-running', 'without', text)).toEqual([
      { path: ['recette', 'without'], value: ['antivirus-running'] },
    ]);
    const without = { windows: {}, recette: { without: ['dns', 'antivirus-running'] } };
    expect(change('recette:antivirus-running', 'blocking', without)).toEqual([
      { path: ['recette', 'checks'], value: [{ kind: 'antivirus-running', severity: 'blocking' }] },
      { path: ['recette', 'without', 1], value: undefined },
    ]);
    expect(change('recette:no-such-check', 'without', text)).toBeUndefined();
  });

  it('reaches the options of Windows that have a row, in the releases that have them', () => {
    const text = { windows: { target: 'windows-11-25h2' } };
    expect(change('windows.security.uac.level', 'default', text)).toEqual([
      { path: ['windows', 'security', 'uac', 'level'], value: 'default' },
    ]);
    expect(change('windows.security.uac.level', 'default', {})).toBeUndefined();
  });
});

describe('what only the YAML says', () => {
  it('is every part without a field, with the number of its settings', () => {
    const text = {
      name: 'a',
      disk: { rule: { bus: ['nvme'] }, layout: { esp: { sizeBytes: '512MiB' } } },
      network: { wifi: [{ ssid: 'x', security: 'wpa2' }] },
      kernel: {},
    };
    expect(elsewhereOf(text, groupsOf(text, KNOWN))).toEqual([
      { path: 'disk.layout.esp', count: 1 },
      { path: 'network', count: 2 },
    ]);
  });
});
