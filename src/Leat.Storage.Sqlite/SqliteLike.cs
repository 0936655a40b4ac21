using System.Buffers;
using System.Text;
using Leat.Core.Search;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Leat.Storage.Sqlite;

/// <summary>LIKE for long patterns, as SQL functions: <c>leat_like(text, pattern)</c> and <c>leat_ilike</c>.</summary>
/// <remarks>SQLite's own operators try a pattern at every position of a text, so the time grows with the product of both lengths: 25 s for a few
/// hundred values of 8,000 characters. For short patterns they are faster than a call into .NET.</remarks>
internal sealed class SqliteLike
{
    /// <summary>Up to this length, in UTF-16 units, SQLite's own operators are used.</summary>
    public const int MaxOwnLength = 32;

    /// <summary>Matches case-sensitively.</summary>
    public const string Like = "leat_like";

    /// <summary>Matches A to Z in any case.</summary>
    public const string ILike = "leat_ilike";

    /// <summary>How many parsed patterns are kept: a statement may use several in turn for each row.</summary>
    private const int MaxKept = 8;

    private readonly bool _ignoreCase;
    private readonly List<(byte[] Utf8, LikePattern Pattern)> _kept = new(MaxKept);
    private int _oldest;

    private SqliteLike(bool ignoreCase) => _ignoreCase = ignoreCase;

    /// <summary>Adds the functions to a connection.</summary>
    public static void Add(SqliteConnection connection)
    {
        Add(connection, Like, new SqliteLike(ignoreCase: false));
        Add(connection, ILike, new SqliteLike(ignoreCase: true));
    }

    private static void Add(SqliteConnection connection, string name, SqliteLike like) => SqliteException.ThrowExceptionForRC(
        raw.sqlite3_create_function(connection.Handle, name, 2, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, like.Answer), connection.Handle);

    private void Answer(sqlite3_context context, object state, sqlite3_value[] arguments) =>
        raw.sqlite3_result_int(context, Matches(raw.sqlite3_value_blob(arguments[0]), raw.sqlite3_value_blob(arguments[1])) ? 1 : 0);

    private bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> pattern)
    {
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            return PatternOf(pattern).IsMatch(characters.AsSpan(0, Encoding.UTF8.GetChars(text, characters)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private LikePattern PatternOf(ReadOnlySpan<byte> utf8)
    {
        foreach (var (known, pattern) in _kept)
        {
            if (utf8.SequenceEqual(known))
                return pattern;
        }

        var made = new LikePattern(Encoding.UTF8.GetString(utf8), _ignoreCase);
        if (_kept.Count < MaxKept)
            _kept.Add((utf8.ToArray(), made));
        else
            _kept[_oldest++ % MaxKept] = (utf8.ToArray(), made);
        return made;
    }
}
