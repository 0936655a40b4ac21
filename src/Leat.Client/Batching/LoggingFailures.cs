using System.Runtime.ExceptionServices;

namespace Leat.Client;

/// <summary>Hands failures of background logging to a caller.</summary>
internal static class LoggingFailures
{
    /// <summary>Throws the one failure as it is, several in an <see cref="AggregateException"/>.</summary>
    public static void ThrowIfAny(IReadOnlyList<Exception> failures)
    {
        if (failures.Count == 1)
            ExceptionDispatchInfo.Throw(failures[0]);
        if (failures.Count > 1)
            throw new AggregateException("Some of what was logged could not be stored.", failures);
    }
}
