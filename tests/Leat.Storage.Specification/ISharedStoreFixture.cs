using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>What a backend adds whose database several stores may use at a time.</summary>
public interface ISharedStoreFixture : IStoreFixture
{
    /// <summary>Opens several stores at once on the same new database, as servers do that share it. The test disposes them.</summary>
    Task<ITrackingStore[]> CreateSeveralAsync(int count);
}
