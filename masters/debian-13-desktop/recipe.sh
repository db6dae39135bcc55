#!/bin/bash
# Debian 13 with the GNOME desktop, for an office: browser, office suite, printing, screen reader, Wi-Fi.
set -euo pipefail
. "$(dirname "$0")/../debian-rootfs.sh"

DESKTOP_PACKAGES=(
  gnome-core gdm3 network-manager network-manager-gnome orca
  firefox-esr firefox-esr-l10n-fr libreoffice-writer libreoffice-calc libreoffice-impress
  libreoffice-gnome libreoffice-l10n-fr hunspell-fr
  cups cups-client system-config-printer-udev cifs-utils nfs-common wireguard-tools wpasupplicant
  fonts-dejavu fonts-noto-core fwupd
  firmware-linux firmware-iwlwifi firmware-realtek firmware-atheros firmware-brcm80211 firmware-sof-signed
  intel-microcode amd64-microcode
)

desktop_services() {
  chroot "$1" systemctl enable NetworkManager systemd-resolved ssh gdm3 >&2
  chroot "$1" systemctl set-default graphical.target >&2
}

debian_rootfs trixie 'main non-free-firmware' "${BASE_PACKAGES[@]}" "${DESKTOP_PACKAGES[@]}" -- \
  --customize-hook="$(declare -f desktop_services); desktop_services \"\$1\""
