#!/usr/bin/env bash
# shellcheck disable=SC1091,SC2034,SC2154,SC2086 # lib.sh lies beside it in the machine; its names are constants without blanks
# Flips each byte of the open intent, of the recorded state and of what is kept of edited files, and cuts each at each length, in turn. No run may crash, restore
# something that it was not told to, or touch a file that is not its own; and the next apply reaches the wanted state.
# Usage: state.sh [--step N] [--bits MASK...]: every Nth byte only (default 1); which bits to flip (default 1)
# It works in a folder of its own by --root, with the same code and without InfluxDB, so that thousands of runs are affordable.
. "$(dirname "$0")/lib.sh"
step=1 bits=1
while [ $# -gt 0 ]; do
    case $1 in --step) step=$2 ;; --bits) bits=$2 ;; *) exit 64 ;; esac
    shift 2
done
mkdir -p $work
root=$work/root
base=$work/base

# A change that was killed when all of it was done but the intent still open.
build_base() {
    local kill
    rm -rf $base $root
    mkdir -p $root/etc/influxdb $root/etc/ssl $root/etc/influxcertd $root/var/lib/influxcertd
    chmod 700 $root/var/lib/influxcertd
    cp /etc/passwd /etc/group $root/etc/
    printf '[certificate]\nkey = "ecdsa-p256"\n' > $root/etc/influxcertd/influxcertd.toml
    sed '/^ *https-\(enabled\|certificate\|private-key\) = /d' $conf > $root$conf
    influxcertd apply --root $root >$work/output 2>&1 || problem start "apply --root without a fault ends with $?"
    cp $root$conf $work/edited.conf
    # A renewal that has each kind of thing to change: what is missing, a link that leads elsewhere, a file.
    rm $root$crt
    ln -sfn elsewhere $root$key
    sed -i '/^ *https-\(enabled\|certificate\|private-key\) = /d' $root$conf
    rm -rf $work/drifted
    cp -a $root $work/drifted
    stepped -- influxcertd renew --root $root || problem start "renew --root without a fault ends with $?"
    cmp -s $root$conf $work/edited.conf || problem start "an edit is not what it was before"
    kill=$(awk '/unlink .*intent.json$/ { print $1; exit }' $work/log)
    rm -rf $root
    cp -a $work/drifted $root
    stepped --kill "$kill" -- influxcertd renew --root $root
    [ -e $root$state/intent.json ] || problem start "no intent to damage"
    # A later state file than that of a first set-up: with a failure, an alert and a renewal.
    cat > $root$state/state.json <<'J'
{
  "last_renewal": "2026-11-24T21:57:17.8747333+00:00",
  "failure": { "plan": "issue", "count": 2, "last": "2026-11-24T21:57:17+00:00", "retry_at": "2026-11-24T22:57:17+00:00", "message": "it failed" },
  "last_alert": { "fingerprint_sha256": "73cbac31", "threshold_days": 7 }
}
J
    # Where a path with one wrong byte would lead, someone else's file lies.
    grep -o '"/[^"]*"' $root$state/intent.json | tr -d '"' | sort -u | perl -ne '
        chomp; for my $bit (split / /, $ENV{BITS}) { for my $i (0 .. length($_) - 1) {
            my $name = $_; substr($name, $i, 1) = chr(ord(substr($name, $i, 1)) ^ $bit);
            my $path = index($name, $ENV{ROOT}) ? "$ENV{ROOT}$name" : $name; (my $folder = $path) =~ s,/[^/]*$,,;
            if (-d $folder && !-e $path && open my $f, ">", $path) { print $f "not yours\n"; print "$path\n" } } }' > $work/decoys
    mv $root $base
}

run() {
    local label=$1 file=$2 found=$problems code
    runs=$((runs + 1))
    rm -rf $root
    cp -a $base $root
    I=$3 BIT=$4 CUT=$5 perl -0777 -i -pe '$ENV{CUT} ? substr($_, $ENV{I}) = "" : (substr($_, $ENV{I}, 1) = chr(ord(substr($_, $ENV{I}, 1)) ^ $ENV{BIT}))' $root$state/$file
    influxcertd apply --root $root >$work/output 2>&1 </dev/null
    code=$?
    [ $code -le 1 ] || problem "$label" "apply ends with $code"
    civil "$label"
    sed 's/[0-9]\{2,\}/N/g' $work/output >> $work/sentences
    foreign "$label"
    # Exit code 0 says that nothing is left to do; otherwise the next one has to say it.
    if [ $code != 0 ]; then
        influxcertd apply --root $root >$work/output 2>&1 </dev/null || problem "$label" "the next apply ends with $?"
        civil "$label"
        foreign "$label"
    fi
    cmp -s $root$conf $work/edited.conf || problem "$label" "influxdb.conf is neither as it was nor as it was to become"
    pair_matches || problem "$label" "certificate and key do not match"
    [ ! -e $root$state/intent.json ] || problem "$label" "the intent is still open"
    [ $problems = "$found" ] || printf '    at %s byte %s\n' $file "$3"
}

# What is not ours is there, unchanged, and there is nothing besides.
foreign() {
    local more
    more=$(xargs -d '\n' grep -Lx 'not yours' < $work/decoys 2>&1)
    [ -z "$more" ] || problem "$1" "someone else's file was deleted or overwritten: ${more//$'\n'/ }"
    more=$(find $root ! -type d ! -path "$root$store/*" ! -path "$root$crt" ! -path "$root$key" ! -path "$root$conf" ! -path "$root/etc/passwd" ! -path "$root/etc/group" \
        ! -path "$root/etc/influxcertd/*" ! -path "$root/run/*" ! -path "$root$state/*" | grep -vxF -f $work/decoys)
    [ -z "$more" ] || problem "$1" "strange files: ${more//$'\n'/ }"
}

pair_matches() {
    [ "$(openssl x509 -in $root$crt -noout -pubkey 2>&1)" = "$(openssl pkey -in $root$key -pubout 2>&1)" ]
}

export BITS=$bits ROOT=$root
: > $work/sentences
build_base
record=$(cd $base$state && grep -Lx 'not yours' edits/*)
for file in intent.json state.json "$record"; do
    size=$(stat -c %s $base$state/$file)
    # The record holds all of influxdb.conf, twice, and nothing is restored from it here: fewer will do.
    stride=$step
    [ $file != "$record" ] || stride=$((step * 64))
    for ((i = 0; i < size; i += stride)); do
        for bit in $bits; do run "bit $bit of byte $i of $file flipped" $file $i $bit ''; done
        run "$file cut to $i bytes" $file $i 0 yes
    done
done
summary "intent, state and record of an edit damaged, one byte in $step"
