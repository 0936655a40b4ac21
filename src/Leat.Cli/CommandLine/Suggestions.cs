namespace Leat.Cli.CommandLine;

/// <summary>Guesses what a mistyped word was meant to be.</summary>
internal static class Suggestions
{
    /// <summary>The closest name, if it is close enough: up to a third of the letters, but at least two, may be wrong (one in a name of two
    /// letters). A name that begins with the word is always close.</summary>
    public static string? For(string word, IEnumerable<string> names)
    {
        var limit = Math.Max(2, word.Length / 3);
        return names
            .Where(name => name.Length > 1 && !IsShortOption(name))
            .Select(name => (Name: name, Distance: name.StartsWith(word, StringComparison.OrdinalIgnoreCase) && word.Length > 2 ? 0 : Distance(word, name)))
            .Where(candidate => candidate.Distance <= (candidate.Name.Length == 2 ? 1 : limit))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>Its single letter is close to every short word.</summary>
    private static bool IsShortOption(string name) => name is ['-', _];

    /// <summary>The number of letters to insert, remove or replace (Levenshtein distance), computed row by row.</summary>
    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.Length];
    }
}
