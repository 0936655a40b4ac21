namespace Leat.Core;

/// <summary>A dataset that runs may use; identified by name and digest.</summary>
/// <param name="Name">Up to 500 characters.</param>
/// <param name="Digest">Up to 36 characters, opaque.</param>
/// <param name="SourceType">How to read <paramref name="Source"/>, for example <c>local</c>, <c>http</c>, <c>code</c>.</param>
/// <param name="Source">Usually JSON.</param>
/// <param name="Schema">Usually JSON; null when unknown.</param>
/// <param name="Profile">Usually JSON; null when unknown.</param>
public sealed record Dataset(
    string Name, string Digest, string SourceType, string Source, string? Schema = null, string? Profile = null);

/// <summary>A dataset as used by one run.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Tags">For example <c>mlflow.data.context</c> = <c>training</c>.</param>
public sealed record DatasetInput(Dataset Dataset, IReadOnlyList<Tag> Tags);

/// <summary>A dataset as it appears in an experiment.</summary>
/// <param name="ExperimentId">The experiment it was first logged in.</param>
/// <param name="Name">The dataset's name.</param>
/// <param name="Digest">The dataset's digest.</param>
/// <param name="Context">The value of the input tag <c>mlflow.data.context</c>, if any.</param>
public sealed record DatasetSummary(string ExperimentId, string Name, string Digest, string? Context);
