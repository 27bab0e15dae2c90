#!/usr/bin/env bash
# shellcheck disable=SC1091,SC2034,SC2154,SC2086 # lib.sh lies beside it in the machine; its names are constants without blanks
# Lets each system call that changes the host fail, in turn. Then the command either ends with exit code 1, one sentence and the old
# state, on which InfluxDB runs, or it succeeds where what failed was not needed; and without the fault the next one succeeds.
# Usage: fail.sh KIND [--full] [--every K] [--only N]
# The kinds are those of lib.sh. --every takes each Kth call only, other ones each day, so that K days take them all.
# --full lets each fail with each error, and once more with all later ones, as a disk that stays full does; otherwise the errors alternate.
. "$(dirname "$0")/lib.sh"
what=${1:-} full='' only='' every=1
shift
while [ $# -gt 0 ]; do
    case $1 in --full) full=yes ;; --only) only=$2; shift ;; --every) every=$2; shift ;; *) exit 64 ;; esac
    shift
done
errors=(EIO ENOSPC EROFS EACCES)

run() {
    local how=$1 n=$2 error=$3 label code found=$problems
    label="$what with $error at $n/$calls"
    [ $how = --fail ] || label="$label and all later calls"
    runs=$((runs + 1))
    begin
    manifest > $work/before
    stepped $how "$n:$error" -- influxcertd $verb
    code=$?
    cp $work/log $work/failed
    civil "$label"
    tail -n 1 $work/output >> $work/sentences
    keys_are_private "$label"
    case $code in
        # What was to be tidied up after the change may be left to the next run, which has to.
        0) healthy "$label" ;;
        1) [ $how != --fail ] || old_state "$label" ;;
        *) problem "$label" "ends with $code" ;;
    esac
    if [ $how != --fail ]; then starts || problem "$label" "InfluxDB does not start from what is on disk"; fi
    recover "$label" apply
    verified "$label"
    [ $problems = "$found" ] || grep FAILED $work/failed | head -n 1 | sed 's/^/    at /'
}

# Whether call n is to be broken.
today=$(($(date +%s) / 86400))
chosen() { if [ "$only" ]; then [ "$only" = $n ]; else [ $(((n + today) % every)) = 0 ]; fi; }

choose "$what"
: > $work/sentences
for ((n = 1; n <= calls; n++)); do
    chosen || continue
    if [ "$full" ]; then
        for error in "${errors[@]}"; do run --fail $n $error; done
        run --fail-from $n "${errors[n % 4]}"
    else
        run --fail $n "${errors[n % 4]}"
    fi
done
summary "fail at every step of $what ($calls calls)"
