using Serilog.Core;
using Serilog.Events;

namespace InfluxCertd.Logging;

/// <summary>Plain lines for a terminal or a pipe; with the priority in front where systemd reads them (sd-daemon(3)).</summary>
sealed class StderrSink(TextWriter output, bool withPriority) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        var priority = EventLog.PriorityOf(logEvent);
        var message = logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture).ReplaceLineEndings(" ");
        var prefix = withPriority ? $"<{(int)priority}>" : $"{priority.ToString().ToLowerInvariant()}: ";
        var exception = logEvent.Exception is { } failure ? $": {failure.Message}" : "";
        try
        {
            output.WriteLine(prefix + message + exception);
        }
        catch (IOException)
        {
            // Nobody reads any more; the work goes on.
        }
    }
}
