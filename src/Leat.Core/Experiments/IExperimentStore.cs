namespace Leat.Core;

/// <summary>Keeps experiments. Safe for concurrent use; a write that has returned survives a crash.</summary>
public interface IExperimentStore
{
    /// <summary>Creates an experiment and returns its id.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: the name is taken, perhaps by a deleted experiment.</exception>
    Task<string> CreateExperimentAsync(NewExperiment experiment, CancellationToken cancellationToken = default);

    /// <summary>The experiment with this id, deleted or not.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.</exception>
    Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default);

    /// <summary>The experiment with this name, deleted or not; null if there is none.</summary>
    Task<Experiment?> FindExperimentByNameAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Deletes an active experiment and, with it, all its runs. Both can be restored.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such active experiment.</exception>
    Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default);

    /// <summary>Restores a deleted experiment and all its runs, those deleted one by one before included.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such deleted experiment.</exception>
    Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default);

    /// <summary>Gives an active experiment another name.</summary>
    /// <param name="experimentId">Which experiment.</param>
    /// <param name="newName">1 to 500 characters; checked here.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken = default);

    /// <summary>Sets a tag of an active experiment, replacing its value. Checked here: key up to 250, value up to 5,000 characters.</summary>
    Task SetExperimentTagAsync(string experimentId, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag of an active experiment.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such tag.</exception>
    Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default);

    /// <summary>One page of the experiments that match.</summary>
    Task<Page<Experiment>> SearchExperimentsAsync(ExperimentQuery query, CancellationToken cancellationToken = default);
}
