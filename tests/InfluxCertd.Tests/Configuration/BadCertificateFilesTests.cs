namespace InfluxCertd.Tests.Configuration;

/// <summary>What [certificate] refuses about paths, owners and modes.</summary>
public class BadCertificateFilesTests
{
    public static TheoryData<string, string> Cases => RefusedConfiguration.Cases(
        """
        [certificate]
        certificate_file = "etc/ssl/a.crt"
        => 2:20: "certificate_file" cannot be "etc/ssl/a.crt": a path starts with "/"

        [certificate]
        certificate_file = ""
        => 2:20: "certificate_file" cannot be "": a path starts with "/"

        [certificate]
        certificate_file = "/etc/ssl/"
        => 2:20: "certificate_file" cannot be "/etc/ssl/": it names a folder; add the file's name

        [certificate]
        certificate_file = "/etc/../a.crt"
        => 2:20: "certificate_file" cannot be "/etc/../a.crt": write the path without "//", "/./" and "/../"

        [certificate]
        certificate_file = "/etc/ssl/a\u0000.crt"
        => 2:20: "certificate_file" cannot be "/etc/ssl/a\u0000.crt": a path has no control characters

        [certificate]
        certificate_file = "/etc/ssl/a\n.crt"
        => 2:20: "certificate_file" cannot be "/etc/ssl/a\u000A.crt": a path has no control characters

        [certificate]
        certificate_file = 'C:\ssl\a.crt'
        => 2:20: "certificate_file" cannot be "C:\\ssl\\a.crt": a path starts with "/"

        [certificate]
        certificate_file = "/etc/ssl/influxdb-selfsigned.key"
        => 2:1: "certificate_file" must be another file than "key_file", /etc/ssl/influxdb-selfsigned.key

        [certificate]
        key_file = "/etc/influxdb/influxdb.conf"
        => 2:1: "key_file" must be another file than "config_file", /etc/influxdb/influxdb.conf

        [certificate]
        certificate_owner = ""
        => 2:21: "certificate_owner" cannot be "": write an account's name, such as "influxdb", or its number

        [certificate]
        certificate_owner = 0
        => 2:21: "certificate_owner" must be an account's name or number, not an integer

        [certificate]
        certificate_group = "ssl:cert"
        => 2:21: "certificate_group" cannot be "ssl:cert": write an account's name, such as "influxdb", or its number

        [certificate]
        key_owner = "4294967295"
        => 2:13: "key_owner" cannot be "4294967295": numbers of accounts end at 4294967294

        [certificate]
        key_group = "in flux"
        => 2:13: "key_group" cannot be "in flux": write an account's name, such as "influxdb", or its number

        [certificate]
        certificate_mode = "0777"
        => 2:20: "certificate_mode" cannot be "0777": "0644" is the widest that is safe and that InfluxDB takes

        [certificate]
        certificate_mode = "0664"
        => 2:20: "certificate_mode" cannot be "0664": "0644" is the widest that is safe and that InfluxDB takes

        [certificate]
        certificate_mode = "4644"
        => 2:20: "certificate_mode" cannot be "4644": "0644" is the widest that is safe and that InfluxDB takes

        [certificate]
        certificate_mode = "0044"
        => 2:20: "certificate_mode" cannot be "0044": the owner must be able to read the file

        [certificate]
        certificate_mode = "rw-r--r--"
        => 2:20: "certificate_mode" cannot be "rw-r--r--": a mode is three or four octal digits, such as "0640"

        [certificate]
        certificate_mode = "0688"
        => 2:20: "certificate_mode" cannot be "0688": a mode is three or four octal digits, such as "0640"

        [certificate]
        key_mode = "0777"
        => 2:12: "key_mode" cannot be "0777": "0640" is the widest that is safe, and InfluxDB 1.12 and later take "0600" at most

        [certificate]
        key_mode = "0644"
        => 2:1: "key_mode" must be 0640 or tighter, not 0644: others would read the private key; "guide_layout" allows it, as the guide does

        [certificate]
        key_mode = "0660"
        => 2:12: "key_mode" cannot be "0660": "0640" is the widest that is safe, and InfluxDB 1.12 and later take "0600" at most

        [certificate]
        key_mode = "0000"
        => 2:12: "key_mode" cannot be "0000": the owner must be able to read the file

        [certificate]
        key_mode = "2600"
        => 2:12: "key_mode" cannot be "2600": "0640" is the widest that is safe, and InfluxDB 1.12 and later take "0600" at most

        [certificate]
        key_mode = 600
        => 2:12: "key_mode" must be a mode such as "0600", not an integer

        [certificate]
        guide_layout = true
        key_mode = "0600"
        => 3:1: "key_mode" contradicts "guide_layout" (/etc/influxcertd/influxcertd.toml:2), which makes both files root:root 0644; remove one of the two

        [certificate]
        guide_layout = true
        certificate_owner = "influxdb"
        => 3:1: "certificate_owner" contradicts "guide_layout" (/etc/influxcertd/influxcertd.toml:2), which makes both files root:root 0644; remove one of the two

        [certificate]
        guide_layout = "yes"
        => 2:16: "guide_layout" must be true or false, not a string

        [certificate]
        keep_generations = 1
        => 2:20: "keep_generations" must be a whole number from 2 to 100, not 1

        [certificate]
        keep_generations = 101
        => 2:20: "keep_generations" must be a whole number from 2 to 100, not 101
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsRefusedWithTheWholeSentence(string toml, string sentence) =>
        Assert.Equal(sentence, RefusedConfiguration.SentencesFor(toml));
}
