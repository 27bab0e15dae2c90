using InfluxCertd.Core.Configuration;
using InfluxCertd.Linux;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace InfluxCertd.Logging;

/// <summary>Where entries go: to the journal when it is there, otherwise to stderr.</summary>
static class LogSetup
{
    /// <summary>The daemon's log. Libraries speak up from warnings on.</summary>
    public static Logger ForDaemon(LogVerbosity verbosity)
    {
        var configuration = Configuration(verbosity)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning);
        return (StderrIsJournal()
            ? configuration.WriteTo.Sink(new JournalSink())
            : configuration.WriteTo.Sink(new StderrSink(Console.Error, withPriority: UnderSystemd()))).CreateLogger();
    }

    /// <summary>A person's command: what it changes is told to the person, and to the journal as the daemon's would be.</summary>
    public static EventLog ForCommand(LogVerbosity verbosity)
    {
        var configuration = Configuration(verbosity).WriteTo.Sink(new StderrSink(Console.Error, withPriority: false));
        return new EventLog((File.Exists(JournalSink.SocketPath)
            ? configuration.WriteTo.Sink(new JournalSink(unit: OwnUnit.Name))
            : configuration).CreateLogger());
    }

    static LoggerConfiguration Configuration(LogVerbosity verbosity) => new LoggerConfiguration()
        .MinimumLevel.Is(verbosity == LogVerbosity.Debug ? LogEventLevel.Debug : LogEventLevel.Information)
        .Filter.ByIncludingOnly(logEvent => EventLog.PriorityOf(logEvent) <= LeastImportant(verbosity));

    static JournalPriority LeastImportant(LogVerbosity verbosity) => verbosity switch
    {
        LogVerbosity.Debug => JournalPriority.Debug,
        LogVerbosity.Info => JournalPriority.Info,
        LogVerbosity.Notice => JournalPriority.Notice,
        LogVerbosity.Warning => JournalPriority.Warning,
        _ => JournalPriority.Error,
    };

    static bool UnderSystemd() => Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 };

    /// <summary>$JOURNAL_STREAM names the device and inode of the journal's stream; someone may have redirected stderr since (systemd.exec(5)).</summary>
    static bool StderrIsJournal() =>
        Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 } stream
        && File.Exists(JournalSink.SocketPath)
        && FileFacts.OfDescriptor(2) is { } stderr
        && stream == $"{stderr.DeviceNumber}:{stderr.Inode}";
}
