using System.Data.Common;
using Leat.Core;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Rows;
using Leat.Storage.Sql.Schema;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Tests.Syntax;

/// <summary>A database that writes down what it is asked. It has every name, one experiment and no other row.</summary>
internal sealed class RecordingDriver : SqlDriver
{
    private readonly List<string> _statements = [];

    /// <summary>How many of the entries that a search samples match its filter: decides about its plan.</summary>
    public long Matches { get; init; } = 512;

    public IReadOnlyList<string> Statements => _statements;

    public override SqlSyntax Syntax { get; } = new TransactSqlSyntax();

    public override int MaxReaders => 1;

    public override string BeginWrite => "BEGIN TRANSACTION";

    public override string BeginRead => "BEGIN TRANSACTION";

    public override Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) => Task.FromResult<DbConnection>(new RecordingConnection(Answer));

    public override Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken) => OpenReaderAsync(cancellationToken);

    public override ValueTask WriteRowsAsync(SqlSession session, RowWrite rows, IReadOnlyList<object?[]> values) => ValueTask.CompletedTask;

    public override ValueTask<long> MeasureAsync(SqlSession reader) => ValueTask.FromResult(0L);

    public override Task<string> GiveBackSpaceAsync(CancellationToken cancellationToken) => Task.FromResult("");

    public override SqlFailure Classify(DbException exception) => SqlFailure.Other;

    public override LeatException Translate(DbException exception) => new(ErrorCode.InternalError, exception.Message, exception);

    protected override string Engine => "recorder";

    protected override IEnumerable<(string Name, string Query)> Settings => [];

    /// <summary>The row that a statement yields; empty for none.</summary>
    private object[] Answer(string sql)
    {
        lock (_statements)
            _statements.Add(sql);
        return sql switch
        {
            _ when sql.Contains("FROM leat_schema", StringComparison.Ordinal) => [(long)LeatSchema.Steps.Count, 0L],
            _ when sql.StartsWith("SELECT COUNT(*), COALESCE(SUM(c.m)", StringComparison.Ordinal) => [512L, Matches],
            _ when sql.StartsWith("SELECT COUNT(*)", StringComparison.Ordinal) => [1L, 0L, 0L, 0L],
            _ when sql.StartsWith("SELECT e.id FROM experiments", StringComparison.Ordinal) => [1L],
            _ when sql.StartsWith("SELECT id FROM names", StringComparison.Ordinal) => [1L],
            _ when sql.StartsWith("SELECT 1 ", StringComparison.Ordinal) => [1L],
            _ => [],
        };
    }
}
