using Leat.Core;

namespace Leat.Storage.Sql.Schema;

/// <summary>Stages of runs and experiments in the texts of statements.</summary>
internal static class StageSql
{
    /// <summary><see cref="LifecycleStage.Active"/>.</summary>
    public const string Active = "0";

    /// <summary><see cref="LifecycleStage.Deleted"/>.</summary>
    public const string Deleted = "1";

    /// <summary><see cref="StoredStage.Purged"/>.</summary>
    public const string Purged = "2";
}
