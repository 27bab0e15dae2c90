using System.Diagnostics;
using System.Text.Json;

namespace InfluxCertd.Core.Tests.Clients;

/// <summary>Python's parsers, to read files by means that are not the editors' own; without Python, tests that need it are skipped and say so.</summary>
static class Python
{
    /// <summary>TOML texts as JSON, each null if it is no TOML; one process for all, as starting one takes long.</summary>
    public static Task<IReadOnlyList<JsonElement?>> TomlAsync(IEnumerable<string> texts) => ParseAsync("tomllib", "tomllib.loads(text.lstrip('\\ufeff'))", texts);

    /// <summary>The same for YAML.</summary>
    public static Task<IReadOnlyList<JsonElement?>> YamlAsync(IEnumerable<string> texts) => ParseAsync("yaml", "yaml.safe_load(text)", texts);

    static async Task<IReadOnlyList<JsonElement?>> ParseAsync(string module, string expression, IEnumerable<string> texts)
    {
        var output = await PipeAsync(
            $$"""
            import sys, json, {{module}}
            def parse(text):
                try:
                    return [{{expression}}]
                except Exception:
                    return []
            print(json.dumps([parse(text) for text in json.load(sys.stdin)], default=str))
            """,
            JsonSerializer.Serialize(texts));
        Assert.SkipUnless(output is not null, $"python3 with the module {module} is not installed, so there is no second parser to ask.");
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray().Select(found => found.GetArrayLength() == 0 ? (JsonElement?)null : found[0])];
    }

    static async Task<string?> PipeAsync(string program, string input)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", program])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = process.StandardError.ReadToEndAsync();
            await process.StandardInput.BaseStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(input));
            process.StandardInput.Close();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            await error;
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
