using System.ComponentModel;
using Leat.Core;
using Leat.Core.Search;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /api/leat/1.0/experiments/table</c>.</summary>
/// <param name="Filter">Conditions joined by AND; all match if left out.</param>
/// <param name="OrderBy">For example "name ASC".</param>
/// <param name="View">Which of active and deleted ones are wanted.</param>
/// <param name="MaxResults">The most rows.</param>
/// <param name="PageToken"><c>next_page_token</c> of the page before; left out for the first page.</param>
/// <param name="Ids">These experiments in this order, whatever their stage, instead of a search.</param>
internal sealed record GetExperimentTableRequest(
    string? Filter = null,
    IReadOnlyList<string>? OrderBy = null,
    [property: DefaultValue("ACTIVE_ONLY")] string? View = null,
    [property: Limits(1, ExperimentTableQuery.MaxRows), DefaultValue(ExperimentTableQuery.DefaultRows)] long? MaxResults = null,
    string? PageToken = null,
    [property: Limits(most: ExperimentTableQuery.MaxRows)] IReadOnlyList<string>? Ids = null) : IWireRequest<GetExperimentTableRequest>
{
    public static GetExperimentTableRequest Decode(WireFields fields) => new(
        fields.GetString("filter"),
        fields.GetStrings("order_by"),
        fields.GetEnum("view", EnumNames.ViewType),
        fields.GetInt64("max_results"),
        fields.GetString("page_token"),
        fields.GetStrings("ids"));

    public ExperimentTableQuery ToQuery() => ExperimentTableQuery.Create(
        new ExperimentQuery
        {
            Filter = ExperimentSearch.ParseFilter(Filter),
            OrderBy = ExperimentSearch.ParseOrderBy(OrderBy),
            View = ViewTypes.OrActive(View),
            MaxResults = PageSize.Check(MaxResults ?? ExperimentTableQuery.DefaultRows, ExperimentTableQuery.MaxRows),
            PageToken = Core.PageToken.Check(PageToken),
        },
        Ids);
}

/// <summary>Answer of <c>experiments/table</c>.</summary>
/// <param name="Experiments">The rows.</param>
/// <param name="NextPageToken">Asks for the next page; left out on the last one.</param>
internal sealed record GetExperimentTableResponse(
    IReadOnlyList<ExperimentRowMessage>? Experiments, [property: MayBeLeftOut] string? NextPageToken)
{
    public static GetExperimentTableResponse From(Page<ExperimentRow> page) =>
        new(page.Items.ToMessages(ExperimentRowMessage.From), page.NextPageToken);
}

/// <summary>An experiment with what is known of its runs.</summary>
/// <param name="ExperimentId">A decimal number as text.</param>
/// <param name="Name">Its name.</param>
/// <param name="LifecycleStage">active or deleted.</param>
/// <param name="ArtifactLocation">Where the files of its runs lie.</param>
/// <param name="CreationTime">Unix milliseconds, UTC.</param>
/// <param name="LastUpdateTime">Unix milliseconds, UTC.</param>
/// <param name="Runs">How many active runs it has; of a deleted experiment, how many deleted ones.</param>
/// <param name="RunsExact">Whether all runs were counted; otherwise there are more than said.</param>
/// <param name="Running">How many of these runs are in progress.</param>
/// <param name="LastRunTime">When the newest run was started, in Unix milliseconds; left out if there is none.</param>
/// <param name="Note">The first line of the note that is not blank; left out if there is none.</param>
/// <param name="Tags">All but the note.</param>
internal sealed record ExperimentRowMessage(
    string? ExperimentId,
    string? Name,
    [property: WireEnum(nameof(EnumNames.LifecycleStage))] string? LifecycleStage,
    string? ArtifactLocation,
    long? CreationTime,
    long? LastUpdateTime,
    long? Runs,
    bool? RunsExact,
    long? Running,
    [property: MayBeLeftOut] long? LastRunTime,
    [property: MayBeLeftOut] string? Note,
    IReadOnlyList<TagMessage>? Tags)
{
    public static ExperimentRowMessage From(ExperimentRow row)
    {
        var experiment = row.Experiment;
        return new ExperimentRowMessage(
            experiment.ExperimentId,
            experiment.Name,
            experiment.LifecycleStage.WireName(),
            experiment.ArtifactLocation,
            experiment.CreationTimeMs,
            experiment.LastUpdateTimeMs,
            row.Runs,
            row.IsExact,
            row.Running,
            row.LastRunMs,
            NoteText.FirstLine(experiment.Tags.FirstOrDefault(tag => tag.Key == NoteText.Tag).Value),
            experiment.Tags.Where(tag => tag.Key != NoteText.Tag).ToList().ToMessages(TagMessage.From));
    }
}
