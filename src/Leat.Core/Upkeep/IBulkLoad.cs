namespace Leat.Core;

/// <summary>Loads what another store holds, with its own ids, times and stages, as imports and demonstrations do: nothing goes through the
/// tails, and many runs share a transaction. Servers may use the store meanwhile; they write between two loads.</summary>
/// <remarks>Every load is all or nothing, and its task ends when it is durable. Keys and values must keep to the limits of what logs them;
/// cancelling ends the wait, not the write.</remarks>
public interface IBulkLoad
{
    /// <summary>Stores experiments with their stages and times.</summary>
    /// <param name="experiments">Some hundreds at most. An empty id is replaced by the store's next one, an empty location by the usual place
    /// below the store's root. The default experiment is replaced as long as nobody has used it: it holds nothing and has no tags.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Their ids, in the order given.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: an id or a name is taken, perhaps by a deleted
    /// experiment. <see cref="ErrorCode.InvalidParameterValue"/>: an id that is no number from 0 to <see cref="BulkRules.LastExperimentId"/>,
    /// or a name that is not allowed.</exception>
    Task<IReadOnlyList<string>> LoadExperimentsAsync(IReadOnlyList<Experiment> experiments, CancellationToken cancellationToken = default);

    /// <summary>Stores runs with all they logged.</summary>
    /// <param name="runs">Some hundreds to thousands; what they log is held in memory in its packed form, some 10 bytes a point.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: a run id is taken.
    /// <see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: a run id that cannot be one, or points out of order.</exception>
    Task LoadAsync(IReadOnlyList<BulkRun> runs, CancellationToken cancellationToken = default);

    /// <summary>Stores logged models with all they have.</summary>
    /// <param name="models">Some hundreds at most. An empty artifact URI is replaced by the usual place below its experiment's location.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: a model id is taken.
    /// <see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment, or no such run of a metric.</exception>
    Task LoadModelsAsync(IReadOnlyList<BulkModel> models, CancellationToken cancellationToken = default);

    /// <summary>Stores registered models with their versions. A model that is there gets the versions, tags and aliases that it lacks; what
    /// differs stays.</summary>
    /// <param name="models">Some hundreds at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What became of each, in the order given.</returns>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a name, tag or alias that is not allowed.</exception>
    Task<IReadOnlyList<BulkModelResult>> LoadRegisteredModelsAsync(
        IReadOnlyList<BulkRegisteredModel> models, CancellationToken cancellationToken = default);

    /// <summary>Stores traces with their tags, metadata, assessments and spans as they are given.</summary>
    /// <param name="traces">Some hundreds at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: a trace id is taken.
    /// <see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment. <see cref="ErrorCode.InvalidParameterValue"/>: an id, key or text that
    /// is not allowed.</exception>
    Task LoadTracesAsync(IReadOnlyList<Trace> traces, CancellationToken cancellationToken = default);

    /// <summary>Says which ids are taken, by things that are deleted too.</summary>
    /// <param name="kind">What has them.</param>
    /// <param name="ids">Some thousands at most.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlySet<string>> FindTakenAsync(BulkKind kind, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default);

    /// <summary>Says which runs are there, deleted or not, and how many points each holds.</summary>
    /// <param name="runIds">Some thousands at most.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>By id, only those that are there. The number of points is null while some of them are not packed yet, among which may be
    /// repeats.</returns>
    Task<IReadOnlyDictionary<string, long?>> CountPointsAsync(IReadOnlyCollection<string> runIds, CancellationToken cancellationToken = default);
}
