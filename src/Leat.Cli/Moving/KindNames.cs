using Leat.Transfer;

namespace Leat.Cli.Moving;

/// <summary>What kinds of things are called.</summary>
internal static class KindNames
{
    public static string Several(TransferKind kind) => kind == TransferKind.Other ? "others" : $"{One(kind)}s";

    public static string One(TransferKind kind) => kind switch
    {
        TransferKind.Experiment => "experiment",
        TransferKind.Run => "run",
        TransferKind.LoggedModel => "logged model",
        TransferKind.RegisteredModel => "registered model",
        TransferKind.ModelVersion => "model version",
        TransferKind.Trace => "trace",
        TransferKind.EvaluationDataset => "evaluation dataset",
        TransferKind.Scorer => "scorer",
        TransferKind.Webhook => "webhook",
        _ => "other",
    };
}
