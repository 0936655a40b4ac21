using System.Collections.Frozen;
using System.Globalization;

namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>logged-models/search</c>, which MLflow words otherwise than the older searches:
/// plural entities only, lists for every text, errors of its own.</summary>
public static class LoggedModelSearch
{
    private const string MetricPrefix = "metrics.";

    private static readonly FrozenDictionary<string, SearchEntity> Entities = new Dictionary<string, SearchEntity>
    {
        ["attributes"] = SearchEntity.Attribute,
        ["metrics"] = SearchEntity.Metric,
        ["params"] = SearchEntity.Param,
        ["tags"] = SearchEntity.Tag,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Attributes by every name they go by; times compare as numbers, <c>status</c> as both.</summary>
    private static readonly FrozenDictionary<string, string> Attributes = new Dictionary<string, string>
    {
        ["name"] = "name",
        ["model_id"] = "model_id",
        ["model_type"] = "model_type",
        ["source_run_id"] = "source_run_id",
        ["experiment_id"] = "experiment_id",
        ["artifact_location"] = "artifact_location",
        ["status"] = "status",
        ["creation_timestamp"] = "creation_timestamp",
        ["creation_timestamp_ms"] = "creation_timestamp",
        ["creation_time"] = "creation_timestamp",
        ["last_updated_timestamp"] = "last_updated_timestamp",
        ["last_updated_timestamp_ms"] = "last_updated_timestamp",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly (string Text, Comparator Comparator)[] NumberComparators =
    [
        ("=", Comparator.Equal), ("!=", Comparator.NotEqual), (">", Comparator.Greater),
        (">=", Comparator.GreaterOrEqual), ("<", Comparator.Less), ("<=", Comparator.LessOrEqual),
    ];

    private static readonly (string Text, Comparator Comparator)[] TextComparators =
    [
        ("=", Comparator.Equal), ("!=", Comparator.NotEqual), ("LIKE", Comparator.Like), ("ILIKE", Comparator.ILike),
        ("IN", Comparator.In), ("NOT IN", Comparator.NotIn),
    ];

    /// <summary>Parses a filter. Attribute keys come out canonical: <c>name</c>, <c>model_id</c>, <c>model_type</c>, <c>source_run_id</c>,
    /// <c>experiment_id</c>, <c>artifact_location</c>, <c>status</c>, <c>creation_timestamp</c>, <c>last_updated_timestamp</c>.</summary>
    /// <param name="filter">Clauses joined by AND; null, empty or blank for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public static SearchFilter<LoggedModel> ParseFilter(string? filter)
    {
        if (string.IsNullOrEmpty(filter))
            return SearchFilter<LoggedModel>.All;
        TextRules.CheckStorable("filter", filter);
        List<Clause> clauses;
        try
        {
            clauses = ClauseParser.Parse(filter, quotesInvalidTokens: true);
        }
        catch (LeatException exception)
        {
            throw new LeatException(
                ErrorCode.InvalidParameterValue,
                $"Invalid filter string: '{SearchErrors.Clip(filter)}'. Expected a list of comparisons separated by 'AND' "
                + $"(e.g. 'metrics.loss > 0.1 AND params.lr = 0.01'). {exception.Message}",
                exception);
        }

        return new SearchFilter<LoggedModel>(filter, FilterLanguage.Mlflow, FilterNode.AllOf(clauses.ConvertAll(Build)));
    }

    /// <summary>Parses an order.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a field that cannot be ordered by, or a digest
    /// without its dataset.</exception>
    public static LoggedModelOrder ParseOrderBy(IReadOnlyList<ModelOrder>? orderBy) =>
        new(orderBy ?? [], [.. (orderBy ?? []).Select(ParseTerm)]);

    private static ModelOrderTerm ParseTerm(ModelOrder order)
    {
        if (order.DatasetDigest is not null && order.DatasetName is null)
        {
            throw LeatException.InvalidParameter(
                $"Invalid order by field '{SearchErrors.Clip(order.FieldName)}': 'dataset_name' must be given with 'dataset_digest'.");
        }

        var dataset = order.DatasetName is null ? null : new ModelDataset(order.DatasetName, order.DatasetDigest);
        if (order.FieldName.StartsWith(MetricPrefix, StringComparison.Ordinal))
        {
            var key = order.FieldName[MetricPrefix.Length..];
            return new ModelOrderTerm(new OrderTerm(SearchEntity.Metric, key, order.Ascending), dataset);
        }

        return Attributes.TryGetValue(order.FieldName, out var attribute)
            ? new ModelOrderTerm(new OrderTerm(SearchEntity.Attribute, attribute, order.Ascending), null)
            : throw LeatException.InvalidParameter(
                $"Invalid order by field name: {SearchErrors.Clip(order.FieldName)}. Expected 'metrics.<key>' or one of "
                + $"{string.Join(", ", Attributes.Keys.Order(StringComparer.Ordinal))}.");
    }

    private static Condition Build(Clause clause)
    {
        var (entityName, writtenKey) = clause.Field.AsField();
        var entity = Entity(entityName, clause.Field);
        var key = entity == SearchEntity.Attribute ? Attribute(writtenKey, clause.Field) : writtenKey;
        var isStatusNumber = key == "status" && entity == SearchEntity.Attribute && clause.Value.Kind == TokenKind.Number;
        if (entity == SearchEntity.Metric || isStatusNumber || IsTime(entity, key))
        {
            var comparator = Find(clause, entityName, key, NumberComparators);
            return new NumberCondition(entity, key, comparator, ReadNumber(clause.Value, entity, writtenKey));
        }

        var text = Find(clause, entityName, key, TextComparators);
        if (text is Comparator.In or Comparator.NotIn)
            return new ListCondition(entity, key, text, ListReader.Read(clause.Value));
        return new TextCondition(entity, key, text, ReadText(clause.Value, entity));
    }

    private static bool IsTime(SearchEntity entity, string key) =>
        entity == SearchEntity.Attribute && key is "creation_timestamp" or "last_updated_timestamp";

    private static SearchEntity Entity(string? name, Token at)
    {
        if (name is null)
            return SearchEntity.Attribute;
        return Entities.TryGetValue(name, out var entity)
            ? entity
            : throw SearchErrors.At(
                at.Start,
                $"Invalid entity type: '{SearchErrors.Clip(name)}'. Expected one of ['attributes', 'metrics', 'params', 'tags'].",
                "choose one of these");
    }

    private static string Attribute(string key, Token at) => Attributes.TryGetValue(key, out var canonical)
        ? canonical
        : throw SearchErrors.UnknownKey("attribute", key, Attributes.Keys.Order(StringComparer.Ordinal), at);

    private static Comparator Find(
        Clause clause, string? entity, string key, (string Text, Comparator Comparator)[] valid)
    {
        foreach (var (text, comparator) in valid)
        {
            if (text == clause.Operator.Text)
                return comparator;
        }

        var expected = string.Join(", ", valid.Select(entry => $"'{entry.Text}'"));
        throw SearchErrors.At(
            clause.Operator.Start,
            $"Invalid comparison operator for {entity ?? "attributes"}.{SearchErrors.Clip(key)}: "
            + $"'{SearchErrors.Clip(clause.Operator.Text)}'. Expected one of ({expected}).",
            "comparators are written in upper case");
    }

    private static double ReadNumber(Token value, SearchEntity entity, string key)
    {
        if (value.Kind == TokenKind.Number)
            return MetricValues.Canonical(double.Parse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture));
        var what = entity == SearchEntity.Metric ? "metric" : $"numeric attribute: {key}";
        throw SearchErrors.BadValue($"Expected numeric value type for {what}. Found {SearchErrors.Clip(value.Text)}", value);
    }

    private static string ReadText(Token value, SearchEntity entity) =>
        value.Kind is TokenKind.SingleQuoted or TokenKind.DoubleQuoted
            ? value.Unquoted
            : throw SearchErrors.BadValue(
                $"Expected a quoted string value for {SearchGrammar.NameOf(entity)}. Got value {SearchErrors.Clip(value.Text)}", value);
}
