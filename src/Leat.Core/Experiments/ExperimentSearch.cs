using System.Globalization;

namespace Leat.Core.Search;

/// <summary>The filter and order language of <c>experiments/search</c>.</summary>
public static class ExperimentSearch
{
    /// <summary>The experiment's name.</summary>
    public static AttributeField<Experiment> Name { get; } = new("name", experiment => experiment.Name);

    /// <summary>Unix milliseconds.</summary>
    public static AttributeField<Experiment> CreationTime { get; } = new("creation_time", experiment => experiment.CreationTimeMs);

    /// <summary>Unix milliseconds.</summary>
    public static AttributeField<Experiment> LastUpdateTime { get; } = new("last_update_time", experiment => experiment.LastUpdateTimeMs);

    /// <summary>The experiment's id as a number; only for orders.</summary>
    public static AttributeField<Experiment> ExperimentId { get; } = new("experiment_id", Number) { IsSearchable = false };

    /// <summary>Every attribute of experiments.</summary>
    public static IReadOnlyList<AttributeField<Experiment>> Attributes { get; } = [Name, CreationTime, LastUpdateTime, ExperimentId];

    internal static SearchGrammar Grammar { get; } = SearchGrammar.OfAttributesAndTags with
    {
        Attributes = Attributes,
        UsualOrder = [new OrderTerm(CreationTime, Ascending: false), new OrderTerm(ExperimentId, Ascending: true)],
        TieBreaks = [new OrderTerm(ExperimentId, Ascending: false)],
        NoListMessage = "Invalid comparator for attribute: IN",
        PresenceEntities = [SearchEntity.Tag],
        TerseComparatorErrors = [SearchEntity.Tag],
        AllowsRepeatedOrder = true,
    };

    /// <summary>Parses a filter.</summary>
    /// <param name="filter">Clauses joined by AND; null or empty for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language. The message begins like
    /// MLflow's and continues with the position, what was found and what was expected.</exception>
    public static SearchFilter<Experiment> ParseFilter(string? filter) => Grammar.ParseFilter<Experiment>(filter);

    /// <summary>Parses an order. If a field is given twice, the first counts; ties go by id, the larger first. Without terms: newest
    /// first, then the smaller id.</summary>
    /// <param name="orderBy">Attributes, each with an optional direction; null or empty for none.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not in the language.</exception>
    public static SearchOrder<Experiment> ParseOrderBy(IReadOnlyList<string>? orderBy) => Grammar.ParseOrderBy<Experiment>(orderBy);

    private static long? Number(Experiment experiment) =>
        long.TryParse(experiment.ExperimentId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
