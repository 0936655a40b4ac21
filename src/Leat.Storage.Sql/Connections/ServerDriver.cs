using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Rows;

namespace Leat.Storage.Sql.Connections;

/// <summary>What databases on servers have in common: each exchange is a round trip, so statements are sent together where possible, and other
/// servers may write at the same time.</summary>
internal abstract class ServerDriver(ServerStoreOptions options) : SqlDriver
{
    /// <summary>The default number of writers. The more there are, the fewer writes share a transaction: on two processors, a write takes 1.7
    /// times as much processor time with four writers as with one (docs/adr/0011).</summary>
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

    /// <summary>The statements that write several rows, as few as possible.</summary>
    protected abstract IEnumerable<SqlStatement> StatementsOf(RowBatch batch);

    /// <summary>A query for the size in bytes of our tables with all that belongs to them.</summary>
    protected abstract string SizeOfTables { get; }

    /// <summary>A query for the names of our tables as one text, separated by commas.</summary>
    protected abstract string NamesOfTables { get; }

    /// <summary>The beginning of a statement that frees space and refreshes statistics while others work; the names of the tables follow.</summary>
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
