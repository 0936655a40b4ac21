using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>What a backend adds to run the shared suites: a way to make stores.</summary>
public interface IStoreFixture
{
    /// <summary>Opens a new, empty store that no other test sees. The test disposes it. Its clock never shows a
    /// millisecond twice, as <see cref="SteppingTimeProvider"/> does: what a suite makes later is later.</summary>
    Task<ITrackingStore> CreateAsync();
}
