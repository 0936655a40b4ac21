using Leat.Core;

namespace Leat.Storage.Specification;

/// <summary>What a backend adds if several stores may share its database.</summary>
public interface ISharedStoreFixture : IStoreFixture
{
    /// <summary>Opens several stores at once on the same new database, like servers that share it. The test disposes them.</summary>
    Task<ITrackingStore[]> CreateSeveralAsync(int count);
}
