using System.Diagnostics;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Runs long upkeep as a series of short transactions on the write queue, so that other writers wait for one of them at most.</summary>
internal static class WriteSlices
{
    /// <summary>How long one transaction works. Each further commit costs some milliseconds.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(20);

    /// <summary>Works through a list of items, each in one or more steps.</summary>
    /// <param name="queue">Runs the transactions.</param>
    /// <param name="count">The number of items.</param>
    /// <param name="step">Does a small piece of work for the item with this index; returns whether the item is done. Depends only on the
    /// database's state, so that it may be run again.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    public static async Task RunAsync(
        WriteQueue queue, int count, Func<WriteTransaction, int, ValueTask<bool>> step, CancellationToken cancellationToken)
    {
        for (var next = 0; next < count;)
        {
            var begin = next;
            next = await queue.WriteAsync(
                async transaction =>
                {
                    var clock = Stopwatch.StartNew();
                    var index = begin;
                    do
                    {
                        if (await step(transaction, index).ConfigureAwait(false))
                            index++;
                    }
                    while (index < count && clock.Elapsed < Slice);
                    return index;
                },
                cancellationToken).ConfigureAwait(false);
        }
    }
}
