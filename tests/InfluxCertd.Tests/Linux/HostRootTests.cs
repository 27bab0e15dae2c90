using InfluxCertd.Linux;

namespace InfluxCertd.Tests.Linux;

public sealed class HostRootTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("influxcertd-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("/etc/..")]
    public void The_host_itself_maps_a_path_to_itself(string directory)
    {
        var root = new HostRoot(directory);
        Assert.True(root.IsHost);
        Assert.Equal("/etc/x", root.Map("/etc/x"));
        Assert.Equal("/etc/x", root.Unmap("/etc/x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void Another_root_holds_every_path_within(string ending)
    {
        var root = new HostRoot(_folder + ending);
        Assert.False(root.IsHost);
        Assert.Equal(_folder + "/etc/x", root.Map("/etc/x"));
        Assert.Equal("/etc/x", root.Unmap(root.Map("/etc/x")));
    }

    [Theory]
    [InlineData("/srv/real")]
    [InlineData("../srv/real")]
    [InlineData("../../../../srv/real")]
    public void A_link_leads_to_a_place_within_the_root(string target)
    {
        var root = new HostRoot(_folder);
        Directory.CreateDirectory(root.Map("/etc"));
        File.CreateSymbolicLink(root.Map("/etc/link"), target);
        Assert.Equal(root.Map("/srv/real"), root.Resolve("/etc/link"));
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        var root = new HostRoot(_folder);
        File.CreateSymbolicLink(root.Map("/a"), "b");
        File.CreateSymbolicLink(root.Map("/b"), "a");
        Assert.Throws<IOException>(() => root.Resolve("/a"));
    }
}
