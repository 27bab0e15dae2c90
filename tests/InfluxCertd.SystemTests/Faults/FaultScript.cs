using System.Diagnostics;
using System.Globalization;

namespace InfluxCertd.SystemTests.Faults;

/// <summary>
/// Runs one of the scripts of tests/faults in a machine of its own. They print what is wrong as PROBLEM lines and end with a line
/// of figures; <c>tests/run.sh --faults</c> runs them at their full size.
/// </summary>
static class FaultScript
{
    public static bool Full { get; } = Environment.GetEnvironmentVariable("INFLUXCERTD_FAULTS") == "full";

    /// <summary>How many of the calls are broken: all, or as many as fit into minutes.</summary>
    public static string Extent => Full ? "--full" : "--every 9";

    /// <summary>What is broken; tests/faults/lib.sh says what each is.</summary>
    public static TheoryData<string> Kinds { get; } =
        ["setup", "adopt", "clients", "renew", "guide", "publish", "succeed", "rollback", "disable", "release"];

    static readonly string Folder = Path.Combine(Machine.Repository, "tests/faults");
    static readonly Lazy<string> Step = new(CompileStep);

    public static async Task RunAsync(string script, params object[] arguments)
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("mkdir -p /root/faults");
        foreach (var path in Directory.EnumerateFiles(Folder, "*.sh"))
        {
            await machine.CopyAsync(path, $"/root/faults/{Path.GetFileName(path)}");
        }

        await machine.CopyAsync(Step.Value, "/usr/local/bin/faultstep");
        var command = string.Create(CultureInfo.InvariantCulture, $"bash /root/faults/{script} {string.Join(' ', arguments)}");
        var result = await machine.TryAsync(command, Full ? TimeSpan.FromHours(6) : TimeSpan.FromMinutes(6));
        TestContext.Current.TestOutputHelper?.WriteLine(result.Output);
        Assert.True(result.ExitCode == 0, $"{command}\nexit {result.ExitCode}\n{result.Output}\n{result.Error}");
        Console.WriteLine(result.Output.TrimEnd().Split('\n')[^1]);
    }

    /// <summary>Static, as the machines' C library may be older than this one.</summary>
    static string CompileStep()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "faultstep");
        using var compiler = Process.Start("gcc", ["-static", "-O2", "-Wall", "-Wextra", "-Werror", "-o", program, Path.Combine(Folder, "faultstep.c")]);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
        return program;
    }
}
