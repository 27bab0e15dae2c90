namespace InfluxCertd.Tests.Configuration;

/// <summary>What [certificate] refuses about validity, names and the key.</summary>
public class BadCertificateValuesTests
{
    public static TheoryData<string, string> Cases => RefusedConfiguration.Cases(
        """
        [certificate]
        days = 0
        => 2:8: "days" must be a whole number from 1 to 36500, not 0

        [certificate]
        days = -1
        => 2:8: "days" must be a whole number from 1 to 36500, not -1

        [certificate]
        days = 36501
        => 2:8: "days" must be a whole number from 1 to 36500, not 36501

        [certificate]
        days = "365"
        => 2:8: "days" must be a whole number from 1 to 36500, not a string

        [certificate]
        days = 1.5
        => 2:8: "days" must be a whole number from 1 to 36500, not a floating-point number

        [certificate]
        days = true
        => 2:8: "days" must be a whole number from 1 to 36500, not a boolean

        [certificate]
        days = [1]
        => 2:8: "days" must be a whole number from 1 to 36500, not an array

        [certificate]
        days = { most = 1 }
        => 2:8: "days" must be a whole number from 1 to 36500, not a table

        [certificate]
        days = 2026-11-24
        => 2:8: "days" must be a whole number from 1 to 36500, not a date or time

        [certificate]
        lifetime = 10
        => 2:12: "lifetime" must be a duration from "1m" to "36500d", not an integer

        [certificate]
        lifetime = "59s"
        => 2:12: "lifetime" must be a duration from "1m" to "36500d", not "59s"

        [certificate]
        lifetime = "40000d"
        => 2:12: "lifetime" must be a duration from "1m" to "36500d", not "40000d"

        [certificate]
        lifetime = "1000000000d"
        => 2:12: "lifetime" cannot be "1000000000d": no date is that far away

        [certificate]
        lifetime = ""
        => 2:12: "lifetime" cannot be "": a duration is a whole number and a unit (s, m, h, d or w), such as "90s", "36h" or "1d12h"

        [certificate]
        lifetime = "10"
        => 2:12: "lifetime" cannot be "10": a duration is a whole number and a unit (s, m, h, d or w), such as "90s", "36h" or "1d12h"

        [certificate]
        lifetime = "1y"
        => 2:12: "lifetime" cannot be "1y": a duration is a whole number and a unit (s, m, h, d or w), such as "90s", "36h" or "1d12h"

        [certificate]
        lifetime = "12h1d"
        => 2:12: "lifetime" cannot be "12h1d": units go from the largest to the smallest, each once, such as "1d12h"

        [certificate]
        lifetime = "-1d"
        => 2:12: "lifetime" cannot be "-1d": a duration is a whole number and a unit (s, m, h, d or w), such as "90s", "36h" or "1d12h"

        [certificate]
        source = "letsencrypt"
        => 2:10: "source" must be one of "self-signed", "private-ca", "files", "csr", "acme", not "letsencrypt"

        [certificate]
        renew_before = "0s"
        => 2:16: "renew_before" must be a duration from "1s" to "36500d", not "0s"

        [certificate]
        renew_before = "365d"
        => 2:1: "renew_before" must be shorter than the lifetime, which is 365d (default)

        [certificate]
        days = 30
        renew_before = "40d"
        => 3:1: "renew_before" must be shorter than the lifetime, which is 30d (/etc/influxcertd/influxcertd.toml:2)

        [certificate]
        renew_before = "soon"
        => 2:16: "renew_before" cannot be "soon": a duration is a whole number and a unit (s, m, h, d or w), such as "90s", "36h" or "1d12h"

        [certificate]
        lifetime = "10m"
        backdate = "1h"
        => 3:1: "backdate" must be shorter than the lifetime, which is 10m (/etc/influxcertd/influxcertd.toml:2)

        [certificate]
        backdate = "8d"
        => 2:12: "backdate" must be a duration from "0s" to "7d", not "8d"

        [certificate]
        renew_window = "02:00-05:00"
        => 2:16: "renew_window" must be an array of windows such as "Sat,Sun 01:00-05:00", not a string

        [certificate]
        renew_window = ["02:00"]
        => 2:17: "renew_window" item 1 cannot be "02:00": a window is "HH:MM-HH:MM", with days before it if need be, such as "Sat,Sun 01:00-05:00"

        [certificate]
        renew_window = ["02:00-02:00"]
        => 2:17: "renew_window" item 1 cannot be "02:00-02:00": the window is empty, as it ends when it starts; the whole day is "00:00-24:00"

        [certificate]
        renew_window = ["25:00-26:00"]
        => 2:17: "renew_window" item 1 cannot be "25:00-26:00": "25:00" is not a time of day; write it as HH:MM, from 00:00 to 24:00

        [certificate]
        renew_window = ["2:00-5:00"]
        => 2:17: "renew_window" item 1 cannot be "2:00-5:00": "2:00" is not a time of day; write it as HH:MM, from 00:00 to 24:00

        [certificate]
        renew_window = ["24:00-05:00"]
        => 2:17: "renew_window" item 1 cannot be "24:00-05:00": a window starts at 23:59 at the latest; write 00:00 and the day after

        [certificate]
        renew_window = ["Satt 01:00-05:00"]
        => 2:17: "renew_window" item 1 cannot be "Satt 01:00-05:00": "Satt" is not a day; did you mean Sat?

        [certificate]
        renew_window = ["Mon-Wed-Fri 01:00-05:00"]
        => 2:17: "renew_window" item 1 cannot be "Mon-Wed-Fri 01:00-05:00": "Mon-Wed-Fri" is not a day; days are Mon, Tue, Wed, Thu, Fri, Sat and Sun

        [certificate]
        renew_window = ["02:00-05:00",
          "02:00-05:00"]
        => 3:3: "renew_window" holds "02:00-05:00" twice; keep one

        [certificate]
        renew_window = [2]
        => 2:17: "renew_window" item 1 must be a window such as "02:00-05:00", not an integer

        [certificate]
        key = "rsa2048"
        => 2:7: "key" must be one of "rsa-2048", "rsa-3072", "rsa-4096", "ecdsa-p256", "ecdsa-p384", not "rsa2048"; did you mean "rsa-2048"?

        [certificate]
        key = "rsa-1024"
        => 2:7: "key" must be one of "rsa-2048", "rsa-3072", "rsa-4096", "ecdsa-p256", "ecdsa-p384", not "rsa-1024"

        [certificate]
        key = "dsa"
        => 2:7: "key" must be one of "rsa-2048", "rsa-3072", "rsa-4096", "ecdsa-p256", "ecdsa-p384", not "dsa"

        [certificate]
        names = "influx.example.com"
        => 2:9: "names" must be an array of DNS names and IP addresses, not a string

        [certificate]
        names = ["influx.example.com", 3]
        => 2:32: "names" item 2 must be a DNS name or an IP address, not an integer

        [certificate]
        names = ["influx_db"]
        => 2:10: "names" item 1 cannot be "influx_db": a host's name has letters, digits and hyphens, not "_"

        [certificate]
        names = [""]
        => 2:10: "names" item 1 cannot be "": it is empty

        [certificate]
        names = ["https://influx.example.com"]
        => 2:10: "names" item 1 cannot be "https://influx.example.com": it is a URL; write the host's name alone

        [certificate]
        names = ["influx.example.com:8086"]
        => 2:10: "names" item 1 cannot be "influx.example.com:8086": a name in a certificate has no port

        [certificate]
        names = ["a..b"]
        => 2:10: "names" item 1 cannot be "a..b": there is nothing between two dots

        [certificate]
        names = ["-a.example"]
        => 2:10: "names" item 1 cannot be "-a.example": a label neither starts nor ends with a hyphen

        [certificate]
        names = ["a.example."]
        => 2:10: "names" item 1 cannot be "a.example.": a name in a certificate has no final dot

        [certificate]
        names = ["in*.example.com"]
        => 2:10: "names" item 1 cannot be "in*.example.com": a wildcard is the whole leftmost label, such as "*.example.com"

        [certificate]
        names = ["*.lan"]
        => 2:10: "names" item 1 cannot be "*.lan": clients take a wildcard only with two labels after it, such as "*.example.com"

        [certificate]
        names = ["192.0.2.256"]
        => 2:10: "names" item 1 cannot be "192.0.2.256": it is not an IPv4 or IPv6 address

        [certificate]
        names = ["127.1"]
        => 2:10: "names" item 1 cannot be "127.1": it is not an IPv4 or IPv6 address

        [certificate]
        names = ["[::1]"]
        => 2:10: "names" item 1 cannot be "[::1]": an IPv6 address stands without brackets here

        [certificate]
        names = ["fe80::1%eth0"]
        => 2:10: "names" item 1 cannot be "fe80::1%eth0": an address in a certificate has no zone

        [certificate]
        names = ["fe80::xyz"]
        => 2:10: "names" item 1 cannot be "fe80::xyz": it is not an IPv4 or IPv6 address

        [certificate]
        names = ["10.0.0.0/8"]
        => 2:10: "names" item 1 cannot be "10.0.0.0/8": a name or address has no "/"

        [certificate]
        names = ["A.example", "a.example"]
        => 2:23: "names" holds "a.example" twice; keep one

        [certificate]
        names = ["e\u0301.example"]
        => 2:10: "names" item 1 cannot be "é.example": its letters have no certain punycode; write the "xn--" form

        [certificate]
        names = ["a\u0000.example"]
        => 2:10: "names" item 1 cannot be "a\u0000.example": a host's name has letters, digits and hyphens, not "\u0000"
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsRefusedWithTheWholeSentence(string toml, string sentence) =>
        Assert.Equal(sentence, RefusedConfiguration.SentencesFor(toml));
}
