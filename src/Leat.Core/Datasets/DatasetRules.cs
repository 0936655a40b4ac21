namespace Leat.Core;

/// <summary>Limits of datasets and of their input tags.</summary>
internal static class DatasetRules
{
    private const int MaxNameLength = 500;
    private const int MaxDigestLength = 36;
    private const int MaxSourceLength = 65_535;
    private const int MaxSchemaLength = 1_048_575;
    private const int MaxProfileLength = 16_777_215;
    private const int MaxTagKeyLength = 255;
    private const int MaxTagValueLength = 500;

    public static IReadOnlyList<DatasetInput> Check(IReadOnlyList<DatasetInput> inputs)
    {
        var seen = new HashSet<(string, string)>();
        var result = new List<DatasetInput>(inputs.Count);
        foreach (var input in inputs)
        {
            CheckDataset(input.Dataset);
            foreach (var tag in input.Tags)
            {
                CheckText("key", tag.Key, MaxTagKeyLength);
                CheckText("value", tag.Value, MaxTagValueLength);
            }

            if (seen.Add((input.Dataset.Name, input.Dataset.Digest)))
                result.Add(input with { Tags = TagRules.LastOfEachKey(input.Tags) });
        }

        return result;
    }

    /// <summary>Rejects a name or digest that no dataset can have, where a dataset is only referred to.</summary>
    public static void CheckReference(string name, string digest)
    {
        CheckText("dataset_name", name, MaxNameLength);
        CheckText("dataset_digest", digest, MaxDigestLength);
    }

    private static void CheckDataset(Dataset dataset)
    {
        CheckRequired("name", dataset.Name, MaxNameLength);
        CheckRequired("digest", dataset.Digest, MaxDigestLength);
        CheckRequired("source_type", dataset.SourceType, MaxSourceLength);
        CheckRequired("source", dataset.Source, MaxSourceLength);
        CheckText("schema", dataset.Schema ?? "", MaxSchemaLength);
        CheckText("profile", dataset.Profile ?? "", MaxProfileLength);
    }

    /// <summary>Callers without nullable reference types may still pass null.</summary>
    private static void CheckRequired(string what, string? text, int limit) =>
        CheckText(what, text ?? throw LeatException.InvalidParameter($"Dataset {what} cannot be None"), limit);

    private static void CheckText(string what, string text, int limit)
    {
        TextRules.CheckLength(what, text, limit);
        TextRules.CheckStorable(what, text);
    }
}
