using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>What a backend provides to run the shared suites: a way to make stores.</summary>
public interface IStoreFixture
{
    /// <summary>Opens a new, empty store that no other test sees. The test disposes it. Its clock never shows a millisecond twice, like
    /// <see cref="SteppingTimeProvider"/>: what a suite creates later has a later time.</summary>
    Task<ITrackingStore> CreateAsync();

    /// <summary>Moves logged points to where they are kept, as a store does by itself after a while.</summary>
    Task SealAsync(ITrackingStore store);
}
