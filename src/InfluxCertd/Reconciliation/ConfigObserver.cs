using System.Text;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>Reads influxdb.conf, and what the unit's environment makes of it.</summary>
sealed class ConfigObserver(HostRoot root)
{
    static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public ConfigFile Observe(string path, IReadOnlyDictionary<string, string> environment)
    {
        string text;
        try
        {
            text = StrictUtf8.GetString(File.ReadAllBytes(root.Resolve(path)));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ConfigFile.Missing(path);
        }
        catch (DecoderFallbackException)
        {
            return new ConfigFile.Unreadable(path, $"{path} is not UTF-8, which TOML has to be; influxd would not read it either");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new ConfigFile.Unreadable(path, $"{path} can't be read: {failure.Message}");
        }

        return InfluxDbConfig.Read(text) switch
        {
            InfluxDbConfigReading.Readable readable => new ConfigFile.Readable(
                path, text, readable.Http, EnvironmentOverrides.Apply(readable.Http, environment),
                [.. EnvironmentOverrides.Names(environment)], readable.Remarks),
            InfluxDbConfigReading.Unreadable broken => new ConfigFile.Unreadable(
                path, $"{path}:{broken.Line}:{broken.Column}: {broken.Message}"),
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }
}
