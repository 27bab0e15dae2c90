using System.Reflection;

namespace InfluxCertd.Hosting;

/// <summary>What the build says of itself.</summary>
static class BuildInfo
{
    /// <summary>As <c>--version</c> prints it: the version, and the commit after a plus sign.</summary>
    public static string Version { get; } =
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
