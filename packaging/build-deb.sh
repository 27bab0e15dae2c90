#!/usr/bin/env bash
# Builds artifacts/influxcertd_VERSION_ARCH.deb and prints its path as the last line. Needs root, for the build's own Debian 11:
# linked there, the program needs no newer C library than the oldest release that InfluxDB 1.x lives on.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
arch=${ARCH:-amd64}
case $arch in
    amd64) rid=linux-x64 ;;
    arm64) rid=linux-arm64 ;;
    *) echo "build-deb.sh: unknown architecture $arch: amd64 or arm64" >&2; exit 64 ;;
esac
cache=${INFLUXCERTD_CACHE:-/var/cache/influxcertd}
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)
deb=$top/artifacts/influxcertd_${version}_$arch.deb
max_bytes=8000000
newest_libc=2.31

# The dates in the package are those of the source: the same source gives the same package.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || date +%s)
export SOURCE_DATE_EPOCH

# Tests build the package again and again: nothing changed, nothing to do.
stamp=$top/artifacts/deb-$arch.stamp
inputs=$( (find src packaging systemd docs -type f ! -path '*/obj/*' ! -path '*/bin/*' -print0; printf '%s\0' CHANGELOG.md LICENSE ./*.props global.json) |
    sort -z | xargs -0 sha256sum | sha256sum)
if [ -e "$deb" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$inputs" ]; then
    echo "Nothing has changed since the last build" >&2
    echo "$deb"
    exit 0
fi

[ "$(id -u)" = 0 ] || { echo "build-deb.sh: must be run as root" >&2; exit 1; }

tools() {
    local missing=()
    command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
    command -v systemd-nspawn >/dev/null || missing+=(systemd-container)
    command -v objdump >/dev/null || missing+=(binutils)
    if [ ${#missing[@]} -gt 0 ]; then
        echo "Installing ${missing[*]} from Debian" >&2
        apt-get update -qq >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
    fi
}

build_root() {
    local root=$cache/images/build-bullseye-1
    mkdir -p "$cache/images"
    (
        flock 9
        if [ ! -d "$root" ]; then
            echo "Building the image to compile in (Debian 11), once (a minute)" >&2
            rm -rf "$root.partial"
            mmdebstrap --quiet --variant=minbase --include=clang,lld,zlib1g-dev,libc6-dev,binutils,ca-certificates bullseye "$root.partial" >&2
            mv "$root.partial" "$root"
        fi
    ) 9>"$cache/images/.build-lock"
    echo "$root"
}

compile() {
    local root=$1 out=$2 sdk packages
    sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
    packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
    # The same paths inside as outside, as restored packages are named by theirs; an artifacts folder of its own, as a build outside differs.
    local common=(src/InfluxCertd "-p:ArtifactsPath=$top/artifacts/deb-build")
    echo "Restoring packages" >&2
    # For both architectures, as the project says: a restore for one alone would not match the lock files.
    dotnet restore "${common[@]}" --locked-mode >&2
    echo "Compiling ahead of time (a minute)" >&2
    # What an interrupted build left passes for up to date.
    rm -rf "$top"/artifacts/deb-build/{bin,obj}/InfluxCertd/release_"$rid"/native
    mkdir -p "$out"
    # Only one container can use the image at a time.
    flock "$cache/images/.build-lock" systemd-nspawn --quiet -D "$root" --register=no --keep-unit --pipe --as-pid2 --private-network \
        --bind-ro="$sdk" --bind="$packages" --bind="$top" \
        --setenv=DOTNET_ROOT="$sdk" --setenv=NUGET_PACKAGES="$packages" --setenv=DOTNET_CLI_TELEMETRY_OPTOUT=1 --setenv=DOTNET_NOLOGO=1 \
        --setenv=DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 --setenv=HOME=/tmp --setenv=CI="${CI:-}" \
        --setenv=SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" --chdir="$top" \
        "$sdk/dotnet" publish "${common[@]}" -r "$rid" -c Release --no-restore -o "$out" -p:ContinuousIntegrationBuild=true >&2
}

tools
root=$(build_root)
stage=$(mktemp -d "$top/artifacts/.stage.XXXXXX" 2>/dev/null || { mkdir -p artifacts && mktemp -d "$top/artifacts/.stage.XXXXXX"; })
trap 'rm -rf "$stage"' EXIT
compile "$root" "$stage/out"

tree=$stage/tree
doc=$tree/usr/share/doc/influxcertd
install -D -m 755 "$stage/out/influxcertd" "$tree/usr/bin/influxcertd"
strip --strip-unneeded --remove-section=.comment --remove-section=.note "$tree/usr/bin/influxcertd"
install -D -m 644 systemd/influxcertd.service "$tree/lib/systemd/system/influxcertd.service"
install -D -m 644 -t "$tree/lib/systemd/system" systemd/influxcertd-trust.path systemd/influxcertd-trust.service
install -D -m 644 systemd/influxcertd.catalog "$tree/usr/lib/systemd/catalog/influxcertd.catalog"
install -D -m 644 packaging/influxcertd.toml "$tree/etc/influxcertd/influxcertd.toml"
# Where nothing else of OpenSSL is installed there is no /etc/ssl, and the service could not start. Without /etc/influxdb, InfluxDB's own
# folder, the service could not write there once InfluxDB is installed: what a sandbox opens has to exist when it starts.
install -d -m 755 "$tree/etc/influxcertd/influxcertd.toml.d" "$tree/etc/ssl" "$tree/etc/influxdb"
for page in docs/man/influxcertd.8 docs/man/influxcertd.toml.5; do
    install -D -m 644 "$page" "$tree/usr/share/man/man${page##*.}/$(basename "$page")"
    gzip -n9 "$tree/usr/share/man/man${page##*.}/$(basename "$page")"
done
install -D -m 644 packaging/completions/influxcertd.bash "$tree/usr/share/bash-completion/completions/influxcertd"
install -D -m 644 packaging/completions/_influxcertd "$tree/usr/share/zsh/vendor-completions/_influxcertd"
install -D -m 644 packaging/completions/influxcertd.fish "$tree/usr/share/fish/vendor_completions.d/influxcertd.fish"
install -D -m 644 packaging/debian/copyright "$doc/copyright"
install -D -m 644 systemd/acme.conf "$doc/acme.conf"
install -D -m 644 -t "$doc/dedicated-user" systemd/dedicated-user/*
{
    echo "influxcertd ($version) unstable; urgency=medium"
    echo
    echo "  * See /usr/share/doc/influxcertd/NEWS.gz for what has changed."
    echo
    echo " -- InfluxCertd maintainers <maintainers@influxcertd.invalid>  $(date -R -u -d "@$SOURCE_DATE_EPOCH")"
} | gzip -n9 >"$doc/changelog.gz"
gzip -n9 <CHANGELOG.md >"$doc/NEWS.gz"

needed=$(objdump -T "$tree/usr/bin/influxcertd" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1 | cut -d _ -f 2)
if [ "$(printf '%s\n' "$needed" "$newest_libc" | sort -V | tail -n 1)" != "$newest_libc" ]; then
    echo "build-deb.sh: the program needs GLIBC $needed, newer than $newest_libc of Debian 11" >&2
    exit 1
fi

mkdir "$tree/DEBIAN"
sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@SIZE@/$(du -ks --apparent-size "$tree" | cut -f 1)/" packaging/debian/control >"$tree/DEBIAN/control"
echo /etc/influxcertd/influxcertd.toml >"$tree/DEBIAN/conffiles"
for script in postinst prerm postrm; do install -m 755 "packaging/debian/$script" "$tree/DEBIAN/$script"; done
(cd "$tree" && find . -type f ! -path './DEBIAN/*' ! -path './etc/*' -printf '%P\0' | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
chmod 644 "$tree"/DEBIAN/{control,conffiles,md5sums}
find "$tree" -type d -exec chmod 755 {} +
find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$tree" "$deb" >&2

size=$(stat -c %s "$deb")
[ "$size" -lt $max_bytes ] || { echo "build-deb.sh: the package has $size bytes, more than $max_bytes" >&2; exit 1; }
echo "$inputs" >"$stamp"
echo "$deb"
