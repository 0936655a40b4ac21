using System.CommandLine;

namespace Leat.Cli.CommandLine;

/// <summary>A file of <c>NAME=value</c> lines, read as python-dotenv does. Variables that are already set keep their values.</summary>
internal static class EnvironmentFile
{
    public static Option<string?> Option { get; } = new("--env-file")
    {
        Description = "Sets environment variables from a file of NAME=value lines, except those already set.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Sets the file's variables for this process.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static void Apply(ParseResult result)
    {
        if (result.GetValue(Option) is not { } path)
            return;
        foreach (var (name, value) in Parse(Read(path)))
        {
            if (Environment.GetEnvironmentVariable(name) is null)
                Environment.SetEnvironmentVariable(name, value);
        }
    }

    /// <summary>Parses lines. Comments start with <c>#</c>, <c>export</c> may precede a name, and quotes around a value are removed; in
    /// double quotes <c>\n</c>, <c>\t</c>, <c>\"</c> and <c>\\</c> are escapes. If a name occurs twice, the last one wins.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            var equals = line.IndexOf('=');
            if (line.StartsWith('#') || equals < 1)
                continue;
            var name = line[..equals].Trim();
            if (name.StartsWith("export ", StringComparison.Ordinal))
                name = name["export ".Length..].Trim();
            variables[name] = ValueOf(line[(equals + 1)..].Trim());
        }
        return variables;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot read the file '{path}' given with --env-file: {error.Message}");
        }
    }

    private static string ValueOf(string text)
    {
        if (text is ['\'', ..] && text.IndexOf('\'', 1) is > 0 and var single)
            return text[1..single];
        if (text is ['"', ..] && ClosingQuote(text) is > 0 and var closing)
            return Unescape(text[1..closing]);
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }

    private static int ClosingQuote(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                return i;
        }
        return -1;
    }

    private static string Unescape(string text)
    {
        var plain = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
                plain.Append(text[i]);
            else
                plain.Append(text[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
        }
        return plain.ToString();
    }
}
