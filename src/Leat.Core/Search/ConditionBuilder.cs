using System.Globalization;

namespace Leat.Core.Search;

/// <summary>Turns clauses into typed conditions by the rules of one resource. Checks in MLflow's order: field, value,
/// comparator.</summary>
internal static class ConditionBuilder
{
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the clause is not allowed.</exception>
    public static Condition Build(Clause clause, SearchGrammar grammar)
    {
        var (entityName, key) = clause.Field.AsField();
        var entity = grammar.Entity(entityName, clause.Field);
        var field = grammar.Field(entity, key, clause.Field);
        var attribute = field as AttributeField;
        if (clause.Presence is { } presence && grammar.PresenceEntities.Contains(entity))
            return new PresenceCondition(field, presence);
        if ((attribute?.Type ?? TypeOf(entity)) == FieldType.Number)
        {
            if (clause.Presence is not null)
                throw grammar.BadComparator(entity, clause.Operator, Comparators.OfNumbers.Select(entry => entry.Text));
            if (attribute?.TakesQuotedNumbers == true && clause.Value.Kind is TokenKind.SingleQuoted or TokenKind.DoubleQuoted)
                return CompareQuotedNumber(clause, field, grammar);
            var number = ReadNumber(clause.Value, entity, key);
            return new NumberCondition(field, Find(clause, entity, Comparators.OfNumbers, grammar), number);
        }

        if (clause.Value.Kind == TokenKind.List && TakesList(attribute, clause.Value, grammar))
        {
            var values = ListReader.Read(clause.Value);
            var comparators = attribute!.RefusesNotIn ? Comparators.OfLists[..1] : Comparators.OfLists;
            return new ListCondition(field, Find(clause, entity, comparators, grammar), values);
        }

        var text = clause.Presence is null ? ReadText(clause.Value, entity) : "";
        return new TextCondition(field, Find(clause, entity, Comparators.OfTexts, grammar), text);
    }

    private static FieldType TypeOf(SearchEntity entity) => entity == SearchEntity.Metric ? FieldType.Number : FieldType.Text;

    private static Condition CompareQuotedNumber(Clause clause, SearchField field, SearchGrammar grammar)
    {
        var comparator = Find(clause, field.Entity, Comparators.OfNumbers, grammar);
        var text = clause.Value.Unquoted;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new NumberCondition(field, comparator, number)
            : new TextCondition(field, comparator, text);
    }

    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a number.</exception>
    public static double ReadNumber(Token value, SearchEntity entity, string key)
    {
        if (value.Kind != TokenKind.Number)
        {
            var what = entity == SearchEntity.Metric ? "metric" : $"numeric attribute: {key}";
            throw SearchErrors.BadValue($"Expected numeric value type for {what}. Found {SearchErrors.Clip(value.Text)}", value);
        }

        // A number beyond the largest double becomes the largest, just as infinite metrics are stored.
        return MetricValues.Canonical(double.Parse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private static bool TakesList(AttributeField? attribute, Token value, SearchGrammar grammar) => attribute switch
    {
        null => false,
        { TakesLists: true } => true,
        _ => throw SearchErrors.BadValue(grammar.NoListMessage, value),
    };

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
        return valid.Find(clause, comparison) ?? throw grammar.BadComparator(entity, clause.Operator, valid.Select(entry => entry.Text));
    }
}
