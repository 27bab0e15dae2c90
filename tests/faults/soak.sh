#!/usr/bin/env bash
# shellcheck disable=SC1091,SC2034,SC2154,SC2086 # lib.sh lies beside it in the machine; its names are constants without blanks
# Renewals in a row by the daemon, of certificates that live for a minute, under a client that writes all the time and tries again, as
# Telegraf does: none may fail, no acknowledged point may be lost, and the daemon's memory and descriptors stay what they were.
# Usage: soak.sh RENEWALS
. "$(dirname "$0")/lib.sh"
renewals=${1:-15}
prepare
pristine
printf '[certificate]\nkey = "ecdsa-p256"\nlifetime = "1m"\nrenew_before = "58s"\n' > /etc/influxcertd/influxcertd.toml.d/faults.toml
systemctl start influxcertd
for _ in {1..100}; do influxcertd verify >$work/output 2>&1 && break; sleep 0.1; done
# Asked again where a renewal is in the middle of a restart.
asked() { for _ in {1..50}; do curl -sfk "$@" && return; sleep 0.1; done; return 1; }
asked -o /dev/null -XPOST https://localhost:8086/query --data-urlencode 'q=DROP DATABASE soak; CREATE DATABASE soak' || problem start "no database"

cat > $work/writer.sh <<'W'
points=0 gap=0
last=${EPOCHREALTIME/./}
while [ ! -e /run/faults/enough ]; do
    points=$((points + 1))
    until curl -sfk -o /dev/null -m 5 -XPOST 'https://localhost:8086/write?db=soak' --data-binary "m v=$points $points"; do sleep 0.01; done
    now=${EPOCHREALTIME/./}
    [ $((now - last)) -le $gap ] || gap=$((now - last))
    last=$now
    echo "$points $gap" > /run/faults/written
done
W
rm -f $work/enough $work/written
bash $work/writer.sh &
writer=$!

number() { readlink $store/current | tr -dc 0-9 | sed 's/^0*//'; }
pid=$(systemctl show -P MainPID influxcertd)
rss() { awk '/^VmRSS/ { print $2 }' /proc/"$pid"/status; }
descriptors() { find /proc/"$pid"/fd -mindepth 1 2>/dev/null | wc -l; }
# What is held between two looks: in the middle of one there is more of both, and a sample may fall anywhere.
lowest() { for _ in {1..40}; do "$1"; sleep 0.05; done | sort -n | head -n 1; }
since=$(date +%s)
first=$(number)
# The first few renewals load what is loaded once.
warm=$((renewals / 5 < 20 ? renewals / 5 : 20))
deadline=$((SECONDS + 30 + renewals * 15))
rss_start='' rss_half='' descriptors_start=''
while [ $SECONDS -lt $deadline ]; do
    runs=$(($(number) - first))
    if [ -z "$rss_start" ] && [ $runs -ge $warm ]; then rss_start=$(lowest rss) descriptors_start=$(lowest descriptors); fi
    if [ -z "$rss_half" ] && [ $runs -ge $((renewals / 2)) ]; then rss_half=$(lowest rss); fi
    [ $runs -lt "$renewals" ] || break
    sleep 0.2
done
[ $runs -ge "$renewals" ] || problem soak "only $runs renewals in $SECONDS s"
rss_end=$(lowest rss) descriptors_end=$(lowest descriptors)
failed=$(journalctl --no-pager -o cat --since "@$since" INFLUXCERTD_EVENT=apply-failed | wc -l)
[ "$failed" = 0 ] || { journalctl --no-pager -o cat --since "@$since" INFLUXCERTD_EVENT=apply-failed | tail -n 3 > $work/output; problem soak "$failed renewals failed"; }
[ "$(systemctl show -P MainPID influxcertd)" = "$pid" ] || problem soak "the daemon was restarted"
touch $work/enough
wait $writer
read -r written gap < $work/written
kept=$(asked -G https://localhost:8086/query --data-urlencode db=soak --data-urlencode 'q=SELECT count(v) FROM m' | jq '.results[0].series[0].values[0][1]')
[ "$written" = "$kept" ] || problem soak "$written points were acknowledged and $kept are there"
grown() { [ "$rss_end" -gt $(($1 + $1 / $2)) ]; }
# The heap settles in the first hundred; what leaks goes on after that.
if grown $rss_start 4 || { [ "$renewals" -ge 200 ] && grown $rss_half 10; }; then
    problem soak "the daemon grew from $rss_start to $rss_half to $rss_end kB"
fi
[ "$descriptors_end" -le $((descriptors_start + 2)) ] || problem soak "open descriptors went from $descriptors_start to $descriptors_end"
systemctl stop influxcertd
printf '%d renewals, %d failed; %d points acknowledged, %d lost; longest gap %d ms; resident %d kB, at half %d kB, then %d kB; %d descriptors, then %d\n' \
    "$runs" "$failed" "$written" $((written - kept)) $((gap / 1000)) "$rss_start" "$rss_half" "$rss_end" "$descriptors_start" "$descriptors_end"
summary soak
