using Leat.Core;
using Leat.Storage.Sql.Upkeep;

namespace Leat.Storage.Sql.Specification;

/// <summary>What the fixtures of all SQL backends do with stores.</summary>
public static class SqlStores
{
    /// <summary>Opens several stores at once.</summary>
    public static Task<ITrackingStore[]> OpenSeveralAsync(int count, Func<Task<ITrackingStore>> open) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(open)));

    /// <summary>Seals every tail, and adds up every hour of traces.</summary>
    public static async Task SealAsync(ITrackingStore store)
    {
        var database = ((SqlTrackingStore)store).Database;
        await new BlockCompaction(database).SealAsync(TestContext.Current.CancellationToken);
        await database.TraceHours.SealAllAsync(TestContext.Current.CancellationToken);
    }
}
