using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Names;

namespace Leat.Storage.Sql.Search;

/// <summary>The numbers of the names that a search mentions.</summary>
internal sealed class SearchNames
{
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);

    private SearchNames()
    {
    }

    /// <summary>For a search over tables that hold the names themselves.</summary>
    public static SearchNames None { get; } = new();

    /// <summary>The number of a metric's, param's or tag's name; null if nothing carries it.</summary>
    public long? this[SearchField field] => _numbers.TryGetValue(field.Key, out var number) ? number : null;

    /// <summary>Looks up the names of the fields that have one.</summary>
    public static async ValueTask<SearchNames> FindAsync(SqlDatabase database, SqlSession session, IEnumerable<SearchField> fields)
    {
        var names = new SearchNames();
        var keys = fields.Where(field => field is NamedField or ModelMetricField).Select(field => field.Key);
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            if (await database.Names.FindAsync(session, LongName.StandIn(key)).ConfigureAwait(false) is { } number)
                names._numbers.Add(key, number);
        }

        return names;
    }
}
