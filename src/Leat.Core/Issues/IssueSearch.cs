namespace Leat.Core.Search;

/// <summary>The filter language of <c>issues/search</c>: <c>status</c> and <c>source_run_id</c> with <c>=</c> and <c>!=</c>.</summary>
public static class IssueSearch
{
    private static readonly (string Text, Comparator Comparator)[] Comparators = [("=", Comparator.Equal), ("!=", Comparator.NotEqual)];

    /// <summary>What has become of it, by name.</summary>
    public static AttributeField<Issue> Status { get; } = new("status", issue => issue.Status.WireName());

    /// <summary>The run that found it, or missing.</summary>
    public static AttributeField<Issue> SourceRunId { get; } = new("source_run_id", issue => issue.SourceRunId);

    /// <summary>Every attribute of issues.</summary>
    public static IReadOnlyList<AttributeField<Issue>> Attributes { get; } = [Status, SourceRunId];

    /// <summary>Parses a filter.</summary>
    /// <param name="filter">Clauses joined by AND; null or empty for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public static SearchFilter<Issue> ParseFilter(string? filter)
    {
        if (string.IsNullOrEmpty(filter))
            return SearchFilter<Issue>.All;
        TextRules.CheckStorable("filter_string", filter);
        var clauses = ClauseParser.Parse(filter, quotesInvalidTokens: true);
        SearchLimits.Check(clauses.Count, SearchLimits.MaxConditions, "filter_string", "conditions");
        return new SearchFilter<Issue>(filter, FilterLanguage.Mlflow, FilterNode.AllOf(clauses.ConvertAll(Build)));
    }

    private static Condition Build(Clause clause)
    {
        var (entity, key) = clause.Field.AsField();
        var field = entity is null or "attribute" or "attributes" or "issue" ? Attributes.FirstOrDefault(attribute => attribute.Key == key) : null;
        if (field is null)
            throw SearchErrors.UnknownKey("attribute", key, Attributes.Select(attribute => attribute.Key), clause.Field);
        if (Comparators.Find(clause, StringComparison.Ordinal) is not { } comparator)
        {
            throw SearchErrors.BadComparator(
                $"Invalid comparator '{SearchErrors.Clip(clause.Operator.Text)}' not one of '{SearchErrors.Set(["=", "!="])}'", ["=", "!="], clause.Operator);
        }

        return clause.Value.Kind is TokenKind.SingleQuoted or TokenKind.DoubleQuoted
            ? new TextCondition(field, comparator, clause.Value.Unquoted)
            : throw SearchErrors.BadValue($"The value of '{key}' must be quoted, got {SearchErrors.Clip(clause.Value.Text)}.", clause.Value);
    }
}
