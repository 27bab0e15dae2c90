#!/usr/bin/env bash
# Builds and passes all the tests: format, unit, package, end to end. Needs root for the machines; installs what it needs from Debian.
# The last line says how many passed and failed.
set -uo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 1
unit=yes system=yes
filter=()

usage() {
    cat <<'H'
Usage: tests/run.sh [OPTION]
  --unit               only format, unit tests and script checks
  --system             only the package and the end-to-end tests
  --suite SUITE        the Debian release of the machines (default bookworm)
  --faults             only the fault injections, all of them: hours (without it, a size that fits is among the end-to-end tests)
  --filter CLASS       only end-to-end tests of this class, e.g. '*RenewalTests'
H
}

while [ $# -gt 0 ]; do
    case $1 in
        --unit) system=no ;;
        --system) unit=no ;;
        --faults) export INFLUXCERTD_FAULTS=full; filter=(--filter-namespace InfluxCertd.SystemTests.Faults); unit=no ;;
        --suite) export INFLUXCERTD_SUITE=$2; shift ;;
        --filter) filter=(--filter-class "$2"); unit=no; shift ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 64 ;;
    esac
    shift
done

passed=0 failed=0 skipped=0
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Machines of its own, so that the end of this run ends nobody else's.
export INFLUXCERTD_MACHINES=/run/influxcertd-tests-$$
trap '[ "$(id -u)" != 0 ] || tests/machine/machine.sh stop-all >/dev/null 2>&1; rmdir $INFLUXCERTD_MACHINES 2>/dev/null; dotnet build-server shutdown >/dev/null 2>&1' EXIT
trap 'exit 130' INT TERM

say() { printf '\n== %s\n' "$*"; }

need() {
    local missing=() pair
    for pair in "$@"; do command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}"); done
    if [ ${#missing[@]} -gt 0 ]; then
        say "Installing ${missing[*]} from Debian"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    fi
}

# A check that is no test of a runner counts as one.
check() {
    local name=$1
    shift
    say "$name"
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $name"; fi
}

# Runs a test project and adds up what its runner counted.
tests() {
    local project=$1 log code
    shift
    log=$(mktemp)
    say "Tests of $project"
    dotnet test --project "tests/$project" --no-restore "$@" 2>&1 | tee "$log"
    code=${PIPESTATUS[0]}
    count() { sed -n "s/^ *$1: *\([0-9]*\).*/\1/p" "$log" | tail -n 1; }
    local ran
    ran=$(count total)
    passed=$((passed + $(count succeeded || true) + 0))
    failed=$((failed + $(count failed || true) + 0))
    skipped=$((skipped + $(count skipped || true) + 0))
    # A runner that broke, or found nothing to run, is a failure even when it counted none.
    if [ "$code" != 0 ] && [ "$(count failed)" = 0 ] || [ -z "$ran" ] || [ "$ran" = 0 ]; then
        failed=$((failed + 1))
        echo "FAILED: the runner of $project ended with code $code"
    fi
    rm -f "$log"
}

need shellcheck:shellcheck mandoc:mandoc openssl:openssl patch:patch curl:curl lego:lego pebble:pebble
say "Restoring packages"
dotnet restore InfluxCertd.sln --locked-mode || exit 1
if [ $unit = yes ]; then
    # influxd itself is asked what it takes; the machines' image has one.
    if [ -z "${INFLUXD:-}" ] && [ "$(id -u)" = 0 ]; then
        INFLUXD=$(tests/machine/machine.sh image bookworm | tail -n 1)/usr/bin/influxd
        export INFLUXD
    fi
    check "Format" dotnet format InfluxCertd.sln --verify-no-changes --no-restore
    check "Shell scripts" bash -c 'git ls-files "*.sh" packaging/debian/p* .ci/run | xargs shellcheck'
    check "Manual pages" bash -c 'mandoc -T lint -W warning docs/man/*.8 docs/man/*.5'
    tests InfluxCertd.Core.Tests
    tests InfluxCertd.Tests
fi
if [ $system = yes ]; then
    if [ "$(id -u)" != 0 ]; then
        echo "The end-to-end tests need root, to boot machines" >&2
        failed=$((failed + 1))
    else
        need lintian:lintian gcc:gcc
        check "Package" packaging/build-deb.sh
        check "Lintian" bash -c 'lintian --fail-on error,warning --no-tag-display-limit artifacts/influxcertd_*_amd64.deb'
        tests InfluxCertd.SystemTests ${filter[@]+"${filter[@]}"}
    fi
fi

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
