using Leat.Storage.Files;

namespace Leat.Transfer.Mlruns;

/// <summary>What a file store holds, as kinds of what is moved.</summary>
internal static class FileThings
{
    public static TransferKind KindOf(FileThing thing) => thing switch
    {
        FileThing.Experiment => TransferKind.Experiment,
        FileThing.Run => TransferKind.Run,
        FileThing.LoggedModel => TransferKind.LoggedModel,
        FileThing.RegisteredModel => TransferKind.RegisteredModel,
        FileThing.ModelVersion => TransferKind.ModelVersion,
        FileThing.Trace => TransferKind.Trace,
        _ => TransferKind.Other,
    };
}
