using System.Runtime.CompilerServices;
using Leat.Core;

namespace Leat.Transfer;

/// <summary>Reads runs with all they logged in as many parts as the source makes of them.</summary>
internal static class LoggedParts
{
    /// <summary>Reads runs in parts.</summary>
    /// <param name="source">The source.</param>
    /// <param name="runs">Runs of one of its pages.</param>
    /// <param name="gone">Is told of runs that are no longer there; null if nobody asks.</param>
    /// <param name="cancellationToken">Ends the reading between two parts.</param>
    public static IAsyncEnumerable<IReadOnlyList<BulkRun>> ReadInPartsAsync(
        this ITransferSource source, IReadOnlyList<SourceRun> runs, Action<SourceRun>? gone, CancellationToken cancellationToken) =>
        ReadAsync(source.ReadLoggedAsync, runs, gone, cancellationToken);

    /// <summary>Reads runs in parts.</summary>
    /// <param name="read">Reads a part, as <see cref="ITransferSource.ReadLoggedAsync"/> does.</param>
    /// <param name="runs">Runs.</param>
    /// <param name="gone">Is told of runs that are no longer there; null if nobody asks.</param>
    /// <param name="cancellationToken">Ends the reading between two parts.</param>
    public static async IAsyncEnumerable<IReadOnlyList<BulkRun>> ReadAsync(
        Func<IReadOnlyList<SourceRun>, CancellationToken, Task<IReadOnlyList<BulkRun>>> read,
        IReadOnlyList<SourceRun> runs,
        Action<SourceRun>? gone,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var rest = runs; rest.Count > 0;)
        {
            var part = await read(rest, cancellationToken).ConfigureAwait(false);
            var taken = part.Count > 0 ? PlaceOf(rest, part[^1]) + 1 : rest.Count;
            if (part.Count < taken && gone is not null)
            {
                var found = part.Select(run => run.Info.RunId).ToHashSet(StringComparer.Ordinal);
                foreach (var run in rest.Take(taken).Where(run => !found.Contains(run.Info.RunId)))
                    gone(run);
            }

            if (part.Count > 0)
                yield return part;
            rest = [.. rest.Skip(taken)];
        }
    }

    private static int PlaceOf(IReadOnlyList<SourceRun> runs, BulkRun run)
    {
        var place = runs.Count - 1;
        while (place > 0 && runs[place].Info.RunId != run.Info.RunId)
            place--;
        return place;
    }
}
