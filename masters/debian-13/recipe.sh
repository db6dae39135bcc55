#!/bin/bash
# Debian 13 without a desktop: wired network by DHCP, SSH, and nothing that the profile did not ask for.
set -euo pipefail
. "$(dirname "$0")/../debian-rootfs.sh"

wired_network() {
  cat >"$1/etc/systemd/network/20-wired.network" <<'END'
[Match]
Type=ether
Kind=!*

[Network]
DHCP=yes

[DHCPv4]
# The firmware and the environment ask with the MAC address: the machine keeps its address.
ClientIdentifier=mac
END
  chroot "$1" systemctl enable systemd-networkd systemd-resolved ssh >&2
}

debian_rootfs trixie main "${BASE_PACKAGES[@]}" -- \
  --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-include=/usr/share/doc/*/copyright' \
  --customize-hook="$(declare -f wired_network); wired_network \"\$1\""
