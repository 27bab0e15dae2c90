#!/usr/bin/env bash
# A throwaway Debian with real systemd and real InfluxDB, booted in a container in seconds.
# Needs root. Installs what it needs itself (mmdebstrap, systemd-container) from Debian.
set -euo pipefail

cache=${INFLUXCERTD_CACHE:-/var/cache/influxcertd}
state=/run/influxcertd-machines
packages=systemd,systemd-sysv,dbus,init-system-helpers,influxdb,influxdb-client,openssl,ca-certificates,procps,jq,curl,faketime,strace,acl,attr,patch,iproute2,man-db,bash-completion

usage() {
    cat <<'H'
Usage: machine.sh COMMAND
  image SUITE                 build the cached image of a Debian release (bullseye, bookworm, trixie); print its path
  boot SUITE NAME             boot a fresh copy of it and wait until InfluxDB answers
  exec NAME [--timeout SECONDS] -- COMMAND...
                              run a command in it (60 s at most unless told), with its exit code
  copy NAME FILE PATH         copy a file of the host into it
  root NAME                   print its root directory on the host
  power-cut NAME              end it as a power cut would, keeping its disk
  start NAME                  boot it again
  stop NAME                   end it and delete it
  stop-all                    end and delete all of them
  list                        print their names
H
}

fail() { echo "machine.sh: $*" >&2; exit 1; }

need_tools() {
    command -v mmdebstrap >/dev/null && command -v systemd-nspawn >/dev/null && return
    echo "Installing mmdebstrap and systemd-container from Debian" >&2
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap systemd-container >&2
}

# Debian 13 has no influxdb any more; InfluxDB's hosts there run the package of Debian 12.
image() {
    local suite=$1 wanted=$packages hash path
    case $suite in
        bullseye | bookworm) ;;
        trixie) wanted=${wanted/,influxdb,influxdb-client/} ;;
        *) fail "unknown release $suite: bullseye, bookworm or trixie" ;;
    esac
    hash=$(printf '%s' "$suite $packages 1" | sha256sum | cut -c 1-12)
    path=$cache/images/$suite-$hash
    mkdir -p "$cache/images"
    (
        flock 9
        if [ ! -d "$path" ]; then
            need_tools
            echo "Building the image of $suite, once (a minute)" >&2
            rm -rf "$path.partial"
            mmdebstrap --quiet --variant=minbase --include="$wanted" "$suite" "$path.partial" >&2
            if [ "$suite" = trixie ]; then add_influxdb "$path.partial"; fi
            systemd_quirks "$path.partial"
            mv "$path.partial" "$path"
        fi
    ) 9>"$cache/images/.lock"
    echo "$path"
}

add_influxdb() {
    local root=$1 bookworm debs=$cache/debs
    mkdir -p "$debs"
    bookworm=$(image_unlocked_bookworm)
    chroot "$bookworm" sh -c 'apt-get update -qq && cd /var/cache/apt/archives && apt-get download -qq influxdb influxdb-client' >&2
    cp "$bookworm"/var/cache/apt/archives/influxdb*.deb "$root/root/"
    chroot "$root" sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /root/influxdb*.deb; rm /root/influxdb*.deb' >&2
}

# The lock is held: a bookworm image is built beside it when there is none.
image_unlocked_bookworm() {
    local found
    found=$(find "$cache/images" -maxdepth 1 -name 'bookworm-*' ! -name '*.partial' | head -n 1)
    if [ -z "$found" ]; then
        found=$cache/images/bookworm-for-debs
        mmdebstrap --quiet --variant=minbase bookworm "$found" >&2
    fi
    echo "$found"
}

systemd_quirks() {
    local root=$1
    # Nothing here has a console or a network to wait for.
    rm -f "$root"/etc/systemd/system/getty.target.wants/*
    rm -f "$root/etc/machine-id"
    : > "$root/etc/machine-id"
    printf '#!/bin/sh\nexit 0\n' > "$root/usr/sbin/policy-rc.d"
    mkdir -p "$root/etc/systemd/journald.conf.d"
    printf '[Journal]\nStorage=persistent\nRateLimitIntervalSec=0\n' > "$root/etc/systemd/journald.conf.d/machine.conf"
}

boot() {
    local suite=$1 name=$2 image_path root
    image_path=$(image "$suite" | tail -n 1)
    [ ! -e "$state/$name" ] || fail "there is a machine $name already"
    mkdir -p "$state/$name" "$cache/machines"
    root=$cache/machines/$name
    cp -a --reflink=auto "$image_path" "$root"
    echo "$root" > "$state/$name/root"
    echo "$name" > "$root/etc/hostname"
    # Without localhost in it Go's resolver asks a DNS server that is not there.
    printf '127.0.0.1 localhost\n::1 localhost\n127.0.1.1 %s.example.org %s\n' "$name" "$name" > "$root/etc/hosts"
    start "$name"
}

start() {
    local name=$1 root log pid
    root=$(root_of "$name")
    log=$state/$name/console
    need_tools
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 setsid systemd-nspawn --quiet -D "$root" -M "$name" --private-network \
        --register=no --keep-unit --boot --console=read-only </dev/null >"$log" 2>&1 9>&- &
    pid=$!
    echo "$pid" > "$state/$name/pid"
    for _ in $(seq 300); do
        kill -0 "$pid" 2>/dev/null || { tail -n 20 "$log" >&2; fail "$name did not boot"; }
        if [ -n "$(leader "$name")" ] && ready "$name"; then
            echo "$name"
            return
        fi
        sleep 0.1
    done
    tail -n 20 "$log" >&2
    fail "$name did not come up in 60 s"
}

ready() {
    run "$1" 5 sh -c 'case $(systemctl is-system-running 2>/dev/null) in running | degraded) ;; *) exit 1 ;; esac
        systemctl is-enabled -q influxdb 2>/dev/null || exit 0
        curl -sfk -o /dev/null -m 2 http://127.0.0.1:8086/ping || curl -sfk -o /dev/null -m 2 https://127.0.0.1:8086/ping' >/dev/null 2>&1
}

root_of() { cat "$state/$1/root" 2>/dev/null || fail "there is no machine $1"; }

leader() { pgrep -P "$(cat "$state/$1/pid")" 2>/dev/null | head -n 1; }

run() {
    local name=$1 limit=$2 pid
    shift 2
    pid=$(leader "$name")
    [ -n "$pid" ] || fail "$name is not running"
    timeout --kill-after=5 "$limit" nsenter -t "$pid" -m -u -i -n -p -C -- env -i \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root TERM="${TERM:-dumb}" \
        DEBIAN_FRONTEND=noninteractive sh -c 'cd /root && exec "$@"' sh "$@"
}

power_cut() {
    local name=$1 pid
    pid=$(leader "$name")
    [ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || true
    kill -KILL "$(cat "$state/$name/pid")" 2>/dev/null || true
    # The container's processes end with its init; wait until they have.
    for _ in $(seq 100); do [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null || break; sleep 0.05; done
}

stop() {
    local name=$1 root
    root=$(root_of "$name")
    power_cut "$name"
    rm -rf --one-file-system "$root" "${state:?}/$name"
}

command=${1:-}
[ $# -gt 0 ] && shift
case $command in
    image | boot | start | stop | root | power-cut | copy | exec | stop-all | list) ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 64 ;;
esac
[ "$(id -u)" = 0 ] || fail "must be run as root"
case $command in
    image) image "$1" ;;
    boot) boot "$1" "$2" ;;
    start) start "$1" ;;
    stop) stop "$1" ;;
    root) root_of "$1" ;;
    power-cut) power_cut "$1" ;;
    copy) cp "$2" "$(root_of "$1")$3" ;;
    list) ls "$state" 2>/dev/null || true ;;
    stop-all) for name in $(ls "$state" 2>/dev/null); do stop "$name"; done ;;
    exec)
        name=$1 limit=60
        shift
        if [ "${1:-}" = --timeout ]; then limit=$2; shift 2; fi
        if [ "${1:-}" = -- ]; then shift; fi
        run "$name" "$limit" "$@"
        ;;
esac
