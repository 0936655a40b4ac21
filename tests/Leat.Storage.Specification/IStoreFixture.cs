using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>What a backend adds to run the shared suites: a way to make stores.</summary>
public interface IStoreFixture
{
    /// <summary>Opens a new, empty store that no other test sees. The test disposes it. Its clock never shows a
    /// millisecond twice, as <see cref="SteppingTimeProvider"/> does: what a suite makes later is later.</summary>
    Task<ITrackingStore> CreateAsync();

    /// <summary>Puts the points that were logged where they rest, which a store does by itself after a while.</summary>
    Task SealAsync(ITrackingStore store);
}
