#!/usr/bin/env bash
# shellcheck disable=SC1091,SC2034,SC2154,SC2086 # lib.sh lies beside it in the machine; its names are constants without blanks
# Kills influxcertd before each system call that changes the host, in turn; then, before anything is recovered, InfluxDB must start
# from what is on disk and serve a matching pair; then a recovery must reach a verified state and leave nothing behind.
# Usage: kill.sh KIND [--full] [--every K] [--only N]
# The kinds are those of lib.sh. --every takes each Kth call only, other ones each day, so that K days take them all.
# --full starts InfluxDB also where nothing that it reads has changed, recovers each run in both ways, and kills recoveries at every call.
. "$(dirname "$0")/lib.sh"
what=${1:-} full='' only='' every=1
shift
while [ $# -gt 0 ]; do
    case $1 in --full) full=yes ;; --only) only=$2; shift ;; --every) every=$2; shift ;; *) exit 64 ;; esac
    shift
done

# One run: killed at call $1; the recovery killed at each of the calls $3... in turn; recovered by $2.
run() {
    local n=$1 by=$2 label code m
    shift 2
    label="$what killed at $n/$calls${*:+, recovery killed at $*}, recovered by $by"
    runs=$((runs + 1))
    begin
    local found=$problems
    stepped --kill "$n" -- influxcertd $verb
    code=$?
    cp $work/log $work/killed
    [ $code = 137 ] || problem "$label" "ends with $code"
    after_kill "$label"
    for m in "$@"; do
        stepped --kill "$m" -- influxcertd apply
        after_kill "$label"
    done
    recover "$label" "$by"
    verified "$label"
    keys_are_private "$label"
    [ $problems = $found ] || sed 's/^/    at /' $work/killed | tail -n 2
}

# Where nothing that InfluxDB reads has changed, it already runs on it; --full starts it all the same.
after_kill() {
    keys_are_private "$1"
    if [ "$full" ] || [ "$(visible)" != "$before" ]; then
        starts || { problem "$1" "InfluxDB does not start from what is on disk, before any recovery"; systemctl status --no-pager -n 5 influxdb | sed 's/^/    | /'; }
        before=$(visible)
    fi
}

# Whether call n is to be broken.
today=$(($(date +%s) / 86400))
chosen() { if [ "$only" ]; then [ "$only" = $n ]; else [ $(((n + today) % every)) = 0 ]; fi; }

choose "$what"
for ((n = 1; n <= calls; n++)); do
    chosen || continue
    by=apply
    [ $((runs % 8)) != 7 ] || by=daemon
    run $n $by
    if [ "$full" ]; then run $n "$([ $by = daemon ] && echo apply || echo daemon)"; fi
done
# The recovery killed, twice: only where a change was open is there something to recover.
first=$(awk '/rename .*intent.json/ { print $1 + 1; exit }' $work/calls-of-$what)
last=$(awk '/unlink .*intent.json$/ { print $1; exit }' $work/calls-of-$what)
# As many calls as the longest of them makes: where all but the last change has to be undone.
undone=$(awk '/rename \/etc/ { n = $1 } /execve|unlink .*intent.json$/ { exit } END { print n }' $work/calls-of-$what)
begin
stepped --kill "$undone" -- influxcertd $verb
stepped -- influxcertd apply || problem count "apply after a kill at $undone ends with $?"
recovery=$(awk '/unlink .*intent.json$/ { print $1; exit }' $work/log)
for ((n = ${first:-1}; n <= ${last:-0}; n++)); do
    chosen || continue
    if [ "$full" ]; then
        for ((m = 1; m <= recovery; m++)); do run $n apply $m $((1 + (m * 7 + n) % recovery)); done
    else
        [ $(((n - first) % 3)) != 0 ] || run $n apply $((1 + n * 7 % recovery)) $((1 + n * 11 % recovery))
    fi
done
summary "kill at every step of $what ($calls calls)"
