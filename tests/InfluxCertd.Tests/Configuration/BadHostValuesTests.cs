namespace InfluxCertd.Tests.Configuration;

/// <summary>What [influxdb], [alerts] and [daemon] refuse.</summary>
public class BadHostValuesTests
{
    public static TheoryData<string, string> Cases => RefusedConfiguration.Cases(
        """
        [influxdb]
        config_file = "influxdb.conf"
        => 2:15: "config_file" cannot be "influxdb.conf": a path starts with "/"

        [influxdb]
        unit = ""
        => 2:8: "unit" cannot be "": write the unit's name, such as "influxdb.service"

        [influxdb]
        unit = ".service"
        => 2:8: "unit" cannot be ".service": write the unit's name, such as "influxdb.service"

        [influxdb]
        unit = "/lib/systemd/system/influxdb.service"
        => 2:8: "unit" cannot be "/lib/systemd/system/influxdb.service": a unit is named without a folder, such as "influxdb.service"

        [influxdb]
        unit = "influxdb.socket"
        => 2:8: "unit" cannot be "influxdb.socket": it is not a service; write the name of the service that runs influxd

        [influxdb]
        unit = "influxdb@.service"
        => 2:8: "unit" cannot be "influxdb@.service": it is a template; write an instance of it, such as "influxdb@main.service"

        [influxdb]
        unit = "influx db"
        => 2:8: "unit" cannot be "influx db": a unit's name has up to 255 letters, digits and : - _ . \ @

        [influxdb]
        unit = ["influxdb"]
        => 2:8: "unit" must be a systemd service, not an array

        [influxdb]
        start_timeout = "0s"
        => 2:17: "start_timeout" must be a duration from "1s" to "1d", not "0s"

        [influxdb]
        start_timeout = "25h"
        => 2:17: "start_timeout" must be a duration from "1s" to "1d", not "25h"

        [influxdb]
        start_timeout = 300
        => 2:17: "start_timeout" must be a duration from "1s" to "1d", not an integer

        [influxdb]
        address = "localhost"
        => 2:11: "address" cannot be "localhost": write a host and a port from 1 to 65535, such as "localhost:8086" or "[::1]:8086"

        [influxdb]
        address = "localhost:0"
        => 2:11: "address" cannot be "localhost:0": write a host and a port from 1 to 65535, such as "localhost:8086" or "[::1]:8086"

        [influxdb]
        address = "localhost:65536"
        => 2:11: "address" cannot be "localhost:65536": write a host and a port from 1 to 65535, such as "localhost:8086" or "[::1]:8086"

        [influxdb]
        address = "::1:8086"
        => 2:11: "address" cannot be "::1:8086": an IPv6 address stands in brackets, such as "[::1]:8086"

        [influxdb]
        address = "[::g]:8086"
        => 2:11: "address" cannot be "[::g]:8086": it is not an IPv4 or IPv6 address

        [influxdb]
        address = "*.example.com:8086"
        => 2:11: "address" cannot be "*.example.com:8086": a wildcard is no place to connect to

        [influxdb]
        address = "https://localhost:8086"
        => 2:11: "address" cannot be "https://localhost:8086": it is a URL; write the host and the port alone, such as "localhost:8086"

        [influxdb]
        verify_with_cli = 1
        => 2:19: "verify_with_cli" must be true or false, not an integer

        [alerts]
        expiry_days = 30
        => 2:15: "expiry_days" must be an array of whole numbers from 1 to 36500, not an integer

        [alerts]
        expiry_days = [30, 0]
        => 2:20: "expiry_days" item 2 must be a whole number from 1 to 36500, not 0

        [alerts]
        expiry_days = [30, -7]
        => 2:20: "expiry_days" item 2 must be a whole number from 1 to 36500, not -7

        [alerts]
        expiry_days = [30, 14, 30]
        => 2:24: "expiry_days" holds 30 twice; keep one

        [alerts]
        expiry_days = [30, "14"]
        => 2:20: "expiry_days" item 2 must be a whole number from 1 to 36500, not a string

        [alerts]
        expiry_day = [30]
        => 2:1: unknown key "expiry_day" in [alerts]; did you mean "expiry_days"?

        [daemon]
        check_interval = "2h"
        => 2:18: "check_interval" must be a duration from "1m" to "1h", not "2h"

        [daemon]
        check_interval = "30s"
        => 2:18: "check_interval" must be a duration from "1m" to "1h", not "30s"

        [daemon]
        interval = "1h"
        => 2:1: unknown key "interval" in [daemon]; its keys are check_interval, log_level

        [daemon]
        log_level = "warn"
        => 2:13: "log_level" must be one of "debug", "info", "notice", "warning", "error", not "warn"

        [daemon]
        log_level = "verbose"
        => 2:13: "log_level" must be one of "debug", "info", "notice", "warning", "error", not "verbose"

        [daemon]
        log_level = 3
        => 2:13: "log_level" must be one of "debug", "info", "notice", "warning", "error", not an integer
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsRefusedWithTheWholeSentence(string toml, string sentence) =>
        Assert.Equal(sentence, RefusedConfiguration.SentencesFor(toml));
}
