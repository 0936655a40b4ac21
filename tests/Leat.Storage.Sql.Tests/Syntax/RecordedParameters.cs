using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Leat.Storage.Sql.Tests.Syntax;

/// <summary>A parameter that nobody reads.</summary>
internal sealed class RecordedParameter : DbParameter
{
    public override DbType DbType { get; set; }

    public override ParameterDirection Direction { get; set; }

    public override bool IsNullable { get; set; }

    [AllowNull]
    public override string ParameterName { get; set; } = "";

    public override int Size { get; set; }

    [AllowNull]
    public override string SourceColumn { get; set; } = "";

    public override bool SourceColumnNullMapping { get; set; }

    public override object? Value { get; set; }

    public override void ResetDbType() => DbType = default;
}

/// <summary>The parameters of a statement, found by their place.</summary>
internal sealed class RecordedParameters : DbParameterCollection
{
    private readonly List<object> _parameters = [];

    public override int Count => _parameters.Count;

    public override object SyncRoot => _parameters;

    public override int Add(object value)
    {
        _parameters.Add(value);
        return Count - 1;
    }

    public override void AddRange(Array values) => _parameters.AddRange(values.Cast<object>());

    public override void Clear() => _parameters.Clear();

    public override bool Contains(object value) => _parameters.Contains(value);

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)_parameters).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => _parameters.GetEnumerator();

    public override int IndexOf(object value) => _parameters.IndexOf(value);

    public override int IndexOf(string parameterName) => _parameters.FindIndex(value => ((DbParameter)value).ParameterName == parameterName);

    public override void Insert(int index, object value) => _parameters.Insert(index, value);

    public override void Remove(object value) => _parameters.Remove(value);

    public override void RemoveAt(int index) => _parameters.RemoveAt(index);

    public override void RemoveAt(string parameterName) => RemoveAt(IndexOf(parameterName));

    protected override DbParameter GetParameter(int index) => (DbParameter)_parameters[index];

    protected override DbParameter GetParameter(string parameterName) => GetParameter(IndexOf(parameterName));

    protected override void SetParameter(int index, DbParameter value) => _parameters[index] = value;

    protected override void SetParameter(string parameterName, DbParameter value) => SetParameter(IndexOf(parameterName), value);
}
