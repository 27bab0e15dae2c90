#!/usr/bin/env bash
# shellcheck disable=SC1091,SC2034,SC2154,SC2086 # lib.sh lies beside it in the machine; its names are constants without blanks
# Two commands and the daemon at once: whatever they do to each other, what they leave is verified.
# Usage: race.sh ROUNDS
. "$(dirname "$0")/lib.sh"
rounds=${1:-20}
prepare
pristine
systemctl start influxcertd
for _ in {1..100}; do influxcertd verify >$work/output 2>&1 && break; sleep 0.1; done

# The lock is free when nobody is at work any more; the daemon is asked last, so it has had its look.
quiet() {
    local try
    for try in {1..300}; do
        # Twice, as the daemon may be between being asked and beginning.
        flock -n /run/influxcertd/lock true && sleep 0.15 && flock -n /run/influxcertd/lock true && return
        sleep 0.05
    done
    problem "$1" "someone still holds the lock after 15 s"
}

refused=0
for ((round = 1; round <= rounds; round++)); do
    label="round $round"
    runs=$((runs + 1))
    case $((round % 4)) in
        0) rm -f $crt ;;
        1) sed -i '/^ *https-enabled/d' $conf ;;
        2) chmod 644 "$(readlink -f $key)" ;;
    esac
    influxcertd apply >$work/one 2>&1 & one=$!
    case $((round % 3)) in
        0) influxcertd renew --wait >$work/two 2>&1 & two=$! ;;
        *) influxcertd apply --wait >$work/two 2>&1 & two=$! ;;
    esac
    systemctl reload influxcertd
    # Another moment each time: the commands are loaded, look, write, restart InfluxDB.
    sleep "0.$(printf %03d $((round * 37 % 400)))"
    systemctl reload influxcertd
    if ! wait $one; then
        if grep -q 'another influxcertd is at work: ' $work/one; then refused=$((refused + 1)); else
            cp $work/one $work/output
            problem "$label" "the command that does not wait fails, and not because another is at work"
        fi
    fi
    wait $two || { cp $work/two $work/output; problem "$label" "the command that waits fails"; }
    cat $work/one $work/two > $work/output
    civil "$label"
    quiet "$label"
    verified "$label"
    keys_are_private "$label"
done
systemctl stop influxcertd
summary "two commands and the daemon at once ($refused times the lock was held for longer than they wait)"
