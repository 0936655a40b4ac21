using System.Text.RegularExpressions;

namespace Leat.Core.Search;

/// <summary>A regular expression from outside. It matches in time linear in the text, whatever the expression, and therefore supports
/// neither back references nor lookarounds. Safe for concurrent use.</summary>
internal sealed class SafeRegex
{
    /// <summary>In UTF-16 units. Longer ones take seconds to build.</summary>
    private const int MaxPatternLength = 1_000;

    /// <summary>For one text. The time is linear, but texts may be long and counted repetitions multiply it.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;

    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a regular expression, one of an unsupported
    /// kind, or too long.</exception>
    public SafeRegex(string pattern)
    {
        if (pattern.Length > MaxPatternLength)
            throw Invalid(pattern, $"it is longer than {MaxPatternLength} characters");
        try
        {
            _regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Timeout);
        }
        catch (NotSupportedException)
        {
            throw Invalid(pattern, "back references, lookarounds and atomic groups are not supported");
        }
        catch (ArgumentException exception)
        {
            throw Invalid(pattern, exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>Whether the expression matches somewhere in the text.</summary>
    public bool IsMatch(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw LeatException.InvalidParameter(
                $"The regular expression '{SearchErrors.Clip(_regex.ToString())}' takes too long. Make it simpler.");
        }
    }

    private static LeatException Invalid(string pattern, string reason) =>
        LeatException.InvalidParameter($"Invalid regular expression '{SearchErrors.Clip(pattern)}': {reason}.");
}
