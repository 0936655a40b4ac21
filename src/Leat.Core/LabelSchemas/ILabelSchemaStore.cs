namespace Leat.Core;

/// <summary>Stores label schemas of experiments. Safe for concurrent use; a write that has returned survives a crash.</summary>
public interface ILabelSchemaStore
{
    /// <summary>Makes a label schema.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceAlreadyExists"/>: the experiment has one with this name.
    /// <see cref="ErrorCode.ResourceDoesNotExist"/>: no such experiment. <see cref="ErrorCode.InvalidParameterValue"/>: the experiment is
    /// deleted.</exception>
    Task<LabelSchema> CreateSchemaAsync(NewLabelSchema schema, CancellationToken cancellationToken = default);

    /// <summary>A label schema.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such schema.</exception>
    Task<LabelSchema> GetSchemaAsync(string schemaId, CancellationToken cancellationToken = default);

    /// <summary>The label schema of an experiment with this name.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such schema.</exception>
    Task<LabelSchema> GetSchemaByNameAsync(string experimentId, string name, CancellationToken cancellationToken = default);

    /// <summary>One page of an experiment's label schemas, by name.</summary>
    /// <param name="experimentId">The experiment; one that is not there has none.</param>
    /// <param name="maxResults">1 to <see cref="LabelSchemaRules.MaxPageSize"/>.</param>
    /// <param name="pageToken">The token from the previous page, or null.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<Page<LabelSchema>> ListSchemasAsync(string experimentId, long maxResults, string? pageToken, CancellationToken cancellationToken = default);

    /// <summary>Changes a label schema and returns the new state.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such schema.
    /// <see cref="ErrorCode.ResourceAlreadyExists"/>: the experiment has another one with this name.</exception>
    Task<LabelSchema> UpdateSchemaAsync(string schemaId, LabelSchemaUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Deletes a label schema, also from review queues; does nothing if it does not exist.</summary>
    Task DeleteSchemaAsync(string schemaId, CancellationToken cancellationToken = default);
}
