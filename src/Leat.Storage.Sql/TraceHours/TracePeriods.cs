using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.TraceHours;

/// <summary>Periods that hours of traces are added up to.</summary>
internal static class TracePeriods
{
    /// <summary>How many hours they have, the shortest first, each a multiple of the one before: days of UTC, and 32 of these.</summary>
    public static IReadOnlyList<int> Lengths { get; } = [24, 768];

    /// <summary>The period that an hour lies in, since 1970; also before that, where remainders are negative.</summary>
    public static long PeriodOf(long hour, long length) => (hour / length) - (hour % length < 0 ? 1 : 0);

    /// <summary>Notes that what was added up of a period does not hold, since an hour in it, or a shorter period, is stored anew by this
    /// transaction.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="length">How many hours the period has.</param>
    /// <param name="hour">An hour in it.</param>
    /// <param name="changedMs">When its traces changed last.</param>
    public static ValueTask<int> NoteAsync(WriteTransaction transaction, long experiment, int length, long hour, long changedMs) => transaction.WriteRowAsync(
        RowWrites.TracePeriodChange,
        experiment,
        (long)length,
        PeriodOf(hour, length),
        Random.Shared.NextInt64(1, long.MaxValue),
        changedMs);
}
