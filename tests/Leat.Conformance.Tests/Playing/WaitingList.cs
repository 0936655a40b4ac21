namespace Leat.Conformance.Tests.Playing;

/// <summary>Lines of <c>area/name: reason</c>; empty lines and lines that start with '#' are ignored.</summary>
internal static class WaitingList
{
    /// <exception cref="FormatException">A line without a reason, or a scenario listed twice.</exception>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var waiting = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Split(": ", 2);
            if (parts.Length < 2 || parts[1].Length == 0)
                throw new FormatException($"no reason given: '{line}'");
            if (!waiting.TryAdd(parts[0], parts[1]))
                throw new FormatException($"named twice: '{parts[0]}'");
        }

        return waiting;
    }
}
