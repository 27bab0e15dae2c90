using System.Text;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>
/// A file of systemd's EnvironmentFile=: assignments with quotes, comments and continued lines, read by systemd's own rules
/// (systemd.exec(5), src/basic/env-file.c), where they differ from a shell's as well.
/// </summary>
public static class EnvironmentFile
{
    /// <summary>The variables; a later assignment wins, and what is not one is passed over, as systemd does.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var variables = new Dictionary<string, string>();
        var reader = new Reader(text.TrimStart('\uFEFF'));
        while (reader.Next() is var (name, value))
        {
            if (IsName(name))
            {
                variables[name] = value;
            }
        }

        return variables;
    }

    static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    static bool EndsLine(char character) => character is '\n' or '\r';

    static bool IsBlank(char character) => character is ' ' or '\t';

    sealed class Reader(string text)
    {
        int _next;

        bool AtEnd => _next >= text.Length;

        /// <summary>The next assignment, null at the end.</summary>
        public (string Name, string Value)? Next()
        {
            while (!AtEnd)
            {
                if (IsBlank(text[_next]) || EndsLine(text[_next]))
                {
                    _next++;
                    continue;
                }

                // A comment ends with its line, whatever stands at the line's end (systemd 254 and later).
                var start = _next;
                _next = IndexOfAny(text[start] is '#' or ';' ? "\r\n" : "=\r\n");
                if (!AtEnd && text[_next] == '=')
                {
                    return (text[start.._next++].TrimEnd(' ', '\t'), Value());
                }
            }

            return null;
        }

        int IndexOfAny(string ends)
        {
            var found = text.AsSpan(_next).IndexOfAny(ends);
            return found < 0 ? text.Length : _next + found;
        }

        string Value()
        {
            var value = new StringBuilder();
            while (!AtEnd && !EndsLine(text[_next]))
            {
                var character = text[_next++];
                switch (character)
                {
                    case '\'':
                        value.Append(text, _next, IndexOfAny("'") - _next);
                        _next = IndexOfAny("'") + 1;
                        break;
                    case '"':
                        Quoted(value);
                        break;
                    case var blank when IsBlank(blank):
                        break;
                    default:
                        _next--;
                        Bare(value);
                        return value.ToString();
                }
            }

            return value.ToString();
        }

        // Between double quotes a backslash stays, except before what a shell needs escaped, and at a line's end.
        void Quoted(StringBuilder value)
        {
            while (!AtEnd && text[_next++] is var character and not '"')
            {
                if (character != '\\' || AtEnd)
                {
                    value.Append(character);
                    continue;
                }

                var escaped = text[_next++];
                value.Append(escaped switch
                {
                    '"' or '\\' or '`' or '$' => $"{escaped}",
                    '\n' => "",
                    _ => $"\\{escaped}",
                });
            }
        }

        // Once a value has begun without quotes, quotes are ordinary characters.
        void Bare(StringBuilder value)
        {
            var length = value.Length;
            while (!AtEnd && !EndsLine(text[_next]))
            {
                var character = text[_next++];
                if (character != '\\')
                {
                    value.Append(character);
                    length = IsBlank(character) ? length : value.Length;
                }
                else if (!AtEnd && text[_next++] is var escaped and not '\n')
                {
                    value.Append(escaped);
                    length = value.Length;
                }
            }

            value.Length = length;
        }
    }
}
