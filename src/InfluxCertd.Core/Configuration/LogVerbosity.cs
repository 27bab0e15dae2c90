namespace InfluxCertd.Core.Configuration;

/// <summary>The least important entry that is still logged, from the most talkative to the quietest.</summary>
public enum LogVerbosity
{
    Debug,
    Info,
    Notice,
    Warning,
    Error,
}
