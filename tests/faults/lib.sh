# shellcheck shell=bash disable=SC2086,SC2034,SC2154
# What the fault injections share. Sourced inside a booted machine with the package and faultstep installed.
set -u

conf=/etc/influxdb/influxdb.conf
store=/etc/ssl/influxcertd
crt=/etc/ssl/influxdb-selfsigned.crt
key=/etc/ssl/influxdb-selfsigned.key
state=/var/lib/influxcertd
work=/run/faults
problems=0
what=''
runs=0
begun=$EPOCHREALTIME

# A bug: what was broken, and what was found then.
problem() {
    problems=$((problems + 1))
    printf 'PROBLEM %s: %s\n' "$1" "$2"
    [ ! -s "$work/output" ] || tail -n 3 "$work/output" | sed 's/^/    | /'
}

# The line of figures, last; the exit code says whether there was a problem.
summary() {
    awk -v a="$begun" -v b="$EPOCHREALTIME" -v n="$runs" -v p="$problems" -v what="$*" 'BEGIN { printf "%s: %d runs, %d problems, %.0f s\n", what, n, p, b - a }'
    [ $problems = 0 ]
}

prepare() {
    mkdir -p $work /etc/systemd/system/influxdb.service.d
    systemctl stop influxcertd
    # What an earlier run that was cut short has left mounted.
    findmnt -rno TARGET | grep -E "^($store|$state|/etc/influxdb|/etc/ssl|$crt)" | tac | xargs -r -n 1 umount
    # It is restarted far more often here than systemd lets a unit be.
    printf '[Unit]\nStartLimitIntervalSec=0\n' > /etc/systemd/system/influxdb.service.d/faults.conf
    # The kind of key changes no call, but how long each run takes.
    printf '[certificate]\nkey = "ecdsa-p256"\n' > /etc/influxcertd/influxcertd.toml.d/faults.toml
    case $what in
        guide) echo 'guide_layout = true' ;;
        # Dated so that the certificate that is to follow is due to be published as soon as there is one to follow.
        publish | succeed) printf '%s\n' 'lifetime = "30d"' 'backdate = "7d"' 'renew_before = "29d"' 'publish_ahead = "7d"' ;;
    esac >> /etc/influxcertd/influxcertd.toml.d/faults.toml
    ! has_clients || printf '[Service]\nExecStart=sleep infinity\nExecReload=true\n' > /etc/systemd/system/telegraf.service
    systemctl daemon-reload
    ! has_clients || systemctl start telegraf
    if [ ! -e $work/influxdb.conf ]; then
        sed '/^ *https-\(enabled\|certificate\|private-key\) = /d' $conf > $work/influxdb.conf
    fi
}

# A Telegraf on this host, in two files, which follows InfluxDB in the same change.
has_clients() { [ "$what" = clients ] || [ "$what" = release ]; }
plain_clients() {
    mkdir -p /etc/telegraf/telegraf.d
    rm -f /etc/telegraf/*tmp* /etc/telegraf/telegraf.d/*tmp*
    printf '[[outputs.influxdb]]\n  urls = ["http://localhost:8086"]\n' > /etc/telegraf/telegraf.conf
    printf '[[inputs.influxdb]]\n  urls = ["http://127.0.0.1:8086/debug/vars"]\n' > /etc/telegraf/telegraf.d/self.conf
    chmod 640 /etc/telegraf/telegraf.conf
}
clients_say() { ! grep -hE 'urls = ' /etc/telegraf/telegraf.conf /etc/telegraf/telegraf.d/self.conf | grep -vq "\"$1://"; }

# Before the first set-up: plain HTTP, and nothing of ours.
pristine() {
    ! has_clients || plain_clients
    # `rm` of what is mounted there fails, and that is fine.
    rm -rf $store $crt $key ${state:?}/* ${state:?}/.[!.]* /etc/ssl/*.influxcertd-tmp /etc/influxdb/*tmp* 2>/dev/null
    # Written over, not replaced: whoever broke its owner or mode is found out by the next manifest.
    cat $work/influxdb.conf > $conf
    chown root:root $conf
    chmod 644 $conf
    systemctl restart influxdb
    answers || problem start "InfluxDB does not run in plain HTTP"
}

# As whoever followed InfluxData's guide by hand has left it: plain files that InfluxDB uses, and nothing of ours.
by_hand() {
    pristine
    [ -e $work/by-hand.key ] || openssl req -x509 -nodes -newkey rsa:2048 -days 365 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
        -keyout $work/by-hand.key -out $work/by-hand.crt 2>/dev/null
    install -o influxdb -g influxdb -m 0644 $work/by-hand.crt $crt
    install -o influxdb -g influxdb -m 0600 $work/by-hand.key $key
    sed -i "s|^\[http\]|&\n  https-enabled = true\n  https-certificate = \"$crt\"\n  https-private-key = \"$key\"|" $conf
    starts || problem start "InfluxDB does not run on the pair of the guide"
}

# With HTTPS on and verified.
set_up() {
    influxcertd apply >$work/output 2>&1 || problem start "the set-up without a fault fails"
}

https_on() { grep -q '^ *https-enabled = true' $conf; }

# Asks as a client would. The certificate is its own trust anchor, so that only the pair that is installed gets an answer.
ask() {
    if https_on; then
        curl -sf -o /dev/null -m 3 --cacert $crt https://localhost:8086/ping
    else
        curl -sf -o /dev/null -m 3 http://localhost:8086/ping
    fi
}

answers() {
    local try
    for try in {1..150}; do
        ask && return
        sleep 0.02
    done
    return 1
}

# InfluxDB starts from exactly what is on disk now.
starts() { systemctl restart influxdb && answers; }

# Everything that InfluxDB reads: content, owner and mode.
visible() {
    { cat $conf $crt $key; stat -L -c '%a %U %G' $conf $crt $key; readlink $crt $key $store/current; } 2>/dev/null | sha256sum
}

# Every file and link that an operator could miss or find changed. Empty folders are nobody's loss.
manifest() {
    find $store $crt $key /etc/influxdb /etc/telegraf ! -type d ! -name filler -printf '%p %y %m %U:%G %l\n' 2>/dev/null | sort
    find $store /etc/influxdb /etc/telegraf $crt $key $state/edits -type f ! -name filler -exec sha256sum {} + 2>/dev/null | sort
}

# At no instant may a key be readable by more than its owner, or lie where others can list.
keys_are_private() {
    local wide
    # The guide's layout has the key open to everybody, which is why it has to be asked for.
    [ "$what" != guide ] || return 0
    wide=$(grep -rlsI 'PRIVATE KEY' $store $state /etc/influxdb /etc/ssl --include='*' --exclude-dir=private 2>/dev/null | xargs -r -d '\n' -I{} find {} -type f -perm /077 | sort -u
        find $store/generations -type d -perm /044 2>/dev/null | sort -u)
    [ -z "$wide" ] || problem "$1" "a key is open to others: $wide"
}

# What no run may leave behind once it has ended well.
nothing_left() {
    local left current next
    left=$(find $store /etc/ssl /etc/influxdb /etc/telegraf $state -maxdepth 3 \( -name '*tmp*' -o -name '.unfinished*' -o -name '*.partial' -o -name 'intent*' -o -name undo -o -name '*.damaged' \) 2>/dev/null | sort -u)
    [ -z "$left" ] || problem "$1" "left behind: ${left//$'\n'/ }"
    # A generation that is newer than the current one belongs to a change that did not happen, unless it is to follow or was gone back from.
    case $what in rollback | disable | release) return ;; esac
    current=$(basename "$(readlink $store/current 2>/dev/null)")
    next=$(basename "$(readlink $store/next 2>/dev/null)")
    left=$(find $store/generations -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | awk -v c="${current:-0}" -v n="${next:-0}" '$0 > c && $0 != n')
    [ -z "$left" ] || problem "$1" "generation $left was left behind, current is ${current:-none}"
}

# Verified: our own word for it, and a client's. Turned off, influxdb.conf is what it was before the first set-up.
healthy() {
    influxcertd status >$work/output 2>&1 || { problem "$1" "status is not healthy afterwards"; return; }
    if { [ "$what" = disable ] || [ "$what" = release ]; } && ! https_on; then
        cmp -s $conf $work/influxdb.conf || problem "$1" "influxdb.conf is not what it was before HTTPS was turned on"
    elif ! https_on; then
        problem "$1" "HTTPS is off afterwards"
    fi
    ask || problem "$1" "a client can't verify InfluxDB afterwards"
}

verified() {
    healthy "$1"
    # A Telegraf that could not be told at first, as it was systemctl that failed, has been told by now.
    if has_clients && ! clients_say "$(https_on && echo https || echo http)"; then problem "$1" "Telegraf does not speak as InfluxDB does afterwards"; fi
    nothing_left "$1"
}

# One sentence for a person that names the file, never a stack trace; 137 is the kill that was asked for.
civil() {
    if grep -qxE 'influxcertd: (Read-only file system|No space left on device|Input/output error|Permission denied|Access to the path is denied)(;.*)?' $work/output; then
        problem "$1" "a sentence that names no file"
    fi
    if grep -qE '^ +at |Unhandled|Exception' $work/output; then problem "$1" "a stack trace instead of a sentence"; fi
}

recover_by_daemon() {
    local try
    systemctl start influxcertd || problem "$1" "the daemon does not start"
    for try in {1..100}; do
        [ -e $state/intent.json ] || ! influxcertd status >/dev/null 2>&1 || break
        sleep 0.1
    done
    systemctl stop influxcertd
}

recover() {
    if [ "$2" = daemon ]; then recover_by_daemon "$1"; return; fi
    influxcertd apply >$work/output 2>&1 || problem "$1" "apply afterwards ends with $?"
    civil "$1"
}

# Runs influxcertd with a fault; what it prints goes through a pipe, so that it is no file that counts.
stepped() {
    faultstep --log $work/log "$@" </dev/null 2>&1 | cat >$work/output
    return "${PIPESTATUS[0]}"
}

# Nothing of ours is there yet.
is_first() { [ "$what" = setup ] || [ "$what" = adopt ] || [ "$what" = clients ]; }

# What the runs do, and how each begins. A first set-up on plain HTTP, on what the guide has left (adopt), or with a Telegraf that is
# converted (clients); a renewal, in the guide's layout (guide), to the certificate that was published ahead (succeed), and that
# publishing; going back; turning off, without and with a Telegraf that is put back (release).
kinds='setup|adopt|clients|renew|guide|publish|succeed|rollback|disable|release'
choose() {
    what=$1
    case $what in
        setup | adopt | clients | publish) verb=apply ;;
        guide | succeed) verb=renew ;;
        release) verb=disable ;;
        renew | rollback | disable) verb=$what ;;
        *) echo "one of $kinds, not $what" >&2; exit 64 ;;
    esac
    prepare
    pristine
    if ! is_first; then
        # Until the oldest generation has to go at each renewal.
        set_up
        for _ in 1 2 3 4 5; do influxcertd renew >$work/output 2>&1 || problem start "a renewal without a fault fails"; done
        # With the certificate that is to follow published, which a renewal then takes.
        [ "$what" != succeed ] || influxcertd apply >$work/output 2>&1 || problem start "nothing is published ahead"
        rm -rf $work/start
        mkdir $work/start
        cp -a $store $crt $key $conf $work/start/
        cp -a $state $work/start/state
        ! has_clients || cp -a /etc/telegraf $work/start/
    fi
    begin
    stepped -- influxcertd $verb || problem count "$verb without a fault ends with $?"
    cp $work/log $work/calls-of-$what
    calls=$(wc -l < $work/log)
}

# The state to start from, in which InfluxDB runs on what is on disk.
begin() {
    if [ "$what" = adopt ]; then by_hand; elif is_first; then pristine; else
        rm -rf $store $crt $key ${state:?}/* ${state:?}/.[!.]* /etc/ssl/*.influxcertd-tmp /etc/influxdb/*tmp* 2>/dev/null
        cp -a $work/start/influxcertd $work/start/influxdb-selfsigned.* /etc/ssl/
        cp -a $work/start/influxdb.conf $conf
        cp -a $work/start/state/. $state/
        ! has_clients || { rm -rf /etc/telegraf; cp -a $work/start/telegraf /etc/; }
        starts || problem start "InfluxDB does not start from the state to begin with"
    fi
    before=$(visible)
}

# A command that failed has changed nothing. Compares with what `manifest` said before.
old_state() {
    [ -s $work/output ] || problem "$1" "fails without a word"
    manifest > $work/after
    if ! cmp -s $work/before $work/after; then
        problem "$1" "the old state is not back"
        diff $work/before $work/after | sed 's/^/    | /'
    fi
    ask || problem "$1" "InfluxDB does not run on the old state"
    nothing_left "$1"
}
