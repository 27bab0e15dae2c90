using Tomlyn.Syntax;

namespace InfluxCertd.Configuration.Values;

/// <summary>A way to write a value of type <typeparamref name="T"/> in TOML.</summary>
/// <param name="Takes">What it takes, as it reads after "must be": "a whole number from 1 to 36500".</param>
/// <param name="Parse">Gives the value, or throws an <see cref="InvalidValueException"/> that points at the culprit.</param>
/// <param name="Format">The value as TOML that is JSON as well, which <paramref name="Parse"/> reads back.</param>
internal sealed record ValueKind<T>(string Takes, Func<ValueSyntax, T> Parse, Func<T, string> Format);
