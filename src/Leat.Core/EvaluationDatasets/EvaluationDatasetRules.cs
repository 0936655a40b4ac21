using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Leat.Core;

/// <summary>Limits of evaluation datasets, and their computed values.</summary>
public static class EvaluationDatasetRules
{
    /// <summary>The tag of a dataset or record that names its author.</summary>
    public const string UserTag = "mlflow.user";

    /// <summary>Longest name, in code points.</summary>
    public const int MaxNameLength = 255;

    /// <summary>Longest tag key, in code points.</summary>
    public const int MaxTagKeyLength = 255;

    /// <summary>Longest tag value, in code points; longer ones are rejected, not truncated.</summary>
    public const int MaxTagValueLength = 5_000;

    /// <summary>Generates an id.</summary>
    public static string NewDatasetId() => $"d-{Guid.NewGuid():N}";

    /// <summary>The digest of a dataset whose records were last written at this time.</summary>
    public static string Digest(string name, long lastUpdateTimeMs)
    {
        var text = $"{name}:{lastUpdateTimeMs.ToString(CultureInfo.InvariantCulture)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
    }

    internal static string CheckName(string? name)
    {
        if (string.IsNullOrEmpty(name))
            throw LeatException.InvalidParameter("Missing value for required parameter 'name'.");
        TextRules.CheckStorable("name", name);
        TextRules.CheckLength("name", name, MaxNameLength);
        return name;
    }

    /// <summary>The tags, each checked; if a key occurs more than once, only the last is kept.</summary>
    public static IReadOnlyList<Tag> CheckTags(IReadOnlyList<Tag> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        foreach (var tag in tags)
        {
            TextRules.CheckStorable("tags.key", tag.Key);
            TextRules.CheckLength("tags.key", tag.Key, MaxTagKeyLength);
            TextRules.CheckStorable("tags.value", tag.Value);
            TextRules.CheckLength("tags.value", tag.Value, MaxTagValueLength);
        }

        return TagRules.LastOfEachKey(tags);
    }

    /// <summary>The error for an unknown dataset.</summary>
    public static LeatException NotFound(string datasetId) =>
        LeatException.DoesNotExist($"Evaluation dataset with id '{datasetId}' not found");

    /// <summary>The error for an unknown experiment.</summary>
    public static LeatException ExperimentNotFound(string experimentId) =>
        LeatException.DoesNotExist($"Experiment '{experimentId}' not found");
}
