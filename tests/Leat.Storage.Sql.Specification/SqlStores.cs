using Leat.Core;
using Leat.Storage.Sql.Upkeep;

namespace Leat.Storage.Sql.Specification;

/// <summary>What the fixtures of all SQL backends do with stores.</summary>
public static class SqlStores
{
    /// <summary>Opens several stores at once.</summary>
    public static Task<ITrackingStore[]> OpenSeveralAsync(int count, Func<Task<ITrackingStore>> open) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(open)));

    /// <summary>Seals every tail.</summary>
    public static Task SealAsync(ITrackingStore store) =>
        new BlockCompaction(((SqlTrackingStore)store).Database).SealAsync(TestContext.Current.CancellationToken);
}
