import { z } from 'zod';
import { expecting } from '../expected.js';
import { secret } from '../names.js';
import { directoryOptions, organizationalUnit, userName } from './directory.schema.js';
import { option } from './option.js';

const JOIN = 'specialize Microsoft-Windows-UnattendedJoin Identification';

/** NetBIOS computer and domain names, [MS-NBTE] §2.2.1: 15 characters, none of \ / : * ? " < > |. */
const netbios = z
  .string()
  .regex(/^(?![.\s])[^\\/:*?"<>|\u0000-\u001f\u007f\p{Surrogate}\ufffe\uffff]{1,15}(?<!\s)$/u, {
    error: expecting('un nom NetBIOS, 15 caractères au plus', 'a NetBIOS name, at most 15 characters'),
  });

const dnsName = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}(?:\.(?!$)|$))+$/, {
    error: expecting('un domaine comme corp.example', 'a domain such as corp.example'),
  });

const account = z.strictObject({
  user: option(userName, 'Account that may join PCs', `${JOIN}/Credentials/Username`),
  domain: option(
    dnsName,
    'Domain of that account; the one that is joined by default',
    `${JOIN}/Credentials/Domain`,
  ).optional(),
  password: option(secret, 'Its password', `${JOIN}/Credentials/Password`),
  technicians: option(
    z.record(z.string().min(1).max(200), z.strictObject({ user: userName, password: secret })),
    {
      fr: 'Le compte de chaque technicien, par son nom de connexion à Établi : il sert à la place du premier pour les PC qu’il arme',
      en: 'The account of each technician, by the name with which he logs on to Établi: it joins the PCs that he arms instead of the first one',
    },
    'deployment join-domain',
  ).optional(),
});

type Asked = {
  workgroup?: unknown;
  join?: unknown;
  offlineJoin?: unknown;
  account?: unknown;
  organizationalUnit?: unknown;
  directory?: unknown;
  existing?: unknown;
  existingInUse?: unknown;
  groups?: unknown;
  user?: unknown;
};

const WAYS = ['workgroup', 'join', 'offlineJoin'] as const;

function oneWay(asked: Asked, context: z.RefinementCtx): void {
  const fault = (field: keyof Asked, fr: string, en: string) =>
    context.addIssue({ code: 'custom', path: [field], message: expecting(fr, en), input: asked });
  const ways = WAYS.filter((way) => asked[way] !== undefined);
  if (ways.length === 0) {
    const message = expecting('un de : workgroup, join, offlineJoin', 'one of: workgroup, join, offlineJoin');
    context.addIssue({ code: 'custom', message, input: asked });
  }
  for (const way of ways.slice(1)) {
    fault(
      way,
      `absent, puisque ${ways[0]} est là : un seul à la fois`,
      `absent, since ${ways[0]} stands: one at a time`,
    );
  }
  if (asked.account !== undefined && asked.join === undefined) {
    fault('account', 'absent sans join : il n’y sert à rien', 'absent without join: nothing uses it');
  }
  if (asked.join !== undefined && asked.account === undefined) {
    fault('account', 'le compte qui joint le domaine', 'the account that joins the domain');
  }
  if (asked.directory === undefined) {
    for (const field of ['existing', 'existingInUse', 'groups', 'user'] as const)
      if (asked[field] !== undefined) fault(field, 'absent sans directory', 'absent without directory');
  } else if (asked.offlineJoin !== true && asked.join === undefined) {
    fault('directory', 'absent sans offlineJoin: true ni join', 'absent without offlineJoin: true or join');
  }
  if (asked.organizationalUnit !== undefined && asked.workgroup !== undefined) {
    fault('organizationalUnit', 'absent avec workgroup', 'absent with workgroup');
  }
}

export const domain = z
  .strictObject({
    workgroup: option(netbios, 'Workgroup, instead of a domain', `${JOIN}/JoinWorkgroup`).optional(),
    join: option(
      dnsName,
      'Domain that Windows joins by itself, with `account`',
      `${JOIN}/JoinDomain`,
    ).optional(),
    account: option(account, 'Account that joins', `${JOIN}/Credentials`).optional(),
    organizationalUnit: option(
      organizationalUnit,
      'Where the account of the PC is made, as a distinguished name; a join blob already says it',
      `${JOIN}/MachineObjectOU`,
    ).optional(),
    offlineJoin: option(
      z.union([z.literal(true), secret]),
      'The domain of a join blob: the one made for this very PC, or one from the vault',
      `${JOIN}/Provisioning/AccountData`,
    ).optional(),
    ...directoryOptions,
  })
  .superRefine(oneWay);
