using System.Collections.Immutable;
using InfluxCertd.Configuration.Values;
using InfluxCertd.Core.Configuration;
using Tomlyn.Syntax;

namespace InfluxCertd.Configuration;

/// <summary>
/// One key of the configuration, whole: reading it, showing it, its default and its documentation all come from here.
/// </summary>
/// <param name="Section">Without brackets.</param>
/// <param name="Name">In snake_case.</param>
/// <param name="Summary">What it decides, in one line.</param>
internal abstract record SettingKey(string Section, string Name, string Summary)
{
    /// <summary>The key that this one is another way to write: the two never stand in one file, and the later file wins.</summary>
    public string? InsteadOf { get; init; }

    /// <summary>The sources of certificates with which the key means anything; empty is all.</summary>
    public ImmutableArray<CertificateSource> Sources { get; init; } = [];

    /// <summary>What the key takes, as the reference says it.</summary>
    public abstract string Takes { get; }

    /// <summary>The default as TOML, read off the settings themselves.</summary>
    public string DefaultText => Show(new Settings());

    /// <summary>The name by which its value is known among the files: its own, or that of the key it stands for.</summary>
    public string Slot => $"{Section}.{InsteadOf ?? Name}";

    /// <summary>The settings with the value in them.</summary>
    /// <exception cref="InvalidValueException">The key does not take such a value.</exception>
    public abstract Settings Apply(Settings settings, ValueSyntax value);

    /// <summary>Its value in these settings, as TOML.</summary>
    public abstract string Show(Settings settings);
}

/// <summary>A key whose value is a <typeparamref name="T"/>.</summary>
internal sealed record SettingKey<T>(
    string Section,
    string Name,
    ValueKind<T> Kind,
    Func<Settings, T> Read,
    Func<Settings, T, Settings> Write,
    string Summary) : SettingKey(Section, Name, Summary)
{
    public override string Takes => Kind.Takes;

    public override Settings Apply(Settings settings, ValueSyntax value) => Write(settings, Kind.Parse(value));

    public override string Show(Settings settings) => Kind.Format(Read(settings));
}
