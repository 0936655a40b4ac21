namespace Leat.Storage.Specification.Search;

/// <summary>The scripts beside this file, embedded in the assembly.</summary>
public static class SearchScripts
{
    private const string Extension = ".txt";

    /// <summary>Their names, for example <c>run-metrics</c>.</summary>
    public static TheoryData<string> Names => [.. Resources().Order(StringComparer.Ordinal)];

    /// <summary>The steps of a script.</summary>
    public static IReadOnlyList<ScriptStep> Read(string name)
    {
        using var stream = typeof(SearchScripts).Assembly.GetManifestResourceStream(name + Extension)
            ?? throw new FileNotFoundException($"There is no script '{name}'.");
        using var reader = new StreamReader(stream);
        return ScriptParser.Parse(reader.ReadToEnd());
    }

    private static IEnumerable<string> Resources() => typeof(SearchScripts).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
        .Select(name => name[..^Extension.Length]);
}
