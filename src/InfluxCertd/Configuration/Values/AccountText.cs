using System.Globalization;

namespace InfluxCertd.Configuration.Values;

/// <summary>Names and numbers of users and groups. Whether they exist is known only on the host, at the time of use.</summary>
internal static class AccountText
{
    const int LongestName = 256;

    /// <summary>Why the text is neither a name nor a number, as a clause; null when it is one.</summary>
    public static string? Objection(string account)
    {
        if (account.Length > 0 && account.All(char.IsAsciiDigit))
        {
            // The last number stands for "leave as it is" in chown(2).
            return uint.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != uint.MaxValue
                ? null
                : "numbers of accounts end at 4294967294";
        }

        return account.Length is 0 or > LongestName || account.StartsWith('-')
            || account.Any(c => c is ':' or '/' || char.IsControl(c) || char.IsWhiteSpace(c))
            ? "write an account's name, such as \"influxdb\", or its number"
            : null;
    }
}
