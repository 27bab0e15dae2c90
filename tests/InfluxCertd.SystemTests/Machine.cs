using System.Diagnostics;
using System.Text.Json;

namespace InfluxCertd.SystemTests;

/// <summary>
/// A throwaway Debian with real systemd and real InfluxDB, booted by tests/machine/machine.sh. Commands run in it as an
/// operator would type them.
/// </summary>
sealed class Machine : IAsyncDisposable
{
    public static string Repository { get; } = FindRepository();
    static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(60);
    static int s_count;

    Machine(string name) => Name = name;

    public string Name { get; }

    public static string Suite { get; } = Environment.GetEnvironmentVariable("INFLUXCERTD_SUITE") is { Length: > 0 } suite ? suite : "bookworm";

    /// <summary>The package under test, inside every machine.</summary>
    public const string Package = "/root/influxcertd.deb";

    /// <summary>A machine with InfluxDB running plain HTTP and nothing of ours but the package's file.</summary>
    public static async Task<Machine> BootAsync(string? suite = null)
    {
        var name = $"t{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}";
        await ToolAsync(TimeSpan.FromMinutes(10), "boot", suite ?? Suite, name);
        var machine = new Machine(name);
        await ToolAsync(DefaultPatience, "copy", name, DebPath(), Package);
        return machine;
    }

    /// <summary>The same with the package installed and the first apply done.</summary>
    public static async Task<Machine> BootWithHttpsAsync(string? suite = null)
    {
        var machine = await BootAsync(suite);
        await machine.RunAsync($"apt-get install -y {Package}");
        await machine.EventuallyAsync("influxcertd verify");
        return machine;
    }

    /// <summary>Runs a shell command; any exit code is an answer.</summary>
    public Task<CommandResult> TryAsync(string command, TimeSpan? patience = null)
    {
        var limit = patience ?? DefaultPatience;
        return StartAsync(limit + TimeSpan.FromSeconds(5),
            ["exec", Name, "--timeout", ((int)limit.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture), "--", "bash", "-c", command]);
    }

    /// <summary>Runs a shell command that must succeed, and gives its standard output, trimmed.</summary>
    public async Task<string> RunAsync(string command, TimeSpan? patience = null)
    {
        var result = await TryAsync(command, patience);
        Assert.True(result.ExitCode == 0, $"{command}\nexit {result.ExitCode}\n{result.Output}\n{result.Error}\n{await DiagnosisAsync()}");
        return result.Output.Trim();
    }

    /// <summary>Waits until a command succeeds.</summary>
    public async Task EventuallyAsync(string command, TimeSpan? patience = null)
    {
        var watch = Stopwatch.StartNew();
        var limit = patience ?? TimeSpan.FromSeconds(30);
        CommandResult result;
        while ((result = await TryAsync(command)).ExitCode != 0)
        {
            Assert.True(watch.Elapsed < limit, $"not within {limit}: {command}\n{result.Output}\n{result.Error}\n{await DiagnosisAsync()}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }
    }

    public async Task<JsonElement> StatusAsync() =>
        JsonDocument.Parse((await TryAsync("influxcertd status --output json")).Output).RootElement;

    /// <summary>SHA-256 of the leaf on the wire, as openssl sees it.</summary>
    public async Task<string> ServedFingerprintAsync() =>
        (await RunAsync("openssl s_client -connect localhost:8086 </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256"))
            .Split('=')[1].Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The daemon's journal entries of one kind, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> EventsAsync(string kind) =>
        [.. (await RunAsync($"journalctl --no-pager -o json INFLUXCERTD_EVENT={kind} || true"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith('{'))
            .Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>Copies a file of this host into the machine.</summary>
    public Task CopyAsync(string file, string path) => ToolAsync(DefaultPatience, "copy", Name, file, path);

    public async ValueTask DisposeAsync() => await ToolAsync(DefaultPatience, "stop", Name);

    /// <summary>A file of the repository, such as a document whose commands are tried.</summary>
    public static string ReadDocument(string path) => File.ReadAllText(Path.Combine(Repository, path));

    /// <summary>The machine's disk as this host sees it, also while it is off.</summary>
    public async Task<string> DiskAsync() => (await StartAsync(DefaultPatience, ["root", Name])).Output.Trim();

    /// <param name="file">Once the machine has this file.</param>
    /// <param name="after">And so long after.</param>
    public Task PowerCutAsync(string file, TimeSpan after) => ToolAsync(TimeSpan.FromMinutes(2), "power-cut", Name, file,
        after.TotalSeconds.ToString("F3", System.Globalization.CultureInfo.InvariantCulture));

    public Task StartAsync() => ToolAsync(TimeSpan.FromMinutes(2), "start", Name);

    async Task<string> DiagnosisAsync() =>
        (await TryAsync("journalctl --no-pager -n 40 -u influxcertd -u influxdb; systemctl status --no-pager influxcertd influxdb")).Output;

    static string DebPath() =>
        Environment.GetEnvironmentVariable("INFLUXCERTD_DEB") is { Length: > 0 } path
            ? path
            : Directory.EnumerateFiles(Path.Combine(Repository, "artifacts"), "influxcertd_*_amd64.deb").OrderBy(File.GetLastWriteTimeUtc).LastOrDefault()
              ?? throw new InvalidOperationException("There is no package to test: run packaging/build-deb.sh first, or tests/run.sh, which does.");

    static async Task ToolAsync(TimeSpan patience, params string[] arguments)
    {
        var result = await StartAsync(patience, arguments);
        Assert.True(result.ExitCode == 0, $"machine.sh {string.Join(' ', arguments)}\nexit {result.ExitCode}\n{result.Output}\n{result.Error}");
    }

    static async Task<CommandResult> StartAsync(TimeSpan patience, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository, "tests/machine/machine.sh"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"not within {patience}: {string.Join(' ', arguments)}");
        }

        return new CommandResult(process.ExitCode, await output, await error);
    }

    static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "InfluxCertd.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside the repository.");
    }
}

sealed record CommandResult(int ExitCode, string Output, string Error);
