using System.Diagnostics.CodeAnalysis;

namespace InfluxCertd.Configuration.Values;

/// <summary>Reads a text; <paramref name="why"/> says in a clause why it cannot be read.</summary>
internal delegate bool TextParser<T>(
    string text, [MaybeNullWhen(false)] out T parsed, [NotNullWhen(false)] out string? why);
