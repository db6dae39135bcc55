import type { MdmOrder, NotCarried } from '../order.js';
import { computerName } from './computer-name.js';
import { add, type CspCommand, replace, segment } from './syncml.js';

type User = MdmOrder['profile']['users'][number];

const ACCOUNTS = './Device/Vendor/MSFT/Accounts';

/** sAMAccountName of a local account: NetUserAdd. */
const LONGEST_NAME = 20;
/** Reserved account and folder names of Windows, among those that a profile allows. */
const RESERVED =
  /^(?:administrator|guest|defaultaccount|wdagutilityaccount|system|service|none|everyone|con|prn|aux|nul|com\d|lpt\d|default|public)$/;
/** Groups of Debian or Windows whose members are administrators. */
const ADMINISTRATORS = new Set(['sudo', 'wheel', 'administrators']);

/** The account of a user, in the form that Windows supports. */
export interface LocalAccount {
  name: string;
  password: { vault: string };
  administrator: boolean;
  /** `users[0]` */
  field: string;
}

/** The CSP sets only the name and the password; it cannot create an account without a password. */
export function localAccounts({ profile: { users } }: Pick<MdmOrder, 'profile'>): LocalAccount[] {
  return users.flatMap(({ name, password, groups }, index) =>
    password === undefined || !isWindowsName(name)
      ? []
      : [
          {
            name,
            password,
            administrator: groups.some((group) => ADMINISTRATORS.has(group)),
            field: `users[${index}]`,
          },
        ],
  );
}

function isWindowsName(name: string): boolean {
  return name.length <= LONGEST_NAME && !RESERVED.test(name);
}

/** MS Learn, "Accounts CSP": 1 is a standard user, 2 an administrator. */
export function accountCommands(order: MdmOrder): CspCommand[] {
  const { name } = computerName(order);
  return [
    ...(name === undefined
      ? []
      : [replace('hostname.pattern', `${ACCOUNTS}/Domain/ComputerName`, 'chr', name)]),
    ...localAccounts(order).flatMap((account) => {
      const place = `${ACCOUNTS}/Users/${segment(account.name)}`;
      return [
        add(account.field, place, 'node'),
        add(`${account.field}.password`, `${place}/Password`, 'chr', order.secret(account.password)),
        add(`${account.field}.groups`, `${place}/LocalUserGroup`, 'int', account.administrator ? 2 : 1),
      ];
    }),
  ];
}

export function accountRefusals({ profile: { users } }: MdmOrder): NotCarried[] {
  return users.flatMap((user, index) =>
    refusalsOf(user).map(([option, reason]) => ({ option: `users[${index}]${option}`, reason })),
  );
}

function refusalsOf(user: User): [option: string, reason: NotCarried['reason']][] {
  if (!isWindowsName(user.name)) return [['', NAME]];
  if (user.password === undefined) return [['', PASSWORD]];
  return [
    ...(user.fullName === undefined ? [] : [['.fullName', FULL_NAME] as [string, NotCarried['reason']]]),
    ...(user.groups.some((group) => !ADMINISTRATORS.has(group))
      ? [['.groups', GROUPS] as [string, NotCarried['reason']]]
      : []),
    ...(user.sshKeys.length === 0 ? [] : [['.sshKeys', SSH] as [string, NotCarried['reason']]]),
    ...(user.shell === undefined ? [] : [['.shell', SHELL] as [string, NotCarried['reason']]]),
  ];
}

const NAME = {
  fr: 'Windows prend un nom de 20 caractères au plus, qu’il ne garde pas pour lui',
  en: 'Windows takes a name of at most 20 characters that it does not keep for itself',
};
const PASSWORD = {
  fr: 'un serveur de gestion ne crée pas de compte Windows sans mot de passe',
  en: 'a management server makes no Windows account without a password',
};
const FULL_NAME = {
  fr: 'le CSP Accounts n’a pas de nom complet',
  en: 'the Accounts CSP has no full name',
};
const GROUPS = {
  fr: 'le CSP Accounts ne connaît que les utilisateurs et les administrateurs (sudo)',
  en: 'the Accounts CSP knows users and administrators (sudo) only',
};
const SSH = {
  fr: 'aucun CSP ne range de clés SSH',
  en: 'no CSP keeps SSH keys',
};
const SHELL = {
  fr: 'un compte Windows n’a pas de shell de connexion',
  en: 'a Windows account has no login shell',
};
