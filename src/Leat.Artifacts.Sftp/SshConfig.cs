using System.Text.RegularExpressions;

namespace Leat.Artifacts.Sftp;

/// <summary>What OpenSSH's configuration says about a host: of each keyword the first value in the blocks whose patterns match.</summary>
internal sealed class SshConfig
{
    private const int MaxDepth = 8;

    /// <summary>Keywords of which each value counts.</summary>
    private const string IdentityFile = "identityfile";

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _host;

    private SshConfig(string host) => _host = host;

    /// <summary>Reads the files that exist, in this order.</summary>
    public static SshConfig Read(string host, params IEnumerable<string> files)
    {
        var config = new SshConfig(host);
        foreach (var file in files)
            config.Add(file, 0);
        return config;
    }

    /// <summary>The value of a keyword; null if there is none.</summary>
    public string? Find(string keyword) => All(keyword) is [var first, ..] ? first : null;

    /// <summary>All values of a keyword.</summary>
    public IReadOnlyList<string> All(string keyword) => _values.GetValueOrDefault(keyword) ?? [];

    /// <summary>Whether a host matches patterns with <c>*</c> and <c>?</c>; one with <c>!</c> takes back.</summary>
    public static bool Matches(string host, IEnumerable<string> patterns)
    {
        var matches = false;
        foreach (var pattern in patterns)
        {
            if (pattern.StartsWith('!') && IsLike(host, pattern[1..]))
                return false;
            matches |= IsLike(host, pattern);
        }

        return matches;
    }

    private static bool IsLike(string host, string pattern) => Regex.IsMatch(
        host,
        "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private void Add(string file, int depth)
    {
        if (depth > MaxDepth || !File.Exists(file))
            return;
        var applies = true;
        foreach (var line in File.ReadLines(file))
        {
            if (Split(line) is not var (keyword, arguments))
                continue;
            if (keyword.Equals("host", StringComparison.OrdinalIgnoreCase))
                applies = Matches(_host, arguments);
            else if (keyword.Equals("match", StringComparison.OrdinalIgnoreCase))
                applies = arguments is [var all] && all.Equals("all", StringComparison.OrdinalIgnoreCase);
            else if (applies && keyword.Equals("include", StringComparison.OrdinalIgnoreCase))
                Include(file, arguments, depth);
            else if (applies)
                Keep(keyword, arguments);
        }
    }

    private void Keep(string keyword, string[] arguments)
    {
        if (!_values.TryGetValue(keyword, out var values))
            _values[keyword] = [.. arguments];
        else if (keyword.Equals(IdentityFile, StringComparison.OrdinalIgnoreCase))
            values.AddRange(arguments);
    }

    /// <summary>Relative names lie beside the file.</summary>
    private void Include(string file, string[] patterns, int depth)
    {
        var folder = Path.GetDirectoryName(file)!;
        foreach (var pattern in patterns.Select(pattern => pattern.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(folder, "..", pattern[2..]) : Path.Combine(folder, pattern)))
        {
            if (Path.GetDirectoryName(pattern) is not { } place || !Directory.Exists(place))
                continue;
            foreach (var found in Directory.EnumerateFiles(place, Path.GetFileName(pattern)).Order(StringComparer.Ordinal))
                Add(found, depth + 1);
        }
    }

    /// <summary><c>Keyword value …</c> or <c>Keyword=value</c>, with values in quotes if they hold blanks; null for a comment.</summary>
    private static (string Keyword, string[] Arguments)? Split(string line)
    {
        var text = line.Trim();
        if (text.Length == 0 || text[0] == '#')
            return null;
        var end = text.AsSpan().IndexOfAny(" \t=");
        if (end < 0)
            return null;
        var rest = text[end..].TrimStart(' ', '\t', '=');
        return (text[..end], [.. Regex.Matches(rest, "\"([^\"]*)\"|(\\S+)").Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value)]);
    }
}
