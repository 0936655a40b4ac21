namespace Leat.Core;

/// <summary>What a store can report about itself, for operators and tests. Offered by stores that keep a
/// database.</summary>
public interface IStoreDiagnostics
{
    /// <summary>Settings that determine durability, read back from the connection that writes; for SQLite
    /// <c>journal_mode</c>, <c>synchronous</c>, <c>schema_version</c>.</summary>
    Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken = default);
}
