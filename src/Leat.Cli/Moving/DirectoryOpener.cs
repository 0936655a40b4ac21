using Leat.Core;
using Leat.Transfer;
using Leat.Transfer.Mlruns;
using Leat.Transfer.TensorBoard;

namespace Leat.Cli.Moving;

/// <summary>Opens a directory that is to be imported as what it is.</summary>
internal static class DirectoryOpener
{
    /// <summary>Opens a directory of MLflow's file store or a log directory of TensorBoard. Where both could be meant, experiments of MLflow are
    /// what counts.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="experiment">The name of the experiment that runs of TensorBoard come into; null for the name of the directory.</param>
    /// <exception cref="LeatException">There is no such directory, or it is neither.</exception>
    public static ITransferSource Open(string path, string? experiment)
    {
        if (!Directory.Exists(path) || MlrunsDirectory.HoldsExperiments(path))
            return MlrunsDirectory.Open(path);
        if (TensorBoardDirectory.TryOpen(path, experiment) is { } logs)
            return logs;
        return MlrunsDirectory.HoldsModels(path)
            ? MlrunsDirectory.Open(path)
            : throw LeatException.InvalidParameter(
                $"'{Path.GetFullPath(path)}' is neither a directory of MLflow's file store (no folder in it has a 'meta.yaml') nor a log directory of TensorBoard "
                + "(no file below it is called 'events.out.tfevents.…').");
    }
}
