#!/usr/bin/env bash
# Runs commands on a fresh clone of this checkout in a clean Debian 12, which shows what a new machine lacks.
#
#   scripts/clean-root.sh [--tar FILE] [--keep] [--checkout DIR] COMMAND ...
#   scripts/clean-root.sh --tar /tmp/cleanroot.tar 'make install' 'make test'
#
# The root has only python3, make, git and ca-certificates. Each COMMAND is one line for the shell, run as root with
# CI=true in the clone, standard input as here (so `make run` can be ended with Ctrl-C); the first that fails ends it.
# --tar: keep the fresh root in FILE, and take it from there the next time. --keep: leave the root for a look.
# Taken from this machine at run time: the Debian mirror and keys, pip's configuration, proxies and CA certificates.
# Needs root, debootstrap, git. Mounts and processes end with it.
set -euo pipefail

tar= keep= checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
while [[ ${1:-} == --* ]]; do
    case $1 in
        --tar) tar=$2; shift 2 ;;
        --checkout) checkout=$2; shift 2 ;;
        --keep) keep=1; shift ;;
        *) sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
done
[[ $(id -u) -eq 0 ]] || { echo "clean-root: needs root; type: sudo $0 $*" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "clean-root: type: apt-get install debootstrap" >&2; exit 2; }

# Everything below lives in a mount and pid namespace of its own: when this script ends, so do its mounts and processes.
if [[ -z ${CLEAN_ROOT_INSIDE:-} ]]; then
    words=(${tar:+--tar "$tar"} ${keep:+--keep} --checkout "$checkout")
    export CLEAN_ROOT_INSIDE=1
    top=$(mktemp -d /var/tmp/clean-root.XXXXXX)
    export CLEAN_ROOT_TOP=$top
    [[ -n $keep ]] || trap 'rm -rf --one-file-system "$top"' EXIT
    [[ -z $keep ]] || echo "clean-root: the root stays in $top/root"
    trap : INT # the commands get Ctrl-C too; this waits for them and cleans up
    status=0
    unshare --mount --pid --fork --kill-child --propagation private "$0" "${words[@]}" "$@" || status=$?
    exit "$status"
fi
root=$CLEAN_ROOT_TOP/root
mkdir -p "$root"

mirror() { # the Debian archive that apt uses here: deb822 files first, then one-line ones
    { sed -n 's/^URIs:[[:space:]]*\([^[:space:]]*\).*/\1/p' /etc/apt/sources.list.d/*.sources
      sed -n 's/^deb[[:space:]]\(\[[^]]*\][[:space:]]*\)\{0,1\}\([^[:space:]]*\)[[:space:]]*bookworm .*/\2/p' \
          /etc/apt/sources.list /etc/apt/sources.list.d/*.list; } 2>/dev/null | grep -v security | head -n 1
}

if [[ -n $tar && -s $tar ]]; then
    tar -C "$root" --numeric-owner -xpf "$tar"
else
    from=$(mirror) || true
    [[ $from =~ ^(https?|file):// ]] || { echo "clean-root: no Debian mirror in /etc/apt" >&2; exit 2; }
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    echo "clean-root: building the root ..."
    debootstrap --variant=minbase --include=python3,make,git,ca-certificates \
        $([[ -e $keyring ]] && echo --keyring=$keyring) bookworm "$root" "$from" >"$CLEAN_ROOT_TOP/log" 2>&1 ||
        { tail -n 20 "$CLEAN_ROOT_TOP/log" >&2; exit 1; }
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
    [[ -z $tar ]] || { tar -C "$root" --numeric-owner -cpf "$tar.part" . && mv "$tar.part" "$tar"; }
fi

# -- how this machine reaches its mirrors; the copies end with the root --
into() { # put copies of files or folders in the same place in the root, where they exist here
    for path; do
        [[ -e $path ]] || continue
        rm -rf "$root$path" # first: a link there would lead out of the root
        mkdir -p "$root$(dirname "$path")"
        cp -rL "$path" "$root$(dirname "$path")/" 2>/dev/null || true # a dangling link is no loss
    done
}
rm -f "$root"/etc/apt/sources.list
into /etc/resolv.conf /etc/hosts /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/auth.conf.d \
    /etc/apt/keyrings /usr/share/keyrings /etc/pip.conf /root/.config/pip /etc/ssl/certs \
    /usr/local/share/ca-certificates
for file in /etc/apt/apt.conf.d/*; do # proxies and credentials only: other settings may name programs of this machine
    ! grep -qiE '^[^/#]*(Acquire|Proxy)' "$file" || into "$file"
done

# -- what a running machine has --
mount --bind "$root" "$root" # a mount point: `ip netns exec` changes the propagation of /
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t sysfs sysfs "$root/sys" 2>/dev/null || mount --rbind /sys "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir -p "$root/run/netns" "$root/run/lock"
mount -t tmpfs tmpfs "$root/tmp"
chmod 1777 "$root/tmp"
{ pip3 config list 2>/dev/null || python3 -m pip config list 2>/dev/null; env | grep ^PIP_; cat "$root/etc/pip.conf" \
    "$root/root/.config/pip/pip.conf" /etc/apt/sources.list.d/*; } 2>/dev/null |
    grep -oE '(file://)?/(opt|srv|mnt|var|home)/[^ '"'"'",]*' | sed 's!^file://!!; s!/simple/*$!!' | sort -u |
    while read -r path; do # local folders that pip or apt are told to look in (an index refers to files beside it)
        [[ -d $path ]] || continue
        mkdir -p "$root$path" && mount --rbind -o ro "$path" "$root$path"
    done

git -c "safe.directory=*" clone -q "$checkout" "$root/srv/poolkeeper" 2>/dev/null ||
    { echo "clean-root: $checkout cannot be cloned; is something committed?" >&2; exit 2; }

environment=(CI=true HOME=/root LANG=C.UTF-8 "TERM=${TERM:-dumb}"
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
while IFS='=' read -r name value; do
    case $name in
        PIP_* | *_proxy | *_PROXY | SSL_CERT_FILE | SSL_CERT_DIR | REQUESTS_CA_BUNDLE | CURL_CA_BUNDLE)
            environment+=("$name=$value") ;;
    esac
done < <(env)

for command; do
    echo "clean-root: \$ $command"
    status=0
    chroot "$root" env -i "${environment[@]}" bash -c "cd /srv/poolkeeper && $command" || status=$?
    [[ $status -eq 0 ]] || { echo "clean-root: exit $status: $command" >&2; exit "$status"; }
done
