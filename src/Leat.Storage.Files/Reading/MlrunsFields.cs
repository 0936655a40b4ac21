using System.Globalization;
using Leat.Core;

namespace Leat.Storage.Files;

/// <summary>Reads fields of MLflow's files.</summary>
internal static class MlrunsFields
{
    public static long? Integer(YamlNode node) =>
        long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A stage; a missing one is active.</summary>
    public static LifecycleStage Stage(YamlNode node) => node.Text == "deleted" ? LifecycleStage.Deleted : LifecycleStage.Active;

    /// <summary>Unix milliseconds of a time as protobuf writes it: <c>2026-11-23T00:35:49.619Z</c>.</summary>
    public static long? Time(YamlNode node) =>
        DateTimeOffset.TryParse(node.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeMilliseconds() : null;
}
