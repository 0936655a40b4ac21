using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Reads server responses and reports clearly what is wrong with them.</summary>
internal static class Answers
{
    /// <summary>Returns the value, which every server of this protocol sends.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InternalError"/>: it is missing.</exception>
    public static T Require<T>([NotNull] T? value, string field)
        where T : class =>
        value ?? throw new LeatException(
            ErrorCode.InternalError, $"The server's answer lacks the field '{field}'. Is it a tracking server?");

    /// <summary>The number, which every server of this protocol sends as text.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InternalError"/>: it is not there, or is none.</exception>
    public static long Number(string? text, string field) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new LeatException(
                ErrorCode.InternalError, $"The server's answer has no number in the field '{field}'. Is it a tracking server?");

    /// <summary>The stage with this wire name; active if the server does not send one.</summary>
    public static LifecycleStage Stage(string? wireName) =>
        wireName == LifecycleStage.Deleted.WireName() ? LifecycleStage.Deleted : LifecycleStage.Active;

    /// <summary>The token of the next page; null after the last one, however a server indicates that.</summary>
    public static string? PageToken(string? token) => string.IsNullOrEmpty(token) ? null : token;
}
