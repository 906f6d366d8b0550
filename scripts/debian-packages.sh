#!/bin/sh
# Makes sure that Debian packages are installed, without starting a service of theirs.
#
#   debian-packages.sh [--always] --for PURPOSE [--by TARGET] FILE | NAME ...
#
# FILE lists packages, one a line, with comments behind #. Missing ones are installed when this runs as root and CI is
# set or YES=1 (--always: as root at once); otherwise the one command to type is printed, and the exit status is 1.
# On a machine without dpkg nothing is checked.
set -eu

always= purpose= target= names=
while [ $# -gt 0 ]; do
    case $1 in
        --always) always=1 ;;
        --for) purpose=$2; shift ;;
        --by) target=$2; shift ;;
        */*) names="$names $(sed 's/#.*//' "$1" | tr '\n' ' ')" ;;
        *) names="$names $1" ;;
    esac
    shift
done

if ! command -v dpkg-query >/dev/null; then
    echo "$purpose: this is not a Debian machine; make sure that it has the programs of:$names" >&2
    [ -z "$always" ]
    exit
fi

missing=
for name in $names; do
    case $(dpkg-query -W -f '${Status}' "$name" 2>/dev/null || true) in
        *" installed") ;;
        *) missing="$missing $name" ;;
    esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] || [ -z "$always$( [ "${YES:-}" = 1 ] && echo yes)${CI:-}" ]; then
    sudo=; [ "$(id -u)" -eq 0 ] || sudo='sudo '
    echo "$purpose needs Debian packages that are not installed:$missing" >&2
    if [ -n "$target" ]; then
        echo "Type (their services are kept from starting):  ${sudo}make $target YES=1" >&2
    else
        echo "Type:  ${sudo}apt-get install -y --no-install-recommends$missing" >&2
    fi
    exit 1
fi

# invoke-rc.d and deb-systemd-invoke ask policy-rc.d before they start anything; 101 means "no" (invoke-rc.d(8)).
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 130' HUP INT TERM
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
fi

echo "$purpose: installing$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# shellcheck disable=SC2086
if ! { apt-get -o DPkg::Lock::Timeout=300 update -q &&
    apt-get -o DPkg::Lock::Timeout=300 install -q -y --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    echo "$purpose: apt-get could not install$missing" >&2
    exit 1
fi
rm -f "$log"
