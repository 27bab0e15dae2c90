using InfluxCertd.Linux;

namespace InfluxCertd.Tests.Linux;

/// <summary>What <c>systemctl show</c> prints, as it was seen on Debian 11 to 13.</summary>
public class UnitStateTests
{
    [Fact]
    public void A_running_unit_is_read_with_its_environment_and_all_of_its_environment_files()
    {
        var state = UnitState.Parse("""
            LoadState=loaded
            ActiveState=active
            SubState=running
            Result=success
            NRestarts=2
            InactiveExitTimestampMonotonic=12500000
            User=influxdb
            Group=
            Environment=INFLUXDB_HTTP_HTTPS_ENABLED=true "NAME=two words"
            EnvironmentFiles=/etc/default/influxdb (ignore_errors=yes)
            EnvironmentFiles=/etc/with space (ignore_errors=no)
            """);
        Assert.Equal(("loaded", "active", "running", "success", 2, "influxdb", ""),
            (state.LoadState, state.ActiveState, state.SubState, state.Result, state.NRestarts, state.User, state.Group));
        Assert.Equal(TimeSpan.FromSeconds(12.5), state.LastStart);
        Assert.Equal([new("INFLUXDB_HTTP_HTTPS_ENABLED", "true"), new("NAME", "two words")], state.Environment);
        Assert.Equal(["/etc/default/influxdb", "/etc/with space"], state.EnvironmentFiles.Select(file => file.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("LoadState=not-found\nActiveState=inactive\nNRestarts=[not set]\nEnvironmentFiles=")]
    public void A_unit_that_is_not_there_is_read_as_well(string text)
    {
        var state = UnitState.Parse(text);
        Assert.Equal(0, state.NRestarts);
        Assert.Empty(state.Environment);
        Assert.Empty(state.EnvironmentFiles);
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("A=1 B=2", new[] { "A=1", "B=2" })]
    [InlineData("\"A=one two\" B=", new[] { "A=one two", "B=" })]
    [InlineData("A=\\\"quoted\\\" B=back\\\\slash", new[] { "A=\"quoted\"", "B=back\\slash" })]
    [InlineData("'A=x y' B=it's", new[] { "A=x y", "B=its" })]
    [InlineData("\"A=it's\"", new[] { "A=it's" })]
    [InlineData("\"\"", new[] { "" })]
    public void Words_are_split_as_systemd_quotes_them(string line, string[] words) => Assert.Equal(words, ShellWords.Split(line));
}
