using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Rows;

namespace Leat.Storage.Sql.Connections;

/// <summary>What databases on servers have in common: each exchange with them is a round trip, so that statements are sent together
/// where they can be, and other servers may write at the same time.</summary>
internal abstract class ServerDriver(ServerStoreOptions options) : SqlDriver
{
    /// <summary>Writers of a store that is not told how many. The more there are, the fewer writes share a transaction: on two processors
    /// four take 1.7 times the processor time a write that one takes (docs/adr/0011).</summary>
    private static readonly int DefaultWriters = Math.Clamp(Environment.ProcessorCount / 2, 1, 4);

    public override int MaxReaders => options.Readers;

    public override int Writers => options.Writers ?? DefaultWriters;

    public override bool SharesTables => true;

    public override ValueTask WriteRowsAsync(SqlSession session, RowWrite rows, IReadOnlyList<object?[]> values) =>
        session.RunAllAsync([.. StatementsOf(new RowBatch(rows, values))]);

    public override ValueTask CommitAsync(SqlSession session, IReadOnlyList<RowBatch> batches) =>
        session.RunAllAsync([.. batches.SelectMany(StatementsOf), new SqlStatement(Commit, [])]);

    public override async ValueTask<long> MeasureAsync(SqlSession reader) =>
        Convert.ToInt64(await reader.ScalarAsync(SizeOfTables).ConfigureAwait(false), CultureInfo.InvariantCulture);

    public override async Task<string> GiveBackSpaceAsync(CancellationToken cancellationToken)
    {
        var session = new SqlSession(await OpenWriterAsync(cancellationToken).ConfigureAwait(false), Syntax);
        await using (session.ConfigureAwait(false))
            await session.ExecuteAsync($"{Tidy} {await session.ScalarAsync(NamesOfTables).ConfigureAwait(false)}").ConfigureAwait(false);
        return $"The space of removed rows is free for new ones, and the planner's statistics are fresh ({Tidy}).";
    }

    /// <summary>The statements that write several rows, as few as there may be.</summary>
    protected abstract IEnumerable<SqlStatement> StatementsOf(RowBatch batch);

    /// <summary>A query for the bytes of our tables with all that belongs to them.</summary>
    protected abstract string SizeOfTables { get; }

    /// <summary>A query for the names of our tables in one text, commas between them.</summary>
    protected abstract string NamesOfTables { get; }

    /// <summary>The beginning of a statement that frees space and refreshes statistics while others work; names of tables follow.</summary>
    protected abstract string Tidy { get; }

    /// <summary>Reads settings in the client library's own form.</summary>
    /// <param name="whose">What messages call the database.</param>
    /// <param name="read">Reads them.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: they are not understood.</exception>
    protected static T ReadSettings<T>(string whose, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentException exception)
        {
            throw new LeatException(ErrorCode.InvalidParameterValue, $"The settings for {whose} are not understood: {exception.Message}", exception);
        }
    }
}
