using System.Text;

namespace InfluxCertd.Linux;

/// <summary>Splits a line into words as <c>systemctl show</c> quotes them: double quotes, and backslashes for what is special.</summary>
static class ShellWords
{
    public static IEnumerable<string> Split(string line)
    {
        var word = new StringBuilder();
        var inWord = false;
        char? quote = null;
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (letter == '\\' && quote != '\'' && i + 1 < line.Length)
            {
                word.Append(Unescape(line[++i]));
                inWord = true;
            }
            else if (quote is null && letter is '"' or '\'' && quote is null)
            {
                quote = letter;
                inWord = true;
            }
            else if (letter == quote)
            {
                quote = null;
            }
            else if (quote is null && letter == ' ')
            {
                if (inWord)
                {
                    yield return word.ToString();
                }

                word.Clear();
                inWord = false;
            }
            else
            {
                word.Append(letter);
                inWord = true;
            }
        }

        if (inWord)
        {
            yield return word.ToString();
        }
    }

    static char Unescape(char letter) => letter switch
    {
        'n' => '\n',
        't' => '\t',
        _ => letter,
    };
}
