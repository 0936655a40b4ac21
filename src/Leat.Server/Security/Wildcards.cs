using System.IO.Enumeration;

namespace Leat.Server;

/// <summary>Patterns with <c>*</c> and <c>?</c>, compared case-insensitively, like hosts and origins.</summary>
internal static class Wildcards
{
    public static bool MatchesAny(IReadOnlyList<string> patterns, string text)
    {
        foreach (var pattern in patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true))
                return true;
        }

        return false;
    }
}
