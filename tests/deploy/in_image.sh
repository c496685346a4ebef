#!/usr/bin/env bash
# Run a command in what deploy/Dockerfile would leave, without Docker: its own view of files, in which only /tmp,
# /dev/shm and the volume can be written, user 10001, no capabilities, no new privileges. Root only, inside `unshare -m`.
#   in_image.sh ROOT SOURCE FILES PYTHON VOLUME none|read|write COMMAND…
# ROOT: an empty folder; SOURCE: this project; FILES: what COPY names, by blanks; PYTHON: where Python is installed.
# Of this machine it borrows what the base image has: /usr, /etc and Python, all read-only.
set -euo pipefail
root=$1 source=$2 files=$3 python=$4 volume=$5 mode=$6
shift 6

show() { # a folder of this machine, read-only, at the same or another place
  mkdir -p "$root${2:-$1}"
  mount --rbind "$1" "$root${2:-$1}"
  mount -o remount,bind,ro "$root${2:-$1}"
}

mount --make-rprivate /
mount -t tmpfs -o mode=755 none "$root"
for name in bin lib lib64; do
  if [ -L /$name ]; then cp -P /$name "$root/$name"; else show /$name; fi
done
show /usr
show /etc
show "$python"
mkdir -p "$root"/{dev/shm,proc,tmp,app/var}
for name in null zero random urandom; do
  touch "$root/dev/$name"
  mount --bind /dev/$name "$root/dev/$name"
done
mount -t tmpfs -o size=64m,mode=1777,nosuid,nodev,noexec none "$root/dev/shm" # every container has it
mount --rbind /proc "$root/proc"
# shellcheck disable=SC2086 # several names
tar -C "$source" --exclude=__pycache__ -c $files | tar -C "$root/app" --no-same-owner -x
for name in .venv .venv-media; do
  if [ -d "$source/$name" ]; then show "$(realpath "$source/$name")" "/app/$name"; fi
done
show "$(realpath "$source/.venv")" # whose Python .venv-media was made with here; in the image both have the base's
mount -t tmpfs -o size=1g,mode=1777,nosuid,nodev none "$root/tmp"
if [ "$mode" != none ]; then mount --bind "$volume" "$root/app/var"; fi
if [ "$mode" = read ]; then mount -o remount,bind,ro "$root/app/var"; fi
mount -o remount,ro "$root"
cd /
exec chroot "$root" /usr/bin/env -C /app /usr/bin/setpriv --reuid=10001 --regid=10001 --clear-groups \
  --bounding-set=-all --inh-caps=-all --no-new-privs -- "$@"
