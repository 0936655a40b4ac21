using Leat.Core;
using Leat.Core.Search;
using Leat.Storage.Sql.Connections;
using Leat.Storage.Sql.Database;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Syntax;

namespace Leat.Storage.Sql.Runs;

/// <summary>Turns the filter of a search over runs into conditions, over runs <c>r</c>.</summary>
internal sealed class RunFilterSql(SqlSyntax syntax, SearchNames names, IReadOnlyList<Condition> conditions) : ConditionSql(syntax, names, looksUp: true)
{
    /// <summary>The tag of a dataset input that tells what the dataset was used for.</summary>
    private const string ContextTag = "mlflow.data.context";

    /// <summary>Whether none of its conditions needs the row of a run.</summary>
    public bool LooksAtNoAttribute { get; } = conditions.All(condition => condition.Entity != SearchEntity.Attribute);

    /// <summary>Prepares a query: looks up the names that its filter and its order mention.</summary>
    public static async ValueTask<RunFilterSql> CreateAsync(SqlDatabase database, SqlSession session, RunQuery query)
    {
        var conditions = query.Filter.Conditions;
        var fields = conditions.Select(condition => condition.Field).Concat(query.OrderBy.Terms.Select(term => term.Field));
        return new RunFilterSql(database.Syntax, await SearchNames.FindAsync(database, session, fields).ConfigureAwait(false), conditions);
    }

    /// <summary>The SQL of a filter; never NULL, so that NOT of it is its opposite.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="run">The run's number in the statement.</param>
    public string Compile(SqlText text, FilterNode filter, string run) => FilterSql.Compile(filter, condition => Compile(text, condition, run));

    /// <summary>The access path to the runs of one experiment that satisfy a condition; null where no index answers it.</summary>
    public AccessPath? FindPath(Condition condition, long experiment)
    {
        if (condition.Entity == SearchEntity.Attribute)
        {
            return condition switch
            {
                TextCondition { Comparator: Comparator.Equal } or ListCondition { Comparator: Comparator.In } when condition.Field == RunSearch.RunId =>
                    OfRuns((text, column) => text.Compare(column, condition)),
                TextCondition { Comparator: Comparator.Equal } equal when condition.Field == RunSearch.RunName =>
                    OfRuns((text, column) => IndexedText.Equal(text, column, equal)),
                NumberCondition { Comparator: not Comparator.NotEqual } when condition.Field == RunSearch.StartTime =>
                    OfRuns((text, column) => text.Compare(column, condition)),
                _ => null,
            };
        }

        var isRange = condition is ExactMetric
            or NumberCondition { Field: NamedField { Entity: SearchEntity.Metric, Part: MetricPart.Last }, Comparator: not Comparator.NotEqual }
            or TextCondition { Entity: not SearchEntity.Dataset, Comparator: Comparator.Equal }
            or PresenceCondition { IsPresent: true };
        return isRange && NameOf(condition.Field) is { } name ? OfValues(condition, experiment, name) : null;

        AccessPath OfRuns(Func<SqlText, string, string> compare) => new(
            "runs", (text, _) => $"r.experiment_id = {text.Parameter(experiment)} AND {compare(text, RunSearchColumns.Instance[condition.Field].Expression)}")
        {
            Covered = [condition],
        };
    }

    /// <summary>The access path to the runs that satisfy a condition that no index answers, by one sweep: for a pattern, over all values of its
    /// name, for an absence, over all runs. Null for other conditions.</summary>
    public AccessPath? FindSweep(Condition condition, long experiment) => NameOf(condition.Field) is not { } name ? null : condition switch
    {
        TextCondition { Entity: SearchEntity.Param or SearchEntity.Tag, Comparator: Comparator.Like or Comparator.ILike } => OfPattern(condition, experiment, name),
        PresenceCondition { IsPresent: false } => OfAbsence(condition, experiment, name),
        _ => null,
    };

    /// <summary>A statement that reads the numbers of all runs of one experiment that satisfy a condition; null if nothing carries its name.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="condition">Not the absence of something.</param>
    /// <param name="experiment">The experiment.</param>
    public string? RunsWith(SqlText text, Condition condition, long experiment)
    {
        // No index holds the other parts of metrics: looking them up run by run reads their table in its order.
        if (condition.Entity is SearchEntity.Attribute or SearchEntity.Dataset || condition.Field is NamedField { Part: not MetricPart.Last })
            return $"SELECT r.id FROM runs r WHERE r.experiment_id = {text.Parameter(experiment)} AND {Compile(text, condition, "r.id")}";

        if (NameOf(condition.Field) is not { } name)
            return null;
        var path = condition is TextCondition { Comparator: not Comparator.Equal } ? OfPattern(condition, experiment, name) : OfValues(condition, experiment, name);
        return path.SelectRuns(text);
    }

    /// <summary>The access path to some runs of one experiment.</summary>
    /// <param name="runs">Their numbers.</param>
    /// <param name="covered">The conditions that they satisfy.</param>
    public AccessPath PathTo(IReadOnlyList<long> runs, IReadOnlyList<Condition> covered) =>
        new("runs", (text, _) => Syntax.InList("r.id", text.Parameter(Syntax.ListOf(runs)))) { Covered = covered };

    /// <summary>The condition that the field of a term has a certain value.</summary>
    /// <param name="term">Of a metric, param or tag.</param>
    /// <param name="value">The value, as it is stored.</param>
    public static Condition Equal(OrderTerm term, object value) => value is string text
        ? new TextCondition(term.Field, Comparator.Equal, text)
        : new ExactMetric(term.Field, (double)value);

    /// <summary>The rows of one name in one experiment.</summary>
    public static string OfName(SqlText text, string alias, long experiment, long name) =>
        $"{alias}.experiment = {text.Parameter(experiment)} AND {alias}.name = {text.Parameter(name)}";

    /// <summary>Compares the value of a metric, param or tag in the way that suits the index.</summary>
    public static string CompareValue(SqlText text, string alias, Condition condition) =>
        condition is TextCondition { Comparator: Comparator.Equal } equal
            ? IndexedText.Equal(text, $"{alias}.value", equal)
            : CompareStored(text, alias, condition);

    /// <summary>The keys that sort by the values of a table of texts: first the part that an index holds.</summary>
    /// <param name="table">The table.</param>
    /// <param name="alias">Its alias.</param>
    /// <param name="ascending">The direction.</param>
    /// <param name="at">The text at the cursor, if there is one.</param>
    public KeysetColumn[] TextKeys(string table, string alias, bool ascending, string? at)
    {
        var whole = new KeysetColumn(IndexedText.Whole(Syntax, table, alias), ascending) { Cursor = at };
        return Syntax.IndexesWholeTexts
            ? [whole]
            : [new KeysetColumn($"{alias}.head", ascending) { Cursor = at is null ? null : IndexedText.Cut(at) }, whole];
    }

    private static AccessPath OfValues(Condition condition, long experiment, long name)
    {
        var kinds = KindsOf(condition);
        return new(
            RunSearchColumns.Table(condition.Entity),
            (text, alias) => Range(text, alias, kinds.Length switch { 0 => "", 1 => $" AND {alias}.is_nan = {kinds[0]}", _ => $" AND {alias}.is_nan IN (0, 1)" }))
        {
            Ranges = [.. kinds.Length < 2 ? [] : kinds.Select(kind => (Func<SqlText, string, string>)((text, alias) => Range(text, alias, $" AND {alias}.is_nan = {kind}")))],
            Covered = [condition],
        };

        string Range(SqlText text, string alias, string kind) => $"{OfName(text, alias, experiment, name)}{kind} AND {CompareValue(text, alias, condition)}";
    }

    private static AccessPath OfPattern(Condition condition, long experiment, long name) => new(
        RunSearchColumns.Table(condition.Entity),
        (text, alias) => $"{OfName(text, alias, experiment, name)} "
            + $"AND {text.Compare(IndexedText.Whole(text.Syntax, RunSearchColumns.Table(condition.Entity), alias), condition)}")
    {
        Covered = [condition],
    };

    /// <summary>Not kept apart: where planners can, they take one set from the other rather than look up each run.</summary>
    private static AccessPath OfAbsence(Condition condition, long experiment, long name) => new(
        "runs",
        (text, alias) => $"{alias}.experiment_id = {text.Parameter(experiment)} "
            + $"AND NOT EXISTS (SELECT 1 FROM {RunSearchColumns.Table(condition.Entity)} y WHERE y.run = {alias}.id AND y.name = {text.Parameter(name)})")
    {
        Covered = [condition],
    };

    /// <summary>Filters take NaN for 0, but the index keeps NaN apart: where 0 satisfies a condition, both kinds of entries do.</summary>
    private static int[] KindsOf(Condition condition) => condition is NumberCondition { Entity: SearchEntity.Metric } number
        ? IsTrueOfZero(number) ? [0, 1] : [0]
        : [];

    private static bool IsTrueOfZero(NumberCondition condition) => condition.Comparator switch
    {
        Comparator.Greater => 0 > condition.Value,
        Comparator.GreaterOrEqual => 0 >= condition.Value,
        Comparator.Less => 0 < condition.Value,
        Comparator.LessOrEqual => 0 <= condition.Value,
        Comparator.Equal => condition.Value == 0,
        _ => true,
    };

    private static string CompareStored(SqlText text, string alias, Condition condition) => condition is ExactMetric metric
        ? $"{alias}.is_nan = 0 AND {alias}.value = {text.Parameter(metric.Value)}"
        : text.Compare($"{alias}.{RunSearchColumns.Value(condition.Field)}", condition);

    private string Compile(SqlText text, Condition condition, string run) => condition is PresenceCondition { IsPresent: false } absence
        ? $"NOT ({CompilePresent(text, absence with { Comparator = Comparator.IsNotNull }, run)})"
        : CompilePresent(text, condition, run);

    private string CompilePresent(SqlText text, Condition condition, string run) => condition.Entity switch
    {
        SearchEntity.Attribute => text.Compare(RunSearchColumns.Instance[condition.Field], condition),
        SearchEntity.Dataset => CompileDataset(text, condition, run),
        _ => NameOf(condition.Field) is { } name
            ? Exists($"{RunSearchColumns.Table(condition.Entity)} x WHERE x.run = {run} AND x.name = {text.Parameter(name)} "
                + $"AND {CompareStored(text, "x", condition)}")
            : FilterSql.Never,
    };

    private string CompileDataset(SqlText text, Condition condition, string run)
    {
        var comparison = text.Compare(RunSearchColumns.Instance[condition.Field], condition);
        return condition.Field == RunSearch.DatasetContext
            ? Exists($"input_tags x WHERE x.run = {run} AND x.tag_key = '{ContextTag}' AND {comparison}")
            : Exists($"inputs i JOIN datasets d2 ON d2.id = i.dataset WHERE i.run = {run} AND {comparison}");
    }
}
