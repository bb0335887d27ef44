#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Shows that a fresh Debian 12 machine needs nothing but the two commands: makes minimal bookworm roots with
# debootstrap, puts these sources in, and calls scripts/run in one and scripts/test in another. Needs root, the package
# debootstrap, a network, about 6 GB and the time of a full test; hence not a part of scripts/test.
#   tests/bare_root.sh [-k] [-d FOLDER] [COMMAND...]
#     -k          keep the roots
#     -d FOLDER   where to make them (default: a new folder under TMPDIR)
#     COMMAND     what to call, each in a root of its own (default: 'scripts/run' 'scripts/test')
# The mirror is MIRROR from the environment, else the first bookworm archive of this machine's apt. Apt's settings,
# among them proxies and certificates, are copied into the roots.
set -euo pipefail

sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
keep=no
folder=
while getopts kd: option; do
  case "$option" in
    k) keep=yes ;;
    d) folder=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- scripts/run scripts/test

if [ "$(id -u)" -ne 0 ]; then
  echo "error: making a root needs root" >&2
  exit 2
fi

# Everything below happens in a mount namespace of its own: whatever is mounted disappears with this process.
if [ -z "${TALENTSIM_OWN_MOUNTS:-}" ]; then
  folder=${folder:-$(mktemp -d)}
  mkdir -p "$folder"
  options=(-d "$folder")
  [ "$keep" = no ] || options+=(-k)
  TALENTSIM_OWN_MOUNTS=1 exec unshare --mount --propagation private "$0" "${options[@]}" "$@"
fi

mirror_of_this_machine() {
  # shellcheck disable=SC2016  # apt's variables
  apt-get indextargets --format '$(SITE) $(CODENAME)' 'Created-By: Packages' 2>/dev/null |
    awk '$2 == "bookworm" { print $1; exit }'
}

make_base() {
  local mirror=${MIRROR:-$(mirror_of_this_machine)}
  [ -f "$folder/base.tar" ] && return
  echo "== Making a minimal bookworm root from ${mirror:=http://deb.debian.org/debian}"
  debootstrap --variant=minbase bookworm "$folder/base" "$mirror" >"$folder/debootstrap.log" ||
    { tail -n 20 "$folder/debootstrap.log" && exit 1; }
  tar -C "$folder/base" -cf "$folder/base.tar" .
  rm -rf "$folder/base"
}

# Sources and settings of apt, and the certificates that an https mirror would need.
copy_apt_settings() {
  local root=$1 part
  for part in sources.list sources.list.d apt.conf apt.conf.d auth.conf.d preferences.d trusted.gpg.d keyrings; do
    rm -rf "$root/etc/apt/$part"
    if [ -e "/etc/apt/$part" ]; then
      cp -a "/etc/apt/$part" "$root/etc/apt/$part"
    fi
  done
  if grep -rqs https: /etc/apt/sources.list /etc/apt/sources.list.d; then
    mkdir -p "$root/etc/ssl/certs"
    cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
  fi
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
}

# A clone of the last commit, or, when there are changes, the files that git tracks or would track.
copy_sources() {
  local target=$1
  if [ -z "$(git -C "$sources" status --porcelain)" ]; then
    git clone -q --no-hardlinks "$sources" "$target"
  else
    echo "== The tree has changes: copying it as it is"
    mkdir -p "$target"
    git -C "$sources" ls-files -z --cached --others --exclude-standard |
      tar -C "$sources" --null --files-from=- --ignore-failed-read -cf - | tar -C "$target" -xf -
  fi
}

# call ROOT COMMAND: with an environment that says nothing of this machine
call() {
  local root=$1 command=$2
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp \
    LANG=C.UTF-8 bash -c "cd /opt/talentsim && $command"
}

make_base
number=0
failed=0
for command in "$@"; do
  number=$((number + 1))
  root=$folder/root$number
  mkdir "$root"
  tar -C "$root" -xf "$folder/base.tar"
  copy_apt_settings "$root"
  copy_sources "$root/opt/talentsim"
  start=$SECONDS
  echo "== Bare root $number: $command"
  code=0
  call "$root" "$command" 2>&1 | tee "$folder/log$number" || code=$?
  echo "== Bare root $number: '$command' ended with $code after $(((SECONDS - start + 59) / 60)) min"
  [ "$code" -eq 0 ] || failed=1
done
umount --recursive "$folder"/root*/dev "$folder"/root*/proc
if [ "$keep" = no ]; then
  rm -rf --one-file-system "$folder"/root* "$folder/base.tar"
fi
echo "== Logs are in $folder"
exit $failed
