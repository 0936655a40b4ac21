using Leat.Core;

namespace Leat.Storage.Sql.Schema;

/// <summary>Stages that the database holds and no reader ever sees.</summary>
internal static class StoredStage
{
    /// <summary>A run or an experiment is being removed for good, whatever generation the stage was set in.</summary>
    public const LifecycleStage Purged = (LifecycleStage)2;
}
