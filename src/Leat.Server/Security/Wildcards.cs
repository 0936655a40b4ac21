using System.IO.Enumeration;

namespace Leat.Server;

/// <summary>Patterns with <c>*</c> and <c>?</c>, compared without regard to case, as hosts and origins are.</summary>
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
