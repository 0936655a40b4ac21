using Leat.Quickstart.Data;

namespace Leat.Quickstart.Training;

/// <summary>One fold's split: train on <paramref name="Training"/>, evaluate on <paramref name="Validation"/>.</summary>
/// <param name="Index">Zero-based.</param>
/// <param name="Training">The rows of all other folds.</param>
/// <param name="Validation">The rows of this fold.</param>
/// <param name="ValidationRows">The indices of the validation rows in the whole data set.</param>
internal sealed record FoldData(
    int Index, LabeledData Training, LabeledData Validation, IReadOnlyList<int> ValidationRows)
{
    public static FoldData Split(LabeledData data, IReadOnlyList<int> foldOfRow, int fold)
    {
        int[] validation = [.. foldOfRow.Index().Where(row => row.Item == fold).Select(row => row.Index)];
        int[] training = [.. foldOfRow.Index().Where(row => row.Item != fold).Select(row => row.Index)];
        return new FoldData(fold, data.Select(training), data.Select(validation), validation);
    }
}
