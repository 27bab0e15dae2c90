using System.Globalization;
using System.Reflection;

namespace InfluxCertd.Hosting;

/// <summary>What the build says of itself.</summary>
static class BuildInfo
{
    /// <summary>When the source was last changed; for a build that does not say, when its first version was.</summary>
    public static DateTimeOffset SourceDate { get; } =
        typeof(BuildInfo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "SourceDateEpoch")?.Value is { } epoch
        && long.TryParse(epoch, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>As <c>--version</c> prints it: the version, and the commit after a plus sign.</summary>
    public static string Version { get; } =
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
