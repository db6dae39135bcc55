import { anything, either, flag, listOf, map, type Shape, text, whole } from './shape.js';

const nothing: Shape = { kinds: ['null'] };
const command: Shape = either(text, listOf(anything), nothing);
const texts: Shape = listOf(text);
const instead = (shape: Shape, replacedBy: string): Shape => ({ ...shape, replacedBy });

/** The allowed keys of an item of `users`. */
const user: Shape = map(
  {
    name: text,
    snapuser: text,
    doas: texts,
    expiredate: either(text, { kinds: ['date'] }),
    gecos: text,
    groups: either(text, listOf(anything), map()),
    homedir: text,
    inactive: either(text, whole),
    lock_passwd: flag,
    no_create_home: flag,
    no_log_init: flag,
    no_user_group: flag,
    passwd: text,
    hashed_passwd: text,
    plain_text_passwd: text,
    create_groups: flag,
    primary_group: text,
    selinux_user: text,
    shell: text,
    ssh_authorized_keys: texts,
    ssh_import_id: texts,
    ssh_redirect_user: flag,
    system: flag,
    sudo: either(text, listOf(anything), flag, nothing),
    uid: either(whole, text),
    'lock-passwd': instead(flag, 'lock_passwd'),
    'no-create-home': instead(flag, 'no_create_home'),
    'no-log-init': instead(flag, 'no_log_init'),
    'no-user-group': instead(flag, 'no_user_group'),
    'hashed-passwd': instead(text, 'hashed_passwd'),
    'plain-text-passwd': instead(text, 'plain_text_passwd'),
    'create-groups': instead(flag, 'create_groups'),
    'primary-group': instead(text, 'primary_group'),
    'selinux-user': instead(text, 'selinux_user'),
    'ssh-authorized-keys': instead(texts, 'ssh_authorized_keys'),
    'ssh-import-id': instead(texts, 'ssh_import_id'),
    'ssh-redirect-user': instead(flag, 'ssh_redirect_user'),
  },
  { others: 'ignored' },
);

const writtenFile: Shape = map(
  {
    path: text,
    content: anything,
    owner: text,
    permissions: either(text, whole),
    encoding: text,
    append: flag,
    defer: flag,
    source: map(),
  },
  { required: ['path'], others: 'ignored' },
);

const MAPS =
  'system_info autoinstall ansible apk_repos ca_certs ca-certs chef device_aliases disk_setup fan growpart grub_dpkg updates keyboard ssh landscape lxd mcollective swap phone_home power_state puppet resolv_conf rh_subscription rsyslog salt_minion vendor_data random_seed snap spacewalk ssh_keys ssh_publish_hostkeys drivers ubuntu_pro yum_repos zypper output reporting apt datasource wireguard';
const TEXTS =
  'byobu_by_default final_message locale_configfile hostname fqdn password authkey_hash disable_root_opts timezone yum_repo_dir';
const FLAGS =
  'disable_ec2_metadata package_update package_upgrade package_reboot_if_required manage_resolv_conf preserve_hostname prefer_fqdn_over_hostname create_hostname_file no_ssh_fingerprints ssh_deletekeys disable_root allow_public_ssh_keys ssh_quiet_keygen migrate';
const LISTS =
  'cloud_init_modules cloud_config_modules cloud_final_modules ssh_key_console_blacklist ssh_fp_console_blacklist fs_setup mounts mount_default_fields packages ssh_import_id ssh_authorized_keys ssh_genkeytypes datasource_list';

const all = (names: string, shape: Shape) =>
  Object.fromEntries(names.split(' ').map((name) => [name, shape]));

/** The keys of cloud-config that modules of cloud-init 20 to 25 read. */
export const CLOUD_CONFIG: Shape = map(
  {
    ...all(MAPS, either(map(), nothing)),
    ...all(TEXTS, text),
    ...all(FLAGS, flag),
    ...all(LISTS, listOf(anything)),
    runcmd: listOf(command),
    bootcmd: listOf(command),
    write_files: listOf(writtenFile),
    users: either(listOf(either(text, user, listOf(text))), text, map()),
    user: either(text, map()),
    groups: either(text, listOf(anything), map()),
    chpasswd: map({ expire: flag, users: listOf(map()), list: either(text, texts) }, { others: 'ignored' }),
    ntp: either(map(), nothing),
    locale: either(text, flag),
    ssh_pwauth: either(flag, text),
    manage_etc_hosts: either(flag, text),
    resize_rootfs: either(flag, text),
    apt_pipelining: either(flag, whole, text),
    merge_how: either(text, listOf(anything)),
    merge_type: either(text, listOf(anything)),
    'launch-index': whole,
    version: anything,
    network: map(),
    apt_update: instead(flag, 'package_update'),
    apt_upgrade: instead(flag, 'package_upgrade'),
    apt_reboot_if_required: instead(flag, 'package_reboot_if_required'),
    'grub-dpkg': instead(map(), 'grub_dpkg'),
    ubuntu_advantage: instead(map(), 'ubuntu_pro'),
    apt_sources: instead(anything, 'apt.sources'),
    apt_proxy: instead(text, 'apt.proxy'),
    apt_mirror: instead(text, 'apt.primary'),
    apt_preserve_sources_list: instead(flag, 'apt.preserve_sources_list'),
    debug: anything,
    syslog_fix_perms: anything,
    warnings: anything,
    def_log_file: text,
    disable_vmware_customization: flag,
    license: anything,
    repo_update: flag,
    repo_upgrade: anything,
    snappy: map(),
    apt_get_command: anything,
    rightscale_userdata: anything,
    cc_ready_cmd: anything,
    refresh_rmc: anything,
    unverified_modules: listOf(text),
  },
  { others: 'ignored' },
);
