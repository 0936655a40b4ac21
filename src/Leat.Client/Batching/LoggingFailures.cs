using System.Runtime.ExceptionServices;

namespace Leat.Client;

/// <summary>Hands failures of background logging to a caller.</summary>
internal static class LoggingFailures
{
    /// <summary>Throws a single failure as it is, several as an <see cref="AggregateException"/>. Equal messages count as one.</summary>
    public static void ThrowIfAny(IReadOnlyList<Exception> failures)
    {
        List<Exception> different = [.. failures.DistinctBy(failure => failure.Message)];
        if (different.Count == 1)
            ExceptionDispatchInfo.Throw(different[0]);
        if (different.Count > 1)
            throw new AggregateException("Some of what was logged could not be stored.", different);
    }
}
