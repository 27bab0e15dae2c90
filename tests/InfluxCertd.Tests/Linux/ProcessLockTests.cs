using InfluxCertd.Linux;

namespace InfluxCertd.Tests.Linux;

public sealed class ProcessLockTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("influxcertd-").FullName;

    string LockPath => Path.Combine(_folder, "run/lock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_second_is_told_who_holds_it_and_since_when()
    {
        using var held = ProcessLock.Acquire(LockPath);
        var refused = Assert.Throws<LockHeldException>(() => ProcessLock.Acquire(LockPath));
        Assert.Contains($"process {Environment.ProcessId} ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(" since 20", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--wait", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_keeps_nobody_from_taking_it()
    {
        using var held = ProcessLock.Acquire("/dev/full");
        Assert.Throws<LockHeldException>(() => ProcessLock.Acquire("/dev/full"));
    }

    [Fact]
    public async Task Who_waits_gets_it_when_it_is_free()
    {
        var held = ProcessLock.Acquire(LockPath);
        var waiting = ProcessLock.AcquireAsync(LockPath, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        held.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task Patience_ends()
    {
        using var held = ProcessLock.Acquire(LockPath);
        await Assert.ThrowsAsync<LockHeldException>(() => ProcessLock.AcquireAsync(LockPath, TimeSpan.Zero, TestContext.Current.CancellationToken));
    }
}
