# Sourced by the recipes of Debian masters. A recipe writes one uncompressed tar of the root file
# system on standard output, and what it has to say on standard error.
# shellcheck shell=bash

# The http and https archives that this machine itself installs from, for one suite, with the components
# asked for. They are signed; a folder of the machine (file:, cdrom:) means nothing on a delivered PC.
archive_lines() {
  local suite=$1 components=$2 lines
  # shellcheck disable=SC2016 # apt-get fills these in
  lines=$(apt-get indextargets --format '$(SITE)|$(CODENAME)|$(COMPONENT)|$(SIGNED_BY)' 'Created-By: Packages' |
    awk -F'|' -v suite="$suite" -v components="$components" '
      $1 ~ /^https?:/ && ($2 == suite || index($2, suite "-") == 1) && $3 == "main" {
        key = $4 ~ /^\// ? $4 : "/usr/share/keyrings/debian-archive-keyring.gpg"
        print "deb [signed-by=" key "] " $1 " " $2 " " components
      }' | sort -u)
  if [ -z "$lines" ]; then
    local options='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
    lines="deb $options http://deb.debian.org/debian $suite $components
deb $options http://deb.debian.org/debian $suite-updates $components
deb $options http://deb.debian.org/debian-security $suite-security $components"
  fi
  printf '%s\n' "$lines"
}

# Everything that a Debian PC under Secure Boot or BIOS needs to start and to be driven over SSH.
BASE_PACKAGES=(
  systemd systemd-sysv systemd-timesyncd systemd-resolved libpam-systemd udev dbus kmod
  linux-image-amd64 initramfs-tools zstd
  shim-signed grub-efi-amd64-signed grub-efi-amd64 grub-pc-bin efibootmgr mokutil
  e2fsprogs dosfstools fdisk pciutils
  openssh-server sudo curl ca-certificates iproute2 iputils-ping nftables
  locales tzdata console-setup keyboard-configuration
)

# debian_rootfs SUITE COMPONENTS PACKAGE... [-- MMDEBSTRAP OPTION...]
debian_rootfs() {
  local suite=$1 components=$2
  shift 2
  local packages=() sources=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    packages+=("$1")
    shift
  done
  [ $# -eq 0 ] || shift
  mapfile -t sources < <(archive_lines "$suite" "$components")
  printf '%s\n' "${sources[@]}" >&2
  # Package lists stay, compressed, so that a PC can tell its pending updates without a network.
  LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive mmdebstrap \
    --variant=minbase --mode=root --format=tar \
    --include="$(IFS=,; printf '%s' "${packages[*]}")" \
    --skip=cleanup/apt/lists \
    --aptopt='Acquire::Languages "none"' \
    --aptopt='Acquire::GzipIndexes "true"' \
    --aptopt='Acquire::CompressionTypes::Order "xz"' \
    --aptopt='Acquire::Retries "5"' \
    --customize-hook="$(declare -f make_locales); make_locales \"\$1\"" \
    --customize-hook="$(declare -f make_impersonal); make_impersonal \"\$1\"" \
    "$@" \
    "$suite" - "${sources[@]}"
}

# The languages that Établi's users mostly ask for: a PC that has another one makes it while it is configured.
make_locales() {
  printf '%s UTF-8\n' en_US.UTF-8 fr_FR.UTF-8 >"$1/etc/locale.gen"
  chroot "$1" locale-gen >&2
}

# Takes away what must differ from PC to PC, and what belongs to the machine that builds.
make_impersonal() {
  local root=$1
  rm -f "$root"/etc/ssh/ssh_host_* "$root"/var/lib/dbus/machine-id "$root"/etc/hostname
  rm -f "$root"/var/lib/systemd/random-seed "$root"/var/lib/systemd/credential.secret
  : >"$root/etc/machine-id"
  ln -sfn ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
  # A mirror's user name and password are the builder's own.
  sed -i -E 's#(https?://)[^/@ ]+@#\1#g' "$root"/etc/apt/sources.list
  rm -f "$root"/var/lib/apt/lists/lock "$root"/var/cache/apt/*.bin "$root"/etc/.resolv.conf.systemd-resolved.bak
  find "$root/var/log" -type f -exec truncate -s 0 {} +
}
