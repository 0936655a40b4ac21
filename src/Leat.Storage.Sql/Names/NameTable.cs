using System.Collections.Concurrent;
using Leat.Core;
using Leat.Storage.Sql.Connections;

namespace Leat.Storage.Sql.Names;

/// <summary>Names of metrics, params and tags as small numbers. The table only ever grows, so cached entries stay valid whoever else writes to
/// the database.</summary>
internal sealed class NameTable
{
    /// <summary>About 30 MB at the usual name lengths; beyond that the cache is emptied.</summary>
    private const int MaxCached = 200_000;

    private readonly ConcurrentDictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> _names = new();

    /// <summary>The number of a name, if this process knows it to be stored.</summary>
    public bool TryGetCached(string name, out long id) => _ids.TryGetValue(name, out id);

    /// <summary>The numbers of the names of points, 0 for those that are not known to be stored.</summary>
    public long[] GetCached(IReadOnlyList<Metric> metrics)
    {
        var ids = new long[metrics.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            if (i > 0 && ReferenceEquals(metrics[i].Key, metrics[i - 1].Key))
                ids[i] = ids[i - 1];
            else
                _ids.TryGetValue(metrics[i].Key, out ids[i]);
        }

        return ids;
    }

    /// <summary>The number of a stored name, or null if nothing ever had this name.</summary>
    public async ValueTask<long?> FindAsync(SqlSession session, string name)
    {
        if (_ids.TryGetValue(name, out var id))
            return id;
        if (await session.ScalarAsync("SELECT id FROM names WHERE name = @p0", name).ConfigureAwait(false) is not long found)
            return null;
        Remember(name, found);
        return found;
    }

    /// <summary>The name of a number that the database holds.</summary>
    public async ValueTask<string> NameOfAsync(SqlSession session, long id)
    {
        if (_names.TryGetValue(id, out var name))
            return name;
        var found = (string)(await session.ScalarAsync("SELECT name FROM names WHERE id = @p0", id).ConfigureAwait(false)
            ?? throw new InvalidDataException($"The name with number {id} is missing from the database."));
        Remember(found, id);
        return found;
    }

    /// <summary>Adds a committed name to the cache.</summary>
    public void Remember(string name, long id)
    {
        if (_ids.Count >= MaxCached)
        {
            _ids.Clear();
            _names.Clear();
        }

        _ids[name] = id;
        _names[id] = name;
    }
}
