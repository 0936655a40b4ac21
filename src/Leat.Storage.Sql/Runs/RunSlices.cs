using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;

namespace Leat.Storage.Sql.Runs;

/// <summary>Hydrates the runs of a page slice by slice, so that a page of large runs is never in memory as a whole.</summary>
/// <param name="database">The database.</param>
/// <param name="found">The runs of the page, in order.</param>
/// <remarks>The size of runs is known only once they are read. A slice that turns out too large is abandoned and retried with fewer runs; with
/// ordinary runs, the first slice is the whole page.</remarks>
internal sealed class RunSlices(SqlDatabase database, List<(long Key, RunInfo Info)> found)
{
    private const int MostRuns = 1_000;

    /// <summary>In UTF-16 units of text, the bulk of most runs: 4 MB.</summary>
    private const int MostUnits = 2 * 1024 * 1024;

    private int _next;
    private int _size = MostRuns;

    /// <summary>How many runs the page has.</summary>
    public int Count => found.Count;

    /// <summary>Whether all have been read.</summary>
    public bool IsAtEnd => _next == found.Count;

    /// <summary>The next runs; none at the end.</summary>
    /// <param name="session">A session in a read transaction, which sees one state of the database.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<Run>> ReadAsync(SqlSession session, CancellationToken cancellationToken)
    {
        while (true)
        {
            var slice = found.GetRange(_next, Math.Min(_size, found.Count - _next));
            var hydrator = new RunHydrator(database, session, cancellationToken) { Most = slice.Count > 1 ? MostUnits : long.MaxValue };
            var used = session.Share?.Used;
            if (await hydrator.HydrateAsync(slice).ConfigureAwait(false) is { } runs)
            {
                _next += slice.Count;
                if (hydrator.Read < MostUnits / 2)
                    _size = Math.Min(2 * _size, MostRuns);
                return runs;
            }

            session.Share?.Remove(session.Share.Used - used!.Value);
            _size = Math.Max(1, Math.Min(hydrator.Begun, slice.Count) / 2);
        }
    }
}
