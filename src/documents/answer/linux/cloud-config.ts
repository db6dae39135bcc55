import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { cryptedPassword } from './credential.js';
import { hostnameOf } from './host-name.js';
import type { LinuxOrder } from './order.js';

/** The cloud-config keys common to a master and to a system installed by the Ubuntu installer. https://docs.cloud-init.io/en/latest/reference/modules.html */
export function cloudConfig(order: LinuxOrder): object {
  const { security } = order.profile;
  const hostname = hostnameOf(order);
  return {
    ...(hostname !== undefined && { hostname, preserve_hostname: false, manage_etc_hosts: true }),
    // An empty list: cloud-init does not create the distribution's default account.
    users: order.profile.users.map((_, index) => cloudUser(order, index)),
    disable_root: true,
    ssh_pwauth: security.sshPasswordLogin,
  };
}

function cloudUser(order: LinuxOrder, index: number): object {
  const { name, fullName, groups, shell, sshKeys } = order.profile.users[index]!;
  const passwd = cryptedPassword(order, index);
  return {
    name,
    ...(fullName !== undefined && { gecos: fullName }),
    ...(groups.length > 0 && { groups: groups.join(', ') }),
    shell: shell ?? '/bin/bash',
    lock_passwd: passwd === undefined,
    ...(passwd !== undefined && { passwd }),
    ...(sshKeys.length > 0 && { ssh_authorized_keys: sshKeys }),
  };
}

/** A document as PyYAML reads it: YAML 1.1, where unquoted `no` and `1:30` are not strings; lines are not folded. */
export function yamlText(document: object): string {
  return stringify(document, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}

/** meta-data of a NoCloud seed; the instance ID depends on user-data, so that cloud-init does not run the same user-data twice. */
export function metaData(order: LinuxOrder, userData: string): string {
  const hostname = hostnameOf(order);
  const { serial, assetTag, macs } = order.machine;
  const facts = JSON.stringify([serial ?? '', assetTag ?? '', macs ?? [], userData]);
  const id = createHash('sha256').update(facts).digest('hex').slice(0, 16);
  return yamlText({
    'instance-id': `iid-${id}`,
    ...(hostname !== undefined && { 'local-hostname': hostname }),
  });
}
