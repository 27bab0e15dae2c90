using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

/// <summary>Lines as influxd 1.6.7 and systemd 252 write them.</summary>
public class StartupLogTests
{
    const string Exited = "influxdb.service: Main process exited, code=exited, status=1/FAILURE";
    const string Result = "influxdb.service: Failed with result 'exit-code'.";
    const string GaveUp = "influxdb.service: Start request repeated too quickly.";
    const string Started = "Started influxdb.service - InfluxDB is an open-source, distributed, time series database.";
    const string Info = "ts=2026-11-24T09:00:23.519708Z lvl=info msg=\"InfluxDB starting\" log_id=16kCPENl000 version=1.6.7~rc0 branch=unknown commit=unknown";

    [Theory]
    [InlineData("run: open server: open service: open /etc/ssl/influxdb-selfsigned.key: permission denied")]
    [InlineData("run: open server: open service: open /nope.pem: no such file or directory")]
    [InlineData("run: open server: open service: listen tcp 127.0.0.1:8086: bind: address already in use")]
    [InlineData("run: open server: open service: tls: private key does not match public key")]
    [InlineData("run: parse config: toml: line 9 (last key \"http.https-enabled\"): expected value but found \"yes\" instead")]
    [InlineData("run: apply env config: failed to apply INFLUXDB_HTTP_HTTPS_ENABLED to HTTPSEnabled using type bool and value 'yes': strconv.ParseBool: parsing \"yes\": invalid syntax")]
    [InlineData("panic: runtime error: index out of range [3] with length 3")]
    [InlineData("fatal error: runtime: out of memory")]
    [InlineData("influxdb.service: A process of this unit has been killed by the OOM killer.")]
    [InlineData("influxdb.service: Main process exited, code=killed, status=9/KILL")]
    [InlineData("influxdb.service: Failed at step EXEC spawning /usr/bin/influxd: No such file or directory")]
    [InlineData("influxdb.service: Failed to load environment files: No such file or directory")]
    [InlineData("ts=2026-11-24T09:00:23.5Z lvl=error msg=\"Failed to open shard\" log_id=0 error=\"corrupt\"")]
    public void Picks_the_line_that_explains(string telling) =>
        Assert.Equal(telling, StartupLog.ExplainFailure([Started, Info, telling, Exited, Result, Started, Info, GaveUp, Result]));

    [Fact]
    public void Takes_the_last_of_several() =>
        Assert.Equal("run: open server: b", StartupLog.ExplainFailure(["run: open server: a", Exited, "  run: x", "run: open server: b", Exited]));

    [Fact]
    public void A_logged_request_is_not_influxds_last_word() => Assert.Equal(
        Exited, StartupLog.ExplainFailure(["[httpd] 127.0.0.1 - - [24/Nov/2026] \"GET /query?q=run: config: panic: HTTP/1.1\" 200 1 \"-\" \"curl\" 0 1", Exited, Result]));

    [Fact]
    public void Says_what_systemd_saw_if_nothing_else() => Assert.Equal(Exited, StartupLog.ExplainFailure([Started, Info, Exited, Result, GaveUp]));

    [Fact]
    public void Says_nothing_of_a_start_that_went_well() => Assert.Null(StartupLog.ExplainFailure([Started, Info]));
}
