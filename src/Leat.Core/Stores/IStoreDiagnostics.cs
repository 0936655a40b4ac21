namespace Leat.Core;

/// <summary>What a store can say of itself, for operators and tests. Offered by stores that keep a database.</summary>
public interface IStoreDiagnostics
{
    /// <summary>Settings that decide about durability, read back from the connection that writes; for SQLite
    /// <c>journal_mode</c>, <c>synchronous</c>, <c>schema_version</c>.</summary>
    Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken cancellationToken = default);
}
