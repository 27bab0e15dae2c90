namespace InfluxCertd.Configuration;

/// <summary>A key's value in force and where it comes from.</summary>
/// <param name="Section">Without brackets.</param>
/// <param name="Key">Its name in the section.</param>
/// <param name="ValueText">The value as TOML, which is JSON as well: a number, true or false, a string, or an array of these.</param>
/// <param name="Origin">"default", "FILE:LINE", or the key that brings it and that key's place.</param>
internal sealed record EffectiveSetting(string Section, string Key, string ValueText, string Origin)
{
    public const string Default = "default";
}
