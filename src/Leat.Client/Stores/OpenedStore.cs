using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Client;

/// <summary>A tracking store together with the repositories that its artifact URIs point at. The client that opened them disposes both.</summary>
/// <param name="Tracking">Experiments, runs, metrics, datasets.</param>
/// <param name="Artifacts">Opens the repository of a run's <see cref="RunInfo.ArtifactUri"/>.</param>
public sealed record OpenedStore(ITrackingStore Tracking, IArtifactRepositoryProvider Artifacts);

/// <summary>Opens the store that a tracking URI names.</summary>
/// <param name="trackingUri">As the user gave it, for example <c>sqlite:///leat.db</c>.</param>
/// <param name="options">The client's options.</param>
/// <param name="cancellationToken">Ends the opening.</param>
/// <exception cref="LeatException">The store cannot be opened; the message is one clear sentence.</exception>
public delegate Task<OpenedStore> TrackingStoreFactory(
    string trackingUri, LeatClientOptions options, CancellationToken cancellationToken);
