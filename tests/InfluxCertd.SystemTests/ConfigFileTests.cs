namespace InfluxCertd.SystemTests;

/// <summary>influxdb.conf in shapes that people leave it in: InfluxDB takes the edit, and nothing else of the file changes.</summary>
public class ConfigFileTests
{
    /// <summary>Back to plain HTTP and the packaged file, in the machine that all shapes share.</summary>
    const string Reset = """
        rm -rf /etc/ssl/influxcertd /etc/ssl/influxdb-selfsigned.* /var/lib/influxcertd /etc/influxdb/influxdb.conf /srv/influxdb.conf
        setfacl -k /etc/influxdb; cp -p /root/stock.conf /etc/influxdb/influxdb.conf
        """;

    /// <summary>The package without its daemon, which would get there first.</summary>
    const string InstallMasked = "ln -s /dev/null /etc/systemd/system/influxcertd.service; apt-get install -y " + Machine.Package;

    static readonly (string Shape, string Command)[] Shapes =
    [
        ("CRLF", @"sed -i 's/$/\r/' $conf"),
        ("byte order mark", @"sed -i '1s/^/\xef\xbb\xbf/' $conf"),
        ("no final newline", "truncate -s -1 $conf"),
        ("all of them", @"sed -i -e 's/$/\r/' -e '1s/^/\xef\xbb\xbf/' $conf; truncate -s -2 $conf"),
        ("symbolic link", "mv $conf /srv/influxdb.conf; ln -s /srv/influxdb.conf $conf"),
        ("owner, mode, access list and attributes", "chown root:influxdb $conf; chmod 0640 $conf; setfacl -m u:nobody:r $conf; setfattr -n user.note -v kept $conf"),
        ("a default access list on the folder", "setfacl -d -m u:nobody:rwx /etc/influxdb"),
    ];

    [Fact]
    public async Task Every_shape_is_edited_as_the_diff_says_and_keeps_everything_else()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync($"cp -p /etc/influxdb/influxdb.conf /root/stock.conf; {InstallMasked}");
        foreach (var (shape, command) in Shapes)
        {
            await machine.RunAsync($"""
                set -e
                conf=/etc/influxdb/influxdb.conf
                facts() ( cd / && stat -L -c '%a %U:%G' $conf; readlink $conf || true; getfacl -Lp $conf; getfattr -d -m - $(readlink -f $conf) )
                echo '{shape}' >&2
                {Reset}
                {command}
                systemctl restart influxdb
                until curl -sf http://localhost:8086/ping; do sleep 0.1; done
                facts > /tmp/before; cp $(readlink -f $conf) /tmp/patched
                influxcertd plan --output diff > /tmp/diff || test $? = 2
                patch --binary /tmp/patched /tmp/diff
                influxcertd apply
                influxcertd verify
                cmp /tmp/patched $conf
                facts | diff /tmp/before -
                """);
        }
    }

    [Fact]
    public async Task The_guides_layout_to_the_letter_and_back()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync($"{InstallMasked}; printf '[certificate]\\nguide_layout = true\\n' > /etc/influxcertd/influxcertd.toml.d/guide.toml");
        await machine.RunAsync("influxcertd apply && influxcertd renew && influxcertd verify && influxcertd plan");
        Assert.Equal(
            "regular file 644 root:root\nregular file 644 root:root",
            await machine.RunAsync("stat -c '%F %a %U:%G' /etc/ssl/influxdb-selfsigned.crt /etc/ssl/influxdb-selfsigned.key"));
        await machine.RunAsync("rm /etc/influxcertd/influxcertd.toml.d/guide.toml; influxcertd apply && influxcertd verify && influxcertd plan");
        Assert.Equal("600 influxdb:influxdb", await machine.RunAsync("test -L /etc/ssl/influxdb-selfsigned.key; stat -L -c '%a %U:%G' /etc/ssl/influxdb-selfsigned.key"));
        await machine.RunAsync("systemctl restart influxdb");
        await machine.EventuallyAsync("influxcertd verify");
    }

    [Fact]
    public async Task A_file_that_the_service_may_not_write_is_named_with_what_to_do()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync($"mv /etc/influxdb/influxdb.conf /srv/; ln -s /srv/influxdb.conf /etc/influxdb/influxdb.conf; apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("journalctl INFLUXCERTD_EVENT=apply-failed | grep -q '/srv/influxdb.conf can.t be written: read-only file system.*name /srv in its ReadWritePaths='");
        await machine.RunAsync("mkdir -p /etc/systemd/system/influxcertd.service.d; printf '[Service]\\nReadWritePaths=/srv\\n' > /etc/systemd/system/influxcertd.service.d/srv.conf; systemctl daemon-reload; systemctl restart influxcertd; systemctl reload influxcertd");
        await machine.EventuallyAsync("influxcertd verify && test -L /etc/influxdb/influxdb.conf");
    }
}
