using Leat.Core;

namespace Leat.Storage.Sql.Schema;

/// <summary>Stages that stand in the database and that no reader ever sees.</summary>
internal static class StoredStage
{
    /// <summary>Of a run or an experiment: it is being removed for good, whatever generation the stage was set in.</summary>
    public const LifecycleStage Purged = (LifecycleStage)2;
}
