using System.Globalization;
using Leat.Core;

namespace Leat.Transfer.Mlflow;

/// <summary>Finds what an MLflow database holds that is not taken, so that nobody misses it later.</summary>
internal sealed class MlflowLosses(SourceReader reader, MlflowTables tables)
{
    /// <summary>Tables of things that do not come, what they hold, and why.</summary>
    private static readonly (string Table, TransferKind Kind, string What, string Reason)[] Untaken =
    [
        ("evaluation_datasets", TransferKind.EvaluationDataset, "evaluation datasets", "they are not imported yet"),
        ("scorers", TransferKind.Scorer, "scorers", "they are not imported yet"),
        ("webhooks", TransferKind.Webhook, "webhooks", "their secrets can be read only with the old server's key: create them anew"),
        ("jobs", TransferKind.Other, "jobs", "Leat runs none"),
        ("secrets", TransferKind.Other, "secrets of the gateway", "Leat has no gateway"),
        ("endpoints", TransferKind.Other, "endpoints of the gateway", "Leat has no gateway"),
        ("issues", TransferKind.Other, "issues of traces", "they are not imported yet"),
        ("label_schemas", TransferKind.Other, "label schemas", "they are not imported yet"),
        ("review_queues", TransferKind.Other, "review queues", "they are not imported yet"),
    ];

    public async Task<List<TransferNote>> FindAsync(CancellationToken cancellationToken)
    {
        var notes = new List<TransferNote>();
        foreach (var (table, kind, what, reason) in Untaken)
        {
            try
            {
                if (await reader.FindColumnsAsync(table, cancellationToken).ConfigureAwait(false) is null)
                    continue;
                var rows = await reader.NumberAsync($"SELECT COUNT(*) FROM {table}", cancellationToken).ConfigureAwait(false);
                if (rows > 0)
                    notes.Add(new TransferNote(kind, "", IsLoss: true, string.Create(CultureInfo.InvariantCulture, $"{rows} {what}: {reason}.")));
            }
            catch (LeatException unreadable)
            {
                // Whoever imports may well not be allowed to read the secrets, which do not come anyway.
                notes.Add(new TransferNote(kind, "", IsLoss: true, $"{char.ToUpperInvariant(what[0])}{what[1..]}, however many: {reason}. {unreadable.Message}"));
            }
        }

        if (tables.Experiments.Has("workspace"))
        {
            var others = await reader.NumberAsync(
                $"SELECT COUNT(*) FROM experiments WHERE NOT ({tables.Experiments.InDefaultWorkspace})", cancellationToken).ConfigureAwait(false);
            if (others > 0)
            {
                notes.Add(new TransferNote(
                    TransferKind.Experiment, "", IsLoss: true, string.Create(CultureInfo.InvariantCulture, $"{others} experiments are in other workspaces than 'default'.")));
            }
        }

        return notes;
    }
}
