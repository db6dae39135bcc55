import { same } from '../../../platform/core/index.js';
import { z } from 'zod';
import { checkKind, noParameters } from '../check.js';
import { judged, linesOf, listText, notMeasured, unmeasured } from '../judgement.js';

const users = checkKind({
  kind: 'users',
  title: { fr: 'Comptes des utilisateurs', en: 'User accounts' },
  parameters: z.strictObject({
    users: z.array(z.string()).optional(),
    /** Accept other user accounts. */
    allowOthers: z.boolean().default(false),
  }),
  facts: ['users'],
  command: () =>
    `awk -F: '$3>=1000 && $3<60000 {print $1 ":" $3 ":" $6 ":" $7}' /etc/passwd | while IFS=: read -r name uid home shell; do
  state=missing; [ -d "$home" ] && [ "$(stat -c %u "$home")" = "$uid" ] && state=owned
  echo "USER $name $uid $state $shell"
done; echo LOOKED`,
  judge: (output, parameters, facts) => {
    const wanted = parameters.users ?? facts.users;
    const expected = wanted.length === 0 ? { fr: 'aucun', en: 'none' } : same(listText(wanted));
    if (!/^LOOKED$/m.test(output.stdout)) return unmeasured(expected, { fr: 'illisible', en: 'unreadable' });
    const found = [...output.stdout.matchAll(/^USER (\S+) (\d+) (owned|missing) (\S*)$/gm)].map(
      ([, name = '', uid, home, shell]) => ({ name, uid: Number(uid), home, shell }),
    );
    const missing = wanted.filter((name) => !found.some((u) => u.name === name && u.home === 'owned'));
    const others = parameters.allowOthers ? [] : found.filter(({ name }) => !wanted.includes(name));
    const faults = [...missing.map((name) => `− ${name}`), ...others.map(({ name }) => `+ ${name}`)];
    const names = found.map(({ name }) => name);
    const measured =
      faults.length > 0 ? same(listText(faults)) : names.length === 0 ? expected : same(listText(names));
    return judged(faults.length === 0, expected, measured, { found, missing });
  },
});

const shadowRead = `[ -r /etc/shadow ] || exit 1\n`;

const rootLoginLocked = checkKind({
  kind: 'root-login-locked',
  title: { fr: 'Compte root verrouillé', en: 'Root login locked' },
  parameters: noParameters,
  // The hash itself must not leave the machine.
  command: () =>
    `${shadowRead}awk -F: '$1=="root"{print ($2 ~ /^[!*]/) ? "locked" : ($2=="" ? "empty" : "open")}' /etc/shadow`,
  judge: (output) => {
    const expected = { fr: 'verrouillé', en: 'locked' };
    const broken = notMeasured(output, expected, '/etc/shadow');
    if (broken) return broken;
    const state = output.stdout.trim();
    if (!/^(locked|empty|open)$/.test(state))
      return unmeasured(expected, { fr: 'illisible', en: 'unreadable' });
    const measured =
      state === 'empty'
        ? { fr: 'sans mot de passe', en: 'no password' }
        : { fr: 'ouvert par mot de passe', en: 'open by password' };
    return judged(state === 'locked', expected, state === 'locked' ? expected : measured, { state });
  },
});

const noEmptyPassword = checkKind({
  kind: 'no-empty-password',
  title: { fr: 'Aucun compte sans mot de passe', en: 'No account without a password' },
  parameters: noParameters,
  command: () => `${shadowRead}awk -F: '$2==""{print "EMPTY " $1}' /etc/shadow; echo LOOKED`,
  judge: (output) => {
    const expected = { fr: 'aucun', en: 'none' };
    const broken = notMeasured(output, expected, '/etc/shadow');
    if (broken) return broken;
    if (!/^LOOKED$/m.test(output.stdout)) return unmeasured(expected, { fr: 'illisible', en: 'unreadable' });
    const names = [...output.stdout.matchAll(/^EMPTY (\S+)$/gm)].map(([, name = '']) => name);
    return judged(names.length === 0, expected, names.length === 0 ? expected : same(listText(names)), {
      names,
    });
  },
});

const sshPasswordLoginOff = checkKind({
  kind: 'ssh-password-login-off',
  title: { fr: 'SSH sans mot de passe', en: 'SSH password login off' },
  parameters: noParameters,
  command: () =>
    `[ -x /usr/sbin/sshd ] || { echo ABSENT; exit 0; }
mkdir -p /run/sshd && /usr/sbin/sshd -T`,
  judge: (output) => {
    const expected = { fr: 'refusé', en: 'refused' };
    if (output.stdout.trim() === 'ABSENT')
      return judged(true, expected, { fr: 'pas de serveur SSH', en: 'no SSH server' });
    const broken = notMeasured(output, expected, 'sshd');
    if (broken) return broken;
    const setting = (name: string) => new RegExp(`^${name} (\\S+)$`, 'm').exec(output.stdout)?.[1];
    const [password, keyboard] = [setting('passwordauthentication'), setting('kbdinteractiveauthentication')];
    if (password === undefined)
      return unmeasured(expected, { fr: 'réglage illisible', en: 'setting unreadable' });
    const evidence = { password, keyboardInteractive: keyboard, permitRootLogin: setting('permitrootlogin') };
    const good = password === 'no' && keyboard !== 'yes';
    return judged(good, expected, good ? expected : { fr: 'accepté', en: 'accepted' }, evidence);
  },
});

const sshHostKeysPresent = checkKind({
  kind: 'ssh-host-keys-present',
  title: { fr: 'Clés d’hôte SSH propres au poste', en: 'Own SSH host keys' },
  parameters: noParameters,
  facts: ['hostKey'],
  command: () =>
    `for key in /etc/ssh/ssh_host_*_key; do
  [ -s "$key" ] && echo "KEY $(stat -c %a "$key") $(cut -d' ' -f1,2 "$key.pub")"
done; echo LOOKED`,
  judge: (output, _parameters, { hostKey }) => {
    const expected = { fr: 'présentes, lisibles par root seulement', en: 'present, readable by root only' };
    if (!/^LOOKED$/m.test(output.stdout)) return unmeasured(expected, { fr: 'illisible', en: 'unreadable' });
    const keys = [...output.stdout.matchAll(/^KEY (\d+) (\S+) (\S+)$/gm)].map(
      ([, mode, type = '', key = '']) => ({
        mode,
        type,
        key,
      }),
    );
    const open = keys.filter(({ mode }) => !/^[46]00$/.test(mode ?? ''));
    const pinned = hostKey.split(' ').slice(0, 2).join(' ');
    const isPinned = keys.some(({ type, key }) => `${type} ${key}` === pinned);
    const types = keys.map(({ type }) => type);
    const measured = !isPinned
      ? {
          fr: 'la clé n’est pas celle que le serveur SSH utilise',
          en: 'the key is not the one that the SSH server uses',
        }
      : open.length > 0
        ? {
            fr: `lisibles : ${listText(open.map((k) => k.type))}`,
            en: `readable: ${listText(open.map((k) => k.type))}`,
          }
        : same(types.length === 0 ? '—' : listText(types));
    return judged(keys.length > 0 && open.length === 0 && isPinned, expected, measured, { keys });
  },
});

const rootAlone = checkKind({
  kind: 'no-second-root',
  title: { fr: 'Un seul compte d’identifiant 0', en: 'Only one account with id 0' },
  parameters: noParameters,
  command: () => `awk -F: '$3==0{print $1}' /etc/passwd`,
  judge: (output) => {
    const names = linesOf(output.stdout);
    if (names.length === 0) return unmeasured(same('root'), { fr: 'illisible', en: 'unreadable' });
    return judged(names.length === 1 && names[0] === 'root', same('root'), same(listText(names)), { names });
  },
});

export const ACCOUNT_KINDS = [
  users,
  rootLoginLocked,
  noEmptyPassword,
  rootAlone,
  sshPasswordLoginOff,
  sshHostKeysPresent,
];
