import { z } from 'zod';
import { fullName, groupName, secret, shell, sshKey, userName } from './names.js';
import { unique } from './rules.js';

export const user = z.strictObject({
  name: userName.describe('Account name'),
  fullName: fullName.optional().describe('Name of the person, as the login screen shows it'),
  groups: z.array(groupName).max(50).default([]).describe('Further groups: sudo, audio, lpadmin…'),
  password: secret.optional().describe('Without it the account has no password and cannot log in with one'),
  sshKeys: z.array(sshKey).max(50).default([]).describe('OpenSSH public keys that may log in'),
  shell: shell.optional().describe('Login shell, /bin/bash by default'),
});

export const users = z
  .array(user)
  .max(100)
  .superRefine(
    unique(
      ({ name }) => name,
      ['un compte qui n’est pas déjà dans la liste', 'an account not yet in the list'],
    ),
  );
