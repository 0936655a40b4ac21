using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Search;

namespace Leat.Storage.Sql.Registry;

/// <summary>What a search over the registry looks at.</summary>
/// <param name="Columns">The columns to read.</param>
/// <param name="From">Where they stand.</param>
/// <param name="Key">The number that tags refer to.</param>
/// <param name="TagTable">Where its tags are.</param>
/// <param name="TagOwner">The column there that holds the number.</param>
/// <param name="ColumnOf">The column of an attribute.</param>
internal sealed record RegistryTable(
    string Columns, string From, string Key, string TagTable, string TagOwner, Func<string, string> ColumnOf)
{
    public static RegistryTable RegisteredModels { get; } = new(
        RegisteredModelColumns.All,
        "registered_models m",
        "m.id",
        "registered_model_tags",
        "registered_model",
        key => key switch
        {
            "name" => "m.name",
            "last_updated_timestamp" => "m.updated_ms",
            _ => throw new NotSupportedException($"The attribute {key} of registered models has no column."),
        });

    public static RegistryTable ModelVersions { get; } = new(
        ModelVersionColumns.All,
        ModelVersionColumns.From,
        "v.id",
        "model_version_tags",
        "model_version",
        key => key switch
        {
            "name" => "m.name",
            "source_path" => "v.source",
            "run_id" => "v.run_id",
            "version_number" => "v.version",
            "creation_timestamp" => "v.created_ms",
            "last_updated_timestamp" => "v.updated_ms",
            _ => throw new NotSupportedException($"The attribute {key} of model versions has no column."),
        });
}

/// <summary>Turns a search over the registry into one statement.</summary>
internal sealed class RegistrySearchCompiler(
    SqlDatabase database, RegistryTable table, IReadOnlyList<Condition> conditions, IReadOnlyList<OrderTerm> orderBy)
{
    private const string Nothing = "1 = 0";

    private readonly RegistryFilter _filter = RegistryFilter.From(conditions);
    private readonly SqlText _text = new(database.Syntax);

    public object?[] Arguments => _text.Arguments;

    /// <summary>The statement that reads a part of what was found, in order.</summary>
    public async ValueTask<string> CompileAsync(SqlSession session, int limit, long offset)
    {
        var where = new List<string> { await PromptsAsync(session).ConfigureAwait(false) };
        foreach (var condition in _filter.Conditions)
            where.Add(await CompileAsync(session, condition).ConfigureAwait(false));
        var order = orderBy.Select(term => $"{table.ColumnOf(term.Key)} {(term.Ascending ? "ASC" : "DESC")}");
        return
            $"""
            SELECT {table.Columns} FROM {table.From}
            WHERE {SqlText.And(where)}
            {session.Syntax.Page(string.Join(", ", order), _text.Parameter(limit), _text.Parameter(offset))}
            """;
    }

    private async ValueTask<string> PromptsAsync(SqlSession session)
    {
        var prompts = await TagAsync(
            session, new TextCondition(SearchEntity.Tag, PromptTags.IsPrompt, Comparator.Equal, "true")).ConfigureAwait(false);
        return _filter.Prompts ? prompts : $"NOT ({prompts})";
    }

    private ValueTask<string> CompileAsync(SqlSession session, Condition condition)
    {
        if (condition.Entity == SearchEntity.Tag)
            return TagAsync(session, condition);

        // A number that was given as a text which is none.
        if (condition is TextCondition { Key: "version_number" })
            return ValueTask.FromResult(Nothing);
        return ValueTask.FromResult(_text.Compare(table.ColumnOf(condition.Key), condition));
    }

    /// <summary>A condition about a tag; never true when nothing carries a tag of that name.</summary>
    private async ValueTask<string> TagAsync(SqlSession session, Condition condition)
    {
        if (await database.Names.FindAsync(session, condition.Key).ConfigureAwait(false) is not { } name)
            return Nothing;
        return $"EXISTS (SELECT 1 FROM {table.TagTable} t WHERE t.{table.TagOwner} = {table.Key} AND t.name = {_text.Parameter(name)} "
            + $"AND {_text.Compare("t.value", condition)})";
    }
}
