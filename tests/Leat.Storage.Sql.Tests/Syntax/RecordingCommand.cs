using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Leat.Storage.Sql.Tests.Syntax;

/// <summary>A statement of a <see cref="RecordingConnection"/>.</summary>
internal sealed class RecordingCommand(Func<string, object[]> answer) : DbCommand
{
    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; }

    protected override DbParameterCollection DbParameterCollection { get; } = new RecordedParameters();

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
    }

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => answer(CommandText).Length;

    public override object? ExecuteScalar() => answer(CommandText).FirstOrDefault();

    protected override DbParameter CreateDbParameter() => new RecordedParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        var values = answer(CommandText);
        using var table = new DataTable();
        foreach (var value in values)
            table.Columns.Add(null, value.GetType());
        if (values.Length > 0)
            table.Rows.Add(values);
        return table.CreateDataReader();
    }
}
