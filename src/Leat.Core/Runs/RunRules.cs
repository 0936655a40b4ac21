using System.Text;

namespace Leat.Core;

/// <summary>Limits of runs.</summary>
public static class RunRules
{
    /// <summary>The tag that always holds the run's name.</summary>
    public const string RunNameTag = "mlflow.runName";

    /// <summary>The tag that holds the parent run's id.</summary>
    public const string ParentRunIdTag = "mlflow.parentRunId";

    private const int MaxRunIdLength = 256;
    private const int MaxModelIdLength = 256;

    /// <summary>Rejects an invalid run id. Valid: up to 256 letters, digits, <c>_</c> and <c>-</c>, starting with an ASCII letter or digit.</summary>
    public static void CheckRunId(string runId)
    {
        if (IsRunId(runId))
            return;
        throw LeatException.InvalidParameter($"Invalid value {PythonFormat.OfText(runId)} for parameter 'run_id' supplied.");
    }

    /// <summary>Rejects an invalid id of a model that a run used or created. The model need not exist.</summary>
    public static void CheckLinkedModelId(string modelId)
    {
        TextRules.CheckLength("models.model_id", modelId, MaxModelIdLength);
        TextRules.CheckStorable("models.model_id", modelId);
    }

    private static bool IsRunId(string runId)
    {
        if (runId.Length is 0 or > MaxRunIdLength || !char.IsAsciiLetterOrDigit(runId[0]))
            return false;
        foreach (var rune in runId.EnumerateRunes())
        {
            if (rune.Value is not ('_' or '-') && !Rune.IsLetterOrDigit(rune))
                return false;
        }

        return true;
    }

    /// <summary>The name of a new run, and its tags including that name.</summary>
    internal static (string Name, IReadOnlyList<Tag> Tags) CheckNameAndTags(string? runName, IReadOnlyList<Tag> tags)
    {
        string? tagName = null;
        var seen = new HashSet<string>(tags.Count, StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            TextRules.CheckStorable("tags.key", tag.Key);
            TextRules.CheckStorable("tags.value", tag.Value);
            if (!seen.Add(tag.Key))
            {
                throw LeatException.InvalidParameter(
                    $"The tag key '{tag.Key}' was given twice. Please give each tag key once when creating a run.");
            }

            if (tag.Key == RunNameTag)
                tagName = tag.Value;
        }

        if (!string.IsNullOrEmpty(runName))
            TextRules.CheckStorable("run_name", runName);
        if (!string.IsNullOrEmpty(runName) && !string.IsNullOrEmpty(tagName) && runName != tagName)
        {
            throw LeatException.InvalidParameter(
                "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values "
                + $"(run_name='{runName}', mlflow.runName='{tagName}').");
        }

        var name = !string.IsNullOrEmpty(runName) ? runName : !string.IsNullOrEmpty(tagName) ? tagName : RunNames.Random();
        var withName = new List<Tag>(tags.Count + 1);
        foreach (var tag in tags)
        {
            if (tag.Key != RunNameTag)
                withName.Add(tag);
        }

        withName.Add(new Tag(RunNameTag, name));
        return (name, withName);
    }
}
