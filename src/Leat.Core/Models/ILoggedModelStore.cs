namespace Leat.Core;

/// <summary>Stores logged models. Safe for concurrent use; a write that has returned survives a crash.</summary>
public interface ILoggedModelStore
{
    /// <summary>Creates a model in an active experiment, with status <see cref="LoggedModelStatus.Pending"/>.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment.
    /// <see cref="ErrorCode.InvalidParameterValue"/>: the experiment is deleted.</exception>
    Task<LoggedModel> CreateModelAsync(NewLoggedModel model, CancellationToken cancellationToken = default);

    /// <summary>The model with all its data.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such model, or it is deleted.</exception>
    Task<LoggedModel> GetModelAsync(string modelId, CancellationToken cancellationToken = default) => GetModelAsync(modelId, allowDeleted: false, cancellationToken);

    /// <summary>The model with all its data.</summary>
    /// <param name="modelId">Its id.</param>
    /// <param name="allowDeleted">Whether a deleted model is found too.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such model, or it is deleted and that is not allowed.</exception>
    Task<LoggedModel> GetModelAsync(string modelId, bool allowDeleted, CancellationToken cancellationToken = default);

    /// <summary>Sets the status of a model and returns its new state.</summary>
    Task<LoggedModel> FinalizeModelAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default);

    /// <summary>Hides a model from all readers; its row and files stay. Deleting it again changes nothing.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: the model never existed.</exception>
    Task DeleteModelAsync(string modelId, CancellationToken cancellationToken = default);

    /// <summary>Sets tags, replacing earlier values.</summary>
    Task SetModelTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such model or tag.</exception>
    Task DeleteModelTagAsync(string modelId, string key, CancellationToken cancellationToken = default);

    /// <summary>Adds params, all or none. Repeating a stored value is accepted, a different value is rejected.</summary>
    Task LogModelParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken = default);

    /// <summary>Records that an active run created these models, which need not exist. A model that the run already has is left unchanged.</summary>
    Task LogOutputsAsync(string runId, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken = default);

    /// <summary>Records a model on an active run as MLflow 2 does: appends it to the tag <see cref="LegacyModel.HistoryTag"/>.</summary>
    Task RecordLegacyModelAsync(string runId, LegacyModel model, CancellationToken cancellationToken = default);

    /// <summary>One page of the matching models; deleted ones are never included.</summary>
    Task<Page<LoggedModel>> SearchModelsAsync(LoggedModelQuery query, CancellationToken cancellationToken = default);
}
