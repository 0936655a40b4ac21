using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Leat.Client;

/// <summary>When exceptions were first thrown. Each is kept as long as the program itself keeps it.</summary>
/// <remarks>Throwing an exception costs some ten microseconds, noting it a small part of that.</remarks>
internal static class ThrownExceptions
{
    private static readonly ConditionalWeakTable<Exception, object> Thrown = [];
    private static int _watching;

    /// <summary>Notes exceptions from now on.</summary>
    public static void Watch()
    {
        if (Volatile.Read(ref _watching) == 0 && Interlocked.Exchange(ref _watching, 1) == 0)
            AppDomain.CurrentDomain.FirstChanceException += (_, raised) => Thrown.TryAdd(raised.Exception, Stopwatch.GetTimestamp());
    }

    /// <summary>When the exception, or what it wraps, was first thrown, as <see cref="Stopwatch.GetTimestamp"/>; null if not noted.</summary>
    public static long? FirstThrown(Exception exception)
    {
        var inner = (exception as AggregateException)?.InnerExceptions.Select(FirstThrown) ?? [];
        return inner.Append(Thrown.TryGetValue(exception, out var at) ? (long)at : null).Min();
    }
}
