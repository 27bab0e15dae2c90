namespace InfluxCertd.SystemTests;

/// <summary>An InfluxDB that starts late, or not at all: a shell script that runs before the real one.</summary>
static class InfluxDbWrapper
{
    /// <summary>Starts late, as one with a big database does.</summary>
    public static string Slow(int seconds) => Before(FormattableString.Invariant($"sleep {seconds}"));

    /// <summary>Fails with these last words unless a condition of the shell holds.</summary>
    public static string Requires(string condition, string lastWords) => Before($"{condition} || {{ echo 'run: open server: {lastWords}' >&2; exit 1; }}");

    /// <summary>Takes no other certificate than the one that is installed now.</summary>
    public static string RequiresThisCertificate(string lastWords) => $"""
        sha256sum < /etc/ssl/influxdb-selfsigned.crt > /etc/accepted
        {Requires("[ \"$(sha256sum < /etc/ssl/influxdb-selfsigned.crt)\" = \"$(cat /etc/accepted)\" ]", lastWords)}
        """;

    /// <summary>systemd learns of it, and the InfluxDB that runs keeps running.</summary>
    public static string Before(string script) => $$"""
        cat > /usr/local/bin/influxd-wrapper <<'S'
        #!/bin/sh
        {{script}}
        exec /usr/bin/influxd "$@"
        S
        chmod +x /usr/local/bin/influxd-wrapper
        mkdir -p /etc/systemd/system/influxdb.service.d
        printf '[Service]\nExecStart=\nExecStart=/usr/local/bin/influxd-wrapper -config /etc/influxdb/influxdb.conf\n' > /etc/systemd/system/influxdb.service.d/wrapper.conf
        systemctl daemon-reload
        """;
}
