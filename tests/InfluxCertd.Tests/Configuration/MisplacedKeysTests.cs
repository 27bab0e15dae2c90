namespace InfluxCertd.Tests.Configuration;

/// <summary>Keys and sections that are not where the reference has them, and text that is not TOML.</summary>
public class MisplacedKeysTests
{
    public static TheoryData<string, string> Cases => RefusedConfiguration.Cases(
        """
        [certificate]
        renew_befor = "30d"
        => 2:1: unknown key "renew_befor" in [certificate]; did you mean "renew_before"?

        [certificate]
        renew-before = "30d"
        => 2:1: unknown key "renew-before" in [certificate]; did you mean "renew_before"?

        [certificate]
        Days = 365
        => 2:1: unknown key "Days" in [certificate]; did you mean "days"?

        [certificate]
        unit = "influxdb"
        => 2:1: unknown key "unit" in [certificate]; it belongs in [influxdb]

        [certificate]
        bogus = 1
        => 2:1: unknown key "bogus" in [certificate]; its keys are source, days, lifetime, renew_before, renew_window, key, key_reuse, names, certificate_file, key_file, bundle_file, certificate_owner, certificate_group, certificate_mode, key_owner, key_group, key_mode, guide_layout, backdate, publish_ahead, keep_generations, certificate_source, key_source, chain_source, key_passphrase_file, acme_directory, acme_email, acme_accept_terms, acme_challenge, acme_http_address, acme_webroot, acme_dns_provider, acme_dns_resolver, acme_dns_propagation_check, acme_ca_file, acme_environment_file

        [certificate]
        days.max = 1
        => 2:1: unknown key "days.max" in [certificate]; its keys are source, days, lifetime, renew_before, renew_window, key, key_reuse, names, certificate_file, key_file, bundle_file, certificate_owner, certificate_group, certificate_mode, key_owner, key_group, key_mode, guide_layout, backdate, publish_ahead, keep_generations, certificate_source, key_source, chain_source, key_passphrase_file, acme_directory, acme_email, acme_accept_terms, acme_challenge, acme_http_address, acme_webroot, acme_dns_provider, acme_dns_resolver, acme_dns_propagation_check, acme_ca_file, acme_environment_file

        [certifcate]
        days = 3
        => 1:2: unknown section [certifcate]; did you mean [certificate]?

        [tls]
        days = 3
        => 1:2: unknown section [tls]; the sections are [certificate], [influxdb], [clients], [alerts], [daemon]

        [client.telegraf]
        enabled = true
        => 1:2: unknown section [client.telegraf]; the sections are [certificate], [influxdb], [clients], [alerts], [daemon]

        [influxdb.http]
        unit = "x"
        => 1:2: unknown section [influxdb.http]; the sections are [certificate], [influxdb], [clients], [alerts], [daemon]

        days = 90
        => 1:1: "days" stands outside any section; put it below [certificate]

        renew_befor = "1d"
        => 1:1: unknown key "renew_befor" outside any section; did you mean "renew_before" in [certificate]?

        zzzzzz = 1
        => 1:1: unknown key "zzzzzz" outside any section; every key stands below a section such as [certificate]

        certificate = 1
        => 1:1: "certificate" is a section; write [certificate] and its keys below it

        telegraf = { a = 1 }
        => 1:1: unknown section [telegraf]; the sections are [certificate], [influxdb], [clients], [alerts], [daemon]

        [[certificate]]
        days = 1
        => 1:3: [[certificate]] is a list of sections; write [certificate]

        [certificate]
        days = 1
        [alerts]
        [certificate]
        keep_generations = 3
        => 4:2: [certificate] stands twice, first on line 1; put its keys together

        [certificate]
        days = 1
        days = 2
        => 3:1: "days" stands twice, first on line 2; keep one

        [certificate]
        days = 90
        lifetime = "36h"
        => 3:1: "lifetime" and "days" on line 2 say the same thing; keep one

        certificate.days = 1
        [certificate]
        days = 2
        => 3:1: "days" stands twice, first on line 1; keep one

        certificate.days = 1
        [certificate]
        key = "rsa-2048"
        => 2:1: not valid TOML: the key `certificate` is already defined at (1,1) with `certificate.days ` and cannot be redefined

        [certificate
        => 1:13: not valid TOML: found the end of the line while expecting `]`

        [certificate]
        key = rsa-2048
        => 2:7: not valid TOML: unexpected token `rsa` for a value; text and modes stand in double quotes

        [certificate]
        key_mode = 0600
        => 2:12: not valid TOML: unexpected leading zero (`0`) for integer `0600`; text and modes stand in double quotes

        [certificate]
        key_file = /etc/x
        => 2:12: not valid TOML: unexpected token `/` for a value; text and modes stand in double quotes

        [certificate]
        days 3
        => 2:6: not valid TOML: expecting `=` after a key instead of 3

        [certificate]
        days =
        => 2:7: not valid TOML: unexpected token end-of-line found while expecting a value

        [certificate]
        key_file = "/etc/ssl
        => 2:21: not valid TOML: invalid newline in a string

        [certificate]
        key_file = "/etc/\q"
        => 2:19: not valid TOML: unexpected escape character [q] in string. Only b t n f r e \ " xHH u0000-uFFFF U00000000-UFFFFFFFF are allowed

        [certificate]
        days = 99999999999999999999
        => 2:8: not valid TOML: unable to parse integer `99999999999999999999`
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsRefusedWithTheWholeSentence(string toml, string sentence) =>
        Assert.Equal(sentence, RefusedConfiguration.SentencesFor(toml));
}
