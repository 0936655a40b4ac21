namespace Leat.Core;

/// <summary>Limits of what is loaded in bulk.</summary>
public static class BulkRules
{
    /// <summary>The highest experiment id that may be given: MLflow's directories of files have ids of 18 digits, and the ids that follow must
    /// have room.</summary>
    public const long LastExperimentId = 999_999_999_999_999_999;
}
