using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Rows;

namespace Leat.Storage.Sql.Names;

/// <summary>The numbers of names in one transaction: those known before, and those that it has found or stored, which others may rely on only
/// after its commit.</summary>
internal sealed class TransactionNames(SqlSession session, SqlDriver driver, NameTable known)
{
    private readonly Dictionary<string, long> _found = new(StringComparer.Ordinal);

    public bool TryGet(string name, out long id) => known.TryGetCached(name, out id) || _found.TryGetValue(name, out id);

    /// <summary>The number of a name, or null if nothing ever had this name.</summary>
    public async ValueTask<long?> FindAsync(string name)
    {
        if (!TryGet(name, out var id))
            await session.RunAllAsync([LookUp([name])]).ConfigureAwait(false);
        return id != 0 || _found.TryGetValue(name, out id) ? id : null;
    }

    /// <summary>A query that makes known those of these names that are stored.</summary>
    public SqlStatement LookUp(IReadOnlyList<string> names) => new(
        $"SELECT name, id FROM names WHERE {(names.Count == 1 ? "name = @p0" : session.Syntax.InTexts("name", "@p0"))}",
        [names.Count == 1 ? names[0] : session.Syntax.ListOf(names)],
        row => _found[row.NextText()] = row.NextInt64());

    /// <summary>Looks up the names that are not known yet, and stores those that nothing ever had.</summary>
    public async ValueTask InternAllAsync(IEnumerable<string> names)
    {
        string[] unknown = [.. names.Where(name => !TryGet(name, out _))];
        if (unknown.Length == 0)
            return;
        await session.RunAllAsync([LookUp(unknown)]).ConfigureAwait(false);
        await StoreAsync(unknown).ConfigureAwait(false);
    }

    /// <summary>Stores the names that are not known yet, in order, so that two writers that store the same names do not deadlock. Names that
    /// another writer stored first stay, and are read afterwards.</summary>
    public async ValueTask StoreAsync(IEnumerable<string> names)
    {
        string[] missing = [.. names.Where(name => !TryGet(name, out _)).Order(StringComparer.Ordinal)];
        if (missing.Length == 0)
            return;
        await driver.WriteRowsAsync(session, RowWrites.Name, Array.ConvertAll(missing, name => new object?[] { name })).ConfigureAwait(false);
        await session.RunAllAsync([LookUp(missing)]).ConfigureAwait(false);
    }

    /// <summary>Makes the names known to the whole process, once the transaction is committed.</summary>
    public void Publish()
    {
        foreach (var (name, id) in _found)
            known.Remember(name, id);
        _found.Clear();
    }

    public void Clear() => _found.Clear();
}
