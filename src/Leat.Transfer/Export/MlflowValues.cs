using System.Globalization;
using Leat.Core;

namespace Leat.Transfer.Export;

/// <summary>Values as MLflow's tables hold them.</summary>
internal static class MlflowValues
{
    /// <exception cref="LeatException">MLflow's column holds numbers only.</exception>
    public static long ExperimentId(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw LeatException.InvalidParameter($"The experiment id '{id}' is no number, and MLflow's databases hold no others.");

    /// <summary>A text that MLflow leaves out if there is none.</summary>
    public static string? OrNull(string text) => text.Length > 0 ? text : null;

    public static string NewId() => Guid.NewGuid().ToString("n");
}
