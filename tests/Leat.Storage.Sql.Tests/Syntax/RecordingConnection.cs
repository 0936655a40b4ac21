using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Leat.Storage.Sql.Tests.Syntax;

/// <summary>A connection to nothing: each statement is given to a function, which says what row it yields.</summary>
/// <param name="answer">The row of a statement; empty for none.</param>
internal sealed class RecordingConnection(Func<string, object[]> answer) : DbConnection
{
    private ConnectionState _state = ConnectionState.Open;

    [AllowNull]
    public override string ConnectionString { get; set; } = "";

    public override string Database => "";

    public override string DataSource => "";

    public override string ServerVersion => "";

    public override ConnectionState State => _state;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Open() => _state = ConnectionState.Open;

    public override void Close() => _state = ConnectionState.Closed;

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => new RecordingCommand(answer);
}
