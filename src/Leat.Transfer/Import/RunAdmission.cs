using Leat.Core;

namespace Leat.Transfer;

/// <summary>Takes from a run what a store can keep, and notes the rest. Values may be longer than those that are logged: they are kept whole.</summary>
internal sealed class RunAdmission(ImportLedger ledger, TimeProvider clock)
{
    private const int MostOfDatasetName = 500;
    private const int MostOfDigest = 36;
    private const int MostOfInputTag = 255;

    public BulkRun Admit(BulkRun run, string experimentId) => run with
    {
        Info = run.Info with { ExperimentId = experimentId },

        // Where nobody knows, it was now: 'leat gc --older-than' must not take for old what it only does not know.
        DeletedTimeMs = run.Info.LifecycleStage == LifecycleStage.Deleted ? run.DeletedTimeMs ?? clock.GetUtcNow().ToUnixTimeMilliseconds() : null,
        Params = Distinct(run, "param", run.Params, entry => entry.Key, entry => entry.Value),
        Tags = Distinct(run, "tag", run.Tags, entry => entry.Key, entry => entry.Value),
        Metrics = Distinct(run, "metric", run.Metrics, entry => entry.Key, _ => ""),
        Inputs = new RunInputs([.. run.Inputs.Datasets.Where(input => IsKept(run, input))]) { ModelIds = [.. run.Inputs.ModelIds.Where(id => IsKept(run, id))] },
        Outputs = [.. run.Outputs.Where(output => IsKept(run, output.ModelId)).DistinctBy(output => output.ModelId)],
    };

    private List<T> Distinct<T>(BulkRun run, string what, IReadOnlyList<T> entries, Func<T, string> keyOf, Func<T, string> valueOf)
    {
        var kept = new List<T>(entries.Count);
        var seen = new HashSet<string>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var key = keyOf(entry);
            if (FaultOf(key, valueOf(entry)) is { } fault)
                Lose(run, $"Its {what} '{TextRules.Truncate(key, 100)}' was left out: {fault}.");
            else if (!seen.Add(key))
                Lose(run, $"Its {what} '{key}' was given twice: the first counts.");
            else
                kept.Add(entry);
        }

        return kept;
    }

    private static string? FaultOf(string key, string value)
    {
        if (key.Length == 0)
            return "it has no name";
        if (TextRules.CodePointLength(key) > LogRules.MaxKeyLength)
            return $"its name has more than {LogRules.MaxKeyLength} characters";
        return TextRules.IsStorable(key) && TextRules.IsStorable(value) ? null : "it holds NUL or half a character, which cannot be stored";
    }

    private bool IsKept(BulkRun run, DatasetInput input)
    {
        var dataset = input.Dataset;
        string[] texts =
        [
            dataset.Name, dataset.Digest, dataset.SourceType, dataset.Source, dataset.Schema ?? "", dataset.Profile ?? "",
            .. input.Tags.Select(tag => tag.Key + tag.Value),
        ];
        if (texts.All(TextRules.IsStorable) && dataset.Name.Length <= MostOfDatasetName && dataset.Digest.Length <= MostOfDigest
            && input.Tags.All(tag => tag.Key.Length <= MostOfInputTag))
            return true;
        Lose(run, $"Its dataset '{TextRules.Truncate(dataset.Name, 100)}' was left out: a name in it is too long, or a text cannot be stored.");
        return false;
    }

    private bool IsKept(BulkRun run, string modelId)
    {
        try
        {
            RunRules.CheckLinkedModelId(modelId);
            return true;
        }
        catch (LeatException error)
        {
            Lose(run, $"A model it used or made was left out: {error.Message}");
            return false;
        }
    }

    private void Lose(BulkRun run, string text) => ledger.Note(new TransferNote(TransferKind.Run, run.Info.RunId, IsLoss: true, text));
}
