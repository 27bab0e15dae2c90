using InfluxCertd.Linux;

namespace InfluxCertd.Clients;

/// <summary>A client's own check of its configuration; a seam, so that tests can have one refuse.</summary>
interface IClientCheck
{
    /// <summary>What it says against the files as they are; null when it has nothing to say, or is not installed.</summary>
    Task<string?> ComplaintAsync(string program, CancellationToken cancellation);
}

/// <inheritdoc cref="IClientCheck"/>
sealed class ClientCheck(HostRoot root) : IClientCheck
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<string?> ComplaintAsync(string program, CancellationToken cancellation)
    {
        if (!root.IsHost || ClientProgram.Find(program).Check is not { IsEmpty: false } check)
        {
            return null;
        }

        var result = await ChildProcess.RunAsync(check, Patience, cancellation);
        return result.Succeeded || result.NotFound ? null : result.Message;
    }
}
