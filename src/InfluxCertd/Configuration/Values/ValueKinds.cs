using System.Collections.Immutable;
using System.Globalization;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Text;
using Tomlyn.Syntax;

namespace InfluxCertd.Configuration.Values;

/// <summary>The kinds of values that any program's configuration has.</summary>
internal static class ValueKinds
{
    public static ValueKind<bool> Boolean { get; } = new(
        "true or false",
        value => value is BooleanValueSyntax boolean ? boolean.Value : throw WrongType(value, "true or false"),
        value => value ? "true" : "false");

    public static ValueKind<int> Integer(int least, int most)
    {
        var takes = $"a whole number from {least} to {most}";
        return new(takes, value => Integer(value, takes, least, most), Digits);
    }

    /// <summary>A text, and what it means; <paramref name="parse"/> gives a clause for a text that means nothing.</summary>
    public static ValueKind<T> Text<T>(string takes, TextParser<T> parse, Func<T, string> format) => new(
        takes,
        value => Parsed(value, takes, parse),
        value => TomlText.Quote(format(value)));

    public static ValueKind<TimeSpan> Duration(string least, string most)
    {
        var takes = $"a duration from \"{least}\" to \"{most}\"";
        var (shortest, longest) = (Span(least), Span(most));
        return new(
            takes,
            value => Parsed<TimeSpan>(value, takes, DurationText.TryParse) is var span && span >= shortest && span <= longest
                ? span
                : throw new InvalidValueException(value, $"must be {takes}, not {TomlText.Quote(Content(value))}"),
            span => TomlText.Quote(DurationText.Format(span)));
    }

    /// <summary>One of some words, each with its meaning.</summary>
    public static ValueKind<T> Choice<T>(params (string Word, T Meaning)[] choices)
        where T : struct, Enum
    {
        var words = Array.ConvertAll(choices, choice => choice.Word);
        var list = string.Join(", ", words.Select(TomlText.Quote));
        var takes = words.Length == 1 ? list : $"one of {list}";
        return new(
            takes,
            value => choices[IndexOf(value)].Meaning,
            meaning => TomlText.Quote(choices.First(choice => choice.Meaning.Equals(meaning)).Word));

        int IndexOf(ValueSyntax value)
        {
            var word = Content(value, takes);
            var index = Array.IndexOf(words, word);
            return index >= 0 ? index : throw new InvalidValueException(
                value, $"must be {takes}, not {TomlText.Quote(word)}{Suggested(Suggestion.Nearest(word, words))}");
        }
    }

    /// <summary>The same kind, or the word "auto" for a value that the program works out on the host.</summary>
    public static ValueKind<T?> OrAuto<T>(this ValueKind<T> kind)
        where T : class => new(
            $"{kind.Takes}, or \"auto\"",
            value => IsAuto(value) ? null : kind.Parse(value),
            value => value is null ? Auto : kind.Format(value));

    /// <inheritdoc cref="OrAuto{T}(ValueKind{T})"/>
    public static ValueKind<T?> OrAutoValue<T>(this ValueKind<T> kind)
        where T : struct => new(
            $"{kind.Takes}, or \"auto\"",
            value => IsAuto(value) ? null : kind.Parse(value),
            value => value is null ? Auto : kind.Format(value.Value));

    /// <summary>The same kind, or an empty text for none.</summary>
    public static ValueKind<T?> OrNone<T>(this ValueKind<T> kind)
        where T : class => new(
            $"{kind.Takes}, or \"\"",
            value => value is StringValueSyntax { Value: "" } ? null : kind.Parse(value),
            value => value is null ? "\"\"" : kind.Format(value));

    /// <summary>A list of which no two items are the same.</summary>
    public static ValueKind<ImmutableArray<T>> List<T>(string takes, ValueKind<T> kind) => new(
        takes,
        value =>
        {
            var items = ImmutableArray.CreateBuilder<T>();
            foreach (var item in (value as ArraySyntax ?? throw WrongType(value, takes)).Items)
            {
                var parsed = ParseItem(kind, item.Value!, items.Count + 1);
                if (items.Contains(parsed))
                {
                    throw new InvalidValueException(item.Value!, $"holds {kind.Format(parsed)} twice; keep one");
                }

                items.Add(parsed);
            }

            return items.ToImmutable();
        },
        items => $"[{string.Join(", ", items.Select(kind.Format))}]");

    const string Auto = "\"auto\"";

    static bool IsAuto(ValueSyntax value) => value is StringValueSyntax { Value: "auto" };

    static T ParseItem<T>(ValueKind<T> kind, ValueSyntax item, int number)
    {
        try
        {
            return kind.Parse(item);
        }
        catch (InvalidValueException e)
        {
            throw new InvalidValueException(e.At, $"item {number} {e.Message}");
        }
    }

    static T Parsed<T>(ValueSyntax value, string takes, TextParser<T> parse)
    {
        var text = Content(value, takes);
        return parse(text, out var parsed, out var why)
            ? parsed
            : throw new InvalidValueException(value, $"cannot be {TomlText.Quote(text)}: {why}");
    }

    static string Content(ValueSyntax value, string takes = "a string") =>
        value is StringValueSyntax { Value: { } text } ? text : throw WrongType(value, takes);

    static int Integer(ValueSyntax value, string takes, int least, int most) =>
        value is not IntegerValueSyntax integer ? throw WrongType(value, takes)
        : integer.Value >= least && integer.Value <= most ? (int)integer.Value
        : throw new InvalidValueException(value, $"must be {takes}, not {integer.Value}");

    static InvalidValueException WrongType(ValueSyntax value, string takes) =>
        new(value, $"must be {takes}, not {TomlText.TypeOf(value)}");

    static string Suggested(string? word) => word is null ? "" : $"; did you mean {TomlText.Quote(word)}?";

    static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    static TimeSpan Span(string text) => DurationText.TryParse(text, out var span, out var why)
        ? span
        : throw new ArgumentException(why, nameof(text));
}
