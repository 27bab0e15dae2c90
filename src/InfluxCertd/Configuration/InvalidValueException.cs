using Tomlyn.Syntax;

namespace InfluxCertd.Configuration;

/// <summary>A value that its key does not take. The message is the clause after the key's name: "must be …".</summary>
internal sealed class InvalidValueException(ValueSyntax at, string clause) : Exception(clause)
{
    public ValueSyntax At => at;
}
