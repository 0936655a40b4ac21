using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>What a backend adds to run the shared suites: a way to make stores.</summary>
public interface IStoreFixture
{
    /// <summary>Opens a new, empty store that no other test sees. The test disposes it.</summary>
    Task<ITrackingStore> CreateAsync();
}
