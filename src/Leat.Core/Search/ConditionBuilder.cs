using System.Globalization;

namespace Leat.Core.Search;

/// <summary>Makes typed conditions of clauses, by the rules of one resource. Checks in MLflow's order: field, value, comparator.</summary>
internal static class ConditionBuilder
{
    private static readonly (string Text, Comparator Comparator)[] NumberComparators =
    [
        ("=", Comparator.Equal), ("!=", Comparator.NotEqual), (">", Comparator.Greater),
        (">=", Comparator.GreaterOrEqual), ("<", Comparator.Less), ("<=", Comparator.LessOrEqual),
    ];

    private static readonly (string Text, Comparator Comparator)[] TextComparators =
    [
        ("=", Comparator.Equal), ("!=", Comparator.NotEqual), ("LIKE", Comparator.Like), ("ILIKE", Comparator.ILike),
    ];

    private static readonly (string Text, Comparator Comparator)[] ListComparators =
    [
        ("IN", Comparator.In), ("NOT IN", Comparator.NotIn),
    ];

    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the clause is not allowed.</exception>
    public static Condition Build(Clause clause, SearchGrammar grammar)
    {
        var (entityName, writtenKey) = clause.Field.AsField();
        var entity = grammar.Entity(entityName, clause.Field);
        var rule = grammar.Rule(entity, writtenKey, clause.Field);
        var key = rule.Key ?? writtenKey;
        if (rule.Type == FieldType.Number)
        {
            if (rule.TakesQuotedNumbers && clause.Value.Kind is TokenKind.SingleQuoted or TokenKind.DoubleQuoted)
                return CompareQuotedNumber(clause, entity, key, grammar);
            var number = ReadNumber(clause.Value, entity, writtenKey);
            return new NumberCondition(entity, key, Find(clause, entity, NumberComparators, grammar), number);
        }

        if (clause.Value.Kind == TokenKind.List && TakesList(rule, entity, clause.Value, grammar))
        {
            var values = ListReader.Read(clause.Value);
            var comparators = rule.RefusesNotIn ? ListComparators[..1] : ListComparators;
            return new ListCondition(entity, key, Find(clause, entity, comparators, grammar), values);
        }

        var text = ReadText(clause.Value, entity);
        return new TextCondition(entity, key, Find(clause, entity, TextComparators, grammar), text);
    }

    private static Condition CompareQuotedNumber(Clause clause, SearchEntity entity, string key, SearchGrammar grammar)
    {
        var comparator = Find(clause, entity, NumberComparators, grammar);
        var text = clause.Value.Unquoted;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new NumberCondition(entity, key, comparator, number)
            : new TextCondition(entity, key, comparator, text);
    }

    private static double ReadNumber(Token value, SearchEntity entity, string key)
    {
        if (value.Kind != TokenKind.Number)
        {
            var what = entity == SearchEntity.Metric ? "metric" : $"numeric attribute: {key}";
            throw SearchErrors.BadValue($"Expected numeric value type for {what}. Found {SearchErrors.Clip(value.Text)}", value);
        }

        // Beyond the largest double means the largest: so infinite metrics are stored.
        return MetricValues.Canonical(double.Parse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private static bool TakesList(FieldRule rule, SearchEntity entity, Token value, SearchGrammar grammar) =>
        rule.TakesLists || (entity == SearchEntity.Attribute
            ? throw SearchErrors.BadValue(grammar.NoListMessage, value)
            : false);

    private static string ReadText(Token value, SearchEntity entity) => value.Kind switch
    {
        TokenKind.SingleQuoted or TokenKind.DoubleQuoted => value.Unquoted,
        TokenKind.Name => throw SearchErrors.BadValue(
            "Parameter value is either not quoted or unidentified quote types used for string value "
            + $"{SearchErrors.Clip(value.Text)}. Use either single or double quotes.", value),
        _ => throw SearchErrors.BadValue(
            $"Expected a quoted string value for {TextField(entity)}. Got value {SearchErrors.Clip(value.Text)}", value),
    };

    private static string TextField(SearchEntity entity) => entity switch
    {
        SearchEntity.Param => "parameter (e.g. 'my-value')",
        SearchEntity.Tag => "tag (e.g. 'my-value')",
        SearchEntity.Dataset => "dataset attributes",
        _ => "attributes",
    };

    private static Comparator Find(
        Clause clause, SearchEntity entity, (string Text, Comparator Comparator)[] valid, SearchGrammar grammar)
    {
        var comparison = grammar.ComparatorsInAnyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        foreach (var (text, comparator) in valid)
        {
            if (text.Equals(clause.Operator.Text, comparison))
                return comparator;
        }

        throw grammar.BadComparator(entity, clause.Operator, valid.Select(entry => entry.Text));
    }
}
