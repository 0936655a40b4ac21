using System.Collections.Frozen;

namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>logged-models/search</c>, which MLflow defines differently from the older
/// searches: plural entities only, lists for every text, its own error messages.</summary>
public static class LoggedModelSearch
{
    private const string MetricPrefix = "metrics.";

    private static readonly (string Text, Comparator Comparator)[] TextComparators = [.. Comparators.OfTexts, .. Comparators.OfLists];

    /// <summary>The model's name.</summary>
    public static AttributeField<LoggedModel> Name { get; } = new("name", model => model.Name);

    /// <summary>The model's id.</summary>
    public static AttributeField<LoggedModel> ModelId { get; } = new("model_id", model => model.ModelId);

    /// <summary>What kind of model it is; may be empty.</summary>
    public static AttributeField<LoggedModel> ModelType { get; } = new("model_type", model => model.ModelType);

    /// <summary>The run that made it; may be empty.</summary>
    public static AttributeField<LoggedModel> SourceRunId { get; } = new("source_run_id", model => model.SourceRunId);

    /// <summary>The experiment it belongs to, as a text.</summary>
    public static AttributeField<LoggedModel> ExperimentId { get; } = new("experiment_id", model => model.ExperimentId);

    /// <summary>Where its files lie.</summary>
    public static AttributeField<LoggedModel> ArtifactLocation { get; } = new("artifact_location", model => model.ArtifactUri);

    /// <summary>The status by number, for comparisons with numbers and for orders.</summary>
    public static AttributeField<LoggedModel> StatusNumber { get; } =
        new("status_number", model => (int)model.Status) { IsSearchable = false, IsSortable = false };

    /// <summary>The status by name.</summary>
    public static AttributeField<LoggedModel> Status { get; } = new("status", model => model.Status.WireName());

    /// <summary>Unix milliseconds.</summary>
    public static AttributeField<LoggedModel> CreationTimestamp { get; } =
        new("creation_timestamp", model => model.CreationTimestampMs) { Aliases = ["creation_timestamp_ms", "creation_time"] };

    /// <summary>Unix milliseconds.</summary>
    public static AttributeField<LoggedModel> LastUpdatedTimestamp { get; } =
        new("last_updated_timestamp", model => model.LastUpdatedTimestampMs) { Aliases = ["last_updated_timestamp_ms"] };

    /// <summary>Every attribute of logged models.</summary>
    public static IReadOnlyList<AttributeField<LoggedModel>> Attributes { get; } =
    [
        Name, ModelId, ModelType, SourceRunId, ExperimentId, ArtifactLocation, StatusNumber, Status, CreationTimestamp,
        LastUpdatedTimestamp,
    ];

    private static SearchGrammar Grammar { get; } = new()
    {
        Entities = new Dictionary<string, SearchEntity>
        {
            ["attributes"] = SearchEntity.Attribute,
            ["metrics"] = SearchEntity.Metric,
            ["params"] = SearchEntity.Param,
            ["tags"] = SearchEntity.Tag,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        ValidEntities = "",
        Attributes = Attributes,
        SortNames = new Dictionary<string, SearchField> { ["status"] = StatusNumber }.ToFrozenDictionary(StringComparer.Ordinal),
        SortableEntities = [SearchEntity.Attribute],
        TieBreaks = [new OrderTerm(CreationTimestamp, Ascending: false)],
        NoListMessage = "",
    };

    /// <summary>Parses a filter.</summary>
    /// <param name="filter">Clauses joined by AND; null or empty for none.</param>
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
            SearchLimits.Check(clauses.Count, SearchLimits.MaxConditions, "filter", "conditions");
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

    /// <summary>Parses an order. Ties go by creation time, newest first.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a field that cannot be ordered by, a digest
    /// without its dataset, or too many fields.</exception>
    public static LoggedModelOrder ParseOrderBy(IReadOnlyList<ModelOrder>? orderBy)
    {
        orderBy ??= [];
        SearchLimits.Check(orderBy.Count, SearchLimits.MaxOrderTerms, "order_by", "fields");
        return new LoggedModelOrder(orderBy, Grammar.WithTieBreaks([.. orderBy.Select(ParseTerm)]));
    }

    private static OrderTerm ParseTerm(ModelOrder order)
    {
        if (order.DatasetDigest is not null && order.DatasetName is null)
        {
            throw LeatException.InvalidParameter(
                $"Invalid order by field '{SearchErrors.Clip(order.FieldName)}': 'dataset_name' must be given with 'dataset_digest'.");
        }

        var dataset = order.DatasetName is null ? null : new ModelDataset(order.DatasetName, order.DatasetDigest);
        if (order.FieldName.StartsWith(MetricPrefix, StringComparison.Ordinal))
            return new OrderTerm(new ModelMetricField(order.FieldName[MetricPrefix.Length..], dataset), order.Ascending);
        return Grammar.FindSortable(order.FieldName) is { } attribute
            ? new OrderTerm(attribute, order.Ascending)
            : throw LeatException.InvalidParameter(
                $"Invalid order by field name: {SearchErrors.Clip(order.FieldName)}. Expected 'metrics.<key>' or one of "
                + $"{string.Join(", ", Grammar.SortableNames)}.");
    }

    private static Condition Build(Clause clause)
    {
        var (entityName, key) = clause.Field.AsField();
        var entity = Entity(entityName, clause.Field);
        var field = Grammar.Field(entity, key, clause.Field);
        if (field == Status && clause.Value.Kind == TokenKind.Number)
            field = StatusNumber;
        if (entity == SearchEntity.Metric || field is AttributeField { Type: FieldType.Number })
        {
            var comparator = Find(clause, entityName, key, Comparators.OfNumbers);
            return new NumberCondition(field, comparator, ConditionBuilder.ReadNumber(clause.Value, entity, key));
        }

        var text = Find(clause, entityName, key, TextComparators);
        if (text is Comparator.In or Comparator.NotIn)
            return new ListCondition(field, text, ListReader.Read(clause.Value));
        return new TextCondition(field, text, ReadText(clause.Value, entity));
    }

    private static SearchEntity Entity(string? name, Token at)
    {
        if (name is null)
            return SearchEntity.Attribute;
        return Grammar.Entities.TryGetValue(name, out var entity)
            ? entity
            : throw SearchErrors.At(
                at,
                $"Invalid entity type: '{SearchErrors.Clip(name)}'. Expected one of ['attributes', 'metrics', 'params', 'tags'].",
                "choose one of these");
    }

    private static Comparator Find(Clause clause, string? entity, string key, (string Text, Comparator Comparator)[] valid)
    {
        if (valid.Find(clause, StringComparison.Ordinal) is { } comparator)
            return comparator;
        var expected = string.Join(", ", valid.Select(entry => $"'{entry.Text}'"));
        throw SearchErrors.At(
            clause.Operator,
            $"Invalid comparison operator for {entity ?? "attributes"}.{SearchErrors.Clip(key)}: "
            + $"'{SearchErrors.Clip(clause.Operator.Text)}'. Expected one of ({expected}).",
            "comparators are written in upper case");
    }

    private static string ReadText(Token value, SearchEntity entity) =>
        value.Kind is TokenKind.SingleQuoted or TokenKind.DoubleQuoted
            ? value.Unquoted
            : throw SearchErrors.BadValue(
                $"Expected a quoted string value for {SearchGrammar.NameOf(entity)}. Got value {SearchErrors.Clip(value.Text)}", value);
}
