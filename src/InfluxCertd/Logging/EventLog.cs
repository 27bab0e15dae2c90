using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace InfluxCertd.Logging;

/// <summary>Where the program says what it did and found. Each entry is an event of a known kind.</summary>
sealed class EventLog(ILogger logger)
{
    /// <summary>Property under which a sink finds the <see cref="EventEntry"/>.</summary>
    public const string EntryProperty = "Event";

    /// <summary>For verbs that only look.</summary>
    public static EventLog Silent { get; } = new(Logger.None);

    /// <param name="priority">Instead of the kind's own.</param>
    public void Write(EventKind kind, string message, EventFields? fields = null, JournalPriority? priority = null)
    {
        var entry = new EventEntry(kind, fields ?? EventFields.None, priority ?? kind.Priority);
        logger.Write(new LogEvent(
            TimeProvider.System.GetUtcNow(), LevelOf(entry.Priority), exception: null,
            new MessageTemplate(message, [new TextToken(message)]),
            [new LogEventProperty(EntryProperty, new ScalarValue(entry))]));
    }

    /// <summary>Null for an entry of a library.</summary>
    public static EventEntry? EntryOf(LogEvent logEvent) =>
        logEvent.Properties.GetValueOrDefault(EntryProperty) is ScalarValue { Value: EventEntry entry } ? entry : null;

    public static JournalPriority PriorityOf(LogEvent logEvent) => EntryOf(logEvent)?.Priority ?? logEvent.Level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => JournalPriority.Debug,
        LogEventLevel.Information => JournalPriority.Info,
        LogEventLevel.Warning => JournalPriority.Warning,
        LogEventLevel.Error => JournalPriority.Error,
        _ => JournalPriority.Critical,
    };

    static LogEventLevel LevelOf(JournalPriority priority) => priority switch
    {
        JournalPriority.Debug => LogEventLevel.Debug,
        JournalPriority.Info or JournalPriority.Notice => LogEventLevel.Information,
        JournalPriority.Warning => LogEventLevel.Warning,
        JournalPriority.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };
}

/// <summary>An event as a sink sees it, beside its message.</summary>
sealed record EventEntry(EventKind Kind, EventFields Fields, JournalPriority Priority);
