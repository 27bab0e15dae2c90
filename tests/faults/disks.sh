#!/usr/bin/env bash
# shellcheck disable=SC1091,SC2034,SC2154,SC2086 # lib.sh lies beside it in the machine; its names are constants without blanks
# Real full disks, read-only mounts, files that can't be replaced and folders that are gone: where influxcertd can't work it ends
# with exit code 1 and one sentence, the old state is there and InfluxDB runs on it; once the cause is gone the next run succeeds.
# Usage: disks.sh [--full]
# --full tries each amount of free space from none to enough.
. "$(dirname "$0")/lib.sh"
pages=(0)
[ "${1:-}" != --full ] || pages=({0..14})

# A small disk in place of a folder, with so many pages of 4 KiB free.
small_disk() {
    local folder=$1 free=$2
    mkdir -p "$folder"
    cp -a "$folder" $work/content
    mount -t tmpfs -o size=512k,mode="$(stat -c %a "$folder")" tmpfs "$folder"
    cp -a $work/content/. "$folder/"
    rm -rf $work/content
    dd if=/dev/zero of="$folder/filler" bs=4k 2>/dev/null
    truncate -s "-$((free * 4096))" "$folder/filler"
}

mounted=''
break_it() {
    local how=$1 where
    # Where a link leads, as a mount would follow it.
    where=$(readlink -m "$2")
    mounted=$where
    case $how in
        full-*) small_disk "$where" "${how#full-}" ;;
        read-only) mkdir -p "$where"; mount --bind "$where" "$where"; mount -o remount,bind,ro "$where" ;;
        # chattr +i is not to be had on the machines' overlay; a mount point can't be renamed over or deleted either.
        immovable) mount --bind "$where" "$where" ;;
        missing) mounted=''; rm -rf "$where" ;;
    esac
}

mend_it() {
    case $1 in
        full-*) rm -f "$mounted/filler" ;;
        read-only | immovable) umount "$mounted"; mounted='' ;;
    esac
}

run() {
    local how=$1 where=$2 label="$what with $2 $1" code found=$problems
    runs=$((runs + 1))
    begin
    break_it "$how" "$where"
    manifest > $work/before
    influxcertd $verb >$work/output 2>&1 </dev/null
    code=$?
    civil "$label"
    keys_are_private "$label"
    printf '%s: exit code %d: %s\n' "$label" $code "$(grep ^influxcertd: $work/output || tail -n 1 $work/output)"
    case $code in
        0) verified "$label" ;;
        1) old_state "$label"
            starts || problem "$label" "InfluxDB does not start from the old state" ;;
        *) problem "$label" "ends with $code" ;;
    esac
    case $how,$code in missing,1) problem "$label" "a missing folder is not made anew" ;; esac
    mend_it "$how"
    recover "$label" apply
    verified "$label"
    if [ $what = renew ]; then
        influxcertd renew >$work/output 2>&1 || problem "$label" "the renewal afterwards ends with $?"
        verified "$label"
    fi
    [ -z "$mounted" ] || umount "$mounted"
    mounted=''
}

for start in setup renew; do
    choose $start
    for folder in $store $state /etc/influxdb; do
        for free in "${pages[@]}"; do run full-"$free" $folder; done
        run read-only $folder
    done
    run read-only /etc/ssl
    run immovable $conf
    run missing $state
    [ $what = setup ] || { run immovable $crt; run missing $store; }
done
summary "full, read-only, immovable and missing"
