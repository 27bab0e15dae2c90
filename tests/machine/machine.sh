#!/usr/bin/env bash
# A throwaway Debian with real systemd and real InfluxDB, booted in a container in seconds.
# Needs root. Installs what it needs itself (mmdebstrap, systemd-container) from Debian.
set -euo pipefail
# Otherwise a failure within $( ) goes on to the next command, and a half-built image is kept.
shopt -s inherit_errexit

cache=${INFLUXCERTD_CACHE:-/var/cache/influxcertd}
state=${INFLUXCERTD_MACHINES:-/run/influxcertd-machines}
boot_seconds=90
packages=systemd,systemd-sysv,dbus,init-system-helpers,influxdb,influxdb-client,openssl,ca-certificates,procps,jq,curl,faketime,strace,acl,attr,patch,iproute2,man-db,bash-completion

usage() {
    cat <<'H'
Usage: machine.sh COMMAND
  image SUITE                 build the cached image of a Debian release (bullseye, bookworm, trixie); print its path
  boot SUITE NAME             boot a fresh copy of it and wait until InfluxDB answers
  exec NAME [--timeout SECONDS] -- COMMAND...
                              run a command in it (60 s at most unless told), with its exit code
  shell NAME                  a prompt in it
  copy NAME FILE PATH         copy a file of the host into it
  root NAME                   print its root directory on the host
  power-cut NAME [FILE [SECONDS]]
                              end it as a power cut would, keeping its disk; as soon as it has this file, or so long after
  start NAME                  boot it again
  stop NAME                   end it and delete it
  stop-all                    end and delete all of them
  list                        print their names
Images and disks are kept in INFLUXCERTD_CACHE (default /var/cache/influxcertd); which machines there are stands in
INFLUXCERTD_MACHINES (default /run/influxcertd-machines): with a folder of one's own, stop-all ends only one's own.
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
        bullseye) ;;
        bookworm) wanted=$wanted,polkitd ;;
        trixie) wanted=${wanted/,influxdb,influxdb-client/,adduser} ;;
        *) fail "unknown release $suite: bullseye, bookworm or trixie" ;;
    esac
    hash=$(printf '%s' "$suite $wanted 2" | sha256sum | cut -c 1-12)
    path=$cache/images/$suite-$hash
    mkdir -p "$cache/images"
    # Nobody waits for the image of another release.
    if [ ! -d "$path" ]; then
        (
            flock 9
            if [ ! -d "$path" ]; then
                build_image "$suite" "$wanted" "$path.partial"
                mv "$path.partial" "$path"
            fi
        ) 9>"$cache/images/.$suite-lock"
    fi
    echo "$path"
}

build_image() {
    local suite=$1 wanted=$2 root=$3 hooks=()
    need_tools
    echo "Building the image of $suite, once (a minute)" >&2
    rm -rf "$root"
    # shellcheck disable=SC2016 # expanded by mmdebstrap
    [ "$suite" != trixie ] || hooks=(
        --customize-hook='sed "s/ trixie / bookworm /" "$1/etc/apt/sources.list" >"$1/etc/apt/sources.list.d/bookworm.list"'
        --customize-hook='chroot "$1" apt-get update -qq'
        --customize-hook='chroot "$1" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends influxdb influxdb-client')
    mmdebstrap --quiet --variant=minbase --include="$wanted" ${hooks[@]+"${hooks[@]}"} "$suite" "$root" >&2
    systemd_quirks "$root"
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
    mkdir -p "$state" "$cache/machines"
    mkdir "$state/$name" 2>/dev/null || fail "there is a machine $name already"
    root=$cache/machines/$name/root
    echo "$root" > "$state/$name/root"
    # The image is the lower layer: a fresh machine costs no copy.
    mkdir -p "$root" "$cache/machines/$name/upper" "$cache/machines/$name/work"
    mount -t overlay overlay -o "lowerdir=$image_path,upperdir=$cache/machines/$name/upper,workdir=$cache/machines/$name/work" "$root"
    echo "$name" > "$root/etc/hostname"
    # Without localhost in it Go's resolver asks a DNS server that is not there.
    printf '127.0.0.1 localhost\n::1 localhost\n127.0.1.1 %s.example.org %s\n' "$name" "$name" > "$root/etc/hosts"
    start "$name"
}

start() {
    local name=$1 root log pid deadline=$((SECONDS + boot_seconds))
    root=$(root_of "$name")
    log=$state/$name/console
    need_tools
    (
        own_cgroups "$name"
        SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 exec setsid systemd-nspawn --quiet -D "$root" -M "$name" --private-network \
            --register=no --keep-unit --boot --console=read-only
    ) </dev/null >"$log" 2>&1 9>&- &
    pid=$!
    echo "$pid" > "$state/$name/pid"
    while [ $SECONDS -lt $deadline ]; do
        kill -0 "$pid" 2>/dev/null || { tail -n 20 "$log" >&2; fail "$name did not boot"; }
        if [ -n "$(leader "$name")" ] && ready "$name"; then
            echo "$name"
            return
        fi
        sleep 0.1
    done
    tail -n 20 "$log" >&2
    fail "$name did not come up in $boot_seconds s"
}

# Otherwise all machines' units of one name share one control group, and each systemd meets processes that it can't see.
own_cgroups() {
    local group
    for group in $(cgroups "$1"); do
        mkdir -p "$group"
        echo $BASHPID >"$group/cgroup.procs"
    done
}

cgroups() {
    local hierarchy
    for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
        if [ -w "$hierarchy/cgroup.procs" ]; then echo "$hierarchy/influxcertd-$1"; fi
    done
}

ready() {
    # shellcheck disable=SC2016 # expanded in the machine
    run "$1" 5 sh -c 'case $(systemctl is-system-running 2>/dev/null) in running | degraded) ;; *) exit 1 ;; esac
        systemctl is-enabled -q influxdb 2>/dev/null || exit 0
        curl -sfk -o /dev/null -m 2 http://127.0.0.1:8086/ping || curl -sfk -o /dev/null -m 2 https://127.0.0.1:8086/ping' >/dev/null 2>&1
}

names() { if [ -d "$state" ]; then find "$state" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort; fi; }

root_of() { cat "$state/$1/root" 2>/dev/null || fail "there is no machine $1"; }

# The process of systemd-nspawn, unless it is gone and its number has become another's; and the init within, its child.
container() {
    local pid
    pid=$(cat "$state/$1/pid" 2>/dev/null) || return 0
    if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = systemd-nspawn ]; then echo "$pid"; fi
}

leader() {
    local pid
    pid=$(container "$1")
    if [ -n "$pid" ]; then pgrep -P "$pid" | head -n 1 || true; fi
}

run() {
    local name=$1 limit=$2
    shift 2
    enter "$name" timeout --kill-after=5 "$limit" -- "$@"
}

# Usage: enter NAME [WRAPPER...] -- COMMAND...
enter() {
    local name=$1 pid wrapper=()
    shift
    root_of "$name" >/dev/null
    pid=$(leader "$name")
    [ -n "$pid" ] || fail "$name is not running"
    while [ "$1" != -- ]; do wrapper+=("$1"); shift; done
    shift
    ${wrapper[@]+"${wrapper[@]}"} nsenter -t "$pid" -m -u -i -n -p -C -- env -i \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root TERM="${TERM:-dumb}" \
        DEBIAN_FRONTEND=noninteractive sh -c 'cd /root && exec "$@"' sh "$@"
}

power_cut() {
    local name=$1 file=${2:-} seconds=${3:-0} root pids deadline=$((SECONDS + 60))
    root=$(root_of "$name")
    pids=$(echo "$(leader "$name") $(container "$name")" | xargs)
    [ -n "$pids" ] || return 0
    if [ -n "$file" ]; then
        until [ -e "$root$file" ]; do
            [ $SECONDS -lt $deadline ] || fail "there was no $file within a minute"
            sleep 0.005
        done
        sleep "$seconds"
    fi
    # shellcheck disable=SC2086 # one or two numbers
    kill -KILL $pids 2>/dev/null || true
    # The init ends after all of its processes; a zombie (whoever is to collect it may take seconds) has ended.
    for _ in $(seq 100); do
        ps -o stat= -p "$pids" | grep -qv '^Z' || break
        sleep 0.05
    done
}

stop() {
    local name=$1 root
    root=$(root_of "$name")
    power_cut "$name"
    umount -l "$root" 2>/dev/null || true
    rm -rf --one-file-system "$(dirname "$root")" "${state:?}/$name"
    cgroups "$name" | while read -r group; do find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true; done
}

command=${1:-}
[ $# -gt 0 ] && shift
case $command in
    stop-all | list) wanted=0 ;;
    image | start | stop | root | power-cut | shell) wanted=1 ;;
    boot | exec) wanted=2 ;;
    copy) wanted=3 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 64 ;;
esac
if [ $# -lt $wanted ]; then usage >&2; exit 64; fi
[ "$(id -u)" = 0 ] || fail "must be run as root"
case $command in
    image) image "$1" ;;
    boot) boot "$1" "$2" ;;
    start) start "$1" ;;
    stop) stop "$1" ;;
    root) root_of "$1" ;;
    power-cut) power_cut "$@" ;;
    copy) cp "$2" "$(root_of "$1")$3" ;;
    list) names ;;
    stop-all) names | while read -r name; do stop "$name"; done ;;
    shell) enter "$1" -- bash -i ;;
    exec)
        name=$1 limit=60
        shift
        if [ "${1:-}" = --timeout ]; then limit=$2; shift 2; fi
        if [ "${1:-}" = -- ]; then shift; fi
        run "$name" "$limit" "$@"
        ;;
esac
