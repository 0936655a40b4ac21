namespace Leat.Storage.Sql.Specification;

/// <summary>A backend whose stores tell which statements they read with.</summary>
public interface IRecordingFixture : ISqlFixture
{
    /// <summary>What the last store has read with.</summary>
    RecordedReads Reads { get; }
}

/// <summary>The statements that a store has read with, and their arguments.</summary>
public sealed class RecordedReads
{
    private readonly List<(string Sql, object?[] Arguments)> _statements = [];

    internal void Add(string sql, IReadOnlyList<object?> arguments) => _statements.Add((sql, [.. arguments]));

    /// <summary>Those since the last time.</summary>
    internal IReadOnlyList<(string Sql, object?[] Arguments)> Take()
    {
        (string, object?[])[] taken = [.. _statements];
        _statements.Clear();
        return taken;
    }
}
